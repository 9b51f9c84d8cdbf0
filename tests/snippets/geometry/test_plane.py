import math
import random
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest
import shapely
import shapely.affinity
import shapely.ops
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from shapely import LineString, MultiPoint, Polygon
from shapely import Point as ShapelyPoint

from snippets.geometry import plane
from snippets.geometry.plane import (
    area,
    chain,
    circles,
    clip,
    closest_pair,
    cross,
    crossings,
    diameter_squared,
    distance_squared,
    dot,
    exact,
    half_planes,
    hull,
    lattice_points,
    lines_meet,
    meet,
    on_segment,
    orientation,
    rotate,
    show,
    tangents,
    turn,
    whole,
    width_squared,
    winding,
)
from tests.snippets.geometry.reference import BIG, FLOATS, GRID, SMALL, between, corners, least_squared, sign

FRACTIONS = st.tuples(*[st.fractions(min_value=-3, max_value=3, max_denominator=6)] * 2)
TRIPLES = st.tuples(FLOATS, FLOATS, FLOATS)
TINY = 5e-324


# Predicates


@given(*[st.one_of(SMALL, BIG, FRACTIONS)] * 3)
def test_turn_is_exact_for_whole_numbers_and_fractions(a: Any, b: Any, c: Any) -> None:
    assert turn(a, b, c) == sign(a, b, c)
    assert orientation(a, b, c) == sign(a, b, c)


@given(TRIPLES)
@example(((0.0, 0.0), (1e-200, 0.0), (0.0, 1e-200)))
@example(((0.0, 0.0), (TINY, 0.0), (0.0, TINY)))
@example(((-1e308, -1e308), (1e308, 0.0), (0.0, 1e308)))
@example(((2.0**53, 0.0), (2.0**53, 1.0), (2.0**53 + 2, 2.0)))
def test_orientation_of_floats_is_exact(points: tuple[Any, Any, Any]) -> None:
    assert orientation(*points) == sign(*points)


def test_orientation_of_thirty_thousand_triples_of_all_magnitudes() -> None:
    rng = random.Random(8)  # noqa: S311 - points to try, no secrets
    for _ in range(30_000):
        low = rng.randrange(-1074, 1000)

        def number(low: int = low) -> float:
            return math.ldexp(rng.randrange(-9, 10), min(max(low + rng.randrange(-3, 60), -1074), 1019))

        points = [(number(), number()) for _ in range(3)]
        assert orientation(*points) == sign(*points), points


@given(FLOATS, FLOATS, st.integers(-2000, 2000), st.integers(-3, 3), st.integers(-3, 3))
def test_orientation_next_to_a_line(a: Any, b: Any, share: int, i: int, j: int) -> None:
    x, y = (u + (v - u) * (share / 1000) for u, v in zip(a, b, strict=True))
    if math.isfinite(x) and math.isfinite(y):
        for _ in range(abs(i)):
            x = math.nextafter(x, math.copysign(1e300, i))
        for _ in range(abs(j)):
            y = math.nextafter(y, math.copysign(1e300, j))
        assert orientation(a, b, (x, y)) == sign(a, b, (x, y))


