from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.maximum_gap.radix import maximum_gap_by_radix_sort, radix_sorted
from tests.snippets.maximum_gap.reference import NEAR, exact_gap

# A pass for each byte: numbers of hundreds of bytes would only cost time.
INTEGERS = st.lists(st.one_of(NEAR, st.integers(-70_000, 70_000), st.integers(-(10**30), 10**30)))


@given(INTEGERS)
def test_sorts(numbers: list[int]) -> None:
    assert radix_sorted(numbers) == sorted(numbers)


@given(INTEGERS)
def test_gap_as_defined(numbers: list[int]) -> None:
    assert maximum_gap_by_radix_sort(numbers) == exact_gap(numbers)


@pytest.mark.parametrize("other", [2.5, True, "3", None])
def test_refuses_what_is_no_int(other: Any) -> None:
    with pytest.raises(TypeError, match=f"not {type(other).__name__}"):
        maximum_gap_by_radix_sort([1, other])
