from collections import Counter
from collections.abc import Sequence
from functools import partial
from math import inf, isclose, log, nan, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.feature_column.twin import (
    bucketize,
    buckets_for,
    combine,
    cross,
    encode,
    expected_shared,
    expected_used,
    fingerprint64,
    float32,
    hash_bucket,
    sizes,
)

BYTES = st.one_of(st.binary(max_size=20), st.binary(max_size=70), st.binary(min_size=60, max_size=400))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
BUCKETS = st.integers(1, 10**9)
FEATURES = st.lists(st.one_of(TEXTS, st.integers(-(2**63), 2**63 - 1)), min_size=1, max_size=4)
FLOATS = st.floats(width=32, allow_subnormal=False)  # TensorFlow takes subnormal numbers for 0
LIMITS = st.floats(-1e6, 1e6).filter(lambda limit: not 0 < abs(float32(limit)) < 2.0**-126)


@settings(max_examples=10, deadline=None)
@given(st.lists(BYTES, min_size=60, max_size=60))
def test_fingerprints_are_tensorflows(tensorflow: Any, data: list[bytes]) -> None:
    assert list(map(fingerprint64, data)) == tensorflow("fingerprints", [one.hex() for one in data])


def test_fingerprints_of_all_lengths_are_tensorflows(tensorflow: Any) -> None:
    data = [bytes(n * k % 251 for k in range(n)) for n in range(330)]
    assert list(map(fingerprint64, data)) == tensorflow("fingerprints", [one.hex() for one in data])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(TEXTS, BUCKETS), max_size=10))
def test_buckets_are_those_of_the_operation_and_the_layer(tensorflow: Any, cases: list[tuple[str, int]]) -> None:
    ours = [hash_bucket(*case) for case in cases]
    assert [[one, one] for one in ours] == tensorflow("buckets", cases)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(FEATURES, BUCKETS), max_size=10))
def test_crosses_are_tensorflows(tensorflow: Any, cases: list[tuple[list[str | int], int]]) -> None:
    assert [cross(*case) for case in cases] == tensorflow("crosses", cases)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.one_of(FLOATS, st.sampled_from([0.1, 0.7, nan, inf, -inf])), min_size=1, max_size=8),
    st.lists(st.one_of(LIMITS, st.sampled_from([0.1, 0.7])), min_size=1, max_size=6, unique_by=float32),
)
def test_buckets_of_numbers_are_tensorflows(tensorflow: Any, numbers: list[float], limits: list[float]) -> None:
    limits = sorted(limits)
    numbers = numbers + limits
    ours = [bucketize(number, limits) for number in numbers]
    assert tensorflow("discretized", (numbers, limits)) == [ours, ours]


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 60, width=32), st.sampled_from("RGBZA"), TEXTS.filter(bool)), min_size=1, max_size=8
    )
)
def test_vectors_are_those_of_old_columns(tensorflow: Any, rows: list[tuple[float, str, str]]) -> None:
    assert [encode(*row) for row in rows] == tensorflow("vectors", rows)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], list[float], str]:
    rows = draw(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=4))
    weights = draw(st.lists(st.floats(0.125, 8, width=32), min_size=len(rows), max_size=len(rows)))
    return rows, weights, draw(st.sampled_from(["sum", "mean", "sqrtn"]))


@settings(max_examples=8, deadline=None)
@given(st.lists(tables(), min_size=1, max_size=4))
def test_combiners_are_those_of_embedding_columns(
    tensorflow: Any, cases: list[tuple[list[list[int]], list[float], str]]
) -> None:
    for case, row in zip(cases, tensorflow("combined", cases), strict=True):
        assert combine(*case) == pytest.approx(row, rel=1e-4, abs=1e-4)


def test_weights_that_are_not_above_0(tensorflow: Any) -> None:
    """Mean and sqrtn drop them, sum does not."""
    table, weights = [[1.0], [10.0]], [2.0, -1.0]
    assert tensorflow("combined", [(table, weights, name) for name in ("sum", "mean", "sqrtn")]) == [[-8], [1], [1]]
    with pytest.raises(ValueError, match=r"not all weights are above 0: \[2.0, -1.0\]"):
        combine(table, weights, "mean")


def test_no_rows_have_no_entries() -> None:
    assert combine([], [], "sum") == combine([], [], "mean") == combine([], [], "sqrtn") == []


