"""What the programs are held against: the definitions, computed plainly with Fractions."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

FINITE = st.floats(allow_nan=False, allow_infinity=False)
SMALL = st.tuples(st.integers(-4, 4), st.integers(-4, 4))
BIG = st.tuples(st.integers(-(10**30), 10**30), st.integers(-(10**30), 10**30))
FLOATS = st.tuples(FINITE, FINITE)
GRID = [(x, y) for x, y in product(range(3), repeat=2)]


def sign(a: Any, b: Any, c: Any) -> int:
    """Return the sign of the determinant of three rows (1, x, y), by its six products."""
    (ax, ay), (bx, by), (cx, cy) = [(Fraction(x), Fraction(y)) for x, y in (a, b, c)]
    area = bx * cy - cx * by - ax * cy + cx * ay + ax * by - bx * ay
    return int(area > 0) - int(area < 0)


def between(p: Any, a: Any, b: Any) -> bool:
    """Tell whether p is on the segment ab: on its line, and in its box."""
    box = all(min(u, v) <= x <= max(u, v) for x, u, v in zip(p, a, b, strict=True))
    return sign(a, b, p) == 0 and box


def corners(points: Iterable[Any]) -> set[Any]:
    """Return the points that lie on no segment and in no triangle of others: O(n⁴)."""
    different = set(points)
    found = set()
    for p in different:
        others = sorted(different - {p})
        inside = any(between(p, a, b) for a in others for b in others if a < b) or any(
            {sign(a, b, p), sign(b, c, p), sign(c, a, p)} in ({1}, {-1})
            for i, a in enumerate(others)
            for j, b in enumerate(others[:i])
            for c in others[:j]
        )
        if not inside:
            found.add(p)
    return found


def least_squared(points: Sequence[Any]) -> Fraction:
    """Return the least squared distance of two of the points."""
    pairs = [(p, q) for i, p in enumerate(points) for q in points[:i]]
    return min(Fraction((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2) for p, q in pairs)
