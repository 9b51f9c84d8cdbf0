"""Draw the figures: `python -m snippets.gradient.figures DIR`."""

import sys
from collections.abc import Callable
from math import cos, hypot, log10, pi, sin, sqrt
from pathlib import Path

from snippets.gradient.differences import central, complex_step, forward, profile
from snippets.gradient.failing import cubes
from snippets.gradient.metric import steepest
from snippets.gradient.quotient import around, hill

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
Point = tuple[float, float]


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label, with a true minus; `more` holds further attributes."""
    words = str(words).replace("-", "−")
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def curve(points: list[Point], stroke: str, more: str = 'stroke-width="2"') -> str:
    """Return a line through points; `more` holds further attributes."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" {more}/>'


def arrow(start: Point, end: Point, stroke: str) -> list[str]:
    """Return an arrow from start to end."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    neck = (x2 - 12 * ux, y2 - 12 * uy)
    wings = [(neck[0] - s * 6 * uy, neck[1] + s * 6 * ux) for s in (1, -1)]
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(x2, y2), *wings])
    return [
        curve([start, neck], stroke, 'stroke-width="2.5"'),
        f'<polygon points="{head}" fill="{stroke}"/>',
    ]


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 480 {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def slopes_figure() -> str:
    """Draw the slope in every direction, and what the gradient formula gives."""
    parts = []
    examples: tuple[tuple[float, str, list[float], list[float]], ...] = (
        (0, "x² + y²", around(hill, (1, 2)), [-4, -2, 0, 2, 4]),
        (
            244,
            "(x³ + y³)/(x² + y²)",
            around(lambda a, b: float(cubes(a, b)), (0, 0)),
            [-1, 0, 1],
        ),
    )
    for shift, name, slopes, ticks in examples:
        left, right, top, bottom = 30 + shift, 226 + shift, 34, 210
        fx, fy = slopes[0], slopes[18]
        most = 1.1 * hypot(fx, fy)

        def at(
            step: float,
            slope: float,
            frame: tuple[float, ...] = (left, right, top, bottom, most),
        ) -> Point:
            left, right, top, bottom, most = frame
            height = (most - slope) / (2 * most) * (bottom - top)
            return left + (right - left) * step / 72, top + height

        for tick in ticks:
            y = at(0, tick)[1]
            parts.append(curve([(left, y), (right, y)], MUTED, 'stroke-opacity="0.3"'))
            parts.append(text(left - 5, round(y + 5), tick, MUTED, 'text-anchor="end"'))
        for step in (0, 18, 36, 54):
            x = at(step, 0)[0]
            parts.append(text(round(x), bottom + 20, f"{5 * step}°", MUTED))
        closed = [*slopes, slopes[0]]
        points = [at(step, slope) for step, slope in enumerate(closed)]
        parts.append(curve(points, COLOURS[1], 'stroke-width="5" stroke-opacity="0.6"'))
        angles = [2 * pi * step / 72 for step in range(73)]
        formula = [at(i, fx * cos(a) + fy * sin(a)) for i, a in enumerate(angles)]
        parts.append(curve(formula, INK, 'stroke-width="2" stroke-dasharray="5 4"'))
        parts.append(text((left + right) / 2, 18, name))
    return svg(236, parts)


def errors_figure() -> str:
    """Draw the errors of three rules against the step, on logarithmic scales."""
    left, right, top, bottom = 56, 466, 14, 270

    def at(h: float, error: float) -> Point:
        across = (log10(h) + 15) / 15
        up = (log10(error) + 16) / 16
        return left + (right - left) * across, bottom - (bottom - top) * up

    parts = []
    for power in (0, -5, -10, -15):
        y = at(1, 10.0**power)[1]
        parts.append(curve([(left, y), (right, y)], MUTED, 'stroke-opacity="0.3"'))
        parts.append(
            text(left - 4, round(y + 5), f"1e{power}", MUTED, 'text-anchor="end"')
        )
    for power in (-15, -12, -9, -6, -3):
        x = at(10.0**power, 1)[0]
        parts.append(text(round(x), bottom + 20, f"1e{power}", MUTED))
    parts.append(text(right - 4, bottom + 20, "h", MUTED))
    exact, unit = -11 / 90, 2.0**-53
    steps = [10 ** (-k / 4) for k in range(60)]
    rules: tuple[tuple[Callable[..., float], str], ...] = (
        (forward, COLOURS[0]),
        (central, COLOURS[1]),
        (complex_step, COLOURS[2]),
    )
    for rule, colour in rules:
        dots = ""
        for h in steps:
            x, y = at(h, max(abs(rule(profile, 0.0, h) - exact), 1e-15))
            dots += f"M{x:.1f} {y:.1f}h0"
        more = 'stroke-width="5" stroke-linecap="round"'
        parts.append(f'<path d="{dots}" stroke="{colour}" {more}/>')
    value, second, third = 1 / 6, 167 / 1350, 506 / 3375
    laws: tuple[tuple[Callable[[float], float], str], ...] = (
        (lambda h: second * h / 2 + 2 * unit * value / h, COLOURS[0]),
        (lambda h: third * h**2 / 6 + unit * value / h, COLOURS[1]),
    )
    for law, colour in laws:
        points = [at(h, law(h)) for h in steps[2:]]
        parts.append(curve(points, colour, 'stroke-width="1.5"'))
    parts.append(text(*whole(at(4e-4, 3e-3)), "(f(t+h)-f(t))/h", COLOURS[0]))
    parts.append(text(*whole(at(2e-4, 3e-13)), "central", COLOURS[1]))
    parts.append(text(*whole(at(1e-12, 8e-15)), "Im f(t+ih)/h", COLOURS[2]))
    return svg(298, parts)


def whole(place: Point) -> Point:
    """Return a place in whole units."""
    return round(place[0]), round(place[1])


def balls_figure() -> str:
    """Draw unit balls of three norms, and the level line of a plane that they touch."""
    unit, g = 62, (1.0, 2.0)
    circle = [(cos(2 * pi * k / 90), sin(2 * pi * k / 90)) for k in range(91)]
    root = [float(part) for part in steepest([1, 2], [[1, 0], [0, 4]])]
    length = sqrt(root[0] ** 2 + 4 * root[1] ** 2)
    ellipse = [(x, y / 2) for x, y in circle]
    diamond = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)]
    square = [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (1.0, 1.0)]
    size = hypot(*g)
    shapes = (
        ("x² + y² ≤ 1", circle, (g[0] / size, g[1] / size)),
        ("x² + 4y² ≤ 1", ellipse, (root[0] / length, root[1] / length)),
        ("|x| + |y| ≤ 1", diamond, (0.0, 1.0)),
        ("max(|x|, |y|) ≤ 1", square, (1.0, 1.0)),
    )
    parts = []
    for number, (name, shape, touch) in enumerate(shapes):
        middle = (122 + 240 * (number % 2), 116 + 226 * (number // 2))

        def at(x: float, y: float, middle: Point = middle) -> Point:
            return middle[0] + unit * x, middle[1] - unit * y

        high = g[0] * touch[0] + g[1] * touch[1]
        # The level line through the point of touch: (x, (high − x)/2).
        ends = [(x, (high - g[0] * x) / g[1]) for x in (-1.3, 1.5)]
        parts.append(curve([at(*end) for end in ends], INK, 'stroke-dasharray="5 4"'))
        parts.append(
            curve([at(*place) for place in shape], MUTED, 'stroke-width="1.5"')
        )
        parts += arrow(at(0, 0), at(*touch), COLOURS[number])
        parts.append(text(middle[0], middle[1] + 86, name))
    return svg(436, parts)


def figures() -> dict[str, str]:
    """Return the content of every figure by its name."""
    return {
        "slopes.svg": slopes_figure(),
        "errors.svg": errors_figure(),
        "balls.svg": balls_figure(),
    }


def main(folder: Path) -> None:
    """Write every figure into the folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
