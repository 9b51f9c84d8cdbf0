"""Geometry in the plane: every predicate is exact, every degenerate input answered."""

# --8<-- [start:turn]
from fractions import Fraction

Number = int | float | Fraction
Point = tuple[Number, Number]


def cross(a: Point, b: Point, c: Point) -> Number:
    """Return (b − a) × (c − a): twice the signed area of the triangle abc."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def turn(a: Point, b: Point, c: Point) -> int:
    """Return 1 if abc turns left, −1 if right, 0 if straight or NaN; exact for int."""
    area = cross(a, b, c)
    return (area > 0) - (area < 0)


# --8<-- [end:turn]


# --8<-- [start:exact]
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

KINDS = {int, float, Fraction, Decimal, str}
Turn = Callable[[Any, Any, Any], int]
Exact = tuple[Fraction, Fraction]


def exact(*points: Iterable[Any]) -> list[Exact]:
    """Return points with Fractions as coordinates, each exactly what was given.

    A str such as "0.2" or "1/3" stands for that number; a float for the float's value.
    TypeError for other types, ValueError for NaN, infinities and what is no number.
    """
    found = []
    for point in points:
        x, y = point
        for number in (x, y):
            if type(number) not in KINDS:
                kind = type(number).__name__
                raise TypeError(f"{number!r} is of type {kind}; give Python's numbers")
        try:
            found.append((Fraction(x), Fraction(y)))
        except (ArithmeticError, ValueError):
            raise ValueError(f"({x!r}, {y!r}) is no pair of finite numbers") from None
    return found


# --8<-- [end:exact]


# --8<-- [start:dot]
def dot(a: Point, b: Point, c: Point) -> Number:
    """Return (b − a) · (c − a): positive if the angle at a is acute, 0 if right."""
    return (b[0] - a[0]) * (c[0] - a[0]) + (b[1] - a[1]) * (c[1] - a[1])


def on_segment(p: Iterable[Any], a: Iterable[Any], b: Iterable[Any]) -> bool:
    """Tell whether p lies on the segment from a to b, its ends included; exact."""
    p, a, b = exact(p, a, b)
    return turn(a, b, p) == 0 and min(a, b) <= p <= max(a, b)


def distance_squared(p: Iterable[Any], a: Iterable[Any], b: Iterable[Any]) -> Fraction:
    """Return the square of the distance from p to the segment from a to b; exact."""
    p, a, b = exact(p, a, b)
    along, whole = Fraction(dot(a, b, p)), Fraction(dot(a, b, b))
    share = min(max(along / whole, Fraction(0)), Fraction(1)) if whole else 0
    foot = a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
    return Fraction(dot(p, foot, foot))


# --8<-- [end:dot]


# --8<-- [start:rotate]
def rotate(point: Iterable[Any], t: Any) -> Exact:
    """Return a point turned about the origin by the angle 2·arctan t; exact."""
    ((x, y), (tangent, _)) = exact(point, (t, 0))
    cosine = (1 - tangent**2) / (1 + tangent**2)
    sine = 2 * tangent / (1 + tangent**2)
    return cosine * x - sine * y, sine * x + cosine * y


# --8<-- [end:rotate]


# --8<-- [start:meet]
def lines_meet(
    a: Iterable[Any], b: Iterable[Any], c: Iterable[Any], d: Iterable[Any]
) -> Exact | tuple[Exact, Exact] | None:
    """Return where the lines ab and cd cross, None if nowhere, (a, b) if they are one.

    ValueError if a = b or c = d: one point gives no line.
    """
    a, b, c, d = exact(a, b, c, d)
    if a == b or c == d:
        raise ValueError("two different points give a line, and two here are equal")
    from_a, from_b = Fraction(cross(c, d, a)), Fraction(cross(c, d, b))
    if from_a == from_b:
        return None if from_a else (a, b)
    share = from_a / (from_a - from_b)
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def meet(
    a: Iterable[Any], b: Iterable[Any], c: Iterable[Any], d: Iterable[Any]
) -> Exact | tuple[Exact, Exact] | None:
    """Return what the segments ab and cd share: None, a point, or the ends of a piece.

    Exact; segments of length 0 are points.
    """
    (a, b), (c, d) = sorted(exact(a, b)), sorted(exact(c, d))
    sides = turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)
    if not any(sides):  # on one line, or two points
        first, last = max(a, c), min(b, d)
        if first >= last:
            return first if first == last else None
        return first, last
    if sides[0] * sides[1] > 0 or sides[2] * sides[3] > 0:
        return None
    return lines_meet(a, b, c, d)


# --8<-- [end:meet]


# --8<-- [start:winding]
def winding(point: Iterable[Any], ring: Iterable[Iterable[Any]]) -> int | None:
    """Return how often a ring goes round a point, anticlockwise; None on the ring.

    Exact, for any closed polygon: its last corner may repeat the first. O(n) tests.
    """
    p, *corners = exact(point, *ring)
    turns = 0
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        side = turn(a, b, p)
        if side == 0 and min(a, b) <= p <= max(a, b):
            return None
        if a[1] <= p[1] < b[1] and side > 0:
            turns += 1
        if b[1] <= p[1] < a[1] and side < 0:
            turns -= 1
    return turns


# --8<-- [end:winding]


# --8<-- [start:area]
def area(ring: Iterable[Iterable[Any]]) -> Fraction:
    """Return the area of a ring, positive if it runs anticlockwise; exact."""
    corners = exact(*ring)
    edges = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum((a[0] * b[1] - b[0] * a[1] for a, b in edges), Fraction(0)) / 2


def lattice_points(ring: Iterable[Iterable[Any]]) -> tuple[int, int]:
    """Return how many lattice points lie inside a lattice polygon, and on its boundary.

    By Pick's theorem: no point is looked at. O(n). ValueError if the area is 0 or a
    corner is no lattice point. That the ring does not touch itself is not checked.
    """
    given = exact(*ring)
    corners = [(int(x), int(y)) for x, y in given]
    if any(number.denominator > 1 for corner in given for number in corner):
        raise ValueError("a corner of the polygon is no lattice point")
    doubled = abs(2 * area(corners))
    if doubled == 0:
        raise ValueError("the polygon has no inside: its area is 0")
    edges = zip(corners, corners[1:] + corners[:1], strict=True)
    boundary = sum(math.gcd(b[0] - a[0], b[1] - a[1]) for a, b in edges)
    return (int(doubled) - boundary) // 2 + 1, boundary


# --8<-- [end:area]


# --8<-- [start:chain]
def chain(
    points: Sequence[Point], turn: Turn, *, keep_collinear: bool = False
) -> list[Point]:
    """Return those of the sorted points between which the path never turns right."""
    kept: list[Point] = []
    least = 0 if keep_collinear else 1
    for point in points:
        while len(kept) > 1 and turn(kept[-2], kept[-1], point) < least:
            kept.pop()
        kept.append(point)
    return kept


# --8<-- [end:chain]


# --8<-- [start:hull]
def finite(points: Iterable[Iterable[Any]]) -> list[Point]:
    """Return points as pairs of int, float or Fraction, which can be sorted.

    TypeError for other types, ValueError for NaN and infinities.
    """
    pairs: list[Point] = [(x, y) for x, y in points]
    for pair in pairs:
        if not {type(number) for number in pair} <= {int, float, Fraction}:
            raise TypeError(f"{pair} is not of int, float or Fraction; try exact()")
        if any(number - number != 0 for number in pair):
            raise ValueError(f"the point {pair} is not finite")
    return pairs


def hull(
    points: Iterable[Iterable[Any]], turn: Turn = turn, *, keep_collinear: bool = False
) -> list[Point]:
    """Return the corners of the convex hull, anticlockwise from the leftmost one.

    Exact for int and Fraction; for floats give `turn=orientation`. Fewer than three
    corners if all points lie on a line; `keep_collinear` keeps all points on the rim.
    TypeError for other numbers: `exact` makes Fractions of str and Decimal.
    O(n log n) comparisons to sort, at most 4n − 10 turns for n > 2. Andrew (1979).
    """
    ordered = sorted(set(finite(points)))
    lower = chain(ordered, turn, keep_collinear=keep_collinear)
    upper = chain(ordered[::-1], turn, keep_collinear=keep_collinear)
    if len(ordered) < 2 or (keep_collinear and lower == upper[::-1]):
        return ordered  # one point, or one line there and back
    return lower[:-1] + upper[:-1]


# --8<-- [end:hull]


# --8<-- [start:counted]
def turns_tested(points: Iterable[Point]) -> tuple[int, int]:
    """Return how many different points there are, and how many turns the hull tests."""
    different = set(points)
    tests = 0

    def counted(a: Point, b: Point, c: Point) -> int:
        nonlocal tests
        tests += 1
        return turn(a, b, c)

    hull(different, counted)
    return len(different), tests


def scattered(n: int, size: int) -> list[tuple[int, int]]:
    """Return n points below size that look random, the same on every machine."""
    numbers, state = [], 587
    for _ in range(2 * n):
        state = state * 48271 % 2147483647
        numbers.append(state % size)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


# --8<-- [end:counted]


# --8<-- [start:orientation]
import sys

U = 2.0**-53  # half the distance from 1.0 to the next float
BOUND = (3 + 16 * U) * U


def orientation(a: Any, b: Any, c: Any) -> int:
    """Return 1 if abc turns left, −1 if right, 0 if straight; exact for every number.

    Six floats are first tried in floating point; what is too close to call, and any
    other type, is computed in whole numbers. ValueError for NaN and infinities.
    """
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    if type(ax) is type(ay) is type(bx) is type(by) is type(cx) is type(cy) is float:
        left, right = (bx - ax) * (cy - ay), (by - ay) * (cx - ax)
        area = left - right
        limit = BOUND * (abs(left) + abs(right)) + sys.float_info.min
        if abs(area) > limit:
            return 1 if area > 0 else -1
    return turn(*whole(a, b, c))


def whole(*points: Iterable[Any]) -> list[tuple[int, int]]:
    """Return the points on a finer grid, on which all coordinates are whole numbers."""
    fractions = exact(*points)
    scale = math.lcm(*(number.denominator for point in fractions for number in point))
    return [
        (x.numerator * (scale // x.denominator), y.numerator * (scale // y.denominator))
        for x, y in fractions
    ]


# --8<-- [end:orientation]


# --8<-- [start:calipers]
def farthest(corners: Sequence[Point]) -> Iterator[tuple[Point, Point, Point]]:
    """Yield each edge ab of a hull with the corner c farthest from it; O(n) in all."""
    n, far = len(corners), 1
    for index in range(n if n > 2 else 0):
        a, b = corners[index], corners[(index + 1) % n]
        while cross(a, b, corners[(far + 1) % n]) > cross(a, b, corners[far % n]):
            far += 1
        yield a, b, corners[far % n]


def diameter_squared(points: Iterable[Iterable[Any]]) -> Number:
    """Return the square of the greatest distance; 0 for fewer than two points."""
    corners = hull(exact(*points))
    if len(corners) < 3:
        return dot(corners[0], corners[-1], corners[-1]) if corners else 0
    ends = [(end, c) for a, b, c in farthest(corners) for end in (a, b)]
    return max(dot(end, c, c) for end, c in ends)


def width_squared(points: Iterable[Iterable[Any]]) -> Number:
    """Return the square of the width of the narrowest strip that holds all points."""
    strips = farthest(hull(exact(*points)))
    return min((cross(a, b, c) ** 2 / dot(a, b, b) for a, b, c in strips), default=0)


# --8<-- [end:calipers]


# --8<-- [start:clip]
def clip(ring: Iterable[Iterable[Any]], a: Any, b: Any) -> list[Exact]:
    """Return the part of a convex polygon on the left of the line from a to b.

    Exact; a part without area is []. O(n) turns. ValueError if a = b.
    """
    corners, (a, b) = exact(*ring), exact(a, b)
    if a == b:
        raise ValueError("two different points give a line, and two here are equal")
    kept: list[Exact] = []
    for p, q in zip(corners, corners[1:] + corners[:1], strict=True):
        if turn(a, b, p) >= 0:
            kept.append(p)
        if turn(a, b, p) * turn(a, b, q) < 0:
            kept.append(cast("Exact", lines_meet(p, q, a, b)))
    return kept if area(kept) else []


# --8<-- [end:clip]


# --8<-- [start:half_planes]
from collections import deque
from functools import cmp_to_key

Line = tuple[Exact, Exact]


def upward(line: Line) -> bool:
    """Tell whether a line runs upwards, or level and to the right."""
    return line[0][::-1] < line[1][::-1]


def bend(one: Line, other: Line) -> int:
    """Return the turn from one line's direction to the other's."""
    (a, b), (c, d) = one, other
    return turn(a, b, (b[0] + d[0] - c[0], b[1] + d[1] - c[1]))


def by_direction(one: Line, other: Line) -> int:
    """Compare lines by direction; of parallel ones the one farther left is less."""
    if upward(one) != upward(other):
        return -1 if upward(one) else 1
    return -bend(one, other) or -turn(*other, one[0])


def directed(lines: Iterable[tuple[Any, Any]]) -> list[Line]:
    """Return lines with exact points; ValueError if two points are equal."""
    given = [(a, b) for a, b in (exact(*line) for line in lines)]
    if any(a == b for a, b in given):
        raise ValueError("two different points give a line, and two here are equal")
    return given


def rim(box: list[Exact]) -> list[Line]:
    """Return the edges of a polygon so that it is on their left."""
    edges = zip(box, box[1:] + box[:1], strict=True)
    return [(a, b) if area(box) > 0 else (b, a) for a, b in edges if a != b]


def half_planes(
    lines: Iterable[tuple[Any, Any]], box: Iterable[Iterable[Any]]
) -> list[Exact]:
    """Return the part of a convex polygon, the box, that is left of all lines; exact.

    A part without area is []. O(n log n). ValueError if two points are equal and give
    no line.
    """
    if not area(box := exact(*box)):
        return []
    given = directed(lines) + rim(box)
    used: deque[Line] = deque()
    corners: deque[Exact] = deque()
    for line in sorted(given, key=cmp_to_key(by_direction)):
        if used and upward(used[-1]) == upward(line) and bend(used[-1], line) == 0:
            continue  # parallel to the last one, and farther out
        drop(used, corners, line)
        if used and bend(used[-1], line) <= 0:
            return []  # the lines that led from one to the other are gone
        if used:
            corners.append(cast("Exact", lines_meet(*used[-1], *line)))
        used.append(line)
    while corners and turn(*used[0], corners[-1]) <= 0:
        corners.pop()
        used.pop()
    closed = len(used) > 2
    return [*corners, cast("Exact", lines_meet(*used[-1], *used[0]))] if closed else []


def drop(used: deque[Line], corners: deque[Exact], line: Line) -> None:
    """Take away, first at the back and then in front, what a line cuts off."""
    while corners and turn(*line, corners[-1]) <= 0:
        corners.pop()
        used.pop()
    while corners and turn(*line, corners[0]) <= 0:
        corners.popleft()
        used.popleft()


# --8<-- [end:half_planes]


# --8<-- [start:closest]
def closest_pair(points: Iterable[Iterable[Any]]) -> tuple[Exact, Exact] | None:
    """Return two points that are nearest each other; None for fewer than two.

    Exact, also for floats. O(n log n): Shamos and Hoey (1975).
    """
    ordered = sorted(exact(*points))
    if len(ordered) < 2:
        return None
    one, other = nearest(ordered)[0]
    return min(one, other), max(one, other)


def nearest(ordered: list[Exact]) -> tuple[tuple[Exact, Exact], list[Exact]]:
    """Return the closest pair of two or more points, and the points sorted by y."""

    def apart(pair: tuple[Exact, Exact]) -> Number:
        return dot(pair[0], pair[1], pair[1])

    middle = len(ordered) // 2
    if middle < 2:
        pairs = [(p, q) for i, q in enumerate(ordered) for p in ordered[:i]]
        return min(pairs, key=apart), sorted(ordered, key=lambda point: point[1])
    (one, left), (other, right) = nearest(ordered[:middle]), nearest(ordered[middle:])
    best = min(one, other, key=apart)
    upwards = sorted(left + right, key=lambda point: point[1])  # merges two runs
    line = ordered[middle][0]
    strip = [point for point in upwards if (point[0] - line) ** 2 < apart(best)]
    for i, p in enumerate(strip):
        for q in strip[i + 1 : i + 8]:
            best = min(best, (p, q), key=apart)
    return best, upwards


# --8<-- [end:closest]


# --8<-- [start:circles]
def circles(centre: Any, radius: Any, other: Any, other_radius: Any) -> str:
    """Return how two circles lie, exactly: same, inside, touch, cross or apart.

    ValueError for a negative radius.
    """
    (p, q), ((r, s),) = exact(centre, other), exact((radius, other_radius))
    if r < 0 or s < 0:
        raise ValueError(f"a radius is negative: {min(r, s)}")
    between = dot(p, q, q)
    if between == 0 and r == s:
        return "same"
    if between > (r + s) ** 2:
        return "apart"
    if between in {(r + s) ** 2, (r - s) ** 2}:
        return "touch"
    return "cross" if between > (r - s) ** 2 else "inside"


def upright(square: Fraction, x: Fraction, y: Fraction) -> Exact:
    """Return (x, y) turned left by a right angle, times the root of square; rounded.

    The root is taken of each component as a whole, brought near 1 by a power of 4: it
    neither over- nor underflows on the way.
    """

    def root(number: Fraction) -> Fraction:
        size = (number.numerator.bit_length() - number.denominator.bit_length()) // 2
        return Fraction(math.sqrt(number / Fraction(4) ** size)) * Fraction(2) ** size

    ahead, aside = root(square * x * x), root(square * y * y)
    return (-aside if y > 0 else aside), (ahead if x > 0 else -ahead)


def crossings(
    centre: Any, radius: Any, other: Any, other_radius: Any
) -> list[tuple[float, float]]:
    """Return the points that two different circles share, rounded to floats.

    Whether there are 0, 1 or 2 is exact. ValueError if the circles are the same,
    OverflowError if a point is too far away for floats.
    """
    how = circles(centre, radius, other, other_radius)
    if how == "same":
        raise ValueError("the circles are the same: all their points are shared")
    if how in {"apart", "inside"}:
        return []
    (p, q), ((r, s),) = exact(centre, other), exact((radius, other_radius))
    x, y = q[0] - p[0], q[1] - p[1]
    square = x * x + y * y
    along = (square + r * r - s * s) / (2 * square)
    left = upright((r * r - along**2 * square) / square, x, y)
    return [
        (
            float(p[0] + along * x + sign * left[0]),
            float(p[1] + along * y + sign * left[1]),
        )
        for sign in ((0,) if how == "touch" else (1, -1))
    ]


# --8<-- [end:circles]


# --8<-- [start:tangents]
def tangents(
    centre: Any, radius: Any, other: Any, other_radius: Any
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return for each outer tangent of two circles the points where it touches them.

    Rounded to floats; how many there are is exact: none for concentric circles and for
    one inside the other. ValueError for a negative radius, OverflowError if a point is
    too far away for floats.
    """
    (p, q), ((r, s),) = exact(centre, other), exact((radius, other_radius))
    if circles(centre, radius, other, other_radius) in {"same", "inside"}:
        return []
    x, y = q[0] - p[0], q[1] - p[1]
    square, along = x * x + y * y, r - s
    rest = square - along**2
    left = upright(rest / square**2, x, y)
    found = []
    for sign in (1, -1) if rest and (r or s) else (1,):
        nx = along * x / square + sign * left[0]
        ny = along * y / square + sign * left[1]
        one, two = (
            (float(c[0] + f * nx), float(c[1] + f * ny)) for c, f in ((p, r), (q, s))
        )
        found.append((one, two))
    return found


