# --8<-- [start:start]
"""Less memory and fewer bytes: a sharded optimizer, FSDP2, and a checkpoint of it."""

import functools
import gc
from typing import Any

import torch
import torch.distributed as dist
import torch.distributed.checkpoint as dcp
import torch.distributed.nn  # imported later, it would keep the group alive
from torch import nn
from torch.distributed.algorithms.ddp_comm_hooks.default_hooks import fp16_compress_hook
from torch.distributed.checkpoint.state_dict import get_state_dict, set_state_dict
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import fully_shard
from torch.distributed.optim import ZeroRedundancyOptimizer
from torch.distributed.tensor._redistribute import clear_redistribute_planner_cache
from torch.nn.parallel import DistributedDataParallel


def say(*words: object) -> None:
    """Print from rank 0 only."""
    if dist.get_rank() == 0:
        print(*words)


def network() -> nn.Sequential:
    """Return the same four equal layers on every rank."""
    torch.manual_seed(0)
    return nn.Sequential(*(nn.Linear(8, 8) for _ in range(4)))


def stepped(model: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """Take one step on a fixed sample, the same on each rank."""
    model(torch.linspace(0, 1, 8).view(1, 8)).square().mean().backward()
    optimizer.step()


def adam() -> tuple[nn.Module, torch.optim.Optimizer]:
    """Return the network after a step of DDP and Adam, and the optimizer."""
    ddp = DistributedDataParallel(network())
    optimizer = torch.optim.Adam(ddp.parameters(), lr=0.01)
    stepped(ddp, optimizer)
    return ddp.module, optimizer


# --8<-- [end:start]


# --8<-- [start:zero]
def moments(optimizer: torch.optim.Optimizer) -> int:
    """Return how many numbers Adam remembers here."""
    state = optimizer.state.values()
    return sum(one["exp_avg"].numel() + one["exp_avg_sq"].numel() for one in state)


def zero() -> None:
    """Let each rank keep Adam's state for a part of the weights."""
    plain, plain_adam = adam()
    ddp = DistributedDataParallel(network())
    optimizer = ZeroRedundancyOptimizer(
        ddp.parameters(), optimizer_class=torch.optim.Adam, lr=0.01
    )
    stepped(ddp, optimizer)
    same = torch.equal(next(ddp.parameters()), next(plain.parameters()))
    own = moments(optimizer.optim)
    say("ZeRO:", own, "of", moments(plain_adam), "numbers; the same weights:", same)


# --8<-- [end:zero]


# --8<-- [start:shard]
def shard() -> None:
    """Let each rank keep a part of everything, save it, and load it as a whole."""
    mesh = init_device_mesh("cpu", (dist.get_world_size(),))
    model = network()
    for layer in model:
        fully_shard(layer, mesh=mesh)  # one all-gather for each layer
    fully_shard(model, mesh=mesh)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)  # the sharded parameters
    stepped(model, optimizer)
    weight: Any = next(model.parameters())
    own = tuple(weight.to_local().shape)
    say("FSDP2:", type(weight).__name__, tuple(weight.shape), "of which here", own)

    weights, state = get_state_dict(model, optimizer)
    dcp.save({"model": weights, "optimizer": state}, checkpoint_id="checkpoint")

    whole = network()
    whole_optimizer = torch.optim.Adam(whole.parameters(), lr=0.01)
    weights, state = get_state_dict(whole, whole_optimizer)
    dcp.load({"model": weights, "optimizer": state}, checkpoint_id="checkpoint")
    set_state_dict(
        whole, whole_optimizer, model_state_dict=weights, optim_state_dict=state
    )
    plain, _ = adam()
    pairs = zip(whole.parameters(), plain.parameters(), strict=True)
    difference = max((one - other).abs().max().item() for one, other in pairs)
    say("loaded as a whole, and as DDP has it:", difference < 1e-6)


# --8<-- [end:shard]


# --8<-- [start:hook]
def hook() -> None:
    """Send the gradients as float16."""
    ddp = DistributedDataParallel(nn.Linear(2, 1, bias=False))
    ddp.register_comm_hook(None, fp16_compress_hook)
    ddp(torch.tensor([[1 / 3, 2.0 + dist.get_rank()]])).sum().backward()
    weight: Any = next(ddp.parameters())
    say("float16:", *(f"{number:.5f}" for number in weight.grad[0]))


# --8<-- [end:hook]


# --8<-- [start:main]
def let_go() -> None:
    """Empty DTensor's caches, which keep the process group alive, by internals of 2.13.

    Otherwise Gloo's threads outlive the group and may abort the process at its end.
    """
    clear_redistribute_planner_cache()
    torch._C._clear_DTensor_sharding_propagator_cache()
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            one.cache_clear()
    gc.collect()


if __name__ == "__main__":
    dist.init_process_group("gloo")
    zero()
    shard()
    hook()
    let_go()
    dist.destroy_process_group()
# --8<-- [end:main]
