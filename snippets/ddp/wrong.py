"""Wrong answers to the exercises, which the checks refute."""

# ruff: noqa: F811 - each takes the place of the one before
# mypy: disable-error-code="no-redef"

from collections.abc import Sequence
from typing import Any


# --8<-- [start:remaining_1]
def remaining(order: Sequence[int], batch_size: int, done: int) -> list[list[int]]:
    """Skip as many samples as there were steps."""
    return [
        list(order[first : first + batch_size])
        for first in range(done, len(order), batch_size)
    ]


# --8<-- [end:remaining_1]


# --8<-- [start:remaining_2]
def remaining(order: Sequence[int], batch_size: int, done: int) -> list[list[int]]:
    """Leave out the last batch if it is short."""
    return [
        list(order[first : first + batch_size])
        for first in range(done * batch_size, len(order) - batch_size + 1, batch_size)
    ]


# --8<-- [end:remaining_2]


# --8<-- [start:remaining_3]
def remaining(order: Sequence[int], batch_size: int, done: int) -> list[list[int]]:
    """Repeat the last batch that was seen."""
    start = max(done - 1, 0) * batch_size
    return [
        list(order[first : first + batch_size])
        for first in range(start, len(order), batch_size)
    ]


# --8<-- [end:remaining_3]


# --8<-- [start:f1_1]
def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Average each rank's F1."""
    if not counts:
        return 0.0
    own = [2 * one[0] / max(2 * one[0] + one[1] + one[2], 1) for one in counts]
    return sum(own) / len(own)


# --8<-- [end:f1_1]


# --8<-- [start:f1_2]
def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Count the hits once instead of twice."""
    hits = sum(one[0] for one in counts)
    total = sum(sum(one) for one in counts)
    return hits / total if total else 0.0


# --8<-- [end:f1_2]


# --8<-- [start:f1_3]
def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Return the precision: nothing that was missed counts."""
    hits = sum(one[0] for one in counts)
    found = sum(one[0] + one[1] for one in counts)
    return hits / found if found else 0.0


# --8<-- [end:f1_3]


# --8<-- [start:f1_4]
def f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """Divide by zero where there is nothing."""
    hits = sum(one[0] for one in counts)
    return 2 * hits / (hits + sum(sum(one) for one in counts))


# --8<-- [end:f1_4]


# --8<-- [start:gather_1]
def ring_all_gather(blocks: Sequence[Any]) -> tuple[list[list[Any]], int]:
    """Take as many steps as there are workers: one too many."""
    return [list(blocks) for _ in blocks], len(blocks)


# --8<-- [end:gather_1]


# --8<-- [start:gather_2]
def ring_all_gather(blocks: Sequence[Any]) -> tuple[list[list[Any]], int]:
    """Stop a step too early, so that everyone lacks the last block."""
    count = len(blocks)
    rows = [
        [blocks[(rank - step) % count] for step in range(count - 1)]
        for rank in range(count)
    ]
    return rows, max(count - 2, 0)


# --8<-- [end:gather_2]


# --8<-- [start:gather_3]
def ring_all_gather(blocks: Sequence[Any]) -> tuple[list[list[Any]], int]:
    """Keep the blocks in the order in which they arrived."""
    count = len(blocks)
    rows = [
        [blocks[(rank - step) % count] for step in range(count)]
        for rank in range(count)
    ]
    return rows, max(count - 1, 0)


# --8<-- [end:gather_3]


# --8<-- [start:gather_4]
def ring_all_gather(blocks: Sequence[Any]) -> tuple[list[list[Any]], int]:
    """Take −1 steps without workers."""
    return [list(blocks) for _ in blocks], len(blocks) - 1


# --8<-- [end:gather_4]


# --8<-- [start:arrival_1]
def arrival(ready: Sequence[float], sending: Sequence[float]) -> float:
    """Send only after the last gradient is there."""
    return max(ready, default=0) + sum(sending)


# --8<-- [end:arrival_1]


# --8<-- [start:arrival_2]
def arrival(ready: Sequence[float], sending: Sequence[float]) -> float:
    """Send several buckets at the same time."""
    return max(
        (at + needs for at, needs in zip(ready, sending, strict=True)), default=0
    )


# --8<-- [end:arrival_2]


# --8<-- [start:arrival_3]
def arrival(ready: Sequence[float], sending: Sequence[float]) -> float:
    """Never let the link be idle once the first bucket is there."""
    return ready[0] + sum(sending) if ready else 0


# --8<-- [end:arrival_3]
