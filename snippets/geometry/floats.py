"""What rounding does to the sign of a triangle's area, and what EPS does."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

# As in plane.py, so that this file runs by itself.


def cross(a: Any, b: Any, c: Any) -> Any:
    """Return (b − a) × (c − a)."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def turn(a: Any, b: Any, c: Any) -> int:
    """Return the sign of cross(a, b, c)."""
    area = cross(a, b, c)
    return int(area > 0) - int(area < 0)


def exact(*points: Any) -> list[tuple[Fraction, Fraction]]:
    """Return the points with Fractions as coordinates."""
    return [(Fraction(x), Fraction(y)) for x, y in points]


# --8<-- [start:grid]
Float = tuple[float, float]
Q, R = (12.0, 12.0), (24.0, 24.0)


def grid_point(i: int, j: int) -> Float:
    """Return the point that lies i and j floats beyond (0.5, 0.5)."""
    return 0.5 + i * 2.0**-53, 0.5 + j * 2.0**-53


def rows(a: Float, b: Float, c: Float) -> int:
    """Return the sign of the same determinant, expanded by its rows."""
    area = a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1])
    return (area > 0) - (area < 0)


PREDICATES: dict[str, Callable[[Float], int]] = {
    "exact": lambda p: turn(*exact(p, Q, R)),
    "turn(p, q, r)": lambda p: turn(p, Q, R),
    "turn(q, r, p)": lambda p: turn(Q, R, p),
    "turn(r, p, q)": lambda p: turn(R, p, Q),
    "rows(p, q, r)": lambda p: rows(p, Q, R),
    "with EPS": lambda p: eps_sign(cross(p, Q, R)),
}


def verdicts(predicate: Callable[[Float], int]) -> list[list[int]]:
    """Return what a predicate says of each of the 64 × 64 points, row by row."""
    return [[predicate(grid_point(i, j)) for i in range(64)] for j in range(64)]


def faults(predicate: Callable[[Float], int]) -> tuple[int, int, int]:
    """Return how often a turn is called straight, is reversed, or is made up."""
    pairs = [
        (truth, said)
        for right, row in zip(
            verdicts(PREDICATES["exact"]), verdicts(predicate), strict=True
        )
        for truth, said in zip(right, row, strict=True)
    ]
    straight = sum(truth != 0 == said for truth, said in pairs)
    made_up = sum(truth == 0 != said for truth, said in pairs)
    return straight, sum(truth * said < 0 for truth, said in pairs), made_up


# --8<-- [end:grid]


# --8<-- [start:eps]
EPS = 1e-8


def eps_sign(number: float) -> int:
    """Return the sign of a number, 0 if it is at most EPS from 0."""
    return (number > EPS) - (number < -EPS)


# --8<-- [end:eps]


# --8<-- [start:window]
def third_points(size: float, n: int = 1000) -> int:
    """Return how many of n points computed at a third of a segment EPS calls off it.

    The ends have coordinates below size, the same ones on every machine.
    """
    off, state = 0, 587
    for _ in range(n):
        numbers = []
        for _ in range(4):
            state = state * 48271 % 2147483647
            numbers.append(state / 2147483647 * size)
        ax, ay, bx, by = numbers
        third = ax + (bx - ax) / 3, ay + (by - ay) / 3
        off += eps_sign(cross((ax, ay), (bx, by), third)) != 0
    return off


def is_flat(size: float) -> bool:
    """Tell whether EPS takes a right triangle with two sides of this size for flat."""
    return eps_sign(cross((0.0, 0.0), (size, 0.0), (0.0, size))) == 0


# --8<-- [end:window]


# --8<-- [start:order]
from functools import cmp_to_key
from itertools import permutations


def compare(one: Float, other: Float) -> int:
    """Compare two points by x, and by y if x is equal up to EPS."""
    return eps_sign(one[0] - other[0]) or eps_sign(one[1] - other[1])


# --8<-- [end:order]


# --8<-- [start:within]
import math


def within(a: Float, b: Float, c: Float, tolerance: float) -> bool:
    """Tell whether c is at most this far from the line ab: a length, for measured data.

    ValueError if a = b.
    """
    if a == b:
        raise ValueError(f"two different points give a line, not {a}")
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    return bool(abs(cross(a, b, c)) <= tolerance * length)


# --8<-- [end:within]


# --8<-- [start:verdicts]
def answers(points: Sequence[Float]) -> set[int]:
    """Return what turn says of the six orders of three points, as if of the first."""
    a, b, c = points
    even, odd = ((a, b, c), (b, c, a), (c, a, b)), ((a, c, b), (c, b, a), (b, a, c))
    return {turn(*order) for order in even} | {-turn(*order) for order in odd}


# --8<-- [end:verdicts]

if __name__ == "__main__":
    # --8<-- [start:grid_demo]
    print("expression     called straight  reversed  made up  wrong of 4096")
    for name, predicate in PREDICATES.items():
        straight, reverse, made_up = faults(predicate)
        print(f"{name:13}  {straight:15}  {reverse:8}  {made_up:7}", end="")
        print(f"  {straight + reverse + made_up:13}")
    # --8<-- [end:grid_demo]
    # --8<-- [start:window_demo]
    print("size   off the line  triangle flat")
    for exponent in range(-5, 7):
        size = 10.0**exponent if exponent >= 0 else 1 / 10.0**-exponent
        print(f"1e{exponent:<+3d}  {third_points(size):12}  {is_flat(size)}")
    # --8<-- [end:window_demo]
    # --8<-- [start:order_demo]
    near = [(0.0, 0.0), (0.6e-8, -1.0), (1.2e-8, -2.0)]
    for one, other in ((2, 1), (1, 0), (0, 2)):
        print(near[one], "<", near[other], compare(near[one], near[other]) < 0)
    xs = [(0.0, 0.0), (0.6e-8, 0.0), (1.2e-8, 0.0)]
    results = {
        tuple(x for x, _ in sorted(order, key=cmp_to_key(compare)))
        for order in permutations(xs)
    }
    print(len(results), "results from six orders of", [x for x, _ in xs])
    # --8<-- [end:order_demo]
    # --8<-- [start:within_demo]
    a, b, c = (0.0, 0.0), (2.0, 3.0), (0.2, 0.3)
    print(turn(a, b, c), within(a, b, c, 1e-9), within(a, b, (0.2, 0.4), 1e-9))
    # --8<-- [end:within_demo]
    # --8<-- [start:verdicts_demo]
    counts = [0, 0, 0, 0]
    for i in range(64):
        for j in range(64):
            counts[len(answers((grid_point(i, j), Q, R)))] += 1
    print(counts[1:], answers((grid_point(41, 48), Q, R)))
    # --8<-- [end:verdicts_demo]
