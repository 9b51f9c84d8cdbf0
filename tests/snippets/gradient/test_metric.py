import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.gradient.metric import steepest

ENTRIES = st.integers(-6, 6)


@given(ENTRIES, ENTRIES, st.integers(1, 9), ENTRIES, st.integers(1, 9))
def test_steepest_solves_and_no_direction_is_steeper(gx: int, gy: int, a: int, b: int, extra: int) -> None:
    d = (b * b) // a + extra
    matrix = np.array([[a, b], [b, d]], dtype=float)
    if a * d <= b * b:
        with pytest.raises(ValueError, match="not symmetric and positive definite"):
            steepest([gx, gy], [[a, b], [b, d]])
        return
    w = steepest([gx, gy], [[a, b], [b, d]])
    assert [float(part) for part in w] == pytest.approx(np.linalg.solve(matrix, [gx, gy]).tolist())
    slope = math.sqrt(gx * w[0] + gy * w[1])
    for k in range(0, 360, 15):
        v = np.array([math.cos(math.radians(k)), math.sin(math.radians(k))])
        assert (gx * v[0] + gy * v[1]) / math.sqrt(v @ matrix @ v) <= slope + 1e-9


def test_numbers_of_the_page() -> None:
    assert steepest([2, 4], [[1, 0], [0, 4]]) == [Fraction(2), Fraction(1)]
    assert steepest([0, 0], [[1, 0], [0, 1]]) == [0, 0]


@pytest.mark.parametrize("metric", [[[1, 2], [3, 9]], [[-1, 0], [0, -1]], [[1, 1], [1, 1]], [[0, 0], [0, 1]]])
def test_no_lengths(metric: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="not symmetric and positive definite"):
        steepest([1, 0], metric)


def test_greatest_slopes_of_the_other_norms() -> None:
    """4 along the y axis for |x| + |y| ≤ 1, and 6 towards the corner of the square."""
    diamond = [(1 - s, s) for s in np.linspace(0, 1, 11)]
    assert max(2 * x + 4 * y for x, y in diamond) == 4
    square = [(1, s) for s in np.linspace(-1, 1, 11)] + [(s, 1) for s in np.linspace(-1, 1, 11)]
    assert max(2 * x + 4 * y for x, y in square) == 6
