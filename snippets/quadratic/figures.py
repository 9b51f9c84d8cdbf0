"""Draw the figures and tables: `python -m snippets.quadratic.figures DIR`."""

import json
import sys
from collections.abc import Callable, Sequence
from math import cos, log10, pi, sin, sqrt
from pathlib import Path
from typing import Any

from snippets.quadratic.quadratic import (
    Matrix,
    Vector,
    conjugate_gradient,
    dot,
    move,
    steepest_descent,
    times,
)
from snippets.quadratic.rounding import errors, hilbert

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
Point = tuple[float, float]
LABELS = {"page": "quadratic.py"}


def text(
    x: float, y: float, words: str, fill: str = INK, anchor: str = "middle"
) -> str:
    """Return a label."""
    where = f'x="{x:.1f}" y="{y:.1f}"'
    return f'<text {where} fill="{fill}" text-anchor="{anchor}">{words}</text>'


def curve(points: Sequence[Point], stroke: str, more: str = 'stroke-width="2"') -> str:
    """Return a line through points; `more` holds further attributes."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" {more}/>'


def svg(width: int, height: int, parts: Sequence[str]) -> str:
    """Return an SVG, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 {width} {height}" style="max-width: {width}px" '
        'font-family="system-ui, sans-serif" font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


# The four shapes. Each has its eigenvectors along the diagonals.
SHAPES: list[tuple[Matrix, Vector]] = [
    ([[2, 1], [1, 2]], [0, 0]),
    ([[1, 1], [1, 1]], [0, 0]),
    ([[1, 1], [1, 1]], [1, -1]),
    ([[1, 2], [2, 1]], [0, 0]),
]
LEVELS = (-4.0, -2.5, -1.2, -0.3, 0.3, 1.2, 2.5, 4.0)
REACH = 2.0


def level_curves(number: int, level: float) -> list[list[Point]]:
    """Return where f has a value: curves in the plane, in coordinates x and y.

    Along the diagonals, u = (x + y)/√2 and v = (x − y)/√2, f is pu²/2 + qv²/2 − sv.
    """
    (p, q, s) = ((3, 1, 0), (2, 0, 0), (2, 0, sqrt(2)), (3, -1, 0))[number]
    grid = [REACH * 1.5 * i / 60 for i in range(-60, 61)]
    found: list[list[Point]] = []
    if q > 0 and level > 0:
        turn = [2 * pi * i / 48 for i in range(49)]
        found = [
            [(sqrt(2 * level / p) * cos(t), sqrt(2 * level / q) * sin(t)) for t in turn]
        ]
    elif s:
        found = [[(u, (p * u * u / 2 - level) / s) for u in grid]]
    elif q < 0 and level < 0:
        found = [
            [(u, sign * sqrt((p * u * u / 2 - level) * 2 / -q)) for u in grid]
            for sign in (1, -1)
        ]
    elif q <= 0 < level:
        found = [
            [(sign * sqrt((level - q * v * v / 2) * 2 / p), v) for v in grid]
            for sign in (1, -1)
        ]
    turned = [[((u + v) / sqrt(2), (u - v) / sqrt(2)) for u, v in c] for c in found]
    return [run for points in turned for run in inside(points)]


