import math
import random
import sys
from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from snippets.maximum_gap.buckets import (
    Counted,
    exact_places,
    float_places,
    maximum_gap,
    maximum_gap_exact,
    maximum_gap_of_floats,
    operations,
)
from tests.snippets.maximum_gap.reference import FINITE, FRACTIONS, HUGE, NEAR, exact_gap, float_gap

EXAMPLE = [1, 3, 4, 5, 6, 10, 11, 12, 17]
TINY = 5e-324
LARGEST = sys.float_info.max


def check_floats(numbers: list[float]) -> None:
    gap = maximum_gap(numbers)
    assert gap == float_gap(numbers)
    assert math.copysign(1, gap) == 1
    assert maximum_gap_of_floats(numbers) == gap


@given(st.lists(st.one_of(NEAR, HUGE)))
@example([435, 103])
@example([0, 2, 3])
def test_integers_as_defined(numbers: list[int]) -> None:
    gap = maximum_gap(numbers)
    assert gap == exact_gap(numbers)
    assert type(gap) is int
    assert maximum_gap_exact(numbers) == gap


@given(st.lists(FRACTIONS))
def test_fractions_as_defined(numbers: list[Fraction]) -> None:
    assert maximum_gap(numbers) == exact_gap(numbers)


@given(st.lists(FINITE))
@example([-0.7, -0.35, 0.3 - (0.1 + 0.2), 0.35, 0.7])
@example([0.0, TINY, TINY])
@example([-LARGEST, 0.0, LARGEST])
@example([-LARGEST, LARGEST])
@example([-LARGEST, TINY, 2 * TINY, LARGEST])
@example([0.0, -0.0])
@example([-0.0, 0.0, TINY])
def test_floats_as_by_sorting(numbers: list[float]) -> None:
    check_floats(numbers)


@given(st.lists(st.integers(0, 60), min_size=2), st.sampled_from([TINY, 2**-1030, 2**-1022]))
def test_subnormal_floats_as_by_sorting(multiples: list[int], unit: float) -> None:
    check_floats([multiple * unit for multiple in multiples])


@given(
    st.integers(2, 60),
    st.floats(0.001, 1000),
    st.floats(-1000, 1000),
    st.randoms(use_true_random=False),
)
def test_nearly_even_floats_as_by_sorting(count: int, step: float, start: float, rng: random.Random) -> None:
    """Gaps that differ in their last bits are where a rounded index would lose the greatest."""
    numbers = []
    for index in range(count):
        number = start + step * index
        for _ in range(rng.randrange(3)):
            number = math.nextafter(number, rng.choice([-math.inf, math.inf]))
        numbers.append(number)
    rng.shuffle(numbers)
    check_floats(numbers)


@given(st.lists(st.floats(LARGEST / 2, LARGEST).flatmap(lambda x: st.sampled_from([x, -x]))))
def test_floats_whose_range_overflows_as_by_sorting(numbers: list[float]) -> None:
    check_floats(numbers)


@given(st.lists(FINITE, min_size=2).filter(lambda numbers: min(numbers) < max(numbers)))
def test_the_index_of_a_float_keeps_the_order_and_its_bounds(numbers: list[float]) -> None:
    ordered = sorted(numbers)
    places = float_places(ordered, ordered[0], ordered[-1])
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 2 * len(numbers) - 2)


@given(st.lists(FINITE, min_size=2).filter(lambda numbers: min(numbers) < max(numbers)))
def test_floats_of_one_bucket_are_as_close_as_the_proof_says(numbers: list[float]) -> None:
    ordered = sorted(numbers)
    bound = (Fraction(ordered[-1]) - Fraction(ordered[0])) / (len(ordered) - 1) * Fraction(3, 4)
    places = float_places(ordered, ordered[0], ordered[-1])
    for (low, here), (high, there) in pairwise(zip(ordered, places, strict=True)):
        if here == there:
            assert Fraction(high) - Fraction(low) < bound


@given(st.lists(st.one_of(NEAR, HUGE, FINITE, FRACTIONS)))
@example([2**53, 2**53 + 1, 0.5])
def test_mixtures_are_exact(numbers: list[int | float | Fraction]) -> None:
    gap = maximum_gap(numbers)
    kinds = set(map(type, numbers))
    if kinds == {float}:
        assert gap == float_gap([float(number) for number in numbers])
    else:
        assert gap == exact_gap(numbers)
        assert len(kinds) < 2 or len(numbers) < 2 or type(gap) in {Fraction, int}


