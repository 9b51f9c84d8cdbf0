# --8<-- [start:step]
"""Half precision, accumulation, clipping, compilation and metrics, in two processes."""

import gc
from collections.abc import Callable, Sequence
from contextlib import nullcontext

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
from torch import Tensor, nn
from torch.nn.functional import mse_loss
from torch.nn.parallel import DistributedDataParallel


def step(
    ddp: DistributedDataParallel,
    optimizer: torch.optim.Optimizer,
    scaler: torch.amp.GradScaler,
    parts: Sequence[tuple[Tensor, Tensor]],
) -> float:
    """Take one step along the mean gradient of equally large parts; return its norm.

    The ranks exchange gradients once, with the last part.
    """
    optimizer.zero_grad()
    for number, (inputs, targets) in enumerate(parts, start=1):
        with nullcontext() if number == len(parts) else ddp.no_sync():
            with torch.autocast(inputs.device.type, dtype=torch.float16):
                outputs = ddp(inputs)  # in no_sync, too: forward decides
            loss = mse_loss(outputs.float(), targets) / len(parts)
            scaler.scale(loss).backward()
    scaler.unscale_(optimizer)  # or the norm would be that of the scaled gradient
    norm = nn.utils.clip_grad_norm_(ddp.parameters(), max_norm=1.0)
    scaler.step(optimizer)  # skips the step if a gradient is inf or nan
    scaler.update()
    return norm.item()


# --8<-- [end:step]


# --8<-- [start:mixed]
def mixed() -> None:
    """Take three steps; in the second, one rank has numbers too large for float16."""
    torch.manual_seed(0)
    ddp = DistributedDataParallel(nn.Linear(2, 1))
    optimizer = torch.optim.SGD(ddp.parameters(), lr=0.1)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    for number in range(3):
        size = 1e6 if number == 1 and dist.get_rank() == 1 else 1.0 + dist.get_rank()
        part = torch.full((4, 2), size), torch.full((4, 1), 9.0)
        norm = step(ddp, optimizer, scaler, [part, part])
        weight = next(ddp.parameters())[0, 0].item()
        seen = {"norm": f"{norm:.0f}", "weight": round(weight, 2)}
        say(f"step {number}:", *of_every_rank(seen), "scale", scaler.get_scale())


# --8<-- [end:mixed]


# --8<-- [start:compiled]
class Stack(nn.Module):
    """Four layers of 1 MiB each."""

    def __init__(self) -> None:
        """Make the layers."""
        super().__init__()
        layers = [nn.Linear(512, 512, bias=False) for _ in range(4)]
        self.layers = nn.ModuleList(layers)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the layers make of the inputs."""
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs


def graphs(order: str, model: nn.Module) -> tuple[str, int, bool]:
    """Return the first weight's name, the graphs, and whether the output is right."""
    inputs, found = torch.ones(2, 512), []
    expected = model(inputs)

    def backend(graph: torch.fx.GraphModule, _: object) -> Callable[..., object]:
        found.append(graph)  # a real compiler would work on it
        return graph.forward

    torch.compiler.reset()
    if order == "compile, wrap":
        model = torch.compile(model, backend=backend)  # type: ignore[assignment]
    wrapped: nn.Module = DistributedDataParallel(model, bucket_cap_mb=2)
    if order == "wrap, compile":
        wrapped = torch.compile(wrapped, backend=backend)  # type: ignore[assignment]
    outputs = wrapped(inputs)
    outputs.sum().backward()
    name = next(iter(wrapped.state_dict()))
    return name, len(found), torch.equal(outputs, expected)


def compiled() -> None:
    """Show both orders."""
    for order in ("wrap, compile", "compile, wrap"):
        say(f"{order}:", *graphs(order, Stack()))
    sequential = nn.Sequential(*Stack().layers)
    say("wrap, compile a Sequential:", *graphs("wrap, compile", sequential))


# --8<-- [end:compiled]


# --8<-- [start:metric]
def of_all(values: Tensor) -> Tensor:
    """Return the values of all ranks in a row, also if some have more than others.

    Only their number may differ: a rank without any needs the others' shape and dtype.
    Memory: every rank holds them all.
    """
    sizes = torch.zeros(dist.get_world_size(), dtype=torch.int64, device=values.device)
    sizes[dist.get_rank()] = len(values)
    dist.all_reduce(sizes)
    padded = values.new_zeros(int(sizes.max()), *values.shape[1:])
    padded[: len(values)] = values
    found = [torch.empty_like(padded) for _ in sizes]
    dist.all_gather(found, padded)
    return torch.cat([one[:size] for one, size in zip(found, sizes, strict=True)])


def metric() -> None:
    """Show a median: by the mean of the medians, and by all values."""
    own = torch.tensor([[1.0, 2.0, 3.0], [10.0]][dist.get_rank()])
    medians = of_all(own.quantile(0.5).view(1))
    say("medians:", medians.tolist(), "their mean:", medians.mean().item())
    say("of all:", of_all(own).quantile(0.5).item())


# --8<-- [end:metric]


# --8<-- [start:main]
def of_every_rank(item: object) -> list[object]:
    """Return the item of each rank."""
    found: list[object] = [None] * dist.get_world_size()
    dist.all_gather_object(found, item)
    return found


def say(*words: object) -> None:
    """Print from rank 0 only."""
    if dist.get_rank() == 0:
        print(*words)


if __name__ == "__main__":
    dist.init_process_group("gloo")
    mixed()
    compiled()
    metric()
    gc.collect()  # what was compiled lies in circles, and holds on to the group
    dist.destroy_process_group()
# --8<-- [end:main]