@pytest.mark.parametrize(
    ("rows", "weights", "name", "fault"),
    [
        ([[1]], [1], "max", "no combiner is called 'max'"),
        ([[1]], [0], "sum", "not all weights are above 0"),
        ([[1]], [1, 2], "sum", "2 weights for 1 rows"),
    ],
)
def test_what_cannot_be_combined_is_refused(
    rows: Sequence[Sequence[float]], weights: Sequence[float], name: str, fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        combine(rows, weights, name)


@pytest.mark.parametrize("buckets", [0, -1])
def test_no_buckets_are_refused(buckets: int) -> None:
    with pytest.raises(ValueError, match=f"{buckets} buckets hold nothing"):
        hash_bucket("a", buckets)
    with pytest.raises(ValueError, match=f"{buckets} buckets hold nothing"):
        cross(["a"], buckets)


@pytest.mark.parametrize("buckets", [7.5, 7.0, nan, "7"])
def test_buckets_that_are_no_integers_are_refused(buckets: Any) -> None:
    for asked in (partial(hash_bucket, "a"), partial(cross, ["a"])):
        with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
            asked(buckets)
    assert hash_bucket("a", np.int64(7)) == hash_bucket("a", 7)  # type: ignore[arg-type]


@pytest.mark.parametrize("boundaries", [(1, 1), (2, 1), (1, nan), (nan, 1), (nan,), (-inf, -1e39), (0.1, 0.1 + 1e-12)])
def test_boundaries_that_do_not_ascend_are_refused(boundaries: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="boundaries do not ascend"):
        bucketize(0, boundaries)


@pytest.mark.parametrize("limits", [[-inf], [-inf, 0.0], [-1e39, 0.0], [0.0, inf]])
def test_infinite_boundaries_are_tensorflows(tensorflow: Any, limits: list[float]) -> None:
    numbers = [-inf, -3e38, -1.0, 0.0, 1.0, inf, nan]
    ours = [bucketize(number, limits) for number in numbers]
    assert tensorflow("discretized", (numbers, limits)) == [ours, ours]


def test_numbers_beyond_32_bits_are_infinite() -> None:
    assert (float32(1e39), float32(-1e39)) == (inf, -inf)
    assert bucketize(1e39, (1, 2)) == 2
    assert bucketize(5, ()) == 0


def test_an_unknown_colour_is_crossed_as_minus_1() -> None:
    assert [slot for slot, value in enumerate(encode(25, "Z", "user_39")) if value] == [14, 21, 31]
    assert cross([2, -1], 16) == cross([2, 2**64 - 1], 16) == 14


def test_integers_of_numpy_are_crossed_and_other_numbers_refused() -> None:
    assert cross([np.int64(-1), np.int32(3)], 16) == cross([-1, 3], 16)  # type: ignore[list-item]
    with pytest.raises(TypeError, match="'float' object cannot be interpreted as an integer"):
        cross([1.5], 16)  # type: ignore[list-item]


def test_two_hashes_of_two_users_rarely_collide_both(tensorflow: Any) -> None:
    users = [f"user_{number}" for number in range(1000)]
    first = [hash_bucket(user, 1000) for user in users]
    second = tensorflow("salted", (users, 1000, 1))
    assert first != second
    shared = [sum(count for count in Counter(ids).values() if count > 1) for ids in (first, second)]
    both = sum(count for count in Counter(zip(first, second, strict=True)).values() if count > 1)
    assert min(shared) > 600
    assert both < 10


def test_published_fingerprints() -> None:
    assert fingerprint64(b"") == 0x9AE16A3B2F90404F
    assert fingerprint64(b"hello") == 13009744463427800296


def test_collisions_of_the_page() -> None:
    load = Counter(hash_bucket(f"user_{number}", 1000) for number in range(1000))
    assert len(load) == 624
    assert sum(count for count in load.values() if count > 1) == 645
    assert isclose(expected_used(1000, 1000), 632.3, abs_tol=0.05)
    assert isclose(expected_shared(1000, 1000), 0.632, abs_tol=0.0005)


@pytest.mark.parametrize(("ids", "buckets"), [(-1, 5), (3, 0), (3, -1)])
def test_no_ids_or_no_buckets_have_no_collisions(ids: int, buckets: int) -> None:
    for expected in (expected_used, expected_shared):
        with pytest.raises(ValueError, match=f"{ids} ids cannot fall into {buckets} buckets"):
            expected(ids, buckets)
    with pytest.raises(ValueError, match="0 ids cannot fall into 5 buckets"):
        expected_shared(0, 5)
    assert expected_used(0, 5) == expected_shared(1, 1) == 0
    assert expected_used(3, 1) == expected_shared(2, 1) == 1


def test_two_ids_of_38_share_one_of_1000_buckets_more_often_than_not() -> None:
    def apart(ids: int) -> float:
        return prod(1 - one / 1000 for one in range(ids))

    assert apart(38) < 0.5 < apart(37)


def test_buckets_for_keeps_its_digits() -> None:
    assert isclose(buckets_for(10**17, 0.5), 10**17 / log(2))
    assert isclose(buckets_for(2, 1e-17), 1e17)


@given(st.integers(2, 10**6), st.floats(0.001, 0.999))
def test_buckets_for_is_the_inverse_of_shared(ids: int, part: float) -> None:
    assert isclose(expected_shared(ids, buckets_for(ids, part)), part, rel_tol=1e-4)  # type: ignore[arg-type]


@pytest.mark.parametrize(("ids", "part"), [(1, 0.5), (0, 0.5), (5, 0), (5, 1), (5, -1)])
def test_impossible_shares_are_refused(ids: int, part: float) -> None:
    with pytest.raises(ValueError, match=f"no number of buckets gives {part} for {ids} ids"):
        buckets_for(ids, part)


def test_sizes_by_the_rules_of_thumb() -> None:
    assert sizes(1) == [1, 6, 2, 1]
    assert sizes(1000) == [6, 34, 77, 50]
    assert sizes(10**6)[2] == 600
    with pytest.raises(ValueError, match="0 ids need no embedding"):
        sizes(0)


def test_signed_fingerprints_of_a_database_need_their_own_remainder() -> None:
    words = [fingerprint64(f"user_{number}".encode()) for number in range(1000)]
    negative = [word for word in words if word >= 2**63]
    assert len(negative) == 497
    assert sum((2**64 - word) % 1000 == word % 1000 for word in negative) == 1
