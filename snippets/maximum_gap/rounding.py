"""Buckets for floats as they are often written, and inputs on which that fails."""

# --8<-- [start:naive]
from collections.abc import Sequence
from itertools import pairwise


def naive_gap_of_floats(values: Sequence[float]) -> float:
    """Return the greatest step between buckets of the rounded width; it may be wrong.

    Takes at least two finite numbers. ZeroDivisionError if the width rounds to 0,
    ValueError if it overflows. Cost: O(n).
    """
    lo, hi = min(values), max(values)
    width = (hi - lo) / (len(values) - 1)
    least, greatest = [hi] * (len(values) + 1), [lo] * (len(values) + 1)
    for value in values:
        place = int((value - lo) / width)
        least[place] = min(least[place], value)
        greatest[place] = max(greatest[place], value)
    gap, below = 0.0, lo
    for first, last in zip(least, greatest, strict=True):
        if first <= last:
            gap, below = max(gap, first - below), last
    return gap


# --8<-- [end:naive]

if __name__ == "__main__":
    # --8<-- [start:maximum]
    for steps in (7, 49, 93):
        print(steps, 0.9 / (0.9 / steps), 1.0 / (1.0 / steps))
    # --8<-- [end:maximum]
    # --8<-- [start:lost]
    symmetric = [-0.7, -0.35, 0.3 - (0.1 + 0.2), 0.35, 0.7]
    print("by sorting", max(b - a for a, b in pairwise(symmetric)))
    print("by buckets", naive_gap_of_floats(symmetric))
    for extreme in ([0.0, 5e-324, 5e-324], [-1e308, 0.0, 1e308]):
        try:
            naive_gap_of_floats(extreme)
        except (ZeroDivisionError, ValueError) as error:
            print(extreme, type(error).__name__)
    # --8<-- [end:lost]
