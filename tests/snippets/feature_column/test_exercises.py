from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.feature_column import exercises
from snippets.feature_column.exercises import bucket_of_signed, masked_mean, pair_id
from snippets.feature_column.twin import combine, fingerprint64

FUNCTIONS = {"signed": "bucket_of_signed", "pair": "pair_id", "masked": "masked_mean"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_cases_pass_the_solution(name: str) -> None:
    function: Any = getattr(exercises, FUNCTIONS[name])
    agrees = getattr(exercises, f"{name}_agrees", lambda got, expected, *_: got == expected)
    for arguments, expected in getattr(exercises, f"{name}_cases")():
        assert agrees(function(*arguments), expected, *arguments)


@given(st.binary(max_size=40), st.integers(1, 10**6))
def test_signed_fingerprints_get_tensorflows_bucket(data: bytes, buckets: int) -> None:
    word = fingerprint64(data)
    signed = word - 2**64 if word >= 2**63 else word
    assert bucket_of_signed(signed, buckets) == word % buckets


@given(st.integers(-(2**63), 2**63 - 1), st.integers(1, 2**32))
def test_remainders_with_the_sign_of_the_dividend_need_the_buckets_once_more(signed: int, buckets: int) -> None:
    rest = -(-signed % buckets) if signed < 0 else signed % buckets
    lifted = pow(2, 64, buckets) if signed < 0 else 0
    assert (rest + lifted + buckets) % buckets == bucket_of_signed(signed, buckets)


def test_pairs_outside_are_refused() -> None:
    with pytest.raises(ValueError, match="2 is no id from -1 to 1"):
        pair_id([0, 2], [2, 2])
    with pytest.raises(ValueError, match="-2 is no id from -1 to 1"):
        pair_id([-2], [2])
    assert pair_id([], []) == 0


@given(st.lists(st.integers(0, 3), max_size=5))
def test_masked_means_are_means_of_what_is_left(ids: list[int]) -> None:
    table = [[0.0, 0.0], [1.0, 2.0], [3.0, -4.0], [8.0, 0.5]]
    rows = [table[one] for one in ids if one]
    expected = combine(rows, [1] * len(rows), "mean") or [0, 0]
    assert masked_mean(table, ids) == pytest.approx(expected)


@pytest.mark.parametrize("one", [-1, 3])
def test_rows_outside_of_the_table_are_refused(one: int) -> None:
    with pytest.raises(ValueError, match=f"{one} is no row from 0 to 2"):
        masked_mean([[1.0], [2.0], [3.0]], [1, one])
    assert masked_mean([], []) == []


@pytest.mark.parametrize("signed", [5, -5])
def test_a_signed_fingerprint_needs_buckets(signed: int) -> None:
    with pytest.raises(ValueError, match="0 buckets hold nothing"):
        bucket_of_signed(signed, 0)
