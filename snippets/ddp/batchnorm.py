# --8<-- [start:own]
"""Batch normalisation when each rank sees a part of the batch."""

import torch
import torch.distributed as dist
import torch.distributed.nn  # imported later, it would keep the group alive
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel


def running_means(ddp: nn.Module) -> list[float]:
    """Return the mean that each rank's layer has stored."""
    found = [0.0] * dist.get_world_size()
    dist.all_gather_object(found, ddp.get_buffer("module.running_mean").item())
    return found


def own_statistics(batch: Tensor) -> list[list[float]]:
    """Return the stored means after a training step, and what an evaluation then uses.

    A momentum of 1 stores the mean of the last batch.
    """
    ddp = DistributedDataParallel(nn.BatchNorm1d(1, momentum=1.0))
    ddp(batch)
    trained = running_means(ddp)
    ddp.eval()
    ddp(batch)
    return [trained, running_means(ddp)]


# --8<-- [end:own]


# --8<-- [start:sync]
def refusal(batch: Tensor) -> str:
    """Return what SyncBatchNorm says to a batch on the CPU."""
    layer = nn.SyncBatchNorm.convert_sync_batchnorm(nn.BatchNorm1d(1))
    said = "nothing"
    try:
        layer(batch)
    except ValueError as error:
        said = str(error)
    return said


# --8<-- [end:sync]


# --8<-- [start:combined]
def whole_statistics(batch: Tensor) -> tuple[Tensor, Tensor]:
    """Return mean and variance over the parts of all ranks, if these are equally large.

    The idea of SyncBatchNorm: one message with the moments of each feature. The batch,
    this rank's part, has shape (samples, features); each result has shape (features,).
    """
    moments = torch.stack([batch.mean(dim=0), batch.square().mean(dim=0)])
    dist.all_reduce(moments)
    mean, mean_square = moments / dist.get_world_size()
    return mean, mean_square - mean.square()


# --8<-- [end:combined]

# --8<-- [start:main]
if __name__ == "__main__":
    dist.init_process_group("gloo")
    whole = torch.tensor([1.0, 3.0, 5.0, 11.0]).unsqueeze(1)
    own = whole.chunk(dist.get_world_size())[dist.get_rank()]
    after_training, in_evaluation = own_statistics(own)
    mean, variance = whole_statistics(own)
    if dist.get_rank() == 0:
        print("each rank's mean:", after_training)
        print("in evaluation:", in_evaluation)
        print(refusal(own))
        print("all ranks:", mean.item(), variance.item())
        print("one process:", whole.mean().item(), whole.var(correction=0).item())
    dist.destroy_process_group()
# --8<-- [end:main]
