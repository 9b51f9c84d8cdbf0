# ruff: noqa: F811
# mypy: disable-error-code="no-redef"
"""Exercises: starters, our solutions, and what answers are held against."""

from collections.abc import Iterator
from itertools import chain, product
from typing import Any

# isort: split

# --8<-- [start:steps]
from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement, pairwise


def bucket_steps(
    numbers: Sequence[int], width: int | None = None
) -> list[tuple[int, int]]:
    """Return each step between nonempty buckets as (greatest below, least above).

    The steps run from left to right; fewer than two different numbers have none. The
    width is (max − min)/(n − 1), rounded up, if not given. ValueError for one below 1.
    Cost: O(n) for the width that is not given.
    """
    if width is not None and width < 1:
        raise ValueError(f"a bucket cannot be {width} wide")
    if len(set(numbers)) < 2:
        return []
    lo, hi = min(numbers), max(numbers)
    if width is None:
        width = -((lo - hi) // (len(numbers) - 1))
    buckets: list[list[int]] = [[] for _ in range((hi - lo) // width + 1)]
    for number in numbers:
        buckets[(number - lo) // width].append(number)
    filled = [bucket for bucket in buckets if bucket]
    return [(max(lower), min(upper)) for lower, upper in pairwise(filled)]


# --8<-- [end:steps]


# --8<-- [start:where_starter]
def widest_pair(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Return the lowest neighbours with the maximum gap, None if there is no gap."""
    raise NotImplementedError


# --8<-- [end:where_starter]


# --8<-- [start:where_check]
def where_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield small numbers in all orders, then two greater samples."""
    small = (values for size in range(5) for values in product(range(6), repeat=size))
    for values in chain(small, ((9, -9, 0), (10**20, 0, 1))):
        numbers = sorted(values)
        gap = max((high - low for low, high in pairwise(numbers)), default=0)
        pairs = [pair for pair in pairwise(numbers) if pair[1] - pair[0] == gap > 0]
        yield (list(values),), pairs[0] if pairs else None


# --8<-- [end:where_check]


# --8<-- [start:where]
def widest_pair(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Return the lowest neighbours that have the maximum gap, None if there is no gap.

    Cost: O(n).
    """
    return max(bucket_steps(numbers), key=lambda step: step[1] - step[0], default=None)


# --8<-- [end:where]


# --8<-- [start:circle_starter]
def widest_arc(marks: Iterable[int], around: int) -> int:
    """Return the longest arc without a mark inside; the circle is around steps long."""
    raise NotImplementedError


# --8<-- [end:circle_starter]


# --8<-- [start:circle_check]
def circle_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield all marks on small circles, then degrees, some a turn away."""
    for around in range(1, 8):
        for size in range(1, 4):
            for marks in product(range(around), repeat=size):
                arcs = (
                    next(
                        step
                        for step in range(1, around + 1)
                        if (mark + step) % around in marks
                    )
                    for mark in marks
                )
                yield (list(marks), around), max(arcs)
    yield ([50, 10, 340], 360), 290
    yield ([-20, 370], 360), 330


# --8<-- [end:circle_check]


# --8<-- [start:circle]
def widest_arc(marks: Iterable[int], around: int) -> int:
    """Return the longest arc of a circle that has no mark inside.

    Marks are positions in whole steps; those a whole turn apart are one. The circle is
    around steps long. ValueError if that is below 1 or there is no mark. Cost: O(n).
    """
    if around < 1:
        raise ValueError(f"a circle cannot be {around} long")
    places = [mark % around for mark in marks]
    if not places:
        raise ValueError("a circle without marks has no arcs")
    across_start = min(places) + around - max(places)
    return max([high - low for low, high in bucket_steps(places)] + [across_start])


# --8<-- [end:circle]


# --8<-- [start:progression_starter]
def is_progression(numbers: Sequence[int]) -> bool:
    """Return whether the numbers, in some order, form an arithmetic progression."""
    raise NotImplementedError


# --8<-- [end:progression_starter]


# --8<-- [start:progression_check]
def progression_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield small numbers in all orders, then two samples that floats cannot hold."""
    small = (values for size in range(5) for values in product(range(5), repeat=size))
    for values in chain(small, ((2**54 + 2, 0, 2**53 + 1), (2**54 + 1, 0, 2**53))):
        steps = {high - low for low, high in pairwise(sorted(values))}
        yield (list(values),), len(steps) < 2


# --8<-- [end:progression_check]


# --8<-- [start:progression]
def is_progression(numbers: Sequence[int]) -> bool:
    """Return whether the numbers, in some order, form an arithmetic progression.

    Cost: O(n).
    """
    if len(numbers) < 2:
        return True
    gap = max((high - low for low, high in bucket_steps(numbers)), default=0)
    return gap * (len(numbers) - 1) == max(numbers) - min(numbers)


# --8<-- [end:progression]


# --8<-- [start:too_wide]
def first_failure(size: int, limit: int) -> tuple[int, ...] | None:
    """Return the first numbers up to limit whose gap the width range/(size − 2) loses.

    Takes a size of at least 3. Cost: every sorted tuple is tried.
    """
    for inner in combinations_with_replacement(range(limit + 1), size - 1):
        numbers = (0, *inner)
        span = numbers[-1]
        if span:
            # All multiplied by size − 2, the width is the whole number span.
            scaled = [number * (size - 2) for number in numbers]
            steps = bucket_steps(scaled, span)
            gap = max(high - low for low, high in pairwise(scaled))
            if max(high - low for low, high in steps) < gap:
                return numbers
    return None


# --8<-- [end:too_wide]


# --8<-- [start:minimum]
def minimum_gap(numbers: Sequence[int]) -> int:
    """Return the least difference of two of the numbers, in O(n log n).

    ValueError for fewer than two numbers.
    """
    if len(numbers) < 2:
        raise ValueError("a gap needs two numbers")
    return min(high - low for low, high in pairwise(sorted(numbers)))


# --8<-- [end:minimum]

if __name__ == "__main__":
    # --8<-- [start:where_demo]
    print(widest_pair([10, 3, 17, 1, 12, 5, 11, 4, 6]), widest_pair([4, 4]))
    # --8<-- [end:where_demo]
    # --8<-- [start:circle_demo]
    print(widest_arc([50, 10, 340], around=360))
    print(widest_arc([20, 30, 40], around=360))
    print(widest_arc([75], around=360))
    # --8<-- [end:circle_demo]
    # --8<-- [start:progression_demo]
    for sample in ([7, 1, 5, 3], [7, 1, 5, 4], [2, 2, 2]):
        print(sample, is_progression(sample))
    # --8<-- [end:progression_demo]
    # --8<-- [start:too_wide_demo]
    for size in (3, 4):
        print(size, first_failure(size, limit=12))
    # --8<-- [end:too_wide_demo]
    # --8<-- [start:minimum_demo]
    numbers = [0, 10, 11, 30, 40]
    print(min(high - low for low, high in bucket_steps(numbers)))
    print(minimum_gap(numbers))
    # --8<-- [end:minimum_demo]
