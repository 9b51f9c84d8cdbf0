# --8<-- [start:buckets]
"""Which gradients DistributedDataParallel sends together, and when."""

from typing import Any

import torch
import torch.distributed as dist
import torch.distributed.nn  # imported later, it would keep the group alive
from torch import Tensor, nn
from torch.distributed.algorithms.ddp_comm_hooks.default_hooks import allreduce_hook
from torch.nn.parallel import DistributedDataParallel


def buckets(cap: int | None) -> None:
    """Print, on rank 0, which gradients travel together in two steps, and when.

    cap: the size of a bucket in MiB; None for DDP's own. Every rank calls it.
    """
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
        if dist.get_rank() == 0:
            print("cap", cap, "step", step, *events)
        events.clear()


# --8<-- [end:buckets]

# --8<-- [start:main]
if __name__ == "__main__":
    dist.init_process_group("gloo")
    buckets(cap=None)
    buckets(cap=2)
    dist.destroy_process_group()
# --8<-- [end:main]
