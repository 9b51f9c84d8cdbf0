"""Which process is given which samples: DistributedSampler, tried without processes."""

# --8<-- [start:imports]
from collections.abc import Iterable, Iterator
from itertools import islice

import torch
from torch.utils.data import (
    DistributedSampler,
    IterableDataset,
    TensorDataset,
    get_worker_info,
)

# --8<-- [end:imports]


# --8<-- [start:once]
def indices_once(size: int, rank: int, count: int) -> range:
    """Return the share of a rank such that each sample is in one rank's share.

    The shares may differ by one sample. ValueError if there is no such rank or size.
    """
    if not 0 <= rank < count:
        raise ValueError(f"there is no process {rank} among {count}")
    if size < 0:
        raise ValueError(f"there cannot be {size} samples")
    return range(rank, size, count)


# --8<-- [end:once]


# --8<-- [start:shard]
class Shard(IterableDataset[int]):
    """What one worker of one rank reads from a stream: every n-th item."""

    def __init__(self, stream: Iterable[int], rank: int, ranks: int) -> None:
        """Take a stream that all can read from its beginning.

        ValueError if there is no such rank.
        """
        if not 0 <= rank < ranks:
            raise ValueError(f"there is no process {rank} among {ranks}")
        self.stream, self.rank, self.ranks = stream, rank, ranks

    def __iter__(self) -> Iterator[int]:
        """Yield the items of the worker that asks."""
        worker = get_worker_info()  # None without workers
        number, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        first = self.rank * workers + number
        return islice(self.stream, first, None, self.ranks * workers)


# --8<-- [end:shard]

if __name__ == "__main__":
    # --8<-- [start:split]
    data = TensorDataset(torch.arange(10))
    for rank in range(4):
        print(rank, list(DistributedSampler(data, 4, rank, shuffle=False)))
    # --8<-- [end:split]
    # --8<-- [start:epochs]
    sampler = DistributedSampler(data, 4, rank=0)
    print("forgotten", list(sampler), list(sampler))
    for epoch in range(3):
        sampler.set_epoch(epoch)
        print("set_epoch", epoch, list(sampler))
    # --8<-- [end:epochs]
    # --8<-- [start:once_demo]
    for rank in range(4):
        print(rank, list(indices_once(len(data), rank, 4)))
    # --8<-- [end:once_demo]
    # --8<-- [start:shard_demo]
    for rank in range(2):
        print(rank, list(Shard(range(7), rank, 2)))
    # --8<-- [end:shard_demo]
