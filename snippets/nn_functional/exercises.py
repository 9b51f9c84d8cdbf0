"""Exercises: starters, solutions, and cases that tell right answers from wrong ones."""
# ruff: noqa: F811, N812 - a solution takes its starter's place; everybody calls it F
# mypy: disable-error-code="no-redef, no-untyped-call"

# --8<-- [start:imports]
from typing import Any

# --8<-- [end:imports]
# isort: split
from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn


# --8<-- [start:hidden_starter]
def hidden(attributes: dict[str, Any], kinds: tuple[type, ...]) -> list[str]:
    """Return the sorted names of what is or holds such objects, but for _names."""
    raise NotImplementedError


# --8<-- [end:hidden_starter]


# --8<-- [start:hidden]
def hidden(attributes: dict[str, Any], kinds: tuple[type, ...]) -> list[str]:
    """Return the sorted names of what is or holds such objects, but for _names."""

    def holds(value: object) -> bool:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            return any(holds(one) for one in value)
        return isinstance(value, kinds)

    shown = (name for name in attributes if not name.startswith("_"))
    return sorted(name for name in shown if holds(attributes[name]))


# --8<-- [end:hidden]


# --8<-- [start:hidden_check]
def hidden_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield attributes and what hides complex numbers or bytes, small ones first."""
    kinds = (complex, bytes)
    yield ({}, kinds), []
    yield ({"a": 1, "b": "x", "c": None}, kinds), []
    yield ({"a": 1j}, kinds), ["a"]
    yield ({"a": [1j]}, kinds), ["a"]
    yield ({"a": [1, 2], "b": (b"x",)}, kinds), ["b"]
    yield ({"a": {"x": 1j}, "b": {}}, kinds), ["a"]
    yield ({"a": {1j: 1}}, kinds), []
    yield ({"_parameters": {"w": 1j}, "training": True}, kinds), []
    yield ({"b": [[1], [b"x"]], "a": [1j]}, kinds), ["a", "b"]
    yield ({"a": {"x": (0, [1j])}, "m": [None]}, kinds), ["a"]


# --8<-- [end:hidden_check]


# --8<-- [start:track_starter]
def track(batches: list[list[Any]], momentum: Any) -> tuple[Any, Any]:
    """Return BatchNorm's running mean and variance after batches of 2 or more."""
    raise NotImplementedError


# --8<-- [end:track_starter]


# --8<-- [start:track]
def track(batches: list[list[Any]], momentum: Any) -> tuple[Any, Any]:
    """Return BatchNorm's running mean and variance after batches of 2 or more."""
    running_mean, running_variance = 0.0, 1.0
    for number, batch in enumerate(batches, 1):
        share = 1 / number if momentum is None else momentum
        mean = sum(batch) / len(batch)
        variance = sum((one - mean) ** 2 for one in batch) / (len(batch) - 1)
        running_mean += share * (mean - running_mean)
        running_variance += share * (variance - running_variance)
    return running_mean, running_variance


# --8<-- [end:track]


# --8<-- [start:track_check]
def track_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield batches and a momentum, with both statistics worked out by hand."""
    yield ([], 0.1), (0, 1)
    yield ([[1, 3]], 1), (2, 2)
    yield ([[1, 3]], 0.5), (1, 1.5)
    yield ([[0, 2, 4, 6]], 0.1), (0.3, 0.9 + 2 / 3)
    yield ([[1, 3], [5, 5]], 0.5), (3, 0.75)
    yield ([[1, 3]], None), (2, 2)
    yield ([[1, 3], [5, 5]], None), (3.5, 1)
    yield ([[1, 3], [5, 5], [0, 0, 0]], None), (7 / 3, 2 / 3)


def track_agrees(got: Any, expected: Any, batches: Any, momentum: Any) -> bool:
    """Compare up to rounding."""
    del batches, momentum
    return len(got) == 2 and all(
        abs(one - other) < 1e-9 for one, other in zip(got, expected, strict=True)
    )


# --8<-- [end:track_check]


# --8<-- [start:attention]
class Attention(nn.Module):
    """Attention with dropout while training, and none in evaluation."""

    def __init__(self, p: float) -> None:
        """Take the probability with which a weight is dropped."""
        super().__init__()
        self.p = p

    def forward(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Return what torch's function makes of them."""
        p = self.p if self.training else 0.0
        return F.scaled_dot_product_attention(query, key, value, dropout_p=p)


# --8<-- [end:attention]


# --8<-- [start:dilated]
class Dilated(nn.Module):
    """The sum of three convolutions with one 3 × 3 kernel, dilated by 1, 2 and 3."""

    def __init__(self, channels: int) -> None:
        """Make the one layer that owns the weights."""
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return a tensor of the same shape."""
        w, b = self.conv.weight, self.conv.bias
        parts = [F.conv2d(x, w, b, padding=d, dilation=d) for d in (1, 2, 3)]
        return torch.stack(parts).sum(0)


# --8<-- [end:dilated]


# --8<-- [start:sampling]
def sampling(module: nn.Module) -> nn.Module:
    """Switch on the dropout layers of a network, and nothing else."""
    module.eval()
    for one in module.modules():
        if isinstance(one, nn.Dropout):
            one.train()
    return module


# --8<-- [end:sampling]

if __name__ == "__main__":
    # --8<-- [start:hidden_demo]
    network_of_mine: Any = nn.Linear(2, 2)
    network_of_mine.scale = torch.ones(2)
    network_of_mine.more = {"heads": [nn.Linear(2, 1)]}
    print(hidden(vars(network_of_mine), (nn.Module, Tensor)))
    # --8<-- [end:hidden_demo]
    # --8<-- [start:track_demo]
    print(track([[0, 2, 4, 6]] * 2, 0.25), track([[0, 2, 4, 6]] * 2, None))
    # --8<-- [end:track_demo]
    # --8<-- [start:attention_demo]
    torch.manual_seed(0)
    attention = Attention(0.5)
    query = torch.rand(1, 8, 4)
    plain = F.scaled_dot_product_attention(query, query, query)
    for mode in (True, False):
        attention.train(mode)
        print(mode, torch.equal(attention(query, query, query), plain))
    # --8<-- [end:attention_demo]
    # --8<-- [start:dilated_demo]
    dilated = Dilated(2)
    picture = torch.rand(1, 2, 8, 8)
    total: Any = 0
    for d in (1, 2, 3):
        copy = nn.Conv2d(2, 2, 3, padding=d, dilation=d)
        copy.weight, copy.bias = dilated.conv.weight, dilated.conv.bias
        total = total + copy(picture)
    print(torch.allclose(dilated(picture), total), len(list(dilated.parameters())))
    # --8<-- [end:dilated_demo]
    # --8<-- [start:sampling_demo]
    torch.manual_seed(0)
    uncertain: Any = nn.Sequential(nn.BatchNorm1d(3), nn.Dropout(0.5), nn.Linear(3, 1))
    nn.init.ones_(uncertain[2].weight)
    nn.init.zeros_(uncertain[2].bias)
    inputs = torch.tensor([[1.0, 2.0, 3.0]]).expand(20000, 3)
    with torch.no_grad():
        drawn = sampling(uncertain)(inputs)
    print(abs(drawn.mean() - 6).item() < 0.1, abs(drawn.var() - 14).item() < 0.5)
    print(uncertain[0].training, uncertain[1].training)
    # --8<-- [end:sampling_demo]
