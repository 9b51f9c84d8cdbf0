"""Solutions of the exercises."""
# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

from collections.abc import Iterator
from typing import Any

# As in plane.py, so that this file runs by itself.


def turn(a: Any, b: Any, c: Any) -> int:
    """Return the sign of (b − a) × (c − a)."""
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return int(area > 0) - int(area < 0)


# --8<-- [start:convex_starter]
def is_convex(ring: list[tuple[int, int]]) -> bool:
    """Tell whether a ring goes once round a convex polygon, in either direction."""
    raise NotImplementedError


# --8<-- [end:convex_starter]


# --8<-- [start:convex]
def is_convex(ring: list[tuple[int, int]]) -> bool:
    """Tell whether a ring goes once round a convex polygon, in either direction."""
    corners = zip(ring, ring[1:] + ring[:1], ring[2:] + ring[:2], strict=True)
    turns, tops = set(), 0
    for a, b, c in corners:
        turns.add(turn(a, b, c))
        tops += a < b > c
    return tops == 1 and len(turns - {0}) == 1


# --8<-- [end:convex]


# --8<-- [start:convex_check]
def convex_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield rings and whether they are convex, smallest first."""
    yield ([(0, 0), (1, 0), (0, 1)],), True
    yield ([(0, 0), (0, 1), (1, 0)],), True
    yield ([(0, 0), (1, 1), (2, 2)],), False
    yield ([(0, 0), (2, 0), (1, 1), (0, 2)],), True
    yield ([(0, 0), (2, 0), (2, 2), (1, 0)],), False
    yield ([(0, 0), (1, 0), (2, 0), (2, 2), (0, 2)],), True
    yield ([(0, 0), (4, 0), (2, 0), (2, 3)],), False
    yield ([(0, 0), (4, 0), (1, 1), (0, 4)],), False
    yield ([(0, 5), (3, -4), (-5, 2), (5, 2), (-3, -4)],), False
    yield ([(0, 0), (2, 0), (2, 2), (0, 2)] * 2,), False
    yield ([(x, x * x) for x in range(-300, 301)],), True


# --8<-- [end:convex_check]


# --8<-- [start:around_starter]
def around(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return points other than (0, 0) by direction, then by distance.

    Directions as seen from (0, 0), anticlockwise from that of (1, 0) on.
    """
    raise NotImplementedError


# --8<-- [end:around_starter]


# --8<-- [start:around]
from functools import cmp_to_key


def around(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return points other than (0, 0) by direction, then by distance."""

    def below(point: tuple[int, int]) -> bool:
        return point[1] < 0 or (point[1] == 0 and point[0] < 0)

    def compare(p: tuple[int, int], q: tuple[int, int]) -> int:
        if below(p) != below(q):
            return 1 if below(p) else -1
        return -turn((0, 0), p, q) or p[0] ** 2 + p[1] ** 2 - q[0] ** 2 - q[1] ** 2

    return sorted(points, key=cmp_to_key(compare))


# --8<-- [end:around]


# --8<-- [start:around_check]
def around_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield points and the same points in order, smallest first."""
    yield ([],), []
    yield ([(0, 1), (1, 0)],), [(1, 0), (0, 1)]
    yield ([(2, 2), (1, 1)],), [(1, 1), (2, 2)]
    yield ([(-1, -1), (1, 1)],), [(1, 1), (-1, -1)]
    yield ([(-2, -2), (-1, -1)],), [(-1, -1), (-2, -2)]
    yield ([(0, 2), (0, 1)],), [(0, 1), (0, 2)]
    yield ([(0, -1), (0, -2), (-2, 0), (-1, 0)],), [(-1, 0), (-2, 0), (0, -1), (0, -2)]
    yield ([(0, -1), (-1, 0), (0, 1)],), [(0, 1), (-1, 0), (0, -1)]
    ring = [(2, 0), (2, 1), (1, 1), (1, 2), (0, 2), (-1, 1), (-2, 1), (-2, 0)]
    ring += [(-x, -y) for x, y in ring[1:7]]
    yield (ring[::-1],), ring
    yield (ring[5:] + ring[:5],), ring
    big = 10**17
    steep = [(big, big - 1), (big + 1, big), (big, big + 1)]
    yield (steep[::-1],), steep


# --8<-- [end:around_check]


# --8<-- [start:line_starter]
def most_on_a_line(points: list[tuple[int, int]]) -> int:
    """Return the greatest number of different points on one line."""
    raise NotImplementedError


# --8<-- [end:line_starter]


# --8<-- [start:line]
from collections import Counter
from math import gcd


def most_on_a_line(points: list[tuple[int, int]]) -> int:
    """Return the greatest number of different points on one line."""
    points = sorted(set(points))
    best = min(len(points), 1)
    for index, (x, y) in enumerate(points):
        seen: Counter[tuple[int, int]] = Counter()
        for u, v in points[:index]:
            dx, dy = max((u - x, v - y), (x - u, y - v))
            seen[dx // gcd(dx, dy), dy // gcd(dx, dy)] += 1
        best = max(best, 1 + max(seen.values(), default=0))
    return best


# --8<-- [end:line]


# --8<-- [start:line_check]
def line_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield points and how many different ones are on one line, smallest first."""
    yield ([],), 0
    yield ([(3, 4)],), 1
    yield ([(3, 4), (1, 2)],), 2
    yield ([(3, 4), (3, 4)],), 1
    yield ([(0, 0), (2, 2), (1, 1)],), 3
    yield ([(0, 0), (0, 1), (0, 5), (1, 7)],), 3
    yield ([(0, 0), (1, 1), (-2, -2), (1, 0)],), 3
    yield ([(0, 0), (2, 4), (1, 2), (-3, -6), (1, 3)],), 4
    close = [(0, 0), (94911152, 94911151), (94911151, 94911150)]
    yield (close,), 2
    yield (close[::-1],), 2
    yield ([(x, y) for x in range(5) for y in range(4)],), 5
    yield ([(x, x * x) for x in range(60)],), 2


# --8<-- [end:line_check]

if __name__ == "__main__":
    # --8<-- [start:convex_demo]
    star = [(0, 5), (3, -4), (-5, 2), (5, 2), (-3, -4)]
    print({turn(*star[i : i + 3]) for i in range(3)}, is_convex(star))
    # --8<-- [end:convex_demo]
    # --8<-- [start:around_demo]
    print(around([(-1, 0), (1, 1), (0, -2), (2, 2), (1, 0), (-1, -1)]))
    # --8<-- [end:around_demo]
    # --8<-- [start:line_demo]
    k = 94911152
    print((k - 1) / k == (k - 2) / (k - 1))
    print(most_on_a_line([(0, 0), (k, k - 1), (k - 1, k - 2)]))
    # --8<-- [end:line_demo]
