"""Solutions of the exercises."""

# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

# --8<-- [start:imports]
from collections.abc import Sequence
from typing import Any

# --8<-- [end:imports]
# isort: split
from collections.abc import Iterator
from math import isclose


# --8<-- [start:remaining_starter]
def remaining(order: Sequence[int], batch_size: int, done: int) -> list[list[int]]:
    """Return the batches of an epoch that are still to come after some steps."""
    raise NotImplementedError


# --8<-- [end:remaining_starter]


# --8<-- [start:remaining]
def remaining(order: Sequence[int], batch_size: int, done: int) -> list[list[int]]:
    """Return the batches of an epoch that are still to come after some steps.

    ValueError for a batch size below 1 or negative steps. O(len(order)); no sample
    that was seen is loaded again.
    """
    if batch_size < 1 or done < 0:
        raise ValueError(f"{done} steps of {batch_size} samples cannot be skipped")
    return [
        list(order[first : first + batch_size])
        for first in range(done * batch_size, len(order), batch_size)
    ]


# --8<-- [end:remaining]


# --8<-- [start:remaining_check]
def remaining_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and the answer: short epochs first."""
    yield ([], 1, 0), []
    yield ([3], 1, 0), [[3]]
    yield ([3], 1, 1), []
    yield ([3], 2, 0), [[3]]
    yield ([3, 1], 1, 1), [[1]]
    yield ([3, 1, 2], 2, 0), [[3, 1], [2]]
    yield ([3, 1, 2], 2, 1), [[2]]
    yield ([3, 1, 2], 2, 2), []
    yield ([3, 1, 2], 2, 5), []
    yield ([4, 3, 6, 1, 9, 2, 7], 2, 2), [[9, 2], [7]]
    yield ([4, 3, 6, 1, 9, 2, 7], 3, 1), [[1, 9, 2], [7]]


# --8<-- [end:remaining_check]


# --8<-- [start:f1_starter]
def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Return F1 over all ranks from each one's true positives, false ones, misses."""
    raise NotImplementedError


# --8<-- [end:f1_starter]


# --8<-- [start:f1]
def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Return F1 over all ranks from each one's true positives, false ones, misses.

    0.0 if nothing was found and nothing missed.
    """
    hits = sum(one[0] for one in counts)
    total = 2 * hits + sum(false + missed for _, false, missed in counts)
    return 2 * hits / total if total else 0.0


# --8<-- [end:f1]


# --8<-- [start:f1_check]
def f1_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield counts and F1: few ranks first."""
    yield ([],), 0.0
    yield ([(0, 0, 0)],), 0.0
    yield ([(1, 0, 0)],), 1.0
    yield ([(0, 1, 1)],), 0.0
    yield ([(1, 1, 0)],), 2 / 3
    yield ([(1, 0, 1)],), 2 / 3
    yield ([(1, 0, 0), (0, 0, 0)],), 1.0
    yield ([(1, 0, 0), (0, 1, 1)],), 0.5
    yield ([(9, 0, 0), (0, 1, 1)],), 0.9
    yield ([(3, 1, 0), (1, 2, 4), (5, 0, 3)],), 18 / 28


def f1_agrees(got: object, expected: float, _: object) -> bool:
    """Return whether it is the number, up to rounding."""
    return isinstance(got, int | float) and isclose(got, expected, abs_tol=1e-9)


# --8<-- [end:f1_check]


# --8<-- [start:gather_starter]
def ring_all_gather(blocks: Sequence[Any]) -> tuple[list[list[Any]], int]:
    """Return what each worker has at the end, in the workers' order, and the steps."""
    raise NotImplementedError


# --8<-- [end:gather_starter]


# --8<-- [start:gather]
def ring_all_gather(blocks: Sequence[Any]) -> tuple[list[list[Any]], int]:
    """Return what each worker has at the end, in the workers' order, and the steps.

    N − 1 steps, in each of which every worker hands on one block.
    """
    count = len(blocks)
    have = [{rank: block} for rank, block in enumerate(blocks)]
    steps = range(count - 1)
    for step in steps:
        for rank in range(count):
            source = (rank - 1 - step) % count  # what its neighbour got last
            have[rank][source] = have[rank - 1][source]
    return [[found[rank] for rank in range(count)] for found in have], len(steps)


