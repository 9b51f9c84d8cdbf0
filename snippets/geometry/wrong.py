"""Wrong answers to the exercises, which their cases have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

import math
from collections import Counter
from functools import cmp_to_key

Pairs = list[tuple[int, int]]


def _turns(ring: Pairs) -> list[int]:
    """Return the cross product at each corner of a ring."""
    n = len(ring)
    found = []
    for i in range(n):
        (ax, ay), (bx, by), (cx, cy) = ring[i], ring[(i + 1) % n], ring[(i + 2) % n]
        found.append((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    return found


# --8<-- [start:convex_1]
def is_convex(ring: Pairs) -> bool:
    """All turns go the same way: so they do in a pentagram."""
    turns = _turns(ring)
    return any(turns) and (min(turns) >= 0 or max(turns) <= 0)


# --8<-- [end:convex_1]


# --8<-- [start:convex_2]
def is_convex(ring: Pairs) -> bool:
    """Takes a corner inside an edge for no convex one."""
    turns, n = _turns(ring), len(ring)
    tops = sum(ring[i - 1] < ring[i] > ring[(i + 1) % n] for i in range(n))
    return tops == 1 and (min(turns) > 0 or max(turns) < 0)


# --8<-- [end:convex_2]


# --8<-- [start:convex_3]
def is_convex(ring: Pairs) -> bool:
    """Forgets the rings that run clockwise."""
    turns, n = _turns(ring), len(ring)
    tops = sum(ring[i - 1] < ring[i] > ring[(i + 1) % n] for i in range(n))
    return tops == 1 and any(turns) and min(turns) >= 0


# --8<-- [end:convex_3]


# --8<-- [start:around_1]
def around(points: Pairs) -> Pairs:
    """Begins where atan2 does, at the direction of (−1, 0)."""
    return sorted(points, key=lambda p: (math.atan2(p[1], p[0]), p[0] ** 2 + p[1] ** 2))


# --8<-- [end:around_1]


# --8<-- [start:around_2]
def around(points: Pairs) -> Pairs:
    """Sorts by slope: opposite directions have the same."""
    return sorted(points, key=lambda p: p[1] / p[0] if p[0] else math.inf)


# --8<-- [end:around_2]


# --8<-- [start:around_3]
def around(points: Pairs) -> Pairs:
    """Compares by the cross product alone, which is no order beyond half a turn."""

    def compare(p: tuple[int, int], q: tuple[int, int]) -> int:
        return q[0] * p[1] - q[1] * p[0]

    return sorted(points, key=cmp_to_key(compare))


# --8<-- [end:around_3]


# --8<-- [start:line_1]
def most_on_a_line(points: Pairs) -> int:
    """Divides, and so takes slopes that differ for equal."""
    best = min(len(points), 1)
    for i, (x, y) in enumerate(points):
        slopes = Counter(
            (v - y) / (u - x) if u != x else math.inf for u, v in points[:i]
        )
        best = max(best, 1 + max(slopes.values(), default=0))
    return best


# --8<-- [end:line_1]


# --8<-- [start:line_2]
def most_on_a_line(points: Pairs) -> int:
    """Forgets vertical lines."""
    best = min(len(points), 2)
    for i, (x, y) in enumerate(points):
        for u, v in points[:i]:
            if u != x:
                on = [(v - y) * (s - x) == (u - x) * (t - y) for s, t in points]
                best = max(best, sum(on))
    return best


# --8<-- [end:line_2]


# --8<-- [start:line_3]
def most_on_a_line(points: Pairs) -> int:
    """Counts a direction and its opposite as two lines."""
    best = min(len(points), 1)
    for i, (x, y) in enumerate(points):
        seen: Counter[tuple[int, int]] = Counter()
        for u, v in points[:i]:
            d = math.gcd(u - x, v - y)
            seen[(u - x) // d, (v - y) // d] += 1
        best = max(best, 1 + max(seen.values(), default=0))
    return best


# --8<-- [end:line_3]
