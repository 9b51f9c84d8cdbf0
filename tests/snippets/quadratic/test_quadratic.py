"""The twin against NumPy, SciPy and definitions, on random input."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import cg

from snippets.quadratic.quadratic import (
    checked,
    conjugate_gradient,
    dot,
    minimum,
    move,
    standard_form,
    steepest_descent,
    times,
    value,
)

SMALL = st.integers(-4, 4)


def squares(n: int, entries: st.SearchStrategy[int] = SMALL) -> st.SearchStrategy[list[list[int]]]:
    return st.lists(st.lists(entries, min_size=n, max_size=n), min_size=n, max_size=n)


def vectors(n: int) -> st.SearchStrategy[list[int]]:
    return st.lists(SMALL, min_size=n, max_size=n)


@st.composite
def definite(draw: Callable[..., Any], most: int = 6) -> tuple[list[list[int]], list[int], list[int]]:
    """Draw GᵀG + 1, b and a start, with whole numbers."""
    n = draw(st.integers(1, most))
    g = draw(squares(n))
    matrix = [[sum(row[i] * row[j] for row in g) + (i == j) for j in range(n)] for i in range(n)]
    return matrix, draw(vectors(n)), draw(vectors(n))


@st.composite
def symmetric(draw: Callable[..., Any]) -> tuple[list[list[int]], list[int]]:
    """Draw symmetric matrices, often singular, and b, often in the range."""
    n = draw(st.integers(0, 5))
    kind = draw(st.sampled_from(["any", "gram", "less"]))
    if kind == "any":
        g = draw(squares(n, st.integers(-2, 2)))
        matrix = [[g[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]
    else:
        rank = draw(st.integers(0, n))
        rows = [draw(st.lists(st.integers(-2, 2), min_size=n, max_size=n)) for _ in range(rank)]
        matrix = [[sum(r[i] * r[j] for r in rows) for j in range(n)] for i in range(n)]
        if kind == "less" and n:
            matrix[n - 1][n - 1] -= 1
    b = times(matrix, draw(vectors(n))) if draw(st.booleans()) else draw(vectors(n))
    return matrix, b


def exactly(numbers: list[int]) -> list[Fraction]:
    return [Fraction(each) for each in numbers]


@given(symmetric())
@settings(max_examples=300, deadline=None)
def test_the_answer_is_that_of_eigenvalues_and_ranks(problem: tuple[list[list[int]], list[int]]) -> None:
    matrix, b = problem
    n = len(b)
    answer, x = minimum(matrix, b)
    a, right = np.array(matrix, float).reshape(n, n), np.array(b, float)
    least = min(np.linalg.eigvalsh(a), default=1.0)
    bounded = least > -1e-9 and (
        n == 0 or np.linalg.matrix_rank(a, tol=1e-8) == np.linalg.matrix_rank(np.column_stack([a, right]), tol=1e-8)
    )
    unique = least > 1e-9
    assert answer == ("one" if unique else "many" if bounded else "none")
    curvature, slope = dot(x, times(matrix, x)), dot(b, x)
    if answer == "none":
        assert curvature < 0 or (curvature == 0 and slope > 0)
        assert curvature < 0 or not any(times(matrix, x))
    else:
        assert times(matrix, x) == b


@given(definite())
@settings(max_examples=150, deadline=None)
def test_conjugate_gradients_are_exact_after_n_steps(problem: Any) -> None:
    matrix, b, start = problem
    points = conjugate_gradient(matrix, b, exactly(start))
    assert points[0] == start
    assert len(points) <= len(b) + 1
    assert times(matrix, points[-1]) == b
    assert points[-1] == minimum(matrix, b)[1]
    assert [float(each) for each in points[-1]] == pytest.approx(np.linalg.solve(matrix, b), abs=1e-6)
    values = [value(matrix, b, point) for point in points]
    assert all(after < before for before, after in pairwise(values))


@given(definite(4))
@settings(max_examples=100, deadline=None)
def test_iterates_are_those_of_scipy(problem: Any) -> None:
    matrix, b, start = problem
    assume(any(b))
    found: list[Any] = []
    a = np.array(matrix, float)
    assume(np.linalg.cond(a) < 1e4)
    cg(a, np.array(b, float), np.array(start, float), rtol=1e-12, callback=lambda x: found.append(x.copy()))
    points = conjugate_gradient(matrix, b, exactly(start))[1:]
    for theirs, ours in zip(found, points, strict=False):
        assert [float(each) for each in ours] == pytest.approx(theirs, rel=1e-6, abs=1e-6)


@given(definite(4))
@settings(max_examples=60, deadline=None)
def test_floats_end_at_the_tolerance(problem: Any) -> None:
    matrix, b, start = problem
    points = conjugate_gradient(matrix, b, [float(each) for each in start], 1e-8)
    r = move(b, -1, times(matrix, points[-1]))
    assert dot(r, r) ** 0.5 < 1e-6


@given(definite(4))
@settings(max_examples=60, deadline=None)
def test_descent_goes_to_the_lowest_point_of_each_line(problem: Any) -> None:
    matrix, b, start = problem
    points = steepest_descent(matrix, b, exactly(start), 0, 3)
    assert len(points) <= 4
    for before, after in pairwise(points):
        r = move(b, -1, times(matrix, before))
        assert dot(r, move(b, -1, times(matrix, after))) == 0
        assert dot(move(after, -1, before), r) > 0


@given(definite(3))
@settings(max_examples=60, deadline=None)
def test_descent_keeps_the_bound(problem: Any) -> None:
    matrix, b, start = problem
    values = np.linalg.eigvalsh(np.array(matrix, float))
    factor = ((values[-1] - values[0]) / (values[-1] + values[0])) ** 2
    lowest = value(matrix, b, minimum(matrix, b)[1])
    gaps = [value(matrix, b, x) - lowest for x in steepest_descent(matrix, b, exactly(start), 0, 4)]
    for before, after in pairwise(gaps):
        assert float(after) <= factor * float(before) * (1 + 1e-9) + 1e-12


@given(squares(3), vectors(3), vectors(3), SMALL)
@settings(max_examples=60, deadline=None)
def test_the_standard_form_is_the_same_function(
    square: list[list[int]], linear: list[int], x: list[int], c: int
) -> None:
    matrix, b = standard_form(square, linear)
    n = range(3)
    plain = sum(square[i][j] * x[i] * x[j] for i in n for j in n) + sum(linear[i] * x[i] for i in n) + c
    assert value(matrix, b, exactly(x), c) == plain
    assert checked(matrix, b)[0] == matrix


@pytest.mark.parametrize(("square", "linear"), [([], [1]), ([[1, 2]], [1]), ([[1], [2]], [1]), ([[1, 2], [3]], [1, 2])])
def test_coefficients_of_another_shape_are_refused(square: list[list[int]], linear: list[int]) -> None:
    with pytest.raises(ValueError, match=f"{len(linear)} linear coefficients go with {len(linear)} rows"):
        standard_form(square, linear)
    assert standard_form([], []) == ([], [])


@given(definite(2))
@settings(max_examples=60, deadline=None)
def test_in_the_plane_the_factor_is_constant(problem: Any) -> None:
    matrix, b, start = problem
    assume(len(b) == 2)
    lowest = value(matrix, b, minimum(matrix, b)[1])
    gaps = [value(matrix, b, x) - lowest for x in steepest_descent(matrix, b, exactly(start), 0, 4)]
    ratios = {after / before for before, after in pairwise(gaps) if before}
    assert len(ratios) <= 1


def test_sizes_0_and_1() -> None:
    assert minimum([], []) == ("one", [])
    assert conjugate_gradient([], [], []) == [[]]
    assert steepest_descent([], [], [], 0) == [[]]
    zero, one = Fraction(0), Fraction(1)
    assert minimum([[0]], [0]) == ("many", [zero])
    assert minimum([[0]], [-2]) == ("none", [-one])
    assert minimum([[4]], [2]) == ("one", [Fraction(1, 2)])
    assert minimum([[0.5]], [0.25]) == ("one", [Fraction(1, 2)])
    assert conjugate_gradient([[4]], [2], [Fraction(0)]) == [[0], [Fraction(1, 2)]]


@pytest.mark.parametrize(
    ("matrix", "b", "message"),
    [
        ([[1, 2], [3, 1]], [0, 0], r"A\[1\]\[0\] and A\[0\]\[1\] differ"),
        ([[1]], [0, 0], "b has 2 entries, so A needs 2 rows of 2"),
        ([[1, 2], [1]], [0, 0], "b has 2 entries"),
        ([[float("inf")]], [0], "an entry is infinite"),
        ([[1]], [float("inf")], "an entry is infinite"),
        ([[float("nan")]], [0], "NaN"),
    ],
)
def test_bad_input_is_refused(matrix: Any, b: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        minimum(matrix, b)


@pytest.mark.parametrize("method", [conjugate_gradient, lambda a, b, x: steepest_descent(a, b, x, 0)])
@pytest.mark.parametrize(
    ("matrix", "b", "curvature"), [([[1, 2], [2, -1]], [0, 1], "-1"), ([[0, 0], [0, 0]], [1, 1], "0")]
)
def test_a_direction_without_minimum_is_named(method: Any, matrix: Any, b: Any, curvature: str) -> None:
    with pytest.raises(ValueError, match=rf"A[pr] = {curvature} is not above 0, [pr] = \({b[0]}, {b[1]}\)"):
        method(matrix, b, [Fraction(0), Fraction(0)])


def test_the_number_of_steps_is_limited() -> None:
    assert len(steepest_descent([[2, 2], [2, 5]], [6, 3], [0.0, 0.0], 0, limit=5)) == 6
    n = 12
    hilbert = [[1 / (i + j + 1) for j in range(n)] for i in range(n)]
    assert len(conjugate_gradient(hilbert, [1.0] + [0.0] * (n - 1), [0.0] * n, 0)) <= 10 * n + 1


def test_vectors_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        dot([1], [1, 2])
    with pytest.raises(ValueError, match="zip"):
        move([1], 1, [1, 2])


@pytest.mark.parametrize("entry", [1, -1, 3])
@pytest.mark.parametrize("more", [0, 2])
def test_zero_diagonals_with_entries_beside_them_have_a_falling_direction(entry: int, more: int) -> None:
    matrix = [[more, 0, 0], [0, 0, entry], [0, entry, 0]]
    answer, p = minimum(matrix, [1, 0, 0])
    assert answer == "none"
    assert dot(p, times(matrix, p)) < 0


@pytest.mark.parametrize("method", [conjugate_gradient, lambda a, b, x: steepest_descent(a, b, x, 0)])
@pytest.mark.parametrize("matrix", [[[2, 4], [0, 5]], [[2, 2, 0], [2, 5, 0]]])
def test_asymmetry_is_refused_by_both_methods(method: Any, matrix: Any) -> None:
    with pytest.raises(ValueError, match="the matrix is not symmetric"):
        method(matrix, [6, 3], [Fraction(0), Fraction(0)])


@pytest.mark.parametrize("method", [conjugate_gradient, lambda a, b, x: steepest_descent(a, b, x, 0)])
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_no_number_does_not_pass_for_a_minimum(method: Any, bad: float) -> None:
    with pytest.raises(ValueError, match="nan is not above 0"):
        method([[2.0, 2.0], [2.0, 5.0]], [bad, 3.0], [0.0, 0.0])


def test_a_saddle_is_met_unnoticed_where_no_direction_tells_it() -> None:
    # (3, 3) is an eigenvector with a positive eigenvalue: one step, and no curvature below 0 is seen.
    assert conjugate_gradient([[1, 2], [2, 1]], [3, 3], [Fraction(0), Fraction(0)])[-1] == [1, 1]
    assert minimum([[1, 2], [2, 1]], [3, 3])[0] == "none"


@pytest.mark.parametrize("method", [conjugate_gradient, steepest_descent])
@pytest.mark.parametrize("tolerance", [Fraction(0), Fraction(1, 3), Fraction(3), Fraction(5), Fraction(7)])
def test_the_end_is_the_first_point_within_the_tolerance(method: Any, tolerance: Fraction) -> None:
    matrix, b = [[2, 2], [2, 5]], [3, 4]  # ‖b‖₂ = 5: at the start, the greater tolerances are met
    points = method(matrix, b, exactly([0, 0]), tolerance, *([3] if method is steepest_descent else []))
    residuals = [move(b, -1, times(matrix, point)) for point in points]
    within = [dot(r, r) <= tolerance**2 for r in residuals]
    assert not any(within[:-1])
    assert within[-1] or len(points) == 4  # what never ends was given three steps
    assert within[0] == (tolerance >= 5)


@pytest.mark.parametrize("n", [2, 5])
def test_conjugate_gradients_in_floats_give_up_after_ten_times_n_steps(n: int) -> None:
    hilbert = [[1 / (i + j + 1) for j in range(n)] for i in range(n)]
    assert len(conjugate_gradient(hilbert, [1.0] * n, [0.0] * n)) == 10 * n + 1


def test_floats_without_a_tolerance_may_report_a_curvature_rounded_to_0() -> None:
    a, b, c = 0.003100556144920298, 0.0037635225503948257, 2.4596808947664273e-05
    matrix, right = [[a, c], [c, b]], [1.0, 2.0]
    assert minimum(matrix, right)[0] == "one"
    with pytest.raises(ValueError, match=r"pᵀAp = 0\.0 is not above 0"):
        conjugate_gradient(matrix, right, [0.0, 0.0])
    assert len(conjugate_gradient(matrix, right, [0.0, 0.0], 1e-10)) == 3
