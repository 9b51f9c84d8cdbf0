"""Wrong answers to the exercises, which their checks have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

from collections.abc import Sequence


# --8<-- [start:signed_1]
def bucket_of_signed(signed: int, buckets: int) -> int:
    """Takes the absolute value, as recipes in SQL do."""
    return abs(signed) % buckets


# --8<-- [end:signed_1]


# --8<-- [start:signed_2]
def bucket_of_signed(signed: int, buckets: int) -> int:
    """Takes the remainder of the signed number."""
    return signed % buckets


# --8<-- [end:signed_2]


# --8<-- [start:signed_3]
def bucket_of_signed(signed: int, buckets: int) -> int:
    """Shifts all numbers by half the range."""
    return (signed + 2**63) % buckets


# --8<-- [end:signed_3]


# --8<-- [start:pair_1]
def pair_id(ids: Sequence[int], sizes: Sequence[int]) -> int:
    """Forgets that -1 is an id, too."""
    whole = 0
    for one, size in zip(ids, sizes, strict=True):
        whole = whole * size + one
    return whole


# --8<-- [end:pair_1]


# --8<-- [start:pair_2]
def pair_id(ids: Sequence[int], sizes: Sequence[int]) -> int:
    """Multiplies by the largest size for each."""
    whole = 0
    for one in ids:
        whole = whole * (max(sizes) + 1) + one + 1
    return whole


# --8<-- [end:pair_2]


# --8<-- [start:pair_3]
def pair_id(ids: Sequence[int], sizes: Sequence[int]) -> int:
    """Makes room for -1, but does not move the ids."""
    whole = 0
    for one, size in zip(ids, sizes, strict=True):
        whole = whole * (size + 1) + one
    return whole


# --8<-- [end:pair_3]


# --8<-- [start:masked_1]
def masked_mean(table: Sequence[Sequence[float]], ids: Sequence[int]) -> list[float]:
    """Divides by the number of all ids, padding included."""
    rows = [table[one] for one in ids if one != 0]
    return [
        sum(row[k] for row in rows) / max(1, len(ids)) for k in range(len(table[0]))
    ]


# --8<-- [end:masked_1]


# --8<-- [start:masked_2]
def masked_mean(table: Sequence[Sequence[float]], ids: Sequence[int]) -> list[float]:
    """Divides by zero where nothing but padding is left."""
    rows = [table[one] for one in ids if one != 0]
    return [sum(row[k] for row in rows) / len(rows) for k in range(len(table[0]))]


# --8<-- [end:masked_2]


# --8<-- [start:masked_3]
def masked_mean(table: Sequence[Sequence[float]], ids: Sequence[int]) -> list[float]:
    """Counts the row of the padding."""
    rows = [table[one] for one in ids]
    return [
        sum(row[k] for row in rows) / max(1, len(rows)) for k in range(len(table[0]))
    ]


# --8<-- [end:masked_3]
