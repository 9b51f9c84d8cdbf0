"""Frames of the page's player, recorded while the program on the page runs."""

import ast
import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from snippets.gradient.quotient import around

Sight = tuple[str, dict[str, Any], dict[str, Any]]
Function = Callable[[float, float], float]
Point = tuple[float, float]

STEPS = 72
REACH = 2.5  # from the point to the edges of the window
CELLS = 40  # of the grid on which level curves are found, in each direction
LEVELS = 12
NEAR = 1e-3  # slopes that differ by less are the same: they are quotients
STEEP = 1e4  # beyond this a quotient has no limit that anyone could see
KNOWN: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "abs": abs,
    "max": max,
    "min": min,
}
ALLOWED = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Call,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.Pow,
    ast.USub,
    ast.UAdd,
)


def turn(
    record: Callable[..., None], function: str = "x*x + y*y", point: str = "1, 2"
) -> None:
    """Turn a direction once around a point and record the slope of each five degrees.

    Args:
        record: What records: it gets the function to run and what to see of it.
        function: In x and y, as Python writes it; ^ is a power. Where it divides by 0
            its value is 0.
        point: Two numbers.

    Raises:
        ValueError: The text is no such function or point, or there are no slopes there.
    """
    f, place = function_of(function), point_of(point)
    slopes = around(f, place, STEPS)
    if not math.isfinite(f(*place)):
        raise ValueError(f"the function has no value at {point}")
    if bad := [slope for slope in slopes if not abs(slope) < STEEP]:
        raise ValueError(f"no slopes at {point}: a quotient there is {bad[0]:.3g}")
    see = Turn(f, place, slopes).see
    record("plane", around, f, place, watch=[around], see=see, still="start")


def function_of(text: str) -> Function:
    """Return the function of x and y that a text describes; ValueError if none."""
    written = text
    for sign, stands_for in (("²", "**2"), ("³", "**3"), ("^", "**"), ("−", "-")):
        written = written.replace(sign, stands_for)
    try:
        tree = ast.parse(written.strip(), mode="eval")
    except SyntaxError:
        raise ValueError(
            f"'{text}' is no formula in x and y; write a product as 2*x"
        ) from None
    for node in ast.walk(tree):
        if fault := fault_of(node):
            raise ValueError(f"'{text}': {fault}")
        if isinstance(node, ast.Constant):
            node.value = float(node.value)  # type: ignore[arg-type] # overflows in time
    code = compile(tree, "<function>", "eval")

    def f(x: float, y: float) -> float:
        try:
            value = eval(code, {"__builtins__": {}}, KNOWN | {"x": x, "y": y})  # noqa: S307 - holds ALLOWED alone
        except ZeroDivisionError:
            return 0.0
        except (ValueError, OverflowError, TypeError):
            return math.nan
        return value if isinstance(value, float) else math.nan

    return f


def fault_of(node: ast.AST) -> str | None:
    """Return what is wrong with a part of a formula, or None."""
    if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
        return f"{node.value!r} is no number"
    if isinstance(node, ast.Name) and node.id not in {"x", "y", *KNOWN}:
        return f"'{node.id}' is none of {', '.join(['x', 'y', *KNOWN])}"
    if isinstance(node, ALLOWED):
        return None
    return "only + - * / ** and functions may stand in it"


def point_of(text: str) -> Point:
    """Return the point that a text gives; ValueError if it is not two numbers."""
    parts = [part for part in re.split(r"[\s,;，；、()（）]+", text) if part]
    try:
        x, y = (float(part.replace("−", "-")) for part in parts)
    except ValueError:
        raise ValueError(f"'{text}' is not two numbers") from None
    if not max(abs(x), abs(y)) <= 1000:
        raise ValueError(f"{text} is too far away: at most 1000")
    return x, y