def test_two_hundred_thousand_random_arrays_as_by_sorting() -> None:
    rng = random.Random(164)  # noqa: S311 - arrays to try, no secrets
    for _ in range(200_000):
        largest = rng.choice((3, 30, 1000))
        numbers = [int(rng.random() * largest) for _ in range(int(rng.random() * 9))]
        ordered = sorted(numbers)
        expected = max((b - a for a, b in pairwise(ordered)), default=0)
        assert maximum_gap_exact(numbers) == expected


def test_the_lower_bound_and_when_it_is_reached() -> None:
    for size in range(2, 7):
        for numbers in combinations_with_replacement(range(8), size):
            gap, span = exact_gap(numbers), numbers[-1] - numbers[0]
            assert gap * (size - 1) >= span
            steps = {high - low for low, high in pairwise(numbers)}
            assert (gap * (size - 1) == span) == (len(steps) == 1)


def test_the_article_s_bounds_on_the_number_of_buckets() -> None:
    for steps in range(1, 40):
        for span in range(1, 400):
            down = max(1, span // steps)
            up = -(-span // steps)
            assert span // down + 1 <= 2 * steps
            assert span // up + 1 <= steps + 1
    assert 3 // max(1, 3 // 2) + 1 == 2 * 2, "the first bound is reached"


def test_the_places_of_the_example() -> None:
    assert exact_places(EXAMPLE, 1, 17) == [0, 1, 1, 2, 2, 4, 5, 5, 8]
    assert maximum_gap(EXAMPLE) == 5


@pytest.mark.parametrize("nothing", [[], [7], [0.5], [Fraction(1, 3)], [4, 4, 4], [-0.0, 0.0]])
def test_no_gap_is_zero(nothing: list[int | float | Fraction]) -> None:
    assert maximum_gap(nothing) == 0


def test_takes_any_iterable_and_leaves_a_list_as_it_is() -> None:
    numbers = [10, 3, 17, 1]
    assert maximum_gap(iter(numbers)) == 7
    assert maximum_gap_exact(iter(numbers)) == 7
    assert maximum_gap_of_floats(iter([])) == 0
    assert maximum_gap(numbers) == 7
    assert numbers == [10, 3, 17, 1]


class Weekday(IntEnum):
    MONDAY = 1


@pytest.mark.parametrize(
    ("numbers", "index", "kind"),
    [
        ([1, True], 1, "bool"),
        ([Decimal("0.5")], 0, "Decimal"),
        ([1.0, 2.0, 2j], 2, "complex"),
        ("12", 0, "str"),
        ([1, None], 1, "NoneType"),
        ([1, Weekday.MONDAY], 1, "Weekday"),
        ([np.float64(1), 2.0], 0, "float64"),
        ([1, np.int64(2)], 1, "int64"),
    ],
)
def test_other_types_are_refused_by_place_and_name(numbers: Iterable[Any], index: int, kind: str) -> None:
    with pytest.raises(TypeError, match=rf"number {index} is .* of type {kind};"):
        maximum_gap(numbers)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("others", [[], [1.0, 2.0], [1, Fraction(1, 2)], [10**400]])
def test_nan_and_infinities_are_refused_by_place_and_value(others: list[int | float | Fraction], value: float) -> None:
    with pytest.raises(ValueError, match=f"number {len(others)} is {value}, which"):
        maximum_gap([*others, value])


def test_operations_are_linear() -> None:
    """Eleven for each number is what the docstrings add up to; a factor log n would break it."""
    for size in (10, 100, 1000, 10_000, 50_000):
        comparisons, arithmetic = operations(maximum_gap_exact, size)
        assert 8 * size - 10 <= comparisons + arithmetic <= 11 * size
    compared, _ = operations(sorted, 50_000)
    assert compared > 13 * 50_000, "the tally sees the comparisons of a sort"


def test_counting_changes_no_result() -> None:
    assert Counted(7) - 3 == 4
    assert maximum_gap_exact([Counted(number) for number in EXAMPLE]) == 5
