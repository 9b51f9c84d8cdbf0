import math
from fractions import Fraction
from functools import cmp_to_key
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from snippets.geometry import plane
from snippets.geometry.floats import (
    EPS,
    PREDICATES,
    Q,
    R,
    answers,
    compare,
    cross,
    eps_sign,
    exact,
    faults,
    grid_point,
    is_flat,
    rows,
    third_points,
    turn,
    verdicts,
    within,
)
from tests.snippets.geometry.reference import FLOATS, SMALL, sign


@given(SMALL, SMALL, SMALL)
def test_what_both_programs_define_agrees(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> None:
    assert cross(a, b, c) == plane.cross(a, b, c)
    assert turn(a, b, c) == plane.turn(a, b, c) == sign(a, b, c) == rows(a, b, c)
    assert exact(a, b, c) == plane.exact(a, b, c)


def test_the_grid_s_points_are_neighbouring_floats() -> None:
    assert grid_point(0, 0) == (0.5, 0.5)
    for i in range(63):
        assert math.nextafter(grid_point(i, 0)[0], 1) == grid_point(i + 1, 0)[0]
        assert math.nextafter(grid_point(0, i)[1], 1) == grid_point(0, i + 1)[1]


def test_the_truth_about_the_grid() -> None:
    for j, row in enumerate(verdicts(PREDICATES["exact"])):
        for i, verdict in enumerate(row):
            assert verdict == sign(grid_point(i, j), Q, R) == (i < j) - (i > j)


def test_the_faults_of_each_expression() -> None:
    assert {name: faults(predicate) for name, predicate in PREDICATES.items()} == {
        "exact": (0, 0, 0),
        "turn(p, q, r)": (2052, 112, 0),
        "turn(q, r, p)": (1330, 0, 0),
        "turn(r, p, q)": (1442, 0, 0),
        "rows(p, q, r)": (2180, 307, 19),
        "with EPS": (4032, 0, 0),
    }


def test_faults_counts_each_kind() -> None:
    assert faults(lambda _: 0) == (4032, 0, 0)
    assert faults(lambda _: 1) == (0, 2016, 64)
    assert faults(lambda p: -turn(*exact(p, Q, R))) == (0, 4032, 0)


@pytest.mark.parametrize(("number", "expected"), [(EPS, 0), (-EPS, 0), (2 * EPS, 1), (-2 * EPS, -1), (0.0, 0)])
def test_the_sign_that_eps_leaves(number: float, expected: int) -> None:
    assert eps_sign(number) == expected


def test_the_window_of_eps() -> None:
    assert [third_points(10.0**k) for k in range(-3, 4)] == [0] * 7
    assert third_points(1e4) > 0
    assert third_points(1e5) > 500
    assert third_points(1e5, 0) == 0
    assert [is_flat(10.0**-k) for k in (5, 4, 3, 0)] == [True, True, False, False]
    assert is_flat(1e-4)
    assert cross((0.0, 0.0), (1e-5, 0.0), (0.0, 1e-4)) < EPS, "the sides of the old post"


def test_comparing_up_to_eps_is_no_order() -> None:
    a, b, c = (0.0, 0.0), (0.6e-8, -1.0), (1.2e-8, -2.0)
    assert compare(c, b) < 0
    assert compare(b, a) < 0
    assert compare(a, c) < 0
    assert compare(a, a) == 0
    assert compare((0.0, 1.0), (0.0, 2.0)) == -1
    orders = {tuple(sorted(order, key=cmp_to_key(compare))) for order in permutations([a, b, c])}
    assert len(orders) > 1


@given(FLOATS, FLOATS, FLOATS, st.floats(1e-3, 1e3))
def test_a_tolerance_is_a_distance(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], tolerance: float
) -> None:
    a, b, c = (tuple(math.fmod(x, 100) for x in point) for point in (a, b, c))  # type: ignore[assignment]
    p, q, r = exact(a, b, c)
    length = Fraction(plane.dot(p, q, q))
    assume(length > 1e-3)
    distance = abs(Fraction(plane.cross(p, q, r))) / Fraction(math.sqrt(length))
    assume(abs(distance - Fraction(tolerance)) > 1e-9)
    assert within(a, b, c, tolerance) == (distance < tolerance)


def test_a_tolerance_of_tiny_and_of_huge_lines() -> None:
    assert within((0.0, 0.0), (1e-200, 0.0), (0.0, 1.0), 1)
    assert not within((0.0, 0.0), (1e-200, 0.0), (0.0, 1.1), 1)
    assert within((0.0, 0.0), (1e200, 0.0), (0.0, 1.0), 1)
    assert not within((0.0, 0.0), (1e200, 0.0), (0.0, 1.1), 1)


def test_a_tolerance_needs_a_line() -> None:
    with pytest.raises(ValueError, match="two different points give a line, not"):
        within((1.0, 1.0), (1.0, 1.0), (0.0, 0.0), 1e-9)


def test_how_many_answers_three_points_get() -> None:
    counts = [len(answers((grid_point(i, j), Q, R))) for i in range(64) for j in range(64)]
    assert [counts.count(k) for k in (1, 2, 3)] == [1810, 2174, 112]
    first = next((i, j) for i in range(64) for j in range(64) if len(answers((grid_point(i, j), Q, R))) == 3)
    assert first == (41, 48)
    assert answers(((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))) == {1}
    assert answers(((0.0, 0.0), (0.0, 1.0), (1.0, 0.0))) == {-1}
