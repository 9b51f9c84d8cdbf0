from itertools import chain, cycle, islice

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils.data import DataLoader, DistributedSampler, Subset, TensorDataset

from snippets.ddp.sampler import indices_once

SIZES = st.integers(0, 40)
COUNTS = st.integers(1, 12)


@given(SIZES, COUNTS)
def test_each_sample_is_in_one_share_and_shares_are_even(size: int, count: int) -> None:
    shares = [list(indices_once(size, rank, count)) for rank in range(count)]
    assert sorted(chain.from_iterable(shares)) == list(range(size))
    assert {len(share) for share in shares} <= {size // count, size // count + 1}


@given(SIZES, COUNTS)
def test_padding_is_all_that_the_sampler_adds(size: int, count: int) -> None:
    data = TensorDataset(torch.arange(size))
    for rank in range(count):
        padded: list[int] = list(DistributedSampler(data, count, rank, shuffle=False))
        share = list(indices_once(size, rank, count))
        assert padded[: len(share)] == share
        around = islice(cycle(range(size)), rank, -(-size // count) * count, count)
        assert padded == list(around)


def test_a_share_can_be_loaded() -> None:
    data = TensorDataset(torch.arange(10))
    loader = DataLoader(Subset(data, indices_once(len(data), 1, 4)), batch_size=2)
    assert [batch.tolist() for (batch,) in loader] == [[1, 5], [9]]


@pytest.mark.parametrize(("size", "rank", "count"), [(10, 4, 4), (10, -1, 4), (10, 0, 0), (-1, 0, 1)])
def test_what_cannot_be_shared_is_refused(size: int, rank: int, count: int) -> None:
    with pytest.raises(ValueError, match=r"there (is no process|cannot be)"):
        indices_once(size, rank, count)


def test_forgetting_set_epoch_repeats_the_order_and_seeds_add_to_epochs() -> None:
    data = TensorDataset(torch.arange(1000))
    first: DistributedSampler[int] = DistributedSampler(data, 4, 0, seed=0)
    other: DistributedSampler[int] = DistributedSampler(data, 4, 0, seed=1)
    assert list(first) == list(first)
    first.set_epoch(1)
    assert list(first) == list(other)
