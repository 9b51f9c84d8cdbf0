"""Started by torchrun beside train.py: SyncBatchNorm on the own part of a batch, beside BatchNorm on all of it.

Its file says how far they are from each other, in what they return, in their gradients and in what they store.
"""

import json
from pathlib import Path

import torch
import torch.distributed as dist
import train  # type: ignore[import-not-found]  # it lies beside this file when torchrun starts it
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel


def layer() -> nn.BatchNorm1d:
    """Return a layer with a weight and a bias that are not those it begins with."""
    found = nn.BatchNorm1d(3)
    nn.init.constant_(found.weight, 1.5)
    nn.init.constant_(found.bias, -0.5)
    return found


def gradient(tensor: Tensor) -> Tensor:
    """Return a tensor's gradient, which it has."""
    assert tensor.grad is not None
    return tensor.grad


def compare(device: torch.device) -> None:
    """Write the differences of this rank's part."""
    rank, ranks = dist.get_rank(), dist.get_world_size()
    generator = torch.Generator().manual_seed(0)
    batch = torch.randn(8, 3, generator=generator).to(device)
    target = torch.randn(8, 3, generator=generator).to(device)
    whole, part = batch.clone().requires_grad_(), batch[rank::ranks].clone().requires_grad_()

    alone = layer().to(device)
    of_all = alone(whole)
    (of_all - target).square().mean().backward()

    converted = nn.SyncBatchNorm.convert_sync_batchnorm(layer()).to(device)
    model = DistributedDataParallel(converted, device_ids=[device])
    of_part = model(part)
    (of_part - target[rank::ranks]).square().mean().backward()

    pairs = {
        "returned": (of_part, of_all[rank::ranks]),
        "weight": (gradient(converted.weight), gradient(alone.weight)),
        "bias": (gradient(converted.bias), gradient(alone.bias)),
        "input": (gradient(part) / ranks, gradient(whole)[rank::ranks]),
        "running_var": (converted.running_var, alone.running_var),
    }
    report = {
        "backend": dist.get_backend(),
        "differences": {name: (a - b).abs().max().item() for name, (a, b) in pairs.items()},
        "own": (layer().to(device)(part) - of_all[rank::ranks]).abs().max().item(),
    }
    Path(f"rank-{rank}.json").write_text(json.dumps(report))


def main() -> None:
    compare(train.start())
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
