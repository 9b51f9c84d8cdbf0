from itertools import product

import pytest

from snippets.maximum_gap.widths import gap_by_width
from tests.snippets.maximum_gap.reference import exact_gap


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


def test_width_zero_divides_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        gap_by_width([3, 4], 0)
