from math import ceil, log2
from statistics import harmonic_mean

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils.data import BatchSampler

from snippets.ddp.exercises import arrival, f1, remaining, ring_all_gather, tree_all_reduce
from tests.snippets.ddp.group import SIZE, Group, all_gather, all_reduce

NUMBERS = st.integers(-(2**40), 2**40)


def vectors(most: int) -> st.SearchStrategy[list[list[int]]]:
    """Return vectors of one length for at least one worker."""
    length = st.integers(0, 5)
    return length.flatmap(lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=1, max_size=most))


@given(blocks=st.lists(st.one_of(NUMBERS, st.text()), min_size=1, max_size=SIZE))
def test_gather_as_torch_does_it(group: Group, blocks: list[int | str]) -> None:
    gathered, steps = ring_all_gather(blocks)
    assert gathered == group.run(all_gather, blocks)
    assert steps == len(blocks) - 1


def test_nobody_gathers_nothing() -> None:
    assert ring_all_gather([]) == ([], 0)


@given(workers=vectors(SIZE))
def test_the_tree_sums_as_torch_does(group: Group, workers: list[list[int]]) -> None:
    total, _, _ = tree_all_reduce(workers)
    assert total == group.run(all_reduce, [torch.tensor(vector, dtype=torch.int64) for vector in workers])[0].tolist()


@given(workers=vectors(40))
def test_the_tree_sums_in_twice_its_height(workers: list[list[int]]) -> None:
    total, steps, sent = tree_all_reduce(workers)
    assert total == [sum(column) for column in zip(*workers, strict=True)]
    assert steps == 2 * ceil(log2(len(workers)))
    assert sent == steps // 2 * len(workers[0])


def test_the_tree_is_quicker_than_the_ring_and_its_root_sends_more() -> None:
    for count in (4, 8, 16, 32):
        _, steps, sent = tree_all_reduce([[1] * 1600 for _ in range(count)])
        assert steps < 2 * (count - 1)
        assert sent > 2 * (count - 1) / count * 1600


@pytest.mark.parametrize(("workers", "message"), [([], "at least one"), ([[1], [1, 2]], "argument 2 is longer")])
def test_the_tree_refuses_what_has_no_sum(workers: list[list[float]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        tree_all_reduce(workers)


@given(st.lists(NUMBERS, max_size=20), st.integers(1, 6), st.integers(0, 25))
def test_what_remains_are_the_batches_after_those_seen(order: list[int], batch_size: int, done: int) -> None:
    assert remaining(order, batch_size, done) == list(BatchSampler(order, batch_size, drop_last=False))[done:]


@pytest.mark.parametrize(("batch_size", "done"), [(0, 1), (-1, 1), (2, -1)])
def test_no_such_steps_can_be_skipped(batch_size: int, done: int) -> None:
    with pytest.raises(ValueError, match="cannot be skipped"):
        remaining([1, 2, 3], batch_size, done)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), max_size=4))
def test_f1_is_the_harmonic_mean_of_precision_and_recall(counts: list[tuple[int, int, int]]) -> None:
    hits, false, missed = (sum(one[i] for one in counts) for i in range(3))
    expected = harmonic_mean([hits / (hits + false), hits / (hits + missed)]) if hits else 0.0
    assert f1(counts) == pytest.approx(expected)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=8))
def test_the_last_bucket_arrives_as_the_formula_says(buckets: list[tuple[int, int]]) -> None:
    ready = sorted(at for at, _ in buckets)
    sending = [needs for _, needs in buckets]
    expected = max(at + sum(sending[first:]) for first, at in enumerate(ready))
    assert arrival(ready, sending) == expected


def test_without_buckets_nothing_arrives_late() -> None:
    assert arrival([], []) == 0
    with pytest.raises(ValueError, match="zip"):
        arrival([1], [])
