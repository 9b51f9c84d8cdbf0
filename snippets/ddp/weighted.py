"""Average gradients over all samples without DDP, however many each rank has."""

import torch
import torch.distributed as dist
from torch import Tensor, nn


# --8<-- [start:average]
def average_by_samples(model: nn.Module, inputs: Tensor) -> None:
    """Make each gradient the mean over the samples of all ranks.

    Every rank calls it after its backward pass, whose loss is a mean over its own
    samples; one without samples takes part. The model, the same on each rank, is not
    wrapped in DDP; of the inputs, only their number counts. Costs one all-reduce for
    each parameter, and one of a single number.
    """
    samples = len(inputs)
    total = torch.tensor(samples)
    dist.all_reduce(total)
    for parameter in model.parameters():
        mean = torch.zeros_like(parameter)
        if samples and parameter.grad is not None:
            mean = parameter.grad * samples / total
        dist.all_reduce(mean)
        parameter.grad = mean


# --8<-- [end:average]


def main() -> None:
    """Print the gradient for 1 sample on rank 0 and 3 on each other rank."""
    dist.init_process_group("gloo")
    inputs = torch.tensor([[1.0]] if dist.get_rank() == 0 else [[3.0]] * 3)
    model = nn.Linear(1, 1, bias=False)
    model(inputs).mean().backward()
    average_by_samples(model, inputs)
    if dist.get_rank() == 0:
        print(model.weight.grad)
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