# --8<-- [end:tangents]


# --8<-- [start:show]
def show(*things: Any) -> None:
    """Print numbers, points and lists of points, fractions as 1/2."""

    def said(thing: Any) -> str:
        if isinstance(thing, (tuple, list)):
            left, right = "[]" if isinstance(thing, list) else "()"
            return left + ", ".join(map(said, thing)) + right
        return str(thing)

    print(*map(said, things))


# --8<-- [end:show]

if __name__ == "__main__":
    # --8<-- [start:turn_demo]
    for name, c in {"left": (1, 3), "right": (3, 1), "straight": (6, 4)}.items():
        print(name, cross((0, 0), (3, 2), c), turn((0, 0), (3, 2), c))
    # --8<-- [end:turn_demo]
    # --8<-- [start:dot_demo]
    a, b = (0, 0), (4, 0)
    print(dot(a, b, (1, 3)), dot(a, b, (0, 3)), dot(a, b, (-1, 3)))
    print(on_segment((2, 0), a, b), on_segment((4, 0), a, b), on_segment((5, 0), a, b))
    for p in ((1, 3), (7, 4), (-3, 4)):
        show(p, distance_squared(p, a, b))
    print(distance_squared((3, 4), a, a))
    # --8<-- [end:dot_demo]
    # --8<-- [start:exact_demo]
    show(exact((0.5, 0.2), ("0.5", "0.2"), (3, "1/3")))
    for bad in ((math.nan, 0), (0, math.inf), ("a", 0), (True, 0)):
        try:
            exact(bad)
        except (TypeError, ValueError) as error:
            print(f"{type(error).__name__}: {error}")
    # --8<-- [end:exact_demo]
    # --8<-- [start:rotate_demo]
    show(rotate((5, 0), "1/2"), rotate((3, 4), "1/2"), rotate((1, 0), 1))
    corners: list[Any] = [(0, 0), (7, 1), (2, 5)]
    turned = [rotate(corner, "1/2") for corner in corners]
    show(cross(*corners), cross(*turned), dot(*corners), dot(*turned))
    # --8<-- [end:rotate_demo]
    # --8<-- [start:meet_demo]
    show(meet((0, 0), (4, 2), (0, 2), (3, 0)))
    show(meet((0, 0), (4, 2), (2, 1), (3, 5)))
    show(meet((0, 0), (4, 2), (2, 1), (6, 3)))
    show(meet((0, 0), (4, 2), (4, 2), (6, 3)))
    show(meet((0, 0), (4, 2), (0, 1), (4, 3)))
    show(meet((0, 0), (4, 2), (2, 1), (2, 1)))
    show(lines_meet((0, 0), (1, 0), (5, 1), (6, 2)))
    # --8<-- [end:meet_demo]
    # --8<-- [start:winding_demo]
    star = [(0, 5), (3, -4), (-5, 2), (5, 2), (-3, -4)]
    for p in ((0, 0), (0, 4), (0, 2), (4, 4)):
        print(p, winding(p, star))
    square = [(0, 0), (2, 0), (2, 2), (0, 2)]
    print([[winding((x, y), square) for x in range(3)] for y in range(3)])
    # --8<-- [end:winding_demo]
    # --8<-- [start:area_demo]
    show(area(square), area(square[::-1]), area([(0, 0), (3, 0), (1, "1/2")]))
    show(area(star), area([]), area([(1, 1)]), area([(0, 0), (5, 5)]))
    print(lattice_points(square), lattice_points([(0, 0), (4, 1), (1, 3)]))
    far: list[Any] = [(1e8 + x, 1e8 + y) for x, y in ((0, 0), (0.5, 0), (0.5, 0.5))]
    far.append((1e8, 1e8 + 0.5))
    edges = list(zip(far, far[1:] + far[:1], strict=True))
    print(sum(a[0] * b[1] - b[0] * a[1] for a, b in edges) / 2, area(far))
    # --8<-- [end:area_demo]
    # --8<-- [start:hull_demo]
    print(hull([(0, 0), (4, 1), (2, 3), (2, 1), (1, 2), (4, 4), (0, 3), (2, 1)]))
    grid = [(x, y) for x in range(3) for y in range(3)]
    print(hull(grid), len(hull(grid, keep_collinear=True)))
    for few in ([], [(1, 1)], [(1, 1), (1, 1)], [(0, 0), (2, 2), (1, 1)]):
        print(few, hull(few), hull(few, keep_collinear=True))
    # --8<-- [end:hull_demo]
    # --8<-- [start:sort]
    numbers = [31, -4, 15, 92, 6]
    print([x for x, _ in hull((x, x * x) for x in numbers)])
    # --8<-- [end:sort]
    # --8<-- [start:counted_demo]
    print("points  tests  2n-4  4n-10")
    parabola = [(x, x * x) for x in range(1000)]
    spread, square_grid = scattered(1000, 10**6), scattered(1000, 20)
    line = [(x, x) for x in range(1000)]
    for some in (parabola, spread, square_grid, line):
        n, tests = turns_tested(some)
        print(f"{n:6}  {tests:5}  {2 * n - 4:4}  {4 * n - 10:5}")
    # --8<-- [end:counted_demo]
    # --8<-- [start:corners]
    u = 2.0**-53
    three = [(0.5 + 48 * u, 0.5 + 41 * u), (12.0, 12.0), (24.0, 24.0)]
    for corner in hull(three):
        print(corner)
    # --8<-- [end:corners]
    # --8<-- [start:orientation_demo]
    for corner in hull(three, turn=orientation):
        print(corner)
    print(orientation((0.0, 0.0), (1e-200, 0.0), (0.0, 1e-200)))
    print(orientation((-1e308, -1e308), (1e308, 0.0), (0.0, 1e308)))
    print(orientation((0, 0), (94906267, 94906266), (94906266, 94906265)))
    print(turn((0.0, 0.0), (94906267.0, 94906266.0), (94906266.0, 94906265.0)))
    print(orientation((0.0, 0.0), (2.0, 3.0), (0.2, 0.3)))
    print(orientation((0, 0), (2, 3), ("0.2", "0.3")))

    # --8<-- [end:orientation_demo]
    # --8<-- [start:eps_hull]
    def with_eps(a: Point, b: Point, c: Point) -> int:
        """Return the turn by the sign that EPS = 1e-8 leaves."""
        area = cross(a, b, c)
        return (area > 1e-8) - (area < -1e-8)

    circle: list[Point] = []
    for k in range(10_000):  # from the fraction t, never through sin or cos
        t = Fraction(k % 2500, 2500)
        x, y = float((1 - t * t) / (1 + t * t)), float(2 * t / (1 + t * t))
        circle.append([(x, y), (-y, x), (-x, -y), (y, -x)][k // 2500])
    print(len(hull(circle, orientation)), len(hull(circle, with_eps)))
    # --8<-- [end:eps_hull]
    # --8<-- [start:calipers_demo]
    triangle = [(0, 0), (4, 0), (0, 3), (1, 1)]
    show(diameter_squared(triangle), width_squared(triangle))
    show(diameter_squared([(0, 0), (3, 4), (6, 8)]), width_squared([(0, 0), (6, 8)]))
    # --8<-- [end:calipers_demo]
    # --8<-- [start:clip_demo]
    region = exact((0, 0), (6, 0), (6, 6), (0, 6))
    for a, b in (((4, 0), (6, 4)), ((6, 5), (0, 4)), ((0, 2), (3, 0))):
        region = clip(region, a, b)
        show(area(region), region)
    show(clip(region, (6, 1), (6, 0)))
    # --8<-- [end:clip_demo]
    # --8<-- [start:half_planes_demo]
    box = [(0, 0), (6, 0), (6, 6), (0, 6)]
    show(half_planes([((4, 0), (6, 4)), ((6, 6), (0, 4))], box))
    show(half_planes([((0, 2), (6, 2)), ((6, 1), (0, 1))], box), half_planes([], box))
    # --8<-- [end:half_planes_demo]
    # --8<-- [start:closest_demo]
    show(closest_pair([(0, 0), (5, 4), (9, 1), (6, 6), (2, 8)]))
    show(closest_pair([(1, 1), (3, 3), (1, 1)]), closest_pair([(1, 1)]))
    # --8<-- [end:closest_demo]
    # --8<-- [start:circles_demo]
    print(circles((0, 0), 5, (7, 0), 2), circles((0, 0), 5, (6, 0), 5))
    print(
        circles((0, 0), 0.1, (0.3, 0), 0.2), circles((0, 0), "0.1", ("0.3", 0), "0.2")
    )
    print(crossings((0, 0), 5, (6, 0), 5), crossings((0, 0), 5, (7, 0), 2))
    print(crossings((0, 0), 0.7, (0.8, 0), 0.1))
    # --8<-- [end:circles_demo]
    # --8<-- [start:tangents_demo]
    print(tangents((0, 0), 2, (4, 0), 2))
    print(tangents((0, 0), 8, (10, 0), 2))
    print(tangents((0, 0), 5, (3, 0), 2))
    # --8<-- [end:tangents_demo]
    # --8<-- [start:pick_far]
    n = 10**18
    triangle = [(0, 0), (n, 1), (1, n)]
    inside, boundary = lattice_points(triangle)
    print(inside, boundary)
    print(inside - int(float(n) * float(n) / 2))
    # --8<-- [end:pick_far]
    # --8<-- [start:cut_demo]
    pieces = [exact((0, 0), (7, 1), (8, 6), (3, 9))]
    size = area(pieces[0])
    for a, b in (
        ((0, 5), (9, 4)),
        ((1, 0), (6, 9)),
        ((7, 0), (2, 9)),
        ((0, 2), (8, 5)),
    ):
        halves = [clip(piece, *line) for piece in pieces for line in ((a, b), (b, a))]
        pieces = [half for half in halves if half]
    show(len(pieces), max(area(piece) for piece in pieces))
    in_floats = 0.0
    for piece in pieces:
        in_floats += float(area(piece))  # as sum() did up to Python 3.11
    print(sum(map(area, pieces)) == size, in_floats == size)
    # --8<-- [end:cut_demo]
