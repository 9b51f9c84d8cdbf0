# ruff: noqa: F811
# mypy: disable-error-code="no-redef"
"""Wrong answers to the exercises, which their checks refuse."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from snippets.maximum_gap.exercises import bucket_steps


# --8<-- [start:where_1]
def widest_pair(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Return the highest of the widest."""
    steps = bucket_steps(numbers)[::-1]
    return max(steps, key=lambda step: step[1] - step[0], default=None)


# --8<-- [end:where_1]


# --8<-- [start:where_2]
def widest_pair(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Forget to sort."""
    return max(pairwise(numbers), key=lambda step: step[1] - step[0], default=None)


# --8<-- [end:where_2]


# --8<-- [start:where_3]
def widest_pair(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Fail where there is no gap."""
    return max(bucket_steps(numbers), key=lambda step: step[1] - step[0])


# --8<-- [end:where_3]


# --8<-- [start:where_4]
def widest_pair(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Take equal numbers for a gap of zero."""
    return max(
        pairwise(sorted(numbers)), key=lambda step: step[1] - step[0], default=None
    )


# --8<-- [end:where_4]


# --8<-- [start:progression_1]
def is_progression(numbers: Sequence[int]) -> bool:
    """Forget to sort."""
    return len({high - low for low, high in pairwise(numbers)}) < 2


# --8<-- [end:progression_1]


# --8<-- [start:progression_2]
def is_progression(numbers: Sequence[int]) -> bool:
    """Divide, and let a float round."""
    gap = max((high - low for low, high in bucket_steps(numbers)), default=0)
    return len(numbers) < 2 or gap == (max(numbers) - min(numbers)) / (len(numbers) - 1)


# --8<-- [end:progression_2]


# --8<-- [start:progression_3]
def is_progression(numbers: Sequence[int]) -> bool:
    """Overlook numbers that occur twice."""
    return len({high - low for low, high in pairwise(sorted(set(numbers)))}) < 2


# --8<-- [end:progression_3]


# --8<-- [start:circle_1]
def widest_arc(marks: Iterable[int], around: int) -> int:
    """Forget the arc across the start."""
    places = [mark % around for mark in marks]
    return max((high - low for low, high in bucket_steps(places)), default=around)


# --8<-- [end:circle_1]


# --8<-- [start:circle_2]
def widest_arc(marks: Iterable[int], around: int) -> int:
    """Let marks lie a whole turn away from their places."""
    places = list(marks)
    across_start = min(places) + around - max(places)
    return max([high - low for low, high in bucket_steps(places)] + [across_start])


# --8<-- [end:circle_2]


# --8<-- [start:circle_3]
def widest_arc(marks: Iterable[int], around: int) -> int:
    """Give a single mark no arc."""
    places = {mark % around for mark in marks}
    if len(places) == 1:
        return 0
    across_start = min(places) + around - max(places)
    return max(
        [high - low for low, high in bucket_steps(list(places))] + [across_start]
    )


# --8<-- [end:circle_3]
