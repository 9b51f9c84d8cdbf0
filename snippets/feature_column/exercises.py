"""Solutions of the exercises."""

# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

# --8<-- [start:imports]
from collections.abc import Iterator, Sequence
from math import isclose
from typing import Any

# --8<-- [end:imports]


# --8<-- [start:signed_starter]
def bucket_of_signed(signed: int, buckets: int) -> int:
    """Return TensorFlow's bucket for a fingerprint that a database shows as signed."""
    raise NotImplementedError


# --8<-- [end:signed_starter]


# --8<-- [start:signed]
def bucket_of_signed(signed: int, buckets: int) -> int:
    """Return TensorFlow's bucket for a fingerprint that a database shows as signed."""
    if buckets < 1:
        raise ValueError(f"{buckets} buckets hold nothing")
    lifted = pow(2, 64, buckets) if signed < 0 else 0
    return (signed % buckets + lifted) % buckets


# --8<-- [end:signed]


# --8<-- [start:signed_check]
def signed_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    for signed in (0, 1, -1, 7, -7, 2**63 - 1, -(2**63), -2893711743459350401):
        for buckets in (1, 7, 10, 1000, 1024):
            yield (signed, buckets), (signed + 2**64) % 2**64 % buckets


# --8<-- [end:signed_check]


# --8<-- [start:pair_starter]
def pair_id(ids: Sequence[int], sizes: Sequence[int]) -> int:
    """Return an id of its own for each combination; an id of -1 counts as one more."""
    raise NotImplementedError


# --8<-- [end:pair_starter]


# --8<-- [start:pair]
def pair_id(ids: Sequence[int], sizes: Sequence[int]) -> int:
    """Return an id of its own for each combination; an id of -1 counts as one more."""
    whole = 0
    for one, size in zip(ids, sizes, strict=True):
        if not -1 <= one < size:
            raise ValueError(f"{one} is no id from -1 to {size - 1}")
        whole = whole * (size + 1) + one + 1
    return whole


# --8<-- [end:pair]


# --8<-- [start:pair_check]
def pair_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    for sizes in ((1,), (3,), (2, 3), (3, 2), (1, 2, 2)):
        rows: list[list[int]] = [[]]
        for size in sizes:
            rows = [[*row, one] for row in rows for one in range(-1, size)]
        for place, row in enumerate(rows):
            yield (row, sizes), place


# --8<-- [end:pair_check]


# --8<-- [start:masked_starter]
def masked_mean(table: Sequence[Sequence[float]], ids: Sequence[int]) -> list[float]:
    """Return the mean of the rows of the ids except 0, which pads; zeros if none."""
    raise NotImplementedError


# --8<-- [end:masked_starter]


# --8<-- [start:masked]
def masked_mean(table: Sequence[Sequence[float]], ids: Sequence[int]) -> list[float]:
    """Return the mean of the rows of the ids except 0, which pads; zeros if none."""
    for one in ids:
        if not 0 <= one < len(table):
            raise ValueError(f"{one} is no row from 0 to {len(table) - 1}")
    rows = [table[one] for one in ids if one != 0]
    width = len(table[0]) if table else 0
    return [sum(row[k] for row in rows) / max(1, len(rows)) for k in range(width)]


# --8<-- [end:masked]


# --8<-- [start:masked_check]
def masked_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    small, table = [[9.0], [5.0]], [[7.0, 7.0], [0.0, 1.0], [2.0, 3.0], [4.0, 8.0]]
    yield (small, []), [0.0]
    yield (small, [1]), [5.0]
    yield (small, [0]), [0.0]
    yield (table, [0, 0]), [0.0, 0.0]
    yield (table, [1, 2]), [1.0, 2.0]
    yield (table, [3, 0, 0]), [4.0, 8.0]
    yield (table, [2, 2, 1, 0]), [4 / 3, 7 / 3]


def masked_agrees(got: Any, expected: Any, *_arguments: Any) -> bool:
    """Tell whether two rows are equal but for rounding."""
    return len(got) == len(expected) and all(map(isclose, got, expected))


# --8<-- [end:masked_check]
