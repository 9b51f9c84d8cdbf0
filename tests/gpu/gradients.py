"""Started by torchrun beside train.py: one step of its training, of which each rank writes down what it saw.

Its file says where the tensors lie, and how far the gradients are from those of one process with the whole batch.
"""

import json
from pathlib import Path

import torch
import torch.distributed as dist
import train  # type: ignore[import-not-found]  # it lies beside this file when torchrun starts it
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel


def gradients(model: nn.Module, images: Tensor, labels: Tensor) -> list[Tensor]:
    model.zero_grad()
    cross_entropy(model(images), labels).backward()
    return [parameter.grad.clone() for parameter in model.parameters() if parameter.grad is not None]


def compare(device: torch.device) -> None:
    """Write what DDP's gradients are, beside those of one process."""
    rank, ranks = dist.get_rank(), dist.get_world_size()
    images, labels = (tensor[:16].to(device) for tensor in train.gratings(16, seed=1).tensors)

    alone = gradients(train.network().to(device), images, labels)
    model = DistributedDataParallel(train.network().to(device))
    shared = gradients(model, images[rank::ranks], labels[rank::ranks])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    optimizer.step()

    momenta = [state["momentum_buffer"] for state in optimizer.state.values()]
    tensors = [images, labels, *model.parameters(), *alone, *shared, *momenta]
    used = [torch.cuda.max_memory_allocated(gpu) for gpu in range(torch.cuda.device_count())]
    report = {
        "ranks": ranks,
        "backend": dist.get_backend(),
        "devices": sorted({str(tensor.device) for tensor in tensors}),
        "tensors": [len(alone), len(shared), len(momenta)],
        "used": used,
        "difference": max((a - b).abs().max().item() for a, b in zip(alone, shared, strict=True)),
        "largest": max(gradient.abs().max().item() for gradient in alone),
    }
    Path(f"rank-{rank}.json").write_text(json.dumps(report))


def main() -> None:
    torch.backends.cudnn.allow_tf32 = False  # ten bits of a mantissa would hide a wrong gradient
    compare(train.start())
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
