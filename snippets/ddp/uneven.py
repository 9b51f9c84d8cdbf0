# --8<-- [start:start]
"""Batches of unequal size, and ranks with unequally many batches."""

import torch
import torch.distributed as dist
import torch.distributed.nn  # imported later, it would keep the group alive
from torch import nn
from torch.nn.parallel import DistributedDataParallel


def weight_of_every_rank(ddp: DistributedDataParallel) -> list[float]:
    """Return the single weight that each rank holds."""
    found = [0.0] * dist.get_world_size()
    dist.all_gather_object(found, next(ddp.parameters()).item())
    return found


def one_weight() -> DistributedDataParallel:
    """Return y = wx with w = 0: the gradient of the mean of y is the mean of x."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    return DistributedDataParallel(model)


# --8<-- [end:start]


# --8<-- [start:mean]
def step(samples: list[float], *, weighted: bool) -> list[float]:
    """Return each rank's weight after a step of length 1 down the mean of y."""
    ddp = one_weight()
    loss = ddp(torch.tensor(samples).unsqueeze(1)).mean()
    if weighted:
        total = torch.tensor(len(samples))
        dist.all_reduce(total)
        loss = loss * dist.get_world_size() * len(samples) / total
    loss.backward()
    torch.optim.SGD(ddp.parameters(), lr=1.0).step()
    return weight_of_every_rank(ddp)


# --8<-- [end:mean]


# --8<-- [start:join]
def steps(batches: list[float], *, by_all: bool) -> list[float]:
    """Return each rank's weight after a step for each of its batches of one sample."""
    ddp = one_weight()
    optimizer = torch.optim.SGD(ddp.parameters(), lr=1.0)
    with ddp.join(divide_by_initial_world_size=by_all):
        for sample in batches:
            optimizer.zero_grad()
            ddp(torch.tensor([[sample]])).mean().backward()
            optimizer.step()
    return weight_of_every_rank(ddp)


# --8<-- [end:join]

# --8<-- [start:main]
if __name__ == "__main__":
    dist.init_process_group("gloo")
    mine = [[1.0], [3.0, 3.0, 3.0]][dist.get_rank()]  # the mean of all four: 2.5
    results = {
        "mean of means": step(mine, weighted=False),
        "mean of all": step(mine, weighted=True),
        "join, divided by all ranks": steps(mine, by_all=True),
        "join, divided by those that still have batches": steps(mine, by_all=False),
    }
    if dist.get_rank() == 0:
        for name, weights in results.items():
            print(weights, name)
    dist.destroy_process_group()
# --8<-- [end:main]
