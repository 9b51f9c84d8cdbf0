from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from snippets.maximum_gap.vectorized import maximum_gap_numpy
from tests.snippets.maximum_gap.reference import exact_gap, float_gap

INTEGER_DTYPES = st.one_of(arrays.integer_dtypes(endianness="?"), arrays.unsigned_integer_dtypes(endianness="?"))


@given(INTEGER_DTYPES.flatmap(lambda dtype: arrays.arrays(dtype, st.integers(0, 12))))
@example(np.array([-(2**63), 2**63 - 1]))
@example(np.array([0, 2**64 - 1], dtype=np.uint64))
@example(np.array([-128, 127, 0], dtype=np.int8))
def test_integers_of_every_dtype_are_exact(array: npt.NDArray[Any]) -> None:
    before = array.copy()
    gap = maximum_gap_numpy(array)
    assert type(gap) is int
    assert gap == exact_gap(array.tolist())
    assert (array == before).all()


@given(arrays.arrays(np.float64, st.integers(0, 12), elements={"allow_nan": False, "allow_infinity": False}))
@example(np.array([-1e308, 1e308]))
def test_floats_as_by_sorting(array: npt.NDArray[np.float64]) -> None:
    assert maximum_gap_numpy(array) == float_gap(array.tolist())


@pytest.mark.parametrize("dtype", ["f2", "f4", ">f8"])
def test_other_floats_round_to_their_dtype(dtype: str) -> None:
    assert maximum_gap_numpy(np.array([0.5, 4.0, -1.25], dtype=dtype)) == 3.5


def test_a_longdouble_is_rounded_to_float64() -> None:
    gap = maximum_gap_numpy(np.array([0, 1 / np.longdouble(3)]))
    assert type(gap) is float
    assert gap == 1 / 3


def test_the_short_form_has_no_answer_for_one_number() -> None:
    with pytest.raises(ValueError, match="zero-size"):
        np.diff(np.sort(np.array([7]))).max()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_infinities_are_refused(bad: float) -> None:
    for numbers in ([bad, 1.0, 2.0], [1.0, bad], [bad, bad], [bad]):
        with pytest.raises(ValueError, match="NaN or an infinity"):
            maximum_gap_numpy(np.array(numbers))


@pytest.mark.parametrize(
    "bad",
    [
        [1, 2],
        None,
        np.array([True, False]),
        np.array([1j, 2]),
        np.array(["1", "2"]),
        np.array([0, 2**64]),
        np.array(["2024-01-01"], dtype="datetime64[D]"),
    ],
)
def test_other_types_are_refused(bad: Any) -> None:
    with pytest.raises(TypeError):
        maximum_gap_numpy(bad)


@pytest.mark.parametrize("bad", [np.array(3), np.array([[1, 2]])])
def test_other_shapes_are_refused(bad: npt.NDArray[Any]) -> None:
    with pytest.raises(ValueError, match="is not"):
        maximum_gap_numpy(bad)
