"""One convolution in two spellings, one network in three, and four mistakes."""
# ruff: noqa: N812 - everybody calls it F
# mypy: disable-error-code="no-untyped-call"

# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import Tensor, nn

# --8<-- [end:imports]
# isort: split
# --8<-- [start:frames]
import sys
from collections.abc import Callable
from typing import Any


def frames(function: Callable[..., object], *inputs: object) -> list[str]:
    """Return the names of the Python functions that a call enters, in order."""
    seen: list[tuple[str, str]] = []
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, _: seen.append((event, frame.f_code.co_name)))
    try:
        function(*inputs)
    finally:
        sys.setprofile(before)
    return [name for event, name in seen if event == "call"]


# --8<-- [end:frames]


# --8<-- [start:modules]
class ByModules(nn.Module):
    """Images N × 1 × 28 × 28 to scores N × 10, each layer a module."""

    def __init__(self) -> None:
        """Make three layers with weights, and the steps between them."""
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 16, 5), nn.Conv2d(16, 32, 5)
        self.pool, self.relu = nn.MaxPool2d(2), nn.ReLU()
        self.linear = nn.Linear(32 * 4 * 4, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Return the scores."""
        x = self.relu(self.pool(self.conv1(x)))
        x = self.relu(self.pool(self.conv2(x)))
        scores: Tensor = self.linear(x.flatten(1))
        return scores


# --8<-- [end:modules]


# --8<-- [start:mixed]
class Mixed(nn.Module):
    """The same network: modules where there are weights, functions elsewhere."""

    def __init__(self) -> None:
        """Make three layers with weights."""
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 16, 5), nn.Conv2d(16, 32, 5)
        self.linear = nn.Linear(32 * 4 * 4, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Return the scores."""
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        scores: Tensor = self.linear(x.flatten(1))
        return scores


# --8<-- [end:mixed]


# --8<-- [start:functions]
def by_functions(weights: dict[str, Tensor], x: Tensor) -> Tensor:
    """Return the same scores from weights in a dictionary."""
    x = F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"])
    x = F.relu(F.max_pool2d(x, 2))
    x = F.conv2d(x, weights["conv2.weight"], weights["conv2.bias"])
    x = F.relu(F.max_pool2d(x, 2))
    return F.linear(x.flatten(1), weights["linear.weight"], weights["linear.bias"])


# --8<-- [end:functions]


# --8<-- [start:train]
def train(
    network: Callable[[Tensor], Tensor], weights: list[Tensor], steps: int = 10
) -> list[float]:
    """Return the losses of steps of gradient descent on one made-up batch."""
    draw = torch.Generator().manual_seed(1)
    images = torch.rand(32, 1, 28, 28, generator=draw)
    digits = torch.randint(10, (32,), generator=draw)
    optimiser = torch.optim.SGD(weights, lr=0.1)
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(network(images), digits)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


# --8<-- [end:train]

if __name__ == "__main__":
    # --8<-- [start:first]
    images = torch.rand(2, 3, 224, 224)
    layer = nn.Conv2d(3, 64, kernel_size=3, padding=1)
    as_module = layer(images)
    as_function = F.conv2d(images, layer.weight, layer.bias, padding=1)
    print(as_module.shape, torch.equal(as_module, as_function))
    # --8<-- [end:first]
    # --8<-- [start:meta]
    wide = torch.empty(64, 3, 224, 224, device="meta")
    out = F.conv2d(wide, layer.weight.to("meta"), padding=1)
    print(list(out.shape), out.nbytes // 2**20, "MiB")
    # --8<-- [end:meta]
    # --8<-- [start:frames_demo]
    row = torch.ones(1, 2)
    fully = nn.Linear(2, 3)
    print("F.relu    ", frames(F.relu, row))
    print("nn.ReLU   ", frames(nn.ReLU(), row))
    print("F.linear  ", frames(F.linear, row, fully.weight, fully.bias))
    print("nn.Linear ", frames(fully, row))
    # --8<-- [end:frames_demo]
    # --8<-- [start:sizes]
    network = ByModules()
    for name, part in network.named_children():
        print(name, sum(one.numel() for one in part.parameters()))
    print("all", sum(one.numel() for one in network.parameters()))
    # --8<-- [end:sizes]
    # --8<-- [start:train_demo]
    mixed = Mixed()
    mixed.load_state_dict(network.state_dict())
    weights = {name: one.detach().clone() for name, one in network.named_parameters()}
    for one in weights.values():
        one.requires_grad_()
    runs = [
        train(network, list(network.parameters())),
        train(mixed, list(mixed.parameters())),
        train(lambda x: by_functions(weights, x), list(weights.values())),
    ]
    print(runs[0] == runs[1] == runs[2], len(runs[0]))
    print(all(torch.equal(one, weights[n]) for n, one in network.named_parameters()))
    # --8<-- [end:train_demo]
    # --8<-- [start:faults]
    import textwrap

    batch = torch.rand(2, 1, 28, 28)
    other_way = torch.rand(512, 10)
    attempts: dict[str, Callable[[], Any]] = {
        "flattened too early": lambda: network.conv1(batch.flatten(1)),
        "each layer gets x": lambda: network.conv2(batch),
        "no kernel size": lambda: F.max_pool2d(batch),  # type: ignore[call-overload]
        "transposed weight": lambda: F.linear(torch.rand(2, 512), other_way),
    }
    for name, attempt in attempts.items():
        try:
            attempt()
        except (RuntimeError, TypeError) as error:
            print(textwrap.fill(f"{name}: {error}", 84, subsequent_indent="    "))
    # --8<-- [end:faults]
    # --8<-- [start:start]
    torch.manual_seed(0)
    batch, digits = torch.rand(2, 1, 28, 28), torch.randint(10, (2,))
    uniform = {name: torch.rand_like(one) for name, one in weights.items()}
    untrained = ByModules()(batch)
    for scores in (untrained, by_functions(uniform, batch)):
        print(f"{F.cross_entropy(scores, digits).item():.1g}")
    # --8<-- [end:start]
