from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import scipy.linalg

from snippets.quadratic.quadratic import conjugate_gradient
from snippets.quadratic.rounding import dot, errors, hilbert, move, times

FLOATS = [[float(each) for each in row] for row in hilbert(6)]


@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_the_matrix_is_scipy_s(n: int) -> None:
    assert np.array(hilbert(n), float).reshape(n, n) == pytest.approx(scipy.linalg.hilbert(n))


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_fractions_take_n_steps(n: int) -> None:
    found = errors(hilbert(n), 20)
    assert len(found) == n + 1
    assert found[-1] == 0
    points = conjugate_gradient(hilbert(n), times(hilbert(n), [1] * n), [Fraction(0)] * n)
    for error, x in zip(found, points, strict=True):
        assert error == pytest.approx(float(dot(move(x, -1, [1] * n), move(x, -1, [1] * n))) ** 0.5)


def test_mending_does_not_change_exact_residuals() -> None:
    assert errors(hilbert(4), 9, mend=True) == errors(hilbert(4), 9)


def test_floats_are_late_and_mended_ones_are_not() -> None:
    late, mended = errors(FLOATS, 12), errors(FLOATS, 6, mend=True)
    assert late[6] > 1e-4
    assert 1e-10 < late[10] < 1e-9
    assert 1e-11 < mended[6] < 1e-9
    assert late[12] > 1e-11


def test_the_error_falls_in_every_step() -> None:
    for before, after in pairwise(errors(hilbert(5), 5)):
        assert after < before


def test_the_condition_number_is_above_ten_million() -> None:
    assert np.linalg.cond(scipy.linalg.hilbert(6)) > 1e7


def test_the_number_of_steps_is_limited() -> None:
    assert len(errors(FLOATS, 3)) == 4


def test_an_empty_matrix_has_no_error() -> None:
    assert errors([], 3) == [0]
