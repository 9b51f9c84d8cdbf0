"""Solutions of the exercises."""

# --8<-- [start:gather]
from collections.abc import Sequence
from typing import TypeVar

Block = TypeVar("Block")


def ring_all_gather(blocks: Sequence[Block]) -> tuple[list[list[Block]], int]:
    """Let every worker get the blocks of all, each handing on what it got last.

    Cost: N − 1 steps; in each, every worker sends one block.

    Args:
        blocks: What each worker has at the start.

    Returns:
        What each worker has at the end, in the order of the workers, and the number of
        steps.
    """
    count = len(blocks)
    have = [{rank: block} for rank, block in enumerate(blocks)]
    steps = range(count - 1)
    for step in steps:
        for rank in range(count):
            source = (rank - 1 - step) % count
            have[rank][source] = have[rank - 1][source]
    return [[found[rank] for rank in range(count)] for found in have], len(steps)


# --8<-- [end:gather]


# --8<-- [start:tree]
def tree_all_reduce(workers: Sequence[Sequence[float]]) -> tuple[list[float], int, int]:
    """Add up along a tree, and send the sum back along it.

    Cost: 2⌈log₂ N⌉ steps; worker 0 sends the whole vector in half of them.

    Args:
        workers: The vector of each worker, all of one length.

    Returns:
        The sum, the number of steps, and how many numbers worker 0 sends.

    Raises:
        ValueError: If there is no worker, or the vectors have different lengths.
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


# --8<-- [start:remaining]
def remaining(order: Sequence[int], batch_size: int, done: int) -> list[list[int]]:
    """Return the batches of an epoch that are still to come after some steps.

    Cost: O(len(order)); no sample that was seen is loaded again.

    Args:
        order: What the sampler gives to this process in this epoch.
        batch_size: Of this process.
        done: How many steps of this epoch the checkpoint has seen.

    Raises:
        ValueError: If the batch size is not positive, or done is negative.
    """
    if batch_size < 1 or done < 0:
        raise ValueError(f"{done} steps of {batch_size} samples cannot be skipped")
    return [
        list(order[first : first + batch_size])
        for first in range(done * batch_size, len(order), batch_size)
    ]


# --8<-- [end:remaining]


if __name__ == "__main__":
    # --8<-- [start:gather_demo]
    print(*ring_all_gather("abc"))
    # --8<-- [end:gather_demo]
    # --8<-- [start:tree_demo]
    for count in (2, 4, 8, 16):
        total, steps, sent = tree_all_reduce([[1.0] * 1600 for _ in range(count)])
        print(count, total == [count] * 1600, steps, sent)
    # --8<-- [end:tree_demo]
    # --8<-- [start:remaining_demo]
    print(remaining([4, 3, 6, 1, 9, 2, 7], batch_size=2, done=2))
    # --8<-- [end:remaining_demo]
