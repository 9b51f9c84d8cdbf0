import pytest

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
