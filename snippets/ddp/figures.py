"""Draw the figures and tables: `python -m snippets.ddp.figures DIR`."""

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from snippets.ddp.ring import chunks, ring_steps

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
WORKERS = 4
LAYERS = 6
# Processes × threads of each, and the option of DDP.
METHODS = {
    "alone": ("1 × 1", MUTED),
    "all_cores": ("1 × 2", MUTED),
    "ddp": ("2 × 1 DDP", COLOURS[0]),
    "view": ("2 × 1 view", COLOURS[0]),
    "cap": ("2 × 1 cap", COLOURS[0]),
}
UNITS = ((2**20, "MiB"), (2**10, "KiB"))
Point = tuple[float, float]


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label; `more` holds further attributes."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(start: Point, end: Point, stroke: str, more: str = "") -> str:
    """Return a straight line from start to end; `more` holds further attributes."""
    (x1, y1), (x2, y2) = start, end
    more = f" {more}" if more else ""
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def box(corner: Point, size: Point, fill: str, more: str = "") -> str:
    """Return a rectangle; `more` holds further attributes."""
    (x, y), (width, height) = corner, size
    more = f" {more}" if more else ""
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {place} fill="{fill}"{more}/>'


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 480 {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def ring_figure() -> str:
    """Draw what four workers hold after each step: each has a colour and a bit."""
    workers = [[1 << rank] * WORKERS for rank in range(WORKERS)]
    left, top, cell, across, down = 38, 46, 22, 112, 40
    parts = [text(18, 22, "s", MUTED)]
    for rank in range(WORKERS):
        middle = left + rank * across + WORKERS * cell / 2
        parts.append(text(middle, 22, rank, COLOURS[rank], 'font-weight="bold"'))
        start, end = middle + 14, middle + across - 14
        if rank == WORKERS - 1:  # from the last worker back to the first
            start, end = middle + 14, middle + 40
        parts.append(line((start, 17), (end, 17), MUTED))
        parts.append(arrow(end, 17))
    parts.append(line((left + 2, 17), (left + 28, 17), MUTED))
    parts.append(arrow(left + 28, 17))
    received: set[tuple[int, int]] = set()
    steps = ring_steps(workers)
    for step in range(2 * WORKERS - 1):
        y = top + step * down
        parts.append(text(18, y + 17, step, MUTED))
        for rank, vector in enumerate(workers):
            for place, bits in enumerate(vector):
                corner = (left + rank * across + place * cell, y)
                parts += chunk_cell(corner, bits, cell, new=(rank, place) in received)
        if transfers := next(steps, None):
            received = {(t.receiver, t.first) for t in transfers}
    middle_line = top + WORKERS * down - (down - cell) / 2
    parts.append(
        line((left, middle_line), (470, middle_line), MUTED, 'stroke-dasharray="3 4"')
    )
    return svg(top + (2 * WORKERS - 1) * down - 8, parts)


def arrow(x: float, y: float) -> str:
    """Return the head of an arrow to the right."""
    path = f"M{x - 6:g} {y - 4:g}L{x:g} {y:g}L{x - 6:g} {y + 4:g}"
    return f'<path d="{path}" fill="none" stroke="{MUTED}"/>'


def chunk_cell(corner: Point, bits: int, size: int, *, new: bool) -> list[str]:
    """Return a chunk: a stripe of each worker whose numbers are in it."""
    x, y = corner
    stripe = size / WORKERS
    parts = [
        box((x, y + rank * stripe), (size, stripe), COLOURS[rank])
        for rank in range(WORKERS)
        if bits >> rank & 1
    ]
    colour, weight = (INK, 2.5) if new else (MUTED, 1)
    frame = f'stroke="{colour}" stroke-width="{weight}"'
    inset = 1 if new else 0
    inner = (size - 2 * inset, size - 2 * inset)
    return [*parts, box((x + inset, y + inset), inner, "none", frame)]


def finish_times(ready: Sequence[float], lasting: Sequence[float]) -> list[float]:
    """Return when each bucket's all-reduce is done; they run one after the other.

    ready: when each bucket's gradients are there, ascending; its all-reduce does not
    start before. lasting: how long each all-reduce takes.
    """
    ends: list[float] = []
    free: float = 0
    for start, length in zip(ready, lasting, strict=True):
        free = max(free, start) + length
        ends.append(free)
    return ends


def overlap_figure() -> str:
    """Draw a backward pass of 6 layers with its all-reduces in 1, 3 and 6 buckets.

    By the model: each layer takes 3 units of time, its all-reduce 2 and each bucket 2
    more, whatever its size.
    """
    backward, message, overhead, unit, left = 3, 2, 2, 12, 62
    parts = []
    for row, count in enumerate((1, 3, 6)):
        top = 14 + row * 84
        parts.append(text(left - 14, top + 15, "∇", COLOURS[0], 'text-anchor="end"'))
        parts.append(text(left - 14, top + 45, "Σ", COLOURS[1], 'text-anchor="end"'))
        for order in range(LAYERS):
            corner = (left + order * backward * unit, top)
            parts += bar(corner, backward * unit, COLOURS[0], LAYERS - 1 - order)
        layers = chunks(LAYERS, count)
        ready = [part.stop * backward for part in layers]
        lasting = [message * len(part) + overhead for part in layers]
        ends = finish_times(ready, lasting)
        for part, end, length in zip(layers, ends, lasting, strict=True):
            names = " ".join(str(LAYERS - 1 - order) for order in part)
            parts += bar(
                (left + (end - length) * unit, top + 30),
                length * unit,
                COLOURS[1],
                names,
            )
        x = left + ends[-1] * unit
        parts.append(line((x, top - 6), (x, top + 62), MUTED, 'stroke-dasharray="3 3"'))
        parts.append(text(x + 5, top + 12, ends[-1], INK, 'text-anchor="start"'))
    return svg(254, parts)


def bar(corner: Point, width: float, colour: str, label: object) -> list[str]:
    """Return a labelled stretch of time."""
    x, y = corner
    frame = f'fill-opacity="0.18" stroke="{colour}" stroke-width="1.5"'
    words = text(x + width / 2, y + 15.5, label, INK, 'font-size="13"')
    return [box((x, y), (width, 22), colour, frame), words]


def size_label(size: float) -> str:
    """Return a number of bytes as a label."""
    for unit, name in UNITS:
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size:g} B"


