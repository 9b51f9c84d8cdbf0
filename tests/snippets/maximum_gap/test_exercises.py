from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.maximum_gap.exercises import (
    bucket_steps,
    first_failure,
    is_progression,
    minimum_gap,
    where_cases,
    widest_arc,
    widest_pair,
)
from tests.snippets.maximum_gap.reference import HUGE, NEAR

NUMBERS = st.lists(st.one_of(NEAR, HUGE), max_size=12)


def by_sorting(numbers: Sequence[int]) -> tuple[int, int] | None:
    pairs = [pair for pair in pairwise(sorted(numbers)) if pair[0] < pair[1]]
    return max(pairs, key=lambda pair: pair[1] - pair[0], default=None)


@given(NUMBERS)
def test_widest_pair_is_the_lowest_of_the_widest(numbers: list[int]) -> None:
    assert widest_pair(numbers) == by_sorting(numbers)


@given(NUMBERS)
def test_steps_are_pairs_of_neighbours(numbers: list[int]) -> None:
    assert set(bucket_steps(numbers)) <= set(pairwise(sorted(numbers)))


@pytest.mark.parametrize("width", [0, -1])
def test_a_bucket_has_a_width(width: int) -> None:
    with pytest.raises(ValueError, match=f"cannot be {width} wide"):
        bucket_steps([0, 5, 9], width)


def test_widest_arc_by_walking_round() -> None:
    for around in (1, 2, 5, 7):
        for size in (1, 2, 3):
            for marks in product(range(around), repeat=size):
                expected = max(
                    next(step for step in range(1, around + 1) if (mark + step) % around in marks) for mark in marks
                )
                assert widest_arc(marks, around) == expected
                assert widest_arc([mark - 3 * around for mark in marks], around) == expected


@pytest.mark.parametrize(("marks", "around"), [([], 360), ([1], 0), ([1], -5)])
def test_widest_arc_needs_a_mark_and_a_circle(marks: list[int], around: int) -> None:
    with pytest.raises(ValueError, match="circle"):
        widest_arc(marks, around)


def test_progressions_by_trying() -> None:
    assert is_progression([])
    for size in (1, 2, 3, 4):
        for numbers in product(range(-2, 5), repeat=size):
            steps = {high - low for low, high in pairwise(sorted(numbers))}
            assert is_progression(numbers) == (len(steps) < 2)


def loses_the_gap(numbers: tuple[int, ...]) -> bool:
    """Tell whether buckets of width range/(n − 2), drawn one by one, lose the gap of sorted numbers from 0."""
    width = Fraction(numbers[-1], len(numbers) - 2)
    buckets = [
        [number for number in numbers if place * width <= number < (place + 1) * width] for place in range(len(numbers))
    ]
    filled = [bucket for bucket in buckets if bucket]
    seen = max((min(upper) - max(lower) for lower, upper in pairwise(filled)), default=0)
    return seen < max(high - low for low, high in pairwise(numbers))


@pytest.mark.parametrize(("size", "limit", "expected"), [(3, 2, None), (3, 3, (0, 2, 3)), (4, 9, (0, 3, 5, 7))])
def test_first_failures_in_lexicographic_order(size: int, limit: int, expected: tuple[int, ...] | None) -> None:
    candidates = [
        numbers
        for numbers in product(range(limit + 1), repeat=size)
        if numbers[0] == 0 and list(numbers) == sorted(numbers)
    ]
    assert next((numbers for numbers in candidates if numbers[-1] and loses_the_gap(numbers)), None) == expected
    assert first_failure(size, limit) == expected


@given(st.lists(st.one_of(NEAR, HUGE), min_size=2, max_size=12))
def test_minimum_gap_of_all_pairs(numbers: list[int]) -> None:
    assert minimum_gap(numbers) == min(abs(a - b) for a, b in combinations(numbers, 2))


def test_minimum_gap_needs_two_numbers() -> None:
    with pytest.raises(ValueError, match="two numbers"):
        minimum_gap([1])


def test_the_check_of_the_widest_pair_tries_negative_numbers_and_great_ones() -> None:
    tried = [values for (values,), _ in where_cases()]
    assert any(min(values, default=0) < 0 for values in tried)
    assert any(max(values, default=0) > 2**64 for values in tried)
