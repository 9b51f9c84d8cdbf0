"""Draw the figures and tables: `python -m snippets.tfrecord.figures DIR`."""

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from snippets.tfrecord import twin

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
# Each part of the record of {label: [7]}: depth, first byte, behind the last, meaning.
PARTS = (
    (0, 0, 8, "length = 18"),
    (0, 8, 12, "CRC"),
    (0, 12, 14, "features, 16"),
    (1, 14, 16, "feature, 14"),
    (2, 16, 23, "key, 5 = label"),
    (2, 23, 25, "value, 5"),
    (3, 25, 27, "int64_list, 3"),
    (4, 27, 30, "value, 1 = 7"),
    (0, 30, 34, "CRC"),
)
BUFFERS = (1, 20, 100, 200)


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label; `more` holds further attributes."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(
    start: tuple[float, float], end: tuple[float, float], stroke: str, more: str = ""
) -> str:
    """Return a straight line from start to end; `more` holds further attributes."""
    (x1, y1), (x2, y2) = start, end
    more = f" {more}" if more else ""
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def box(x: float, y: float, size: tuple[float, float], fill: str, more: str) -> str:
    """Return a rectangle; `more` holds further attributes."""
    extent = f'width="{size[0]:g}" height="{size[1]:g}"'
    return f'<rect x="{x:g}" y="{y:g}" {extent} fill="{fill}" {more}/>'


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 480 {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def record_figure() -> str:
    """Draw the 34 bytes of a record, a field a line, each message in its frame."""
    data = twin.record(twin.encode_example({"label": ("int64", [7])}))
    left, wide, tall, indent, right = 40, 26, 27, 18, 472
    parts = []
    for row, (depth, _, behind, _) in enumerate(PARTS[:-1]):
        if PARTS[row + 1][0] <= depth:
            continue  # nothing lies in it
        end = behind + data[behind - 1]  # what stands last in its head is a length
        inside = sum(behind <= first < end for _, first, _, _ in PARTS)
        x, y = left + (depth + 1) * indent - 6, 6 + (row + 1) * tall - 3
        size = right - depth * 6 - x, inside * tall - depth
        more = f'fill-opacity="0.1" stroke="{COLOURS[0]}" rx="4"'
        parts.append(box(x, y, size, COLOURS[0], more))
    mono = 'font-family="ui-monospace, monospace" font-size="13"'
    for row, (depth, first, behind, meaning) in enumerate(PARTS):
        y = 6 + row * tall
        parts.append(
            text(left - 12, y + 15, first, MUTED, 'text-anchor="end" font-size="12"')
        )
        start = left + depth * indent
        checks = meaning == "CRC"
        for place in range(first, behind):
            x = start + (place - first) * wide
            colour = COLOURS[1] if checks else MUTED
            parts.append(box(x, y, (wide - 3, tall - 6), PAPER, f'stroke="{colour}"'))
            parts.append(
                text(x + wide / 2 - 1.5, y + 15, f"{data[place]:02x}", INK, mono)
            )
        words_at = start + (behind - first) * wide + 8
        fill = COLOURS[1] if checks else INK
        parts.append(text(words_at, y + 15, meaning, fill, 'text-anchor="start"'))
    return svg(6 + len(PARTS) * tall + 2, parts)


def shuffled(count: int, buffer: int, choices: Sequence[int]) -> list[int]:
    """Return the order in which a buffer of this size lets 0, 1, … out.

    The k-th output is the item number `choices[k]`, modulo what the buffer holds; the
    next input takes its place.
    """
    waiting, order = list(range(min(buffer, count))), []
    for k in range(count):
        place = choices[k] % len(waiting)
        order.append(waiting[place])
        if k + buffer < count:
            waiting[place] = k + buffer
        else:
            waiting.pop(place)
    return order


def shuffle_figure() -> str:
    """Draw where each of 200 outputs stood in the input, for four buffers."""
    count, side = 200, 190
    parts = []
    for number, buffer in enumerate(BUFFERS):
        left, top = 40 + number % 2 * (side + 40), 30 + number // 2 * (side + 50)
        scale = side / count
        chance = random.Random(1)  # noqa: S311 - no secret
        choices = [int(chance.random() * 2**30) for _ in range(count)]
        parts.append(text(left + side / 2, top - 8, f"B = {buffer}"))
        more = f'stroke="{MUTED}"'
        parts.append(box(left, top, (side, side), "none", more))
        edge = count - buffer
        if edge:
            start = left, top + side - (buffer - 1) * scale
            end = left + (edge + 1) * scale, top
            parts.append(line(start, end, COLOURS[1], 'stroke-width="1.5"'))
        for k, source in enumerate(shuffled(count, buffer, choices)):
            x, y = left + (k + 0.5) * scale, top + side - (source + 0.5) * scale
            parts.append(
                f'<circle cx="{x:.4g}" cy="{y:.4g}" r="1.6" fill="{COLOURS[0]}"/>'
            )
        if number // 2:
            parts.append(text(left + side / 2, top + side + 20, "k", MUTED))
        if number % 2 == 0:
            parts.append(text(left - 16, top + side / 2, "s", MUTED))
            down = 'font-size="12"'
            parts.append(text(left - 9, top + side / 2 + 4, "k", MUTED, down))
    return svg(2 * (side + 50) + 12, parts)


METHODS = {
    "dataset": "TFRecordDataset",
    "dataset_batch": "parse_example",
    "dataset_single": "parse_single_example",
    "package": "tfrecord",
    "package_raw": "tfrecord (bytes)",
    "twin": "twin",
    "twin_raw": "twin (bytes)",
}
RAW = ("dataset", "package_raw", "twin_raw")
PARSED = ("dataset_batch", "dataset_single", "package", "twin")


def rounded(value: float) -> str:
    """Return a number with two significant digits and commas."""
    return f"{float(f'{value:.2g}'):,.0f}"


def bench_figure(results: dict[str, float]) -> str:
    """Draw records a second for each method as bars."""
    left, right, tall = 170, 410, 26
    top = max(results.values())
    parts = []
    y = 8
    for group, colour in ((RAW, COLOURS[2]), (PARSED, COLOURS[0])):
        for name in group:
            width = max(1.0, results[name] / top * (right - left))
            parts.append(
                text(left - 8, y + 15, METHODS[name], INK, 'text-anchor="end"')
            )
            parts.append(box(left, y, (width, tall - 7), colour, 'rx="2"'))
            shown = rounded(results[name])
            parts.append(
                text(left + width + 6, y + 15, shown, MUTED, 'text-anchor="start"')
            )
            y += tall
        y += 12
    return svg(y, parts)


def tables(report: dict[str, Any]) -> str:
    """Return the rows of the machine's table and the medians', each in a region.

    The pages head them, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    cells = [report[key] for key in ("python", "tensorflow", "tfrecord", "measured")]
    machine = [f"| {' | '.join([cpu, cores, *cells])} |"]
    medians = []
    for name, shown in METHODS.items():
        small, large = (report["results"][size][name] for size in ("small", "large"))
        medians.append(f"| {shown} | {rounded(small)} | {rounded(large)} |")
    lines = []
    for name, body in {"machine": machine, "medians": medians}.items():
        start, end = (f"<!-- --8<-- [{what}:{name}] -->" for what in ("start", "end"))
        lines += [start, *body, end]
    return "\n".join([*lines, ""])


def main(folder: Path) -> None:
    """Write all figures and tables into the folder."""
    report = json.loads(Path(__file__).with_name("bench.json").read_text("utf-8"))
    files = {
        "record.svg": record_figure(),
        "shuffle.svg": shuffle_figure(),
        "bench.svg": bench_figure(report["results"]["small"]),
        "bench.md": tables(report),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
