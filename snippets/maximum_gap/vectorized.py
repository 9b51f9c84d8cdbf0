"""Maximum gap of a NumPy array: sort, subtract, take the maximum."""

# --8<-- [start:solve]
from typing import Any

import numpy as np
import numpy.typing as npt


def maximum_gap_numpy(array: npt.NDArray[Any]) -> int | float:
    """Return the maximum gap of an array of shape (n,); 0 for fewer than two numbers.

    It is an int, exact for every integer dtype, or a float rounded to the dtype, and
    from longdouble to float64; inf where it overflows. TypeError for another dtype or
    no array; ValueError for another shape, NaN or an infinity. Cost: one sort of a
    copy, one subtraction.
    """
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{type(array).__name__} is no array; make one, with a dtype")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"dtype {array.dtype} is neither integer nor floating")
    if array.ndim != 1:
        raise ValueError(f"shape {array.shape} is not (n,)")
    ordered = np.sort(array)
    # Sorting puts −inf first, inf and NaN last.
    if not np.isfinite([*ordered[:1], *ordered[-1:]]).all():
        raise ValueError("the array holds NaN or an infinity")
    if array.size < 2:
        return 0
    if array.dtype.kind == "f":
        with np.errstate(over="ignore"):
            return float((ordered[1:] - ordered[:-1]).max())
    unsigned = ordered.view(ordered.dtype.str.replace("i", "u"))
    return int((unsigned[1:] - unsigned[:-1]).max())


# --8<-- [end:solve]

if __name__ == "__main__":
    # --8<-- [start:demo]
    print(maximum_gap_numpy(np.array([10, 3, 17, 1, 12, 5, 11, 4, 6])))
    print(maximum_gap_numpy(np.array([0.5, -1.25, 4.0])))
    # --8<-- [end:demo]
    # --8<-- [start:pitfalls]
    ends = np.array([-(2**63), 2**63 - 1])
    print("signed   ", np.diff(ends).max(), "instead of", maximum_gap_numpy(ends))
    print("unsigned ", np.diff(np.array([3, 1, 2], dtype=np.uint8)))
    print("NaN      ", np.diff(np.sort(np.array([3.0, np.nan, 1.0]))).max())
    for numbers in ([0, 2**63], [-1, 2**63], [0, 2**64]):
        print("dtype    ", numbers, np.array(numbers).dtype)
    # --8<-- [end:pitfalls]
    # --8<-- [start:errors]
    refused: list[Any] = [
        [1, 2],
        np.array([True, False]),
        np.array([[1, 2]]),
        np.array([1.0, np.inf]),
    ]
    for bad in refused:
        try:
            maximum_gap_numpy(bad)
        except (TypeError, ValueError) as error:
            print(f"{type(error).__name__}: {error}")
    # --8<-- [end:errors]
