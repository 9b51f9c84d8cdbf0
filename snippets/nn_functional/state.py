"""What a module of torch holds: registration, modes, statistics, and files."""
# ruff: noqa: N812 - everybody calls it F
# mypy: disable-error-code="no-untyped-call"

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


# --8<-- [start:lost]
class Lossy(nn.Module):
    """Five things that look like state; torch sees the first layer only."""

    def __init__(self) -> None:
        """Hold them in the ways in which they get lost."""
        super().__init__()
        self.seen = nn.Linear(4, 1)
        self.layers = [nn.Linear(4, 4), nn.Linear(4, 4)]
        self.table = {"last": nn.Linear(4, 4)}
        self.scale = torch.ones(4)
        self.cast = nn.Parameter(torch.ones(4)).double()


# --8<-- [end:lost]


# --8<-- [start:dropouts]
class Noisy(nn.Module):
    """Four dropouts, of which two obey eval()."""

    def __init__(self) -> None:
        """Make the one that is a module."""
        super().__init__()
        self.dropout = nn.Dropout(0.5)

    def forward(self, x: Tensor) -> list[Tensor]:
        """Return what each of them makes of x."""
        return [
            self.dropout(x),
            F.dropout(x, 0.5, training=self.training),
            F.dropout(x, 0.5),
            nn.Dropout(0.5)(x),
        ]


# --8<-- [end:dropouts]

if __name__ == "__main__":
    # --8<-- [start:lost_demo]
    lossy = Lossy()
    print([name for name, _ in lossy.named_parameters()])
    lossy.double()
    print(lossy.seen.weight.dtype, lossy.layers[0].weight.dtype, lossy.scale.dtype)
    print(isinstance(lossy.cast, nn.Parameter), lossy.cast.is_leaf)
    layers = nn.ModuleList([nn.Linear(4, 4)] * 3)
    print(len(layers), sum(one.numel() for one in layers.parameters()))
    # --8<-- [end:lost_demo]
    # --8<-- [start:dropout_demo]
    noisy = Noisy().eval()
    for result in noisy(torch.ones(64)):
        print(sorted(set(result.tolist())))
    # --8<-- [end:dropout_demo]
    # --8<-- [start:wrong_argument]
    x = torch.ones(4, requires_grad=True)
    y = F.dropout(x, noisy.train().training)
    y.sum().backward()
    print(y.tolist(), x.grad)
    # --8<-- [end:wrong_argument]
    # --8<-- [start:defaults]
    import inspect

    for name in (
        "dropout", "dropout2d", "batch_norm", "alpha_dropout", "rrelu", "gumbel_softmax"
    ):  # fmt: skip
        parameters = inspect.signature(getattr(F, name)).parameters
        default = parameters["training"].default if "training" in parameters else "-"
        print(f"{name:15}{default}")
    # --8<-- [end:defaults]
    # --8<-- [start:batch_norm]
    norm = nn.BatchNorm1d(1)
    column = torch.tensor([[0.0], [2.0], [4.0], [6.0]])
    print([round(value, 4) for value in norm(column).flatten().tolist()])
    for name, buffer in norm.named_buffers():
        print(name, round(buffer.item(), 4))
    norm.eval()
    print([round(value, 4) for value in norm(column).flatten().tolist()])
    # --8<-- [end:batch_norm]
    # --8<-- [start:batch_norm_function]
    mean, variance = torch.zeros(1), torch.ones(1)
    still = F.batch_norm(column, mean, variance)
    print([round(value, 4) for value in still.flatten().tolist()], mean, variance)
    # --8<-- [end:batch_norm_function]
    # --8<-- [start:alias]
    counter = nn.Linear(1, 1, bias=False)
    nn.init.ones_(counter.weight)
    best = counter.state_dict()
    copied = {name: value.clone() for name, value in best.items()}
    with torch.no_grad():
        counter.weight += 5
    print(best["weight"].item(), copied["weight"].item())
    # --8<-- [end:alias]
    # --8<-- [start:strict]
    target: Any = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Linear(1, 1))
    try:
        target.load_state_dict({"0.weight": torch.tensor([[9.0]])})
    except RuntimeError as error:
        print(str(error).splitlines()[1].strip())
    print(target[0].weight.item())
    # --8<-- [end:strict]
    # --8<-- [start:assign]
    from copy import deepcopy

    tied = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    tied[1].weight = tied[0].weight
    saved = tied.state_dict()
    print([name for name, _ in tied.named_parameters()], list(saved))
    optimiser_holds = tied[0].weight
    tied.load_state_dict(deepcopy(saved), assign=True)
    print([name for name, _ in tied.named_parameters()])
    print(optimiser_holds is tied[0].weight)
    # --8<-- [end:assign]
