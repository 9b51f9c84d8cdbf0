import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snippets.TOPIC.PROGRAM import mean


@given(st.lists(st.integers(-1000, 1000).map(float), min_size=1))
def test_equals_the_standard_library(numbers: list[float]) -> None:
    assert mean(numbers) == pytest.approx(statistics.fmean(numbers))


def test_refuses_no_numbers() -> None:
    with pytest.raises(ValueError, match="no numbers"):
        mean([])
