# --8<-- [start:start]
"""What DistributedDataParallel does to weights and gradients, seen from inside."""

import copy

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel


def say(*words: object) -> None:
    """Print from rank 0 only."""
    if dist.get_rank() == 0:
        print(*words)


def of_every_rank(tensor: Tensor | None) -> list[list[float]]:
    """Return the tensor of each rank, flat, with 4 digits; an empty list for None."""
    own = [] if tensor is None else [round(x, 4) for x in tensor.flatten().tolist()]
    found = [own] * dist.get_world_size()
    dist.all_gather_object(found, own)
    return found


# --8<-- [end:start]


# --8<-- [start:weights]
def weights() -> None:
    """Show that all ranks begin with the weights of rank 0."""
    torch.manual_seed(dist.get_rank())  # so that each rank draws other weights
    model = nn.Linear(2, 1)
    say("before", *of_every_rank(model.weight))
    DistributedDataParallel(model)
    say("after ", *of_every_rank(model.weight))


# --8<-- [end:weights]


# --8<-- [start:gradient]
def batch_and_model() -> tuple[Tensor, Tensor, nn.Linear]:
    """Return 8 inputs, 8 targets and a model, the same on every rank."""
    torch.manual_seed(1)
    return torch.randn(8, 2), torch.randn(8, 1), nn.Linear(2, 1, bias=False)


def gradient() -> None:
    """Show that the gradient is the one of the whole batch."""
    inputs, targets, model = batch_and_model()
    alone = copy.deepcopy(model)
    nn.functional.mse_loss(alone(inputs), targets).backward()
    say("whole batch, one process", *of_every_rank(alone.weight.grad)[:1])

    own = slice(dist.get_rank(), None, dist.get_world_size())
    alone.zero_grad()
    nn.functional.mse_loss(alone(inputs[own]), targets[own]).backward()
    say("own part, without DDP   ", *of_every_rank(alone.weight.grad))

    ddp = DistributedDataParallel(model)
    nn.functional.mse_loss(ddp(inputs[own]), targets[own]).backward()
    say("own part, with DDP      ", *of_every_rank(model.weight.grad))


# --8<-- [end:gradient]


# --8<-- [start:main]
if __name__ == "__main__":
    dist.init_process_group("gloo")
    weights()
    gradient()
    dist.destroy_process_group()
# --8<-- [end:main]