def test_a_product_that_underflows_is_not_believed() -> None:
    """The left product is rounded up to the least float, the right one down to 0, and yet it is the greater one."""
    first = math.ldexp(1, -500)
    little = math.ldexp(int(0.49 * 2**40), -592)
    for k in range(200):
        one = 2**52 + 2 * k * 10**9 + 1
        other = -(-(2**105) // one)
        a, b = (-little, 0.0), (math.ldexp(one, -592) - little, math.ldexp(1, -575))
        c = (first, math.ldexp(other, -588))
        if turn(a, b, c) != sign(a, b, c):
            break
    else:
        pytest.fail("none of these fools a turn of floats")
    assert cross(a, b, c) == TINY
    assert orientation(a, b, c) == sign(a, b, c) == -1


def test_the_error_of_an_area_is_what_the_article_says() -> None:
    rng = random.Random(12)  # noqa: S311 - as above
    u, worst = Fraction(plane.U), Fraction(0)
    for _ in range(3000):
        a, b, c = [(rng.random(), rng.random() * 2 ** rng.randrange(4)) for _ in range(3)]
        left, right = (b[0] - a[0]) * (c[1] - a[1]), (b[1] - a[1]) * (c[0] - a[0])
        error = abs(Fraction(cross(*exact(a, b, c))) - Fraction(left - right))
        size = Fraction(abs(left)) + Fraction(abs(right))
        assert error <= ((1 + u) ** 3 - 1) * size + u * abs(Fraction(left - right))
        worst = max(worst, error / (u * size))
    assert worst > 1


def test_the_filter_answers_uniform_points_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(*points: Any) -> Any:
        calls.append(points)
        return whole(*points)

    monkeypatch.setattr(plane, "whole", counted)
    rng = random.Random(9)  # noqa: S311 - as above
    for _ in range(20_000):
        orientation(*[(rng.random(), rng.random()) for _ in range(3)])
    assert not calls
    for i, j in product(range(0, 64, 7), repeat=2):
        orientation((0.5 + i * 2.0**-53, 0.5 + j * 2.0**-53), (12.0, 12.0), (24.0, 24.0))
    assert len(calls) == 100, "on the grid it is never sure"


def test_the_bound_as_the_article_gives_it() -> None:
    assert plane.BOUND == 3.3306690738754716e-16
    assert Fraction(plane.BOUND) == (3 + 16 * Fraction(plane.U)) * Fraction(plane.U)
    assert orientation((2.0**53, 0.0), (2**53 + 1, 1), (2.0**53 + 2, 2.0)) == 0, "a mixture is no work for the filter"


@pytest.mark.parametrize("bad", [(math.nan, 0.0), (0.0, math.inf), (-math.inf, 0.0)])
def test_orientation_refuses_what_is_not_finite(bad: Any) -> None:
    for points in permutations([bad, (0.0, 0.0), (1.0, 2.0)]):
        with pytest.raises(ValueError, match="is no pair of finite numbers"):
            orientation(*points)


def test_exact_takes_each_kind_for_what_it_is() -> None:
    assert exact((0.1, Decimal("0.1")), ("0.1", "1/10")) == [
        (Fraction(0.1), Fraction(1, 10)),
        (Fraction(1, 10), Fraction(1, 10)),
    ]
    assert exact() == []
    assert all(type(x) is Fraction for point in exact((1, 2), [3.0, 4]) for x in point)


@pytest.mark.parametrize("bad", [math.nan, math.inf, "x", "1/0", Decimal("NaN"), Decimal("-Infinity")])
def test_exact_refuses_other_values(bad: Any) -> None:
    with pytest.raises(ValueError, match="no pair of finite numbers"):
        exact((0, bad))


@pytest.mark.parametrize("bad", [True, None, 1j, np.int64(3), np.float64(0.5)])
def test_exact_refuses_other_types(bad: Any) -> None:
    with pytest.raises(TypeError, match="give Python's numbers"):
        exact((bad, 0))


def test_a_fraction_of_a_numpy_integer_would_overflow() -> None:
    with np.errstate(over="ignore"):
        number: Any = np.int64(2**62)
        assert Fraction(number) * 4 == 0


@given(st.lists(FRACTIONS, min_size=3, max_size=3))
def test_whole_numbers_keep_the_shape(points: list[Any]) -> None:
    scaled = whole(*points)
    assert all(type(x) is int for point in scaled for x in point)
    assert turn(*scaled) == sign(*points)


def test_six_orders_of_three_points_have_one_answer() -> None:
    points = [(0.5 + 41 * 2.0**-53, 0.5 + 48 * 2.0**-53), (12.0, 12.0), (24.0, 24.0)]
    a, b, c = points
    assert orientation(a, b, c) == orientation(b, c, a) == orientation(c, a, b) == -orientation(b, a, c)
    assert len({turn(a, b, c), turn(b, c, a), turn(c, a, b)}) > 1


# Distance and rotation


@given(SMALL, SMALL, SMALL)
def test_distance_against_shapely(p: Any, a: Any, b: Any) -> None:
    expected = shapely.distance(ShapelyPoint(p), LineString([a, b]))
    assert math.isclose(math.sqrt(distance_squared(p, a, b)), expected, abs_tol=1e-12)
    assert (distance_squared(p, a, b) == 0) == on_segment(p, a, b) == between(p, a, b)


@given(FRACTIONS, FRACTIONS, FRACTIONS, st.fractions(-3, 3, max_denominator=5))
def test_rotation_keeps_cross_and_dot(a: Any, b: Any, c: Any, t: Fraction) -> None:
    turned = [rotate(point, t) for point in (a, b, c)]
    assert cross(*turned) == cross(a, b, c)
    assert dot(*turned) == dot(a, b, c)


@given(SMALL, st.integers(-20, 20))
def test_rotation_against_sine_and_cosine(point: Any, t: int) -> None:
    angle = 2 * math.atan(t / 10)
    x, y = rotate(point, Fraction(t, 10))
    turned = complex(*point) * complex(math.cos(angle), math.sin(angle))
    assert abs(turned - complex(float(x), float(y))) < 1e-12


# Segments


def test_all_segments_of_a_grid_against_shapely() -> None:
    counts = {"none": 0, "point": 0, "overlap": 0}
    segments = list(product(GRID, repeat=2))
    shapes = np.array([LineString([a, b]) if a != b else ShapelyPoint(a) for a, b in segments])
    for (a, b), shape in zip(segments, shapes, strict=True):
        shared = shapely.intersection(shape, shapes)
        for (c, d), other in zip(segments, shared, strict=True):
            found = meet(a, b, c, d)
            if found is None:
                assert other.is_empty
                counts["none"] += 1
            elif isinstance(found[0], tuple):
                assert other.equals(LineString([found[0], found[1]]))
                counts["overlap"] += 1
            else:
                assert other.distance(ShapelyPoint(*map(float, found))) < 1e-12
                counts["point"] += 1
    assert counts == {"none": 3128, "point": 3161, "overlap": 272}


@given(*[st.one_of(SMALL, FRACTIONS, FLOATS)] * 4)
def test_what_segments_share_is_on_both(a: Any, b: Any, c: Any, d: Any) -> None:
    found = meet(a, b, c, d)
    points = [] if found is None else found if isinstance(found[0], tuple) else [found]
    for point in points:
        assert on_segment(point, a, b)
        assert on_segment(point, c, d)
    assert found == meet(c, d, a, b) == meet(b, a, d, c)


def test_short_tests_of_segments_are_wrong_as_often_as_the_article_says() -> None:
    missed = {"strict": 0, "ccw": 0}
    invented = boxed = 0
    for a, b, c, d in product(GRID, repeat=4):
        truth = meet(a, b, c, d) is not None
        one, two = turn(a, b, c) * turn(a, b, d), turn(c, d, a) * turn(c, d, b)
        missed["strict"] += truth and not (one < 0 and two < 0)
        loose = one <= 0 and two <= 0
        invented += loose and not truth
        sides = [turn(a, c, d) > 0, turn(b, c, d) > 0, turn(a, b, c) > 0, turn(a, b, d) > 0]
        missed["ccw"] += truth and not (sides[0] != sides[1] and sides[2] != sides[3])
        boxes = all(max(min(a[k], b[k]), min(c[k], d[k])) <= min(max(a[k], b[k]), max(c[k], d[k])) for k in (0, 1))
        boxed += (loose and boxes) != truth
    assert (missed, invented, boxed) == ({"strict": 2873, "ccw": 2225}, 136, 0)


@given(*[FRACTIONS] * 4)
def test_lines_meet_on_both_lines(a: Any, b: Any, c: Any, d: Any) -> None:
    if a == b or c == d:
        with pytest.raises(ValueError, match="two different points give a line"):
            lines_meet(a, b, c, d)
        return
    found = lines_meet(a, b, c, d)
    if found is None:
        assert sign(a, b, c) == sign(a, b, d) != 0
    elif isinstance(found[0], tuple):
        assert sign(a, b, c) == sign(a, b, d) == 0
        assert found == (a, b)
    else:
        assert sign(a, b, found) == sign(c, d, found) == 0


def test_rounded_crossings_are_hardly_ever_on_their_lines() -> None:
    rng = random.Random(10)  # noqa: S311 - as above
    on = tried = 0
    while tried < 500:
        a, b, c, d = [(rng.random(), rng.random()) for _ in range(4)]
        found = meet(a, b, c, d)
        if found is not None:
            rounded = tuple(map(float, found))  # type: ignore[arg-type]
            on += orientation(a, b, rounded) == 0 or orientation(c, d, rounded) == 0
            tried += 1
    assert on == 0


# Polygons


RINGS = st.lists(SMALL, min_size=3, max_size=6)


@given(RINGS, SMALL)
def test_winding_against_shapely(ring: list[Any], point: Any) -> None:
    polygon = Polygon(ring)
    count = winding(point, ring)
    assert (count is None) == (LineString([*ring, ring[0]]).distance(ShapelyPoint(point)) < 1e-12)
    if polygon.is_valid:
        assert count is None or (count != 0) == polygon.contains(ShapelyPoint(point))
    if count is not None:
        assert winding(point, ring[::-1]) == -count
        assert winding(point, [*ring, ring[0]]) == count


@given(RINGS, SMALL)
def test_winding_against_the_sum_of_angles(ring: list[Any], point: Any) -> None:
    count = winding(point, ring)
    if count is not None:
        x, y = point
        total = 0.0
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            u, v = complex(a[0] - x, a[1] - y), complex(b[0] - x, b[1] - y)
            total += math.atan2((u.conjugate() * v).imag, (u.conjugate() * v).real)
        assert math.isclose(total, 2 * math.pi * count, abs_tol=1e-9)


@pytest.mark.parametrize(("ring", "count"), [([], 0), ([(1, 1)], 0), ([(0, 0)], None), ([(0, 0), (1, 0)], None)])
def test_winding_of_degenerate_rings(ring: list[Any], count: int | None) -> None:
    assert winding((0, 0), ring) == count


@given(RINGS)
def test_area_against_shapely(ring: list[Any]) -> None:
    polygon = Polygon(ring)
    if polygon.is_valid:
        assert abs(area(ring)) == Fraction(polygon.area)
        assert (area(ring) > 0) == polygon.exterior.is_ccw
    assert area(ring) == -area(ring[::-1]) == area([(x + 10**40, y) for x, y in ring])


def test_pick_s_theorem_for_all_simple_polygons_of_a_grid() -> None:
    tried = 0
    for size in (3, 4, 5, 6):
        for ring in permutations(GRID, size):
            if ring[0] == min(ring) and ring[1] < ring[-1] and Polygon(ring).is_valid and area(ring):
                seen = [winding(p, ring) for p in GRID]
                assert lattice_points(ring) == (sum(bool(w) for w in seen), seen.count(None))
                tried += 1
    assert tried == 734


def test_lattice_points_of_any_numbers_and_of_no_lattice_polygon() -> None:
    for ring in ([("0", "0"), (4.0, 0), (0, Fraction(4))], ((x, y) for x, y in ((0, 0), (4, 0), (0, 4)))):
        assert lattice_points(ring) == (3, 12)
    with pytest.raises(ValueError, match="a corner of the polygon is no lattice point"):
        lattice_points([(0, 0), (1.5, 0), (0, 2)])


@pytest.mark.parametrize("flat", [[], [(1, 1)], [(0, 0), (3, 3)], [(0, 0), (1, 1), (2, 2)]])
def test_no_lattice_points_without_an_inside(flat: list[Any]) -> None:
    with pytest.raises(ValueError, match="has no inside"):
        lattice_points(flat)


def test_areas_that_lose_by_rounding_and_by_overflow() -> None:
    side = 4 * 10**9
    ring = np.array([(0, 0), (side, 0), (side, side), (0, side)])
    x, y = ring.T
    with np.errstate(over="ignore"):
        wrapped = (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2
    assert wrapped < 0
    assert area(ring.tolist()) == side**2


# Hull


POINTS = st.lists(st.one_of(SMALL, FRACTIONS), max_size=9)


@given(POINTS)
def test_hull_as_defined(points: list[Any]) -> None:
    found = hull(points)
    assert set(found) == corners(points)
    assert len(found) == len(set(found))
    assert found[:1] == sorted(set(points))[:1]
    if len(found) > 2:
        for index in range(len(found)):
            assert sign(found[index - 2], found[index - 1], found[index]) == 1


@given(POINTS)
def test_the_rim_as_defined(points: list[Any]) -> None:
    rim, found = hull(points, keep_collinear=True), hull(points)
    edges = list(zip(found, found[1:] + found[:1], strict=True))
    assert len(rim) == len(set(rim))
    assert set(rim) == {p for p in points if any(between(p, a, b) for a, b in edges)}
    if len(found) > 2:
        assert all(sign(rim[index - 2], rim[index - 1], rim[index]) >= 0 for index in range(len(rim)))


@given(st.lists(SMALL, min_size=1, max_size=20))
def test_hull_against_shapely(points: list[Any]) -> None:
    found = hull(points)
    other = MultiPoint(points).convex_hull
    assert len(found) == (len(other.exterior.coords) - 1 if other.geom_type == "Polygon" else len(set(other.coords)))
    if len(found) > 2:
        assert other.equals(Polygon(found))


@given(st.lists(FLOATS, max_size=8))
def test_hull_of_floats_by_orientation(points: list[Any]) -> None:
    assert set(hull(points, orientation)) == corners(points)


def test_the_naive_hull_has_a_corner_twice() -> None:
    """For each point of the grid: how many corners there are, and whether q has been lost."""
    q, r = (12.0, 12.0), (24.0, 24.0)
    counts: dict[int, int] = {}
    lost = 0
    for i, j in product(range(64), repeat=2):
        p = (0.5 + i * 2.0**-53, 0.5 + j * 2.0**-53)
        found = hull([p, q, r])
        counts[len(found)] = counts.get(len(found), 0) + 1
        lost += q not in found and i != j
        assert set(hull([p, q, r], orientation)) == ({p, r} if i == j else {p, q, r})
    assert counts == {2: 1867, 3: 2173, 4: 56}
    assert lost == 1803


@given(st.lists(SMALL, min_size=3, max_size=40))
def test_the_rim_of_a_line_has_each_point_once(points: list[Any]) -> None:
    line = [(x, 2 * x) for x, _ in points]
    assert hull(line, keep_collinear=True) == sorted(set(line))


@given(st.lists(SMALL, min_size=3, max_size=40))
def test_the_number_of_tests(points: list[Any]) -> None:
    n, tests = plane.turns_tested(points)
    assert n == len(set(points))
    if n > 2:
        assert 2 * n - 4 <= tests <= 4 * n - 10
    else:
        assert tests == 0


def test_chain_of_a_few() -> None:
    assert chain([], turn) == []
    assert chain([(0, 0), (1, -1), (2, 0)], turn) == [(0, 0), (1, -1), (2, 0)]
    assert chain([(0, 0), (1, 1), (2, 0)], turn) == [(0, 0), (2, 0)]
    assert chain([(0, 0), (1, 0), (2, 0)], turn, keep_collinear=True) == [(0, 0), (1, 0), (2, 0)]


@pytest.mark.parametrize("function", [hull, closest_pair])
@pytest.mark.parametrize("bad", [(math.nan, 0), (0, math.inf), (0.0, -math.inf)])
def test_points_that_are_not_finite_are_refused(function: Any, bad: Any) -> None:
    with pytest.raises(ValueError, match=r"is not finite|no pair of finite numbers"):
        function([(0, 0), bad])


@pytest.mark.parametrize("bad", [("0.2", "1"), (Decimal("0.2"), 1), (True, 0), (np.int64(1), 0), (1.0, np.float64(1))])
def test_a_hull_refuses_numbers_that_it_cannot_keep_exact(bad: Any) -> None:
    for turned in (turn, orientation):
        with pytest.raises(TypeError, match="is not of int, float or Fraction"):
            hull([(0, 0), bad], turned)


def test_the_points_that_look_random() -> None:
    points = plane.scattered(50, 10)
    assert len(points) == 50
    assert {x for point in points for x in point} == set(range(10))
    assert points == plane.scattered(50, 10) != plane.scattered(51, 10)[1:]


# Calipers


@given(st.lists(st.one_of(SMALL, FRACTIONS), max_size=12))
def test_calipers_by_brute_force(points: list[Any]) -> None:
    pairs = [(p, q) for p in points for q in points]
    assert diameter_squared(points) == max((dot(p, q, q) for p, q in pairs), default=0)
    found = hull(exact(*points))
    if len(found) < 3:
        assert width_squared(points) == 0
    else:
        edges = zip(found, found[1:] + found[:1], strict=True)
        widths = [max(Fraction(cross(a, b, c)) ** 2 for c in found) / dot(a, b, b) for a, b in edges]
        assert width_squared(points) == min(widths)


# Half-planes

BOX = [(0, 0), (6, 0), (6, 6), (0, 6)]


def test_half_planes_against_cutting_one_by_one() -> None:
    rng = random.Random(5)  # noqa: S311 - as above
    empty = 0
    for _ in range(700):
        lines = []
        for _ in range(rng.randrange(7)):
            a, b = ((rng.randint(-1, 7), rng.randint(-1, 7)) for _ in range(2))
            if a != b:
                lines.append((a, b))
        expected = exact(*BOX)
        for line in lines:
            expected = clip(expected, *line)
        found = half_planes(lines, BOX)
        assert area(found) == area(expected)
        assert hull(found) == hull(expected)
        assert set(found) == set(hull(found)), "each corner once"
        empty += not found
    assert 100 < empty < 400


@given(st.lists(SMALL, min_size=3, max_size=9), SMALL, SMALL)
def test_both_parts_of_a_cut_add_up(points: list[Any], a: Any, b: Any) -> None:
    ring = hull(points)
    if a == b:
        with pytest.raises(ValueError, match="two different points give a line"):
            clip(ring, a, b)
        return
    left, right = clip(ring, a, b), clip(ring, b, a)
    assert area(left) + area(right) == area(ring)
    assert all(sign(a, b, p) >= 0 for p in left)
    assert all(sign(a, b, p) <= 0 for p in right)
    if len(ring) > 2:
        line = LineString([a, b])
        far = shapely.affinity.scale(line, 100, 100)
        parts = shapely.ops.split(Polygon(ring), far).geoms
        sizes = sorted(float(area(part)) for part in (left, right) if part)
        assert all(
            math.isclose(x, y.area, abs_tol=1e-9)
            for x, y in zip(sizes, sorted(parts, key=lambda g: g.area), strict=True)
        )


def test_half_planes_refuse_one_point_as_a_line() -> None:
    for bad in ([((1, 1), (1, 1))], [((1, 1), (1, 1)), ((0, 0), (1, 0))]):
        with pytest.raises(ValueError, match="two different points give a line"):
            half_planes(bad, BOX)
        with pytest.raises(ValueError, match="two different points give a line"):
            half_planes(bad, BOX[::-1])


def test_a_box_may_run_either_way_repeat_a_corner_or_be_empty() -> None:
    line = ((4, 0), (6, 4))
    whole_box = half_planes([line], BOX)
    assert area(whole_box) == 32
    for box in (BOX[::-1], [*BOX, BOX[0]], [BOX[0], *BOX], [(0, 0), (3, 0), *BOX[1:]]):
        assert set(half_planes([line], box)) == set(whole_box)
    for box in ([], [(1, 1)], [(0, 0), (6, 6)], [(0, 0), (1, 1), (6, 6)]):
        assert half_planes([((0, 0), (1, 0)), ((1, 0), (0, 1)), ((0, 1), (0, 0))], box) == []


# Closest pair


@given(st.lists(st.one_of(SMALL, FRACTIONS, BIG), min_size=2, max_size=40))
def test_closest_pair_as_defined(points: list[Any]) -> None:
    pair = closest_pair(points)
    assert pair is not None
    one, other = pair
    assert dot(one, other, other) == least_squared(points)
    assert {one, other} <= set(points)
    assert one != other or points.count(one) > 1


def test_closest_pair_of_many_against_a_tree() -> None:
    for n, size in ((300, 10**3), (2000, 10**6), (2000, 60)):
        points = plane.scattered(n, size)
        pair = closest_pair(points)
        assert pair is not None
        near, _ = cKDTree(points).query(points, k=2)
        assert math.isclose(math.dist(*pair), near[:, 1].min())


def test_closest_pairs_in_narrow_columns() -> None:
    rng = random.Random(13)  # noqa: S311 - as above
    for _ in range(200):
        points = [(rng.randrange(6), rng.randrange(400)) for _ in range(30)]
        pair = closest_pair(points)
        assert pair is not None
        assert dot(pair[0], pair[1], pair[1]) == least_squared(points)


def test_closest_pair_of_a_column_and_of_few() -> None:
    assert closest_pair([]) is None
    assert closest_pair([(1, 2)]) is None
    column = [(0, 3 * y) for y in range(50)] + [(0, 64)]
    assert closest_pair(column) == tuple(exact((0, 63), (0, 64)))


def test_closest_pairs_that_floats_cannot_measure() -> None:
    assert closest_pair([(0.0, 0.0), (1e-170, 0.0), (3e-170, 0.0), (2e-171, 0.0)]) == tuple(exact((0, 0), (2e-171, 0)))
    assert closest_pair([(-1e308, 0), (1e308, 0.0), (1.1e308, 0.0)]) == tuple(exact((1e308, 0), (1.1e308, 0)))
    with pytest.raises(TypeError, match="give Python's numbers"):
        closest_pair(np.array([[0, 0], [4 * 10**9, 0]]))


# Circles


@given(SMALL, st.integers(0, 6), SMALL, st.integers(0, 6))
def test_circles_by_their_distance(p: Any, r: int, q: Any, s: int) -> None:
    how = circles(p, r, q, s)
    d = math.dist(p, q)
    if math.isclose(d, r + s) or math.isclose(d, abs(r - s), abs_tol=1e-12):
        assert how == ("same" if p == q and r == s else "touch")
    elif d > r + s:
        assert how == "apart"
    else:
        assert how == ("inside" if d < abs(r - s) else "cross")
    if how == "same":
        with pytest.raises(ValueError, match="the circles are the same"):
            crossings(p, r, q, s)
        return
    found = crossings(p, r, q, s)
    assert len(set(found)) == {"apart": 0, "inside": 0, "touch": 1, "cross": 2}[how]
    for point in found:
        assert math.isclose(math.dist(point, p), r, abs_tol=1e-9)
        assert math.isclose(math.dist(point, q), s, abs_tol=1e-9)


@given(SMALL, st.integers(0, 6), SMALL, st.integers(0, 6))
def test_tangents_touch_both_circles_on_one_side(p: Any, r: int, q: Any, s: int) -> None:
    found = tangents(p, r, q, s)
    how = circles(p, r, q, s)
    if how in {"same", "inside"}:
        assert found == []
        return
    inner = how == "touch" and math.dist(p, q) < max(r, s)
    assert len(found) == (1 if inner or math.dist(p, q) == abs(r - s) or r == s == 0 else 2)
    for one, other in found:
        assert math.isclose(math.dist(one, p), r, abs_tol=1e-9)
        assert math.isclose(math.dist(other, q), s, abs_tol=1e-9)
        along = complex(*other) - complex(*one)
        for point, centre in ((one, p), (other, q)):
            radius = complex(*point) - complex(*centre)
            assert abs((along.conjugate() * radius).real) < 1e-9
        sides = [complex(*one) - complex(*p), complex(*other) - complex(*q)]
        assert (sides[0].conjugate() * sides[1]).real >= -1e-9


@pytest.mark.parametrize("size", [Fraction(10) ** -200, 10**150, 10**300, Fraction(1, 10**300)])
def test_circles_of_all_sizes_and_far_from_the_origin(size: Any) -> None:
    (a, b), far = crossings((0, 0), 5 * size, (6 * size, 0), 5 * size), 10**15
    expected = [(float(3 * size), float(4 * size)), (float(3 * size), float(-4 * size))]
    for point, wanted in zip((a, b), expected, strict=True):
        assert all(math.isclose(x, y) for x, y in zip(point, wanted, strict=True))
    for ends in tangents((0, 0), 2 * size, (0, 4 * size), 2 * size):
        for end, wanted in zip(ends, ((2 * size, 0), (2 * size, 4 * size)), strict=True):
            assert math.isclose(abs(end[0]), wanted[0])
            assert math.isclose(end[1], wanted[1], abs_tol=0)
    assert crossings((far, far), 5, (far + 6, far), 5) == [(far + 3, far + 4), (far + 3, far - 4)]


def test_circles_that_are_nearly_one_and_points_beyond_floats() -> None:
    (x, y), (_, below) = crossings((0, 0), 1, (1e-170, 0), 1)
    assert (x, y, below) == (5e-171, 1, -1)
    for function in (crossings, tangents):
        with pytest.raises(OverflowError):
            function((0, 0), 10**400, (10**400, 0), 10**400 + 1)
    assert tangents((0, 0), 0, (1, 1), 0) == [((0, 0), (1, 1))]


def test_a_negative_radius_is_refused() -> None:
    for function in (circles, crossings, tangents):
        for radii in ((-1, 2), (2, -1)):
            with pytest.raises(ValueError, match="a radius is negative: -1"):
                function((0, 0), radii[0], (1, 0), radii[1])


def test_circles_that_floats_take_for_others() -> None:
    assert circles((0, 0), 0.1, (0.3, 0), 0.2) == "cross"
    assert circles((0, 0), "0.1", ("0.3", 0), "0.2") == "touch"
    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        math.sqrt(0.7**2 - ((0.8**2 + 0.7**2 - 0.1**2) / (2 * 0.8)) ** 2)


def test_what_show_prints(capsys: pytest.CaptureFixture[str]) -> None:
    show(None, Fraction(1, 2), (Fraction(1, 3), 2), [], ((1, 2), (Fraction(3), 4)))
    assert capsys.readouterr().out == "None 1/2 (1/3, 2) [] ((1, 2), (3, 4))\n"
