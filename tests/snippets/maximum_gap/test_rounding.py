from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.maximum_gap.rounding import naive_gap_of_floats
from tests.snippets.maximum_gap.reference import float_gap


def test_right_where_nothing_rounds() -> None:
    numbers = [10.0, 3.0, 17.0, 1.0, 12.0, 5.0, 11.0, 4.0, 6.0]
    assert naive_gap_of_floats(numbers) == float_gap(numbers) == 5


def test_loses_the_gap_inside_a_bucket() -> None:
    numbers = [-0.7, -0.35, 0.3 - (0.1 + 0.2), 0.35, 0.7]
    assert naive_gap_of_floats(numbers) < float_gap(numbers)


@pytest.mark.parametrize(
    ("numbers", "error"),
    [([0.0, 5e-324, 5e-324], ZeroDivisionError), ([-1e308, 0.0, 1e308], ValueError)],
)
def test_fails_at_both_ends_of_the_range(numbers: list[float], error: type[Exception]) -> None:
    with pytest.raises(error):
        naive_gap_of_floats(numbers)


@given(
    st.integers(3, 60),
    st.floats(-10, 10),
    st.floats(0.01, 10),
    st.lists(st.integers(-2, 2), min_size=60, max_size=60),
)
def test_loses_at_most_what_the_article_says(n: int, start: float, step: float, nudges: list[int]) -> None:
    # Only nearly even numbers can lose anything, so these are even up to a few last digits.
    numbers = [(start + i * step) * (1 + nudge * 2.0**-52) for i, nudge in zip(range(n), nudges, strict=False)]
    width = (Fraction(max(numbers)) - Fraction(min(numbers))) / (n - 1)
    loss = Fraction(float_gap(numbers)) - Fraction(naive_gap_of_floats(numbers))
    assert 0 <= loss <= 6 * n**2 * Fraction(1, 2**53) * width
