"""Counted steps, against NumPy and against what theory says."""

from itertools import islice
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.quadratic import quadratic
from snippets.quadratic.rates import conjugate, count, descent, momentum

VALUES = st.lists(st.floats(1, 50), min_size=1, max_size=6)


def size(r: list[float]) -> float:
    return float(np.linalg.norm(r))


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_residuals_are_those_of_the_twin(values: list[float]) -> None:
    matrix = np.diag(values).tolist()
    ones, zeros = [1.0] * len(values), [0.0] * len(values)
    for run, points in (
        (descent(values), quadratic.steepest_descent(matrix, ones, zeros, 1e-9, 5)),
        (conjugate(values), quadratic.conjugate_gradient(matrix, ones, zeros, 1e-6)),
    ):
        for r, x in zip(run, points, strict=False):
            assert r == pytest.approx(1 - np.array(values) * np.array(x), abs=1e-7)


def plain(values: list[float], rate: float, keep: float, steps: int, ahead: int) -> Any:
    """Return the residual after some steps, computed from the points themselves."""
    a, x, last = np.array(values), np.zeros(len(values)), np.zeros(len(values))
    for _ in range(steps):
        y = x + keep * (x - last)
        at = y if ahead else x
        x, last = y + rate * (1 - a * at), x
    return 1 - a * x


@given(VALUES, st.floats(0.001, 0.04), st.floats(0, 0.9), st.integers(0, 12), st.integers(0, 1))
@settings(max_examples=60, deadline=None)
def test_momentum_is_that_of_the_points(values: list[float], rate: float, keep: float, steps: int, ahead: int) -> None:
    run = momentum(values, rate, keep, ahead=bool(ahead))
    (r,) = islice(run, steps, steps + 1)
    assert r == pytest.approx(plain(values, rate, keep, steps, ahead), rel=1e-6, abs=1e-6)


def test_the_table_s_problem_shrinks_by_exactly_its_bound() -> None:
    values = [1.0] * 25 + [100.0] * 25
    for number, r in enumerate(islice(descent(values), 20)):
        assert size(r) == pytest.approx(sqrt(50) * (99 / 101) ** number)


@pytest.mark.parametrize(("rate", "grows"), [(1.99, 0), (2.0, None), (2.01, 1)])
def test_a_fixed_rate_of_two_over_the_largest_never_arrives(rate: float, grows: int | None) -> None:
    first, *_, last = (abs(r[1]) for r in islice(momentum([1.0, 6.0], rate / 6, 0), 300))
    if grows is None:
        assert last == pytest.approx(first)
        with pytest.raises(ValueError, match="not in 400 steps"):
            count(momentum([1.0, 6.0], rate / 6, 0), 400)
    else:
        assert (last > first) == grows


@pytest.mark.parametrize("n", [1, 2, 5, 40])
def test_two_steps_for_two_eigenvalues(n: int) -> None:
    assert count(conjugate([3.0] * n)) == 1
    assert count(conjugate([3.0] * n + [7.0] * n)) == 2


def test_no_residual_of_a_krylov_space_beats_conjugate_gradients() -> None:
    # Among all x in the span of b, Ab, …, the one of CG has the least error in the A-norm.
    a, b = np.diag([1.0, 2.0, 5.0, 9.0, 13.0]), np.ones(5)
    points = quadratic.conjugate_gradient(a.tolist(), b.tolist(), [0.0] * 5, 1e-9)
    for k in range(1, 5):
        basis = np.column_stack([np.linalg.matrix_power(a, i) @ b for i in range(k)])
        best = basis @ np.linalg.solve(basis.T @ a @ basis, basis.T @ b)
        assert points[k] == pytest.approx(best, abs=1e-7)


def test_nothing_is_left_to_do_at_the_end() -> None:
    assert count(conjugate([])) == count(descent([])) == 0
    assert [len(list(islice(run([2.0]), 5))) for run in (conjugate, descent)] == [2, 2]


def test_a_hundredth_part_is_removed_by_one_and_a_fifth_by_the_other() -> None:
    assert pytest.approx(0.02, abs=0.001) == 1 - 99 / 101
    assert pytest.approx(0.18, abs=0.003) == 1 - 9 / 11
