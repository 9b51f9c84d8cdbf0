"""Draw the figures: `python -m snippets.autograd.figures DIR`."""

import math
import sys
from pathlib import Path
from typing import Any

import torch

from snippets.autograd.safety import slope
from snippets.autograd.value import Value, example, forward_cost, reverse_cost

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
WIDTH = 480
RADIUS = 18
PLACES = {"a": (40, 50), "b": (40, 210), "u": (175, 130), "v": (310, 50)}
PLACES["L"] = (440, 130)
RELUS = {
    "relu(x)": torch.relu,
    "x.clamp(min=0)": lambda x: x.clamp(min=0),
    "maximum(x, 0)": lambda x: torch.maximum(x, torch.tensor(0.0)),
    "where(x ≥ 0, x, 0)": lambda x: torch.where(x >= 0, x, torch.tensor(0.0)),
}


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a label, centred unless `more`, which holds attributes, says otherwise."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(
    start: tuple[float, float], end: tuple[float, float], stroke: str, more: str = ""
) -> str:
    """Return a straight line; `more` holds further attributes."""
    more = f" {more}" if more else ""
    (x1, y1), (x2, y2) = start, end
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 {WIDTH} {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def arrow(start: tuple[float, float], end: tuple[float, float]) -> list[str]:
    """Draw an arrow from the rim of one node to that of the other."""
    (x1, y1), (x2, y2) = start, end
    far = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (x2 - x1) / far, (y2 - y1) / far
    tip = (round(x2 - dx * (RADIUS + 2), 1), round(y2 - dy * (RADIUS + 2), 1))
    tail = (round(x1 + dx * RADIUS, 1), round(y1 + dy * RADIUS, 1))
    left = (tip[0] - 11 * dx - 5 * dy, tip[1] - 11 * dy + 5 * dx)
    right = (tip[0] - 11 * dx + 5 * dy, tip[1] - 11 * dy - 5 * dx)
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, left, right))
    return [
        line(tail, tip, MUTED, 'stroke-width="1.5"'),
        f'<polygon points="{corners}" fill="{MUTED}"/>',
    ]


def paths_figure() -> str:
    """Draw the example's graph with the derivative along each edge."""
    inputs = {"a": Value(2), "b": Value(3)}
    result = example(*inputs.values())
    names = {inputs["a"]: "a", inputs["b"]: "b", result: "L"}
    names |= dict(zip((source for source, _ in result.edges), "uv", strict=True))
    parts: list[str] = []
    labels: list[str] = []
    halo = f'stroke="{PAPER}" stroke-width="5" paint-order="stroke" font-weight="bold"'
    for node, name in names.items():
        for source, pull in node.edges:
            start, end = PLACES[names[source]], PLACES[name]
            parts += arrow(start, end)
            x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 5
            labels.append(text(x, y, pull(Value(1)).data, COLOURS[1], halo))
    for node, name in names.items():
        x, y = PLACES[name]
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{PAPER}" '
            f'stroke="{COLOURS[0]}" stroke-width="2"/>'
        )
        parts.append(text(x, y + 5, name))
        parts.append(text(x, y - RADIUS - 7, node.data))
    return svg(244, parts + labels)


def power(number: int) -> str:
    """Return a power of ten as a label."""
    return f'10<tspan dy="-5" font-size="12">{round(math.log10(number))}</tspan>'


def cost_figure() -> str:
    """Draw the operations of both modes against the number of inputs, logarithmic."""
    left, right, top, bottom = 46, 400, 22, 250
    sizes = (10, 30, 100, 300)

    def place(n: int, operations: int) -> tuple[float, float]:
        x = left + 20 + math.log10(n / 10) / math.log10(30) * (right - left - 40)
        y = bottom - (math.log10(operations) - 1) / 5 * (bottom - top)
        return round(x, 1), round(y, 1)

    parts = []
    for exponent in range(1, 7):
        y = place(10, 10**exponent)[1]
        parts.append(line((left, y), (right, y), MUTED, 'stroke-opacity="0.35"'))
        parts.append(
            text(left - 6, y + 5, power(10**exponent), MUTED, 'text-anchor="end"')
        )
    parts += [text(place(n, 10)[0], bottom + 22, n, MUTED) for n in sizes]
    parts.append(text(right + 16, bottom + 22, "n", MUTED))
    counted = ((reverse_cost, COLOURS[0], "←"), (forward_cost, COLOURS[1], "→"))
    for cost, colour, sign in counted:
        points = [place(n, cost(n)) for n in sizes]
        joined = " ".join(f"{x:g},{y:g}" for x, y in points)
        parts.append(
            f'<polyline points="{joined}" fill="none" stroke="{colour}" '
            'stroke-width="2.5"/>'
        )
        parts += [
            f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{colour}"/>' for x, y in points
        ]
        x, y = points[-1]
        more = 'text-anchor="start" font-weight="bold"'
        parts.append(text(x + 12, y + 5, f"{sign} {cost(sizes[-1])}", colour, more))
    return svg(282, parts)


def kinks_figure() -> str:
    """Draw four spellings of one function, and the slope that each has at 0."""
    wide, tall = WIDTH / 2, 130
    parts = []
    for index, (name, function) in enumerate(RELUS.items()):
        x, y = wide * (index % 2) + wide / 2, tall * (index // 2) + 88
        steep: Any = slope(function)
        parts.append(line((x - 90, y), (x + 90, y), MUTED, 'stroke-opacity="0.6"'))
        parts.append(line((x, y + 24), (x, y - 52), MUTED, 'stroke-opacity="0.6"'))
        parts.append(
            f'<path d="M{x - 90:g} {y:g}H{x:g}l50 -50" fill="none" '
            f'stroke="{COLOURS[0]}" stroke-width="2.5"/>'
        )
        run = 36 if steep < 1 else 30
        ends = (x - run, y + run * steep), (x + run, y - run * steep)
        parts.append(
            line(*ends, COLOURS[1], 'stroke-width="2.5" stroke-dasharray="5 3"')
        )
        parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{COLOURS[1]}" stroke="none"/>'
        )
        more = 'text-anchor="start" font-weight="bold"'
        parts.append(text(x + 58, y - 18, f"{steep:g}", COLOURS[1], more))
        parts.append(
            text(x, y - 66, name, INK, 'font-family="monospace" font-size="13"')
        )
    return svg(2 * tall - 4, parts)


def figures() -> dict[str, str]:
    """Return the contents of the files by their names."""
    return {
        "paths.svg": paths_figure(),
        "cost.svg": cost_figure(),
        "kinks.svg": kinks_figure(),
    }


def main(folder: Path) -> None:
    """Write every figure into a folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
