from hypothesis import given
from hypothesis import strategies as st

from snippets.maximum_gap.short import gap_of_integers
from tests.snippets.maximum_gap.reference import HUGE, NEAR, exact_gap


@given(st.lists(st.one_of(NEAR, HUGE)))
def test_integers_as_defined(numbers: list[int]) -> None:
    assert gap_of_integers(numbers) == exact_gap(numbers)


@given(st.lists(NEAR, min_size=1), HUGE)
def test_far_from_zero(numbers: list[int], shift: int) -> None:
    assert gap_of_integers([number + shift for number in numbers]) == exact_gap(numbers)


def test_leaves_the_list_as_it_is() -> None:
    numbers = [10, 3, 17, 1]
    assert gap_of_integers(numbers) == 7
    assert numbers == [10, 3, 17, 1]