def model_line(times: dict[str, float], processes: int) -> tuple[float, float]:
    """Return α in ms and β in B/ms such that the ring's time fits both end points."""
    (small, first), *_, (large, last) = [(int(n), t) for n, t in times.items()]
    steps = 2 * (processes - 1)
    slope = (last - first) / (large - small)  # = steps/(N β)
    return first / steps - slope * small / steps, steps / (processes * slope)


def all_reduce_figure(times: dict[str, float], processes: int) -> str:
    """Draw the time of an all-reduce against its bytes, and the ring's formula."""
    left, right, top, bottom = 58, 462, 34, 250
    sizes = [int(size) for size in times]
    low = 10 ** math.floor(math.log10(min(times.values())))
    high = 10 ** math.ceil(math.log10(max(times.values())))

    def at(size: float, time: float) -> Point:
        share = math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])
        height = math.log(time / low) / math.log(high / low)
        return left + 12 + share * (right - left - 24), bottom - height * (bottom - top)

    parts = [text(8, 16, "ms", MUTED, 'text-anchor="start"')]
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        y = at(sizes[0], 10.0**power)[1]
        parts.append(line((left, y), (right, y), MUTED, 'stroke-opacity="0.35"'))
        label = f"{10.0**power:g}"
        parts.append(text(left - 6, y + 5, label, MUTED, 'text-anchor="end"'))
    parts += [
        text(at(size, low)[0], bottom + 20, size_label(size), MUTED)
        for size in sizes[::2]
    ]
    alpha, beta = model_line(times, processes)
    steps = 2 * (processes - 1)
    curve = []
    for place in range(61):
        size = sizes[0] * (sizes[-1] / sizes[0]) ** (place / 60)
        curve.append(at(size, steps * (alpha + size / (processes * beta))))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in curve)
    parts.append(
        f'<polyline points="{path}" fill="none" stroke="{COLOURS[1]}" '
        'stroke-width="1.5" stroke-dasharray="5 4"/>'
    )
    for size, time in zip(sizes, times.values(), strict=True):
        x, y = at(size, time)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{COLOURS[0]}"/>')
    x, y = curve[50]
    words = "2(N−1)(α + K/Nβ)"  # to the left of the rise, where no point lies
    parts.append(text(x - 14, y - 10, words, COLOURS[1], 'text-anchor="end"'))
    return svg(284, parts)


def throughput_figure(rates: dict[str, dict[str, float]]) -> str:
    """Draw the samples per second of each method as bars, a group for each model."""
    left, right, top = 134, 424, 30
    parts = [text(right + 36, 16, "1/s", MUTED)]
    most = max(rate for of_model in rates.values() for rate in of_model.values())
    y = top
    for model, of_model in rates.items():
        parts.append(text(8, y + 4, model, INK, 'text-anchor="start"'))
        y += 14
        for method, (label, colour) in METHODS.items():
            width = of_model[method] / most * (right - left)
            parts.append(text(left - 8, y + 13, label, INK, 'text-anchor="end"'))
            parts.append(box((left, y), (width, 16), colour, 'fill-opacity="0.75"'))
            parts.append(
                text(
                    left + width + 5,
                    y + 13,
                    f"{of_model[method]:,.0f}",
                    INK,
                    'text-anchor="start" font-size="13"',
                )
            )
            y += 21
        y += 18
    return svg(y - 12, parts)


def bench_tables(report: dict[str, Any]) -> str:
    """Return the medians and the machine as Markdown, each table in its own region.

    The machine's is a row alone: the pages head it, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    cells = [report[key] for key in ("device", "backend", "torch", "measured")]
    tables = {"machine": [f"| {' | '.join([cpu, cores, *cells])} |"]}

    count = report["processes"]
    rows = ["| B | ms | GB/s |", "| ---: | ---: | ---: |"]
    for size, time in report["all_reduce_ms"].items():
        sent = 2 * (count - 1) / count * int(size)  # by each process
        speed = two_digits(sent / time / 1e6)
        rows.append(f"| {size_label(int(size))} | {two_digits(time)} | {speed} |")
    tables["all_reduce"] = rows

    return "".join(
        f"<!-- --8<-- [start:{name}] -->\n"
        + "\n".join(lines)
        + f"\n<!-- --8<-- [end:{name}] -->\n"
        for name, lines in tables.items()
    )


def two_digits(value: float) -> str:
    """Return a number to two significant digits: more would be noise."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def figures() -> dict[str, str]:
    """Return the content of every generated file by its name."""
    report = json.loads(
        Path(__file__).with_name("bench.json").read_text(encoding="utf-8")
    )
    return {
        "ring.svg": ring_figure(),
        "overlap.svg": overlap_figure(),
        "bench_all_reduce.svg": all_reduce_figure(
            report["all_reduce_ms"], report["processes"]
        ),
        "bench_throughput.svg": throughput_figure(report["samples_per_second"]),
        "bench.md": bench_tables(report),
    }


def main(folder: Path) -> None:
    """Write every generated file into the folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
