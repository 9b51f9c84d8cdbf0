from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.maximum_gap.sorting import maximum_gap_by_sorting
from tests.snippets.maximum_gap.reference import FRACTIONS, HUGE, NEAR, exact_gap


@given(st.lists(st.one_of(NEAR, HUGE)))
def test_integers_as_defined(numbers: list[int]) -> None:
    assert maximum_gap_by_sorting(numbers) == exact_gap(numbers)


@given(st.lists(FRACTIONS))
def test_fractions_as_defined(numbers: list[Fraction]) -> None:
    assert maximum_gap_by_sorting(numbers) == exact_gap(numbers)


def test_takes_any_iterable_and_leaves_a_list_as_it_is() -> None:
    numbers = [10, 3, 17, 1]
    assert maximum_gap_by_sorting(iter(numbers)) == 7
    assert numbers == [10, 3, 17, 1]


def test_numbers_without_an_order_are_a_type_error() -> None:
    with pytest.raises(TypeError):
        maximum_gap_by_sorting([1, "2"])  # type: ignore[type-var]


def test_the_nan_of_the_article_gives_a_wrong_number_silently() -> None:
    assert maximum_gap_by_sorting([1.0, 3.0, float("nan"), 2.0, 10.0]) == 8
    assert maximum_gap_by_sorting([1.0, 3.0, 2.0, 10.0]) == 7
