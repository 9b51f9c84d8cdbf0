"""Which process is given which samples: DistributedSampler, tried without processes."""

# --8<-- [start:imports]
import torch
from torch.utils.data import DistributedSampler, TensorDataset

# --8<-- [end:imports]


# --8<-- [start:once]
def indices_once(size: int, rank: int, count: int) -> range:
    """Return a process's share of the samples such that each sample is in one share.

    This is what an evaluation needs: nothing is repeated, nothing is left out. Take
    Subset(data, indices_once(...)) for the DataLoader, and no sampler. The
    shares may differ by one sample, so no step of the evaluation may wait for all.

    Args:
        size: How many samples there are.
        rank: The number of the process, from 0.
        count: How many processes there are.

    Raises:
        ValueError: If there is no such process, or the size is negative.
    """
    if not 0 <= rank < count:
        raise ValueError(f"there is no process {rank} among {count}")
    if size < 0:
        raise ValueError(f"there cannot be {size} samples")
    return range(rank, size, count)


# --8<-- [end:once]

if __name__ == "__main__":
    # --8<-- [start:split]
    data = TensorDataset(torch.arange(10))
    for rank in range(4):
        print(rank, list(DistributedSampler(data, 4, rank, shuffle=False)))
    # --8<-- [end:split]
    # --8<-- [start:drop_last]
    options = {"shuffle": False, "drop_last": True}
    for rank in range(4):
        print(rank, list(DistributedSampler(data, 4, rank, **options)))
    # --8<-- [end:drop_last]
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