# --8<-- [end:gather]


# --8<-- [start:gather_check]
def gather_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield blocks, and all of them for each worker with the steps: few first."""
    for blocks in ([7], [7, 8], [8, 7], ["a", "b", "c"], [5, 5, 1, 5], [[], [1], [2]]):
        yield (blocks,), ([blocks] * len(blocks), len(blocks) - 1)
    yield ([],), ([], 0)


def gather_agrees(got: object, expected: tuple[list[object], int], _: object) -> bool:
    """Return whether it is the pair, as lists or tuples."""
    if not (isinstance(got, Sequence) and len(got) == 2):
        return False
    return [[*row] for row in got[0]] == expected[0] and got[1] == expected[1]


# --8<-- [end:gather_check]


# --8<-- [start:arrival_starter]
def arrival(ready: Sequence[float], sending: Sequence[float]) -> float:
    """Return when the last bucket has been sent; they are ready in this order."""
    raise NotImplementedError


# --8<-- [end:arrival_starter]


# --8<-- [start:arrival]
def arrival(ready: Sequence[float], sending: Sequence[float]) -> float:
    """Return when the last bucket has been sent; they are ready in this order.

    ready: when each bucket's gradients are there; sending: how long each takes.
    """
    free = 0.0
    for at, needs in zip(ready, sending, strict=True):
        free = max(free, at) + needs  # one at a time, none before it is ready
    return free


# --8<-- [end:arrival]


# --8<-- [start:arrival_check]
def arrival_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield times and the end: few buckets first."""
    yield ([], []), 0
    yield ([3], [2]), 5
    yield ([1, 4], [2, 2]), 6
    yield ([1, 2], [5, 1]), 7
    yield ([1, 8], [2, 1]), 9
    yield ([2, 3, 20], [9, 1, 1]), 21
    yield ([2, 3, 10], [9, 1, 1]), 13
    yield ([1, 10, 11, 30], [3, 6, 6, 2]), 32
    yield ([1, 10, 11, 12], [3, 6, 6, 2]), 24


def arrival_agrees(got: object, expected: float, *_: object) -> bool:
    """Return whether it is the number, up to rounding."""
    return isinstance(got, int | float) and isclose(got, expected)


# --8<-- [end:arrival_check]


# --8<-- [start:tree]
def tree_all_reduce(workers: Sequence[Sequence[float]]) -> tuple[list[float], int, int]:
    """Return the sum along a tree, the steps, and how many numbers worker 0 sends.

    ValueError without a worker, or for vectors of different lengths.
    """
    if not workers:
        raise ValueError("an all-reduce needs at least one worker")
    sums = [list(vector) for vector in workers]
    distances: list[int] = []
    while 2 ** len(distances) < len(sums):
        distances.append(2 ** len(distances))
    for distance in distances:  # at first neighbours, then every second worker, …
        for rank in range(0, len(sums) - distance, 2 * distance):
            other = sums[rank + distance]
            sums[rank] = [a + b for a, b in zip(sums[rank], other, strict=True)]
    sent = 0
    for distance in reversed(distances):
        for rank in range(0, len(sums) - distance, 2 * distance):
            sums[rank + distance] = sums[rank]
            sent += len(sums[0]) if rank == 0 else 0
    return sums[0], 2 * len(distances), sent


# --8<-- [end:tree]


if __name__ == "__main__":
    # --8<-- [start:remaining_demo]
    print(remaining([4, 3, 6, 1, 9, 2, 7], batch_size=2, done=2))
    # --8<-- [end:remaining_demo]
    # --8<-- [start:f1_demo]
    print(f1([(9, 0, 0), (0, 1, 1)]))
    # --8<-- [end:f1_demo]
    # --8<-- [start:gather_demo]
    print(*ring_all_gather("abc"))
    # --8<-- [end:gather_demo]
    # --8<-- [start:tree_demo]
    for count in (2, 4, 8, 16):
        total, steps, sent = tree_all_reduce([[1.0] * 1600 for _ in range(count)])
        print(count, total == [count] * 1600, steps, sent)
    # --8<-- [end:tree_demo]
    # --8<-- [start:arrival_demo]
    print(arrival(ready=[2, 3, 10], sending=[9, 1, 1]))
    # --8<-- [end:arrival_demo]
