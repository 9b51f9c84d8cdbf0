"""Draw the figures and tables: `python -m snippets.random_walk.figures DIR`."""

import json
import sys
from math import cos, exp, pi, sqrt
from pathlib import Path
from random import Random
from typing import Any

from snippets.random_walk.gaussian import density, probability
from snippets.random_walk.returns import last_visit_law, reflect
from snippets.random_walk.simulate import walk

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
LABELS = {"bit_count": "bit_count", "numpy": "numpy.binomial", "walk": "walk"}
Point = tuple[float, float]


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label, with a true minus; `more` holds further attributes."""
    words = str(words).replace("-", "−")
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(start: Point, end: Point, stroke: str, more: str = "") -> str:
    """Return a straight line from start to end; `more` holds further attributes."""
    (x1, y1), (x2, y2) = start, end
    more = f" {more}" if more else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def curve(points: list[Point], stroke: str, more: str = 'stroke-width="2"') -> str:
    """Return a line through points; `more` holds further attributes."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" {more}/>'


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 480 {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def paths_figure() -> str:
    """Draw five simulated walks and the curves ±√n and ±2√n."""
    # A step is 2 units wide and 3 high: whole numbers make a small file.
    left, right, middle, unit, steps = 34, 434, 140, 3, 200

    def at(n: float, k: float) -> Point:
        return left + (right - left) * n / steps, middle - unit * k

    parts = []
    for k in (-40, -20, 0, 20, 40):
        parts.append(line(at(0, k), at(steps, k), MUTED, 'stroke-opacity="0.3"'))
        parts.append(text(left - 4, at(0, k)[1] + 5, k, MUTED, 'text-anchor="end"'))
    parts += [text(at(n, 0)[0], 292, n, MUTED) for n in (0, 50, 100, 150, 200)]
    parts.append(text(left + 10, 14, "k", MUTED, 'text-anchor="end"'))
    parts.append(text(right - 28, 292, "n", MUTED, 'text-anchor="end"'))
    for times in (-2, -1, 1, 2):
        # A parabola that rises straight up, and so a quadratic Bézier curve.
        (x1, y1), (x2, y2) = (
            at(0, times * sqrt(steps) / 2),
            at(steps, times * sqrt(steps)),
        )
        path = f'd="M{left} {middle}Q{x1:g} {y1:.1f} {x2:g} {y2:.1f}" fill="none"'
        parts.append(
            f'<path {path} stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 4"/>'
        )
    rng = Random(12)  # noqa: S311 - walks, no secrets
    for number in range(5):
        points = [at(n, k) for n, k in enumerate(walk(steps, rng))]
        parts.append(curve(points, COLOURS[number % 4], 'stroke-width="1.3"'))
    for times, name in ((-2, "-2√n"), (-1, "-√n"), (1, "√n"), (2, "2√n")):
        height = at(0, times * sqrt(steps))[1] + 5
        more = 'text-anchor="start" font-size="13"'
        parts.append(text(right + 3, height, name, INK, more))
    return svg(300, parts)


def parity_figure() -> str:
    """Draw the law of 20 steps with the normal density, once and doubled."""
    left, right, bottom, unit, steps = 40, 466, 220, 1000, 20

    def at(k: float, p: float) -> Point:
        return left + (right - left) * (k + 13) / 26, bottom - unit * p

    parts = []
    for p in (0.05, 0.1, 0.15, 0.2):
        parts.append(line(at(-13, p), at(13, p), MUTED, 'stroke-opacity="0.3"'))
        parts.append(
            text(left - 4, at(0, p)[1] + 5, f"{p:g}", MUTED, 'text-anchor="end"')
        )
    for times, colour in ((1, COLOURS[0]), (2, COLOURS[1])):
        points = [at(k / 4, times * density(k / 4, steps)) for k in range(-52, 53)]
        dash = 'stroke-width="2"' + (' stroke-dasharray="5 4"' if times == 1 else "")
        parts.append(curve(points, colour, dash))
    parts.append(line(at(-13, 0), at(13, 0), MUTED))
    for k in range(-12, 13):
        p = probability(steps, k)
        if p:
            parts.append(line(at(k, 0), at(k, p), INK, 'stroke-width="3"'))
        x, y = at(k, p)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{INK}"/>')
    parts += [text(at(k, 0)[0], bottom + 20, k, MUTED) for k in range(-12, 13, 4)]
    parts.append(text(at(5.2, 0)[0], at(0, 0.135)[1], "2φ", COLOURS[1]))
    parts.append(text(at(3.4, 0)[0], at(0, 0.052)[1], "φ", COLOURS[0]))
    return svg(248, parts)


def refinement_figure() -> str:
    """Draw the characteristic function of ever finer walks, and its limit."""
    left, right, top, bottom, widest = 40, 466, 18, 200, 8.0

    def at(omega: float, value: float) -> Point:
        share = (value + 1) / 2
        return left + (right - left) * omega / widest, bottom - (bottom - top) * share

    parts = []
    for value in (-1, 0, 1):
        parts.append(
            line(at(0, value), at(widest, value), MUTED, 'stroke-opacity="0.3"')
        )
        parts.append(
            text(left - 6, at(0, value)[1] + 5, value, MUTED, 'text-anchor="end"')
        )
    parts += [text(at(w, 0)[0], bottom + 20, w, MUTED) for w in range(0, 9, 2)]
    parts.append(text(at(7, 0)[0], bottom + 20, "ω", MUTED))
    grid = [i / 20 for i in range(161)]
    for (n, place), colour in zip(
        ((1, (3.3, -0.86)), (4, (6.1, 0.72)), (16, (3.0, 0.14))),
        COLOURS[1:],
        strict=True,
    ):
        parts.append(curve([at(w, cos(w / sqrt(n)) ** n) for w in grid], colour))
        parts.append(text(*at(*place), f"n = {n}", colour))
    limit = [at(w, exp(-w * w / 2)) for w in grid]
    parts.append(curve(limit, COLOURS[0], 'stroke-width="2.5" stroke-dasharray="6 4"'))
    return svg(228, parts)


def reflection_figure() -> str:
    """Draw a path and what becomes of it behind its first visit to a level."""
    path = [0, 1, 0, -1, 0, 1, 2, 3, 2, 3, 2, 1, 0, 1, 0]
    level = 3
    mirrored = reflect(path, level)
    left, bottom, step = 44, 168, 30

    def at(n: int, k: int) -> Point:
        return left + step * n, bottom - 22 * (k + 1)

    first = path.index(level)
    parts = [line(at(0, k), at(14, k), MUTED, 'stroke-opacity="0.3"') for k in (0, 6)]
    parts.append(line(at(0, level), at(14, level), INK, 'stroke-dasharray="5 4"'))
    parts += [
        text(left - 10, at(0, k)[1] + 5, label, MUTED, 'text-anchor="end"')
        for k, label in ((0, "0"), (level, "a"), (6, "2a"))
    ]
    points = [at(n, k) for n, k in enumerate(mirrored)]
    parts.append(
        curve(points[first:], COLOURS[1], 'stroke-width="2.5" stroke-dasharray="3 3"')
    )
    parts.append(
        curve([at(n, k) for n, k in enumerate(path)], COLOURS[0], 'stroke-width="2.5"')
    )
    x, y = at(first, level)
    parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="{INK}"/>')
    return svg(184, parts)


def arcsine_figure() -> str:
    """Draw the law of the last visit of 40 steps and the arcsine density over it."""
    pairs, left, right, bottom, unit = 20, 40, 466, 210, 1520

    def at(share: float, p: float) -> Point:
        return left + 12 + (right - left - 24) * share, bottom - unit * p

    parts = []
    for p in (0.05, 0.1):
        parts.append(
            line(
                (left, at(0, p)[1]), (right, at(0, p)[1]), MUTED, 'stroke-opacity="0.3"'
            )
        )
        parts.append(
            text(left - 4, at(0, p)[1] + 5, f"{p:g}", MUTED, 'text-anchor="end"')
        )
    for k, chance in enumerate(last_visit_law(pairs)):
        x, y = at(k / pairs, float(chance))
        parts.append(line((x, bottom), (x, y), INK, 'stroke-width="6"'))
    shares = [i / 200 for i in range(4, 197)]
    points = [at(x, 1 / (pi * sqrt(x * (1 - x)) * pairs)) for x in shares]
    parts.append(curve(points, COLOURS[1]))
    parts.append(line((left, bottom), (right, bottom), MUTED))
    parts += [text(at(k / 40, 0)[0], bottom + 20, k, MUTED) for k in range(0, 41, 10)]
    return svg(238, parts)


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def two_digits(value: float) -> str:
    """Return a number to two significant digits, with a power of ten if need be.

    More digits would be noise. Zero is exact.
    """
    if value == 0:
        return "0"
    digits, _, power = f"{value:.1e}".partition("e")
    if not -5 < int(power) < 9:
        return f"{digits} × 10{str(int(power)).translate(RAISED)}"
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def tables(report: dict[str, Any]) -> str:
    """Return the measurements as Markdown, each table in its own region.

    The machine's is a row alone: the pages head it, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    lines = ["<!-- --8<-- [start:machine] -->"]
    cells = [report[key] for key in ("python", "numpy", "scipy", "measured")]
    lines.append(f"| {' | '.join([cpu, cores, *cells])} |")
    lines.append("<!-- --8<-- [end:machine] -->")
    for region, value in (("times", "ms"), ("relative", "relative")):
        names = list(next(iter(report["results"].values())))
        lines.append(f"<!-- --8<-- [start:{region}] -->")
        lines.append("| n | " + " | ".join(names) + " |")
        lines.append("| ---: |" + " ---: |" * len(names))
        for size, found in report["results"].items():
            cells = [two_digits(found[name][value]) for name in names]
            lines.append(f"| {int(size):,} | " + " | ".join(cells) + " |")
        lines.append(f"<!-- --8<-- [end:{region}] -->")
    lines.append("<!-- --8<-- [start:walks] -->")
    speeds = report["walks_per_second"]
    lines.append("| " + " | ".join(LABELS[name] for name in speeds) + " |")
    lines.append("|" + " ---: |" * len(speeds))
    lines.append(
        "| " + " | ".join(two_digits(speed) for speed in speeds.values()) + " |"
    )
    lines.append("<!-- --8<-- [end:walks] -->")
    return "\n".join(lines) + "\n"


def figures() -> dict[str, str]:
    """Return the content of every generated file by its name."""
    report = json.loads(
        Path(__file__).with_name("bench.json").read_text(encoding="utf-8")
    )
    return {
        "paths.svg": paths_figure(),
        "parity.svg": parity_figure(),
        "refinement.svg": refinement_figure(),
        "reflection.svg": reflection_figure(),
        "arcsine.svg": arcsine_figure(),
        "bench.md": tables(report),
    }


def main(folder: Path) -> None:
    """Write every generated file into the folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