def inside(points: Sequence[Point]) -> list[list[Point]]:
    """Return the parts of a curve that lie in the picture."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if max(map(abs, point)) <= REACH:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def shapes_figure() -> str:
    """Draw level curves of the four shapes; the arrow tells where f falls for ever."""
    side, gap = 160, 16
    parts: list[str] = []
    for number in range(len(SHAPES)):
        left = gap + number * (side + gap)

        def at(x: float, y: float, left: float = left) -> Point:
            return left + (x + 2) / 4 * side, 10 + (2 - y) / 4 * side

        parts.append(
            f'<rect x="{left}" y="10" width="{side}" height="{side}" fill="none" '
            f'stroke="{MUTED}" stroke-opacity="0.4"/>'
        )
        for level in LEVELS:
            for points in level_curves(number, level):
                colour = COLOURS[level < 0]
                places = [at(*point) for point in points]
                parts.append(curve(places, colour, 'stroke-width="1.5"'))
        if number == 0:
            x, y = at(0, 0)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{INK}"/>')
        if number == 1:
            parts.append(curve([at(-2, 2), at(2, -2)], INK, 'stroke-width="3"'))
        if number > 1:
            (x0, y0), (x1, y1) = at(0, 0), at(1.3, -1.3)
            parts.append(curve([(x0, y0), (x1, y1)], INK, 'stroke-width="2.5"'))
            head = f"{x1 + 7:.1f} {y1 + 7:.1f}L{x1 + 2:.1f} {y1 - 7:.1f}"
            head += f"L{x1 - 7:.1f} {y1 + 2:.1f}"
            parts.append(f'<path d="M{head}Z" fill="{INK}"/>')
        parts.append(text(left + side / 2, side + 30, str(number + 1), MUTED))
    return svg(720, side + 40, parts)


Axis = Callable[[float, float], Point]


def axes(
    steps: Sequence[int], powers: Sequence[int], width: int, height: int
) -> tuple[list[str], Axis]:
    """Return the lines and numbers of a chart, steps against powers of ten."""
    left, right, top, bottom = 52, width - 14, 14, height - 30

    def at(step: float, power: float) -> Point:
        up = (power - powers[0]) / (powers[-1] - powers[0])
        return left + (right - left) * step / steps[-1], bottom - (bottom - top) * up

    parts = []
    for power in powers:
        y = at(0, power)[1]
        parts.append(
            f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" '
            f'stroke="{MUTED}" stroke-opacity="0.3"/>'
        )
        minus = "−" if power < 0 else ""
        raised = f'10<tspan dy="-6" font-size="12">{minus}{abs(power)}</tspan>'
        parts.append(text(left - 6, y + 5, raised, MUTED, "end"))
    parts += [text(at(s, powers[0])[0], bottom + 20, str(s), MUTED) for s in steps]
    return parts, at


def spread(n: int, condition: float) -> tuple[list[list[float]], list[float]]:
    """Return diag(1, …, κ), evenly spaced, and b = (1, …, 1)."""
    values = [1 + (condition - 1) * i / (n - 1) for i in range(n)]
    return [[v if i == j else 0.0 for j in range(n)] for i, v in enumerate(values)], [
        1.0
    ] * n


def energies(matrix: Matrix, points: Sequence[Vector]) -> list[float]:
    """Return ‖x − x*‖_A of each point for the first one, for diag(…) and b = (1, …)."""
    best = [1 / row[i] for i, row in enumerate(matrix)]
    gaps = [move(point, -1, best) for point in points]
    sizes = [sqrt(dot(gap, times(matrix, gap))) for gap in gaps]
    return [size / sizes[0] for size in sizes]


def rates_figure() -> str:
    """Draw the error of both methods and their bounds, n = 50 and κ = 100."""
    matrix, b = spread(50, 100.0)
    start, most = [0.0] * 50, 50
    runs = [
        energies(matrix, steepest_descent(matrix, b, start, 0, most)),
        energies(matrix, conjugate_gradient(matrix, b, start, 1e-11)[: most + 1]),
    ]
    bounds = [
        [(99 / 101) ** k for k in range(most + 1)],
        [min(1.0, 2 * (9 / 11) ** k) for k in range(most + 1)],
    ]
    parts, at = axes([0, 10, 20, 30, 40, 50], [-10, -8, -6, -4, -2, 0], 480, 260)
    for run, limit, colour in zip(runs, bounds, (COLOURS[1], COLOURS[0]), strict=True):
        dashes = 'stroke-width="1.5" stroke-dasharray="5 4"'
        for sizes, more in ((limit, dashes), (run, 'stroke-width="2.5"')):
            ends = [(k, log10(size)) for k, size in enumerate(sizes) if size > 1e-10]
            parts.append(curve([at(*end) for end in ends], colour, more))
    return svg(480, 260, parts)


def hilbert_figure() -> str:
    """Draw CG's error on the Hilbert matrix: exact, in floats, and mended."""
    exact = hilbert(6)
    rounded = [[float(entry) for entry in row] for row in exact]
    runs = [
        (errors(exact, 6), COLOURS[2], ' stroke-dasharray="5 4"'),
        (errors(rounded, 12), COLOURS[1], ""),
        (errors(rounded, 6, mend=True), COLOURS[0], ""),
    ]
    parts, at = axes([0, 2, 4, 6, 8, 10, 12], [-12, -9, -6, -3, 0], 480, 240)
    for sizes, colour, dash in runs:
        ends = [at(k, log10(size) if size else -12) for k, size in enumerate(sizes)]
        parts.append(curve(ends, colour, f'stroke-width="2.5"{dash}'))
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
            for x, y in ends
        ]
    return svg(480, 240, parts)


def two_digits(value: float) -> str:
    """Return a number to two significant digits: more would be noise."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def tables(report: dict[str, Any]) -> str:
    """Return the rows of the tables, each table's in a region.

    The pages head them, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    lines = ["<!-- --8<-- [start:machine] -->"]
    cells = [report[key] for key in ("python", "numpy", "scipy", "measured")]
    lines.append(f"| {' | '.join([cpu, cores, *cells])} |")
    lines.append("<!-- --8<-- [end:machine] -->")
    columns = ("solve", "spsolve", "cg", "page")
    lines.append("<!-- --8<-- [start:times] -->")
    for name, found in report["results"].items():
        cells = [two_digits(found[c]) if c in found else "" for c in columns]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines.append("<!-- --8<-- [end:times] -->")
    return "\n".join(lines) + "\n"


def figures() -> dict[str, str]:
    """Return the content of every generated file by its name."""
    path = Path(__file__).with_name("bench.json")
    return {
        "shapes.svg": shapes_figure(),
        "rates.svg": rates_figure(),
        "hilbert.svg": hilbert_figure(),
        "bench.md": tables(json.loads(path.read_text(encoding="utf-8"))),
    }


def main(folder: Path) -> None:
    """Write every generated file into a folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
