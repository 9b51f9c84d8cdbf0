from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.maximum_gap.widths import gap_by_width
from tests.snippets.maximum_gap.reference import NEAR, exact_gap


def test_both_whole_widths_are_right() -> None:
    for size in (2, 3, 4, 5):
        for numbers in product(range(7), repeat=size):
            span = max(numbers) - min(numbers)
            up, down = -(-span // (size - 1)), span // (size - 1)
            for width in (max(1, up), max(1, down), max(1, span // size)):
                assert gap_by_width(numbers, width) == exact_gap(numbers)


def test_one_more_loses_the_answer() -> None:
    assert gap_by_width([435, 103], 332) == 332
    assert gap_by_width([435, 103], 333) == 0


@given(st.lists(NEAR, min_size=2, max_size=7), st.fractions(Fraction(1, 9), 1, max_denominator=9))
def test_any_width_up_to_the_bound_is_right(numbers: list[int], share: Fraction) -> None:
    bound = Fraction(max(numbers) - min(numbers), len(numbers) - 1)
    width = share * bound
    if width:
        # In units of a fraction of the width all numbers are whole.
        scaled = [number * width.denominator for number in numbers]
        assert gap_by_width(scaled, width.numerator) == exact_gap(scaled)


@given(st.lists(NEAR, min_size=2, max_size=9, unique=True))
def test_divided_by_n_the_maximum_lies_beyond_n_buckets(numbers: list[int]) -> None:
    n, span = len(numbers), max(numbers) - min(numbers)
    assert span // Fraction(span, n) == n
    if span >= n:
        assert span // (span // n) >= n


def test_rounded_down_it_can_lie_even_farther_out() -> None:
    assert 11 // (11 // 6) > 6


def test_width_zero_divides_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        gap_by_width([3, 4], 0)
