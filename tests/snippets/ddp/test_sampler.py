from collections.abc import Callable
from itertools import chain, cycle, islice
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils.data import DataLoader, DistributedSampler, Subset, TensorDataset

from snippets.ddp import sampler
from snippets.ddp.sampler import Shard, indices_once
from tests.snippets.ddp.starting import Run

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


@pytest.mark.parametrize(("rank", "ranks"), [(2, 2), (-1, 2), (0, 0)])
def test_no_rank_reads_what_another_has(rank: int, ranks: int) -> None:
    with pytest.raises(ValueError, match=f"there is no process {rank} among {ranks}"):
        Shard(range(7), rank, ranks)


def test_forgetting_set_epoch_repeats_the_order_and_seeds_add_to_epochs() -> None:
    data = TensorDataset(torch.arange(1000))
    first: DistributedSampler[int] = DistributedSampler(data, 4, 0, seed=0)
    other: DistributedSampler[int] = DistributedSampler(data, 4, 0, seed=1)
    assert list(first) == list(first)
    first.set_epoch(1)
    assert list(first) == list(other)


def test_drop_last_leaves_out_the_last_samples() -> None:
    data = TensorDataset(torch.arange(10))
    samplers: list[DistributedSampler[int]] = [
        DistributedSampler(data, 4, rank, shuffle=False, drop_last=True) for rank in range(4)
    ]
    assert sorted(chain.from_iterable(samplers)) == list(range(8))


@given(st.integers(0, 40), st.integers(1, 5), st.integers(0, 4))
def test_each_item_of_a_stream_has_one_reader(size: int, ranks: int, workers: int) -> None:
    found = []
    for rank in range(ranks):
        for number in range(max(workers, 1)):
            worker = SimpleNamespace(id=number, num_workers=workers) if workers else None
            with patch.object(sampler, "get_worker_info", lambda worker=worker: worker):
                found.append(list(Shard(range(size), rank, ranks)))
    assert sorted(chain.from_iterable(found)) == list(range(size))
    assert max(map(len, found)) - min(map(len, found)) <= 1


SEEDS = """
import random
import numpy, torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

class Draws(IterableDataset):
    def __iter__(self):
        info = get_worker_info()
        yield info.id, info.seed, torch.initial_seed(), random.random(), numpy.random.rand(), torch.rand(1).item()

for seed in (0, 0, 1):
    torch.manual_seed(seed)
    own = torch.Generator().manual_seed(7)
    for generator in (None, own):
        print(list(DataLoader(Draws(), batch_size=None, num_workers=2, generator=generator)))
"""


def test_workers_draw_alike_on_ranks_of_one_seed(run: Run, programs: Callable[..., Path]) -> None:
    """What three ranks with the seeds 0, 0 and 1 would get, and a process each is not needed for it."""
    done = run(programs(), "python", "-c", SEEDS)
    assert done.returncode == 0, done.stderr
    rows = [eval(line) for line in done.stdout.splitlines()]  # noqa: S307 - of the program above
    first, second, third = rows[::2]
    assert first == second
    assert rows[1] == rows[3] == rows[5] != first  # a generator of the loader's own draws alike
    everything = [*first, *third]
    for column in range(1, 6):
        assert len({row[column] for row in everything}) == 4
    for number, seed, initial, *_ in everything:
        assert seed == initial == everything[0][1] + number or seed == initial == third[0][1] + number
