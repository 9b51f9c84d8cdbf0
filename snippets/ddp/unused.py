# --8<-- [start:unused]
"""Two models that DDP refuses, and the parameters that it names."""

import re

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.checkpoint import checkpoint


class TwoHeads(nn.Module):
    """A model that uses one of its two heads."""

    def __init__(self) -> None:
        """Make both heads."""
        super().__init__()
        self.used = nn.Linear(2, 1, bias=False)
        self.unused = nn.Linear(2, 1, bias=False)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the first head makes of the inputs."""
        outputs: Tensor = self.used(inputs)
        return outputs


# --8<-- [end:unused]


# --8<-- [start:twice]
class Checkpointed(nn.Module):
    """A model that computes its layer again in backward, to save memory."""

    def __init__(self, *, reentrant: bool) -> None:
        """Make the layer."""
        super().__init__()
        self.layer, self.reentrant = nn.Linear(2, 1, bias=False), reentrant

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the layer makes of the inputs."""
        outputs: Tensor = checkpoint(self.layer, inputs, use_reentrant=self.reentrant)
        return outputs


# --8<-- [end:twice]


# --8<-- [start:main]
def two_steps(model: nn.Module, *, find: bool) -> str:
    """Return "fine" after two forwards and backwards, or what the error says."""
    ddp = DistributedDataParallel(model, find_unused_parameters=find)
    try:
        for _ in range(2):
            ddp(torch.ones(4, 2, requires_grad=True)).sum().backward()
    except RuntimeError as error:
        first, *rest = str(error).splitlines()
        named = [line for line in rest if re.search("did not receive|with name", line)]
        return "\n  ".join(line.partition(". ")[0] for line in [first, *named[:1]])
    return "fine"


def main() -> None:
    """Try both models, and what mends them."""
    dist.init_process_group("gloo")
    for model, find in (
        (TwoHeads(), False),
        (TwoHeads(), True),
        (Checkpointed(reentrant=True), True),
        (Checkpointed(reentrant=False), True),
    ):
        said = two_steps(model, find=find)
        if dist.get_rank() == 0:
            print(f"{type(model).__name__}: {said}")
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
# --8<-- [end:main]
