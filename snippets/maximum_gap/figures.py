"""Draw the figures and tables: `python -m snippets.maximum_gap.figures DIR`."""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from snippets.maximum_gap.buckets import exact_places

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
EXAMPLE = [10, 3, 17, 1, 12, 5, 11, 4, 6]
METHODS = {
    "sorting": ("sorting", COLOURS[0], ""),
    "buckets": ("buckets", COLOURS[1], ""),
    "radix": ("radix", COLOURS[3], ""),
    "numpy_list": ("numpy ← list", COLOURS[2], "5 4"),
    "numpy_array": ("numpy", COLOURS[2], ""),
}


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label; `more` holds further attributes."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def power(number: int) -> str:
    """Return a power of ten as a label."""
    return f'10<tspan dy="-5" font-size="12">{round(math.log10(number))}</tspan>'


def line(
    start: tuple[float, float], end: tuple[float, float], stroke: str, more: str = ""
) -> str:
    """Return a straight line from start to end; `more` holds further attributes."""
    (x1, y1), (x2, y2) = start, end
    more = f" {more}" if more else ""
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 480 {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def buckets_figure() -> str:
    """Draw the example's numbers falling into buckets, and the steps between these."""
    lo, hi, unit, left = min(EXAMPLE), max(EXAMPLE), 25, 15
    places = exact_places(EXAMPLE, lo, hi)
    width = (hi - lo) // (len(EXAMPLE) - 1)
    top, floor = 112, 160
    parts = []
    for place in range(len(EXAMPLE)):
        x = left + place * width * unit
        parts.append(
            f'<path d="M{x} {top}V{floor}H{x + width * unit}V{top}" fill="none" '
            f'stroke="{MUTED}" stroke-width="1.5"/>'
        )
        parts.append(text(x + width * unit / 2, floor + 18, place, MUTED))
    where = {number: left + (number - lo + 0.5) * unit for number in EXAMPLE}
    drops = []
    for order, number in enumerate(EXAMPLE):
        start = left + (order + 0.5) * width * unit
        drops.append(
            line(
                (start, 30), (where[number], top + 18), MUTED, 'stroke-dasharray="2 3"'
            )
        )
        parts.append(text(start, 22, number))
    for number in EXAMPLE:
        parts.append(
            f'<circle cx="{where[number]:g}" cy="{top + 30}" r="10" fill="{PAPER}" '
            f'stroke="{COLOURS[0]}" stroke-width="2"/>'
        )
        parts.append(text(where[number], top + 34.5, number, more='font-size="13"'))
    filled: dict[int, list[int]] = {}
    for number, place in zip(EXAMPLE, places, strict=True):
        filled.setdefault(place, []).append(number)
    steps = [
        (max(filled[lower]), min(filled[upper]))
        for lower, upper in pairwise(sorted(filled))
    ]
    widest = max(steps, key=lambda step: step[1] - step[0])
    for below, above in steps:
        colour, weight = (COLOURS[1], 3) if (below, above) == widest else (MUTED, 1.5)
        x1, x2, y = where[below], where[above], floor + 34
        parts.append(
            f'<path d="M{x1:g} {y - 6}V{y}H{x2:g}V{y - 6}" fill="none" '
            f'stroke="{colour}" stroke-width="{weight}"/>'
        )
        more = 'font-weight="bold"' if (below, above) == widest else ""
        parts.append(
            text((x1 + x2) / 2, y + 17, above - below, colour if more else INK, more)
        )
    return svg(222, drops + parts)


def bench_figure(results: dict[str, dict[str, float]]) -> str:
    """Draw the time for each number against n, both axes logarithmic."""
    left, right, top, bottom = 46, 376, 38, 254
    sizes = [int(size) for size in results]
    low, high = 10.0, 10000.0

    def across(size: int) -> float:
        first, last = math.log10(sizes[0]), math.log10(sizes[-1])
        return (
            left
            + 12
            + (math.log10(size) - first) / (last - first) * (right - left - 24)
        )

    def up(nanoseconds: float) -> float:
        share = math.log10(nanoseconds / low) / math.log10(high / low)
        return bottom - share * (bottom - top)

    parts = [text(8, 16, "ns/n", MUTED, 'text-anchor="start"')]
    for tick in (10, 100, 1000, 10000):
        parts.append(
            line((left, up(tick)), (right, up(tick)), MUTED, 'stroke-opacity="0.35"')
        )
        parts.append(
            text(left - 6, up(tick) + 5, power(tick), MUTED, 'text-anchor="end"')
        )
    parts += [text(across(size), bottom + 20, power(size), MUTED) for size in sizes]
    parts.append(text(right + 18, bottom + 20, "n", MUTED))
    ends = {}
    for name, (_, colour, dash) in METHODS.items():
        points = [
            (across(size), up(results[str(size)][name] * 1e6 / size)) for size in sizes
        ]
        ends[name] = points[-1][1]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="2"{dashes}/>'
        )
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            for x, y in points
        ]
    for name, y in apart(ends).items():
        label, colour, _ = METHODS[name]
        parts.append(text(right - 4, y + 5, label, colour, 'text-anchor="start"'))
    return svg(280, parts)


def apart(heights: dict[str, float]) -> dict[str, float]:
    """Move labels down until each is a line below the one above it."""
    placed: dict[str, float] = {}
    last = -math.inf
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        last = max(height, last + 17)
        placed[name] = last
    return placed


def bench_tables(report: dict[str, Any]) -> str:
    """Return the medians and the machine as Markdown, each table in its own region.

    The machine's is a row alone: the pages head it, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    lines = ["<!-- --8<-- [start:machine] -->"]
    cells = [report[key] for key in ("python", "numpy", "measured")]
    lines.append(f"| {' | '.join([cpu, cores, *cells])} |")
    lines.append("<!-- --8<-- [end:machine] -->")
    for kind, results in report["results"].items():
        lines.append(f"<!-- --8<-- [start:{kind}] -->")
        labels = [label for label, _, _ in METHODS.values()]
        lines.append("| n | " + " | ".join(labels) + " |")
        lines.append("| ---: |" + " ---: |" * len(labels))
        for size, times in results.items():
            cells = [milliseconds(times[name]) for name in METHODS]
            lines.append(f"| {int(size):,} | " + " | ".join(cells) + " |")
        lines.append(f"<!-- --8<-- [end:{kind}] -->")
    return "\n".join(lines) + "\n"


def milliseconds(value: float) -> str:
    """Return a time to two significant digits: more would be noise."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def figures() -> dict[str, str]:
    """Return the content of every generated file by its name."""
    report = json.loads(
        Path(__file__).with_name("bench.json").read_text(encoding="utf-8")
    )
    return {
        "buckets.svg": buckets_figure(),
        "bench_random.svg": bench_figure(report["results"]["random"]),
        "bench_exponential.svg": bench_figure(report["results"]["exponential"]),
        "bench.md": bench_tables(report),
    }


def main(folder: Path) -> None:
    """Write every generated file into the folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