class Turn:
    """What is seen while the direction turns."""

    def __init__(self, f: Function, point: Point, slopes: Sequence[float]) -> None:
        """Draw what stays the same: level curves, gradient and the curve of slopes."""
        self.point, self.slopes = point, slopes
        x, y = point
        self.best = max(range(STEPS), key=lambda step: round(slopes[step], 6))
        # The partial derivatives exist if the slopes ahead and behind are opposite.
        self.partials: Point | None = None
        if all(abs(slopes[i] + slopes[i + 36]) < NEAR for i in (0, 18)):
            self.partials = slopes[0], slopes[18]
        length = math.hypot(*(self.partials or (0.0, 0.0)))
        self.scale = scale_for(length)
        self.name = "∇f"
        if self.scale != 1:
            self.name += (
                f"/{1 / self.scale:g}" if self.scale < 1 else f"·{self.scale:g}"
            )
        formulas = [self.formula(step) for step in range(STEPS + 1)]
        curve = [["thin", 1, *around_once(slopes)]]
        if self.partials:
            curve.append(["dashed", 0, *around_once(formulas[:-1])])
        reach = 1.1 * max(NEAR, *map(abs, slopes), length)
        tick = nice(reach / 2.5)
        self.fixed = {
            "window": [
                round(v, 3) for v in (x - REACH, y - REACH, x + REACH, y + REACH)
            ],
            "ticks": [whole(x), whole(y)],
            "levels": levels(f, point),
            "points": [[-2, x, y, "", "n"]],
            "handle": 0,
            "chart": {
                "window": [0, -round(reach, 4), 360, round(reach, 4)],
                "ticks": [
                    [[angle, f"{angle}°"] for angle in (0, 90, 180, 270)],
                    [
                        round(tick * k, 6)
                        for k in (-2, -1, 0, 1, 2)
                        if tick * abs(k) < reach
                    ],
                ],
                "curves": curve,
                "names": ["θ", "D"],
            },
        }

    def formula(self, step: int) -> float:
        """Return ∇f·u, 0 where the partial derivatives do not exist."""
        fx, fy = self.partials or (0.0, 0.0)
        angle = 2 * math.pi * step / STEPS
        return fx * math.cos(angle) + fy * math.sin(angle)

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of the line that keeps a slope."""
        if not code.startswith("slopes.append"):
            return None
        step, slope = now["step"], now["slope"]
        values = {
            "angle": 360 * step // STEPS,
            "slope": shown(slope),
            "back": shown(self.slopes[(step + STEPS // 2) % STEPS]),
            "formula": shown(self.formula(step)) if self.partials else "—",
        }
        key = "steepest" if step == self.best else "turn"
        return (key if step else "start"), values, self.state(step)

    def state(self, step: int) -> dict[str, Any]:
        """Return what the view `plane` draws of one direction."""
        (x, y), slope = self.point, self.slopes[step]
        angle = 2 * math.pi * step / STEPS
        ux, uy = math.cos(angle), math.sin(angle)

        def along(length: float) -> list[float]:
            return [round(x + length * ux, 3), round(y + length * uy, 3)]

        def side(right: float, up: float) -> str:
            up, right = (0 if abs(v) < 0.4 else v for v in (up, right))
            return ("n" if up > 0 else "s" if up else "") + (
                "e" if right > 0 else "w" if right else ""
            )

        arrows = [[1, x, y, *along(1.2), "u", side(uy, -ux)]]
        lines = [["bold", 2, x, y, *along(slope * self.scale)]]
        if self.partials and math.hypot(*self.partials) > NEAR:
            gx, gy = self.partials
            tip = [round(x + gx * self.scale, 3), round(y + gy * self.scale, 3)]
            length = math.hypot(gx, gy)
            name = [self.name, side(-gy / length, gx / length)]
            arrows.append([0, x, y, *tip, *name])
            lines.append(["dashed", -1, *tip, *along(self.formula(step) * self.scale)])
        return {**self.fixed, "arrows": arrows, "lines": lines, "at": step}


def shown(slope: float) -> str:
    """Return a slope with three decimals and without a negative zero."""
    text = f"{slope:.3f}"
    return "0.000" if text == "-0.000" else text


def nice(at_least: float) -> float:
    """Return the least of …, 0.1, 0.2, 0.5, 1, 2, 5, … that is not below a number."""
    power = 10.0 ** math.floor(math.log10(at_least))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= at_least * (1 - 1e-9))


def scale_for(length: float) -> float:
    """Return by what an arrow is multiplied so that it fits into the window."""
    return 1.0 if length < NEAR else 1 / nice(length / (REACH - 0.2))


def whole(middle: float) -> list[int]:
    """Return the whole numbers inside the window."""
    return list(range(math.ceil(middle - REACH), math.floor(middle + REACH) + 1))


def around_once(slopes: Sequence[float]) -> list[float]:
    """Return the points of a full turn, in degrees, the first direction again last."""
    closed = [*slopes, slopes[0]]
    return [
        value
        for step, slope in enumerate(closed)
        for value in (360 * step // STEPS, round(slope, 3))
    ]


def levels(f: Function, point: Point) -> list[list[float]]:
    """Return the level curve through the point, and others at equal steps of height."""
    x, y = point
    ticks = [-REACH + 2 * REACH * i / CELLS for i in range(CELLS + 1)]
    grid = [[f(x + a, y + b) for a in ticks] for b in ticks]
    finite = [v for row in grid for v in row if math.isfinite(v)]
    if not finite or max(finite) - min(finite) < NEAR:
        return []
    step = nice((max(finite) - min(finite)) / LEVELS)
    base = f(x, y)
    numbers = range(
        math.floor((min(finite) - base) / step) + 1,
        math.ceil((max(finite) - base) / step),
    )
    curves: list[list[float]] = []
    for number in numbers:
        # A hair's breadth higher, so that no curve passes through a corner of the grid.
        pieces = list(segments(grid, base + number * step + 1e-9))
        curves += [
            [
                round(start + (2 * REACH / CELLS) * v - REACH, 2)
                for place in curve
                for start, v in zip((x, y), place, strict=True)
            ]
            for curve in joined(pieces)
        ]
    return curves


def segments(
    grid: Sequence[Sequence[float]], level: float
) -> Iterable[tuple[Any, Any]]:
    """Yield where a level crosses the cells of a grid (marching squares)."""

    def crossing(i: int, j: int, k: int, m: int) -> Point | None:
        low, high = grid[j][i] - level, grid[m][k] - level
        if (low < 0) == (high < 0):
            return None
        part = low / (low - high)
        return round(i + part * (k - i), 6), round(j + part * (m - j), 6)

    for j in range(CELLS):
        for i in range(CELLS):
            ring = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1), (i, j)]
            if not all(math.isfinite(grid[b][a]) for a, b in ring):
                continue
            # Each side from its lower left end, so that neighbours find the same place.
            sides = [sorted(pair) for pair in itertools.pairwise(ring)]
            found = [c for one, other in sides if (c := crossing(*one, *other))]
            yield from zip(found[::2], found[1::2], strict=True)


def joined(pieces: list[tuple[Point, Point]]) -> Iterable[list[Point]]:
    """Join pieces that share an end into curves as long as possible."""
    at: dict[Point, list[int]] = {}
    for index, piece in enumerate(pieces):
        for end in piece:
            at.setdefault(end, []).append(index)
    left = dict.fromkeys(range(len(pieces)))
    while left:
        first = next(iter(left))
        del left[first]
        curve = list(pieces[first])
        for _ in range(2):  # on from one end, then from the other
            while following := [i for i in at[curve[-1]] if i in left]:
                del left[following[0]]
                one, other = pieces[following[0]]
                curve.append(other if one == curve[-1] else one)
            curve.reverse()
        yield curve
