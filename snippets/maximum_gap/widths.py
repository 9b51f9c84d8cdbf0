"""What becomes of the maximum gap when the buckets have the wrong width."""

# --8<-- [start:solve]
from collections.abc import Sequence
from itertools import pairwise


def gap_by_width(numbers: Sequence[int], width: int) -> int:
    """Return the greatest step between nonempty buckets of a width; it may be wrong.

    Takes at least one number; ZeroDivisionError if the width is 0. Cost:
    O(n + (max − min)/width).
    """
    lo = min(numbers)
    buckets: dict[int, list[int]] = {}
    for number in numbers:
        buckets.setdefault((number - lo) // width, []).append(number)
    filled = [buckets[place] for place in range(max(buckets) + 1) if place in buckets]
    steps = [min(upper) - max(lower) for lower, upper in pairwise(filled)]
    return max(steps, default=0)


# --8<-- [end:solve]

if __name__ == "__main__":
    # --8<-- [start:floor]
    crowded = [5, 3, 3, 4, 3]
    width = (max(crowded) - min(crowded)) // (len(crowded) - 1)
    print("width", width)
    try:
        gap_by_width(crowded, width)
    except ZeroDivisionError as error:
        print(type(error).__name__)
    print("gap", gap_by_width(crowded, max(1, width)))
    # --8<-- [end:floor]
    # --8<-- [start:up]
    width = (435 - 103) // (2 - 1)
    print("width", width, "gap", gap_by_width([435, 103], width))
    print("width", width + 1, "gap", gap_by_width([435, 103], width + 1))
    # --8<-- [end:up]
    # --8<-- [start:over_n]
    evenly = [0, 4, 8, 12]
    for divisor in (len(evenly) - 1, len(evenly)):
        width = (max(evenly) - min(evenly)) // divisor
        print("width", width, "places", [number // width for number in evenly])
    # --8<-- [end:over_n]
