"""Maximum gap by sorting: the solution to write first."""

# --8<-- [start:solve]
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

Real = TypeVar("Real", int, float, Fraction)


def maximum_gap_by_sorting(numbers: Iterable[Real]) -> Real | int:
    """Return the maximum gap; 0 for fewer than two numbers.

    The numbers must be finite: NaN, which has no place in an order, is not looked for.
    Cost: O(n log n) comparisons, n − 1 subtractions, a sorted copy.
    """
    return max((high - low for low, high in pairwise(sorted(numbers))), default=0)


# --8<-- [end:solve]

if __name__ == "__main__":
    # --8<-- [start:demo]
    example = [10, 3, 17, 1, 12, 5, 11, 4, 6]
    print(sorted(example), "->", maximum_gap_by_sorting(example))
    for special in ([], [7], [4, 4, 4], [-5, 3]):
        print(special, "->", maximum_gap_by_sorting(special))
    # --8<-- [end:demo]
    # --8<-- [start:nan]
    with_nan = [1.0, 3.0, float("nan"), 2.0, 10.0]
    print(sorted(with_nan))
    print(maximum_gap_by_sorting(with_nan))
    # --8<-- [end:nan]
