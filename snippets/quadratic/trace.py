"""Frames of the page's player, recorded while the program on the page runs."""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import atan2, ceil, cos, floor, hypot, pi, sin, sqrt
from typing import Any

from snippets.quadratic.quadratic import (
    conjugate_gradient,
    move,
    steepest_descent,
    times,
    value,
)

Sight = tuple[str, dict[str, Any], dict[str, Any]]
A, B = [[2, 2], [2, 5]], [6, 3]
BEST = [Fraction(4), Fraction(-1)]
LOWEST = Fraction(-21, 2)
STEPS = 5  # of steepest descent; conjugate gradients need two
MOST = 100
SIDES = ("e", "ne", "n", "nw", "w", "sw", "s", "se")


def read_start(text: str) -> list[Fraction]:
    """Return the two rational numbers that a reader has typed.

    Raises ValueError for anything else, for what is too large or too fine to be drawn,
    and for a start so close to the minimum that nothing can be seen.
    """
    parts = re.split(r"[,，;；\s]+", text.strip().strip("()（）").strip())
    if len(parts) != 2:
        raise ValueError("two numbers are needed, such as 17, -5 or 1/2, 3")
    try:
        x, y = (Fraction(part.replace("−", "-")) for part in parts)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"these are not two numbers: {text.strip()}") from None
    if max(abs(x), abs(y)) > MOST or max(x.denominator, y.denominator) > MOST:
        raise ValueError(f"numbers and denominators go up to {MOST} here")
    if max(abs(x - BEST[0]), abs(y - BEST[1])) < 1:
        raise ValueError("start farther from the minimum (4, -1), by 1 at least")
    return [x, y]


def ellipse(gap: Fraction) -> list[float]:
    """Return the level curve where f lies this much above its minimum."""
    long, short = sqrt(2 * gap / 5), sqrt(2 * gap / 6 / 5)
    found: list[float] = []
    for i in range(49):
        u, v = long * cos(pi * i / 24), short * sin(pi * i / 24)
        found += [round(4 + 2 * u + v, 3), round(-1 - u + 2 * v, 3)]
    return found


def window(points: Sequence[Sequence[Fraction]]) -> list[float]:
    """Return the part of the plane that holds all points, with room around them."""
    xs, ys = ([float(point[i]) for point in points] for i in (0, 1))
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    wide, tall = max(wide, 0.6 * tall) * 1.3, max(tall, 0.6 * wide) * 1.3
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    edges = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
    return [round(edge, 3) for edge in edges]


def ticks(low: float, high: float) -> list[int]:
    """Return at most seven round numbers between two."""
    steps = (unit * 10**power for power in range(4) for unit in (1, 2, 5))
    step = next(each for each in steps if (high - low) / each <= 6)
    return list(range(step * ceil(low / step), floor(high) + 1, step))


def away(x: Sequence[float], others: Sequence[Sequence[float]]) -> str:
    """Return the side of a point that looks away from its neighbours on a path."""
    right, up = 0.0, 0.0
    for a, b in others:
        far = hypot(a - x[0], b - x[1])
        right, up = right - (a - x[0]) / far, up - (b - x[1]) / far
    return SIDES[round(atan2(up, right) / (pi / 4)) % 8]


def decimal(number: Fraction) -> str:
    """Return a number with four digits that carry meaning, with a true minus."""
    return f"{float(number):.4g}".replace("-", "−")


def pair(numbers: Sequence[Fraction]) -> str:
    """Return a point or a vector, exactly if that is short."""
    exact = ", ".join(str(each).replace("-", "−") for each in numbers)
    return f"({exact if len(exact) <= 16 else ', '.join(map(decimal, numbers))})"


def zigzag(record: Callable[..., None], start: str = "0, 0") -> None:
    """Go down by steepest descent, then from the same start by conjugate gradients.

    `start` holds two numbers, such as "17, -5" or "1/2, 3". Raises ValueError if not.
    """
    begin = read_start(start)
    see = Run(begin).see

    def both() -> None:
        steepest_descent(A, B, begin, 0, STEPS)
        conjugate_gradient(A, B, begin)

    record(
        "plane", both, watch=[steepest_descent, conjugate_gradient], see=see, still="cg"
    )


class Run:
    """What is seen of the two methods."""

    def __init__(self, start: list[Fraction]) -> None:
        """Look at the way ahead, which the window has to hold."""
        ahead = steepest_descent(A, B, start, 0, STEPS)
        edges = window([*ahead, *conjugate_gradient(A, B, start)])
        gaps = [value(A, B, point) - LOWEST for point in ahead[:4]]
        self.fixed = {
            "window": edges,
            "ticks": [ticks(edges[0], edges[2]), ticks(edges[1], edges[3])],
            "levels": [ellipse(gap) for gap in gaps if gap],
            "handle": None,
            "chart": None,
            "at": None,
        }
        self.paths: list[list[list[Fraction]]] = []

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that begins, or that moves x."""
        if code.startswith("points = [x]"):
            self.paths.append([now["x"]])
            r = move(B, -1, times(A, now["x"]))
            seen = {"x": pair(now["x"]), "r": pair(r)}
            if len(self.paths) > 1:
                return "again", seen, self.state()
            gap = decimal(value(A, B, now["x"]) - LOWEST)
            return "start", {**seen, "gap": gap}, self.state()
        if not code.startswith("x = move(x, alpha"):
            return None
        path = self.paths[-1]
        along = now["p"] if len(self.paths) > 1 else now["r"]
        before, after = (value(A, B, x) - LOWEST for x in (path[-1], now["x"]))
        path.append(now["x"])
        named: dict[str, Any] = {
            "step": len(path) - 1,
            "p": pair(along),
            "alpha": str(now["alpha"]),
        }
        place, share = {"x": pair(now["x"])}, {"ratio": str(after / before)}
        if len(self.paths) == 1:
            named |= {**place, **share, "gap": decimal(after)}
            return "step", named, self.state()
        key, more = ("first", share) if after else ("cg", place)
        return key, {**named, **more}, self.state()

    def state(self) -> dict[str, Any]:
        """Return what the view `plane` draws."""
        lines: list[list[Any]] = []
        points: list[list[Any]] = []
        side = "e"
        for number, path in enumerate(self.paths):
            flat = [[round(float(each), 3) for each in point] for point in path]
            colour, last = 1 - number, number == len(self.paths) - 1
            if len(flat) > 1:
                style = "bold" if last else "thin"
                lines.append(
                    [style, colour, *[each for point in flat for each in point]]
                )
            if not last:
                continue
            for k, point in enumerate(flat):
                near = flat[max(k - 1, 0) : k] + flat[k + 1 : k + 2]
                near = [other for other in near if other != point]
                if point == [4, -1]:
                    side = away(point, near)
                else:
                    name = f"x{'₀₁₂'[k]}" if k < 3 else ""
                    points.append(
                        [colour, *point, name, away(point, near or [[4, -1]])]
                    )
        points.append([-2, 4, -1, "x*", side])
        return {**self.fixed, "lines": lines, "arrows": [], "points": points}
