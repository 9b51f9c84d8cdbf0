"""Maximum gap of integers by radix sort: linear as long as the numbers are short."""

# --8<-- [start:solve]
from collections.abc import Iterable
from itertools import pairwise
from typing import Any


def radix_sorted(numbers: Iterable[int]) -> list[int]:
    """Return the numbers in ascending order, by least-significant-digit radix sort.

    Takes int of any size and sign; TypeError for anything else, bool included.
    Cost: one pass over the numbers for each byte of max − min.
    """
    keys = list(numbers)
    for kind in set(map(type, keys)) - {int}:
        raise TypeError(f"radix sort takes int, not {kind.__name__}")
    lo = min(keys, default=0)
    keys = [key - lo for key in keys]  # From 0 upwards, so that negatives need no rule.
    for shift in range(0, max(keys, default=0).bit_length(), 8):
        piles: list[list[int]] = [[] for _ in range(256)]
        for key in keys:
            piles[key >> shift & 255].append(key)
        keys = [key for pile in piles for key in pile]
    return [key + lo for key in keys]


def maximum_gap_by_radix_sort(numbers: Iterable[int]) -> int:
    """Return the maximum gap; 0 for fewer than two numbers.

    Cost: O(n · b) operations for max − min of b bytes; O(n) memory. TypeError as above.
    """
    return max((high - low for low, high in pairwise(radix_sorted(numbers))), default=0)


# --8<-- [end:solve]

if __name__ == "__main__":
    # --8<-- [start:demo]
    print(radix_sorted([300, -2, 7, 1_000_000, -300]))
    print(maximum_gap_by_radix_sort([10, 3, 17, 1, 12, 5, 11, 4, 6]))
    for widest in (10**9, 10**18, 10**300):
        print("passes:", len(range(0, widest.bit_length(), 8)))
    halves: Any = [1, 2.5]
    try:
        maximum_gap_by_radix_sort(halves)
    except TypeError as error:
        print("TypeError:", error)
    # --8<-- [end:demo]
