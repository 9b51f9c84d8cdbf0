# --8<-- [start:start]
"""What DistributedDataParallel does to weights and gradients, seen from inside."""

import copy
from typing import Any

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
from torch import Tensor, nn
from torch.distributed.algorithms.ddp_comm_hooks.default_hooks import allreduce_hook
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


# --8<-- [start:no_sync]
def accumulate() -> None:
    """Show a large batch in two parts that communicate once."""
    inputs, targets, model = batch_and_model()
    ddp = DistributedDataParallel(model)
    first, second = torch.arange(8)[dist.get_rank() :: dist.get_world_size()].chunk(2)
    with ddp.no_sync():
        (nn.functional.mse_loss(ddp(inputs[first]), targets[first]) / 2).backward()
    say("after no_sync      ", *of_every_rank(model.weight.grad))
    (nn.functional.mse_loss(ddp(inputs[second]), targets[second]) / 2).backward()
    say("after the last part", *of_every_rank(model.weight.grad))


# --8<-- [end:no_sync]


# --8<-- [start:buckets]
def buckets(cap: int | None) -> None:
    """Show which gradients travel together, and when."""
    layers = [nn.Linear(512, 512, bias=False) for _ in range(6)]  # 1 MiB each
    ddp = DistributedDataParallel(nn.Sequential(*layers), bucket_cap_mb=cap)
    events: list[str] = []

    def note(state: Any, bucket: dist.GradBucket) -> torch.futures.Future[Tensor]:
        events.append(f"[{bucket.buffer().nbytes // 2**20} MiB]")
        return allreduce_hook(state, bucket)  # what DDP does anyway

    ddp.register_comm_hook(None, note)
    for number, layer in enumerate(layers):
        layer.weight.register_hook(lambda _, name=number: events.append(str(name)))
    for step in range(2):
        ddp(torch.ones(1, 512)).sum().backward()
        say("cap", cap, "step", step, *events)
        events.clear()


# --8<-- [end:buckets]


# --8<-- [start:unused]
class TwoHeads(nn.Module):
    """A model that uses one of its two heads."""

    def __init__(self) -> None:
        """Make both heads."""
        super().__init__()
        self.used, self.unused = nn.Linear(2, 1), nn.Linear(2, 1)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the first head makes of the inputs."""
        outputs: Tensor = self.used(inputs)
        return outputs


def unused() -> None:
    """Show what a weight without a gradient does to the next step."""
    for find in (False, True):
        ddp = DistributedDataParallel(TwoHeads(), find_unused_parameters=find)
        try:
            for _ in range(2):
                ddp(torch.ones(4, 2)).sum().backward()
            say("two steps, and the gradient", ddp.module.unused.weight.grad)
        except RuntimeError as error:
            say(str(error).partition(".")[0])


# --8<-- [end:unused]

# --8<-- [start:main]
if __name__ == "__main__":
    dist.init_process_group("gloo")
    weights()
    gradient()
    accumulate()
    buckets(cap=None)
    buckets(cap=2)
    unused()
    dist.destroy_process_group()
# --8<-- [end:main]
