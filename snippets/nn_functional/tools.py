"""What modules are needed for, and how to get back to functions."""
# ruff: noqa: N812, S301 - everybody calls it F; what is unpickled was pickled here
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


# --8<-- [start:lambda]
class Lambda(nn.Module):
    """A function, with fixed keywords, as a module."""

    def __init__(self, function: Callable[..., Tensor], **fixed: Any) -> None:
        """Keep the function; it is pickled by its name."""
        super().__init__()
        self.function, self.fixed = function, fixed

    def forward(self, *inputs: Tensor) -> Tensor:
        """Return what the function makes of the inputs."""
        return self.function(*inputs, **self.fixed)

    def extra_repr(self) -> str:
        """Return what stands in the brackets when a network is printed."""
        more = (f"{key}={value!r}" for key, value in self.fixed.items())
        name = getattr(self.function, "__name__", repr(self.function))
        return ", ".join([name, *more])


# --8<-- [end:lambda]


# --8<-- [start:block]
class Twice(nn.Module):
    """Uses one ReLU twice, and a function in between."""

    def __init__(self) -> None:
        """Make the one ReLU."""
        super().__init__()
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Return relu(tanh(relu(x)) - 1/2)."""
        inner: Tensor = self.relu(x)
        outer: Tensor = self.relu(F.tanh(inner) - 0.5)
        return outer


# --8<-- [end:block]

if __name__ == "__main__":
    # --8<-- [start:hooks]
    seen = []
    twice = Twice()
    for part_name, part in twice.named_children():
        part.register_forward_hook(
            lambda _, __, result, name=part_name: seen.append((name, result.item()))
        )
    twice(torch.tensor(0.0))
    print(seen)
    seen.clear()
    twice.relu.forward(torch.tensor(0.0))
    print(seen)
    # --8<-- [end:hooks]
    # --8<-- [start:sequential]
    import pickle

    try:
        nn.Sequential(nn.Linear(2, 2), F.relu)  # type: ignore[call-overload]
    except TypeError as error:
        print(error)
    chain = nn.Sequential(nn.Linear(2, 2), Lambda(F.leaky_relu, negative_slope=0.2))
    print(chain)
    again = pickle.loads(pickle.dumps(chain))
    print(torch.equal(again(torch.ones(1, 2)), chain(torch.ones(1, 2))))
    # --8<-- [end:sequential]
    # --8<-- [start:shared]
    kernel = torch.tensor([[[1.0, 2.0]]], requires_grad=True)
    signal = torch.tensor([[[1.0, 0.0, 0.0, 1.0]]])
    near = F.conv1d(signal, kernel)
    far = F.conv1d(signal, kernel, dilation=2)
    (near.sum() + far.sum()).backward()
    print(kernel.grad)
    # --8<-- [end:shared]
    # --8<-- [start:losses]
    logits = torch.tensor([[0.0, 5.0]], requires_grad=True)
    first_class = torch.tensor([0])
    for scores in (logits, logits.softmax(1)):
        (slope,) = torch.autograd.grad(F.cross_entropy(scores, first_class), logits)
        print(round(slope[0, 0].item(), 4))
    perfect = torch.tensor([[1000.0, 0.0, 0.0]])
    print(F.cross_entropy(perfect, first_class).item())
    print(round(F.cross_entropy(perfect.softmax(1), first_class).item(), 4))
    # --8<-- [end:losses]
    # --8<-- [start:call]
    from torch.func import functional_call, grad, stack_module_state, vmap

    model = nn.Linear(2, 1)
    given = {"weight": torch.tensor([[1.0, 2.0]]), "bias": torch.tensor([3.0])}
    print(functional_call(model, given, torch.tensor([3.0, 4.0])))
    # --8<-- [end:call]

    # --8<-- [start:per_sample]
    def sample_loss(state: Any, sample: Tensor, wanted: Tensor) -> Tensor:
        """Return the loss of one sample."""
        return F.mse_loss(functional_call(model, state, sample), wanted)

    samples = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    each = vmap(grad(sample_loss), in_dims=(None, 0, 0))(
        given, samples, torch.zeros(2, 1)
    )
    print(each["weight"].squeeze(1).tolist(), each["weight"].mean(0).tolist())

    # --8<-- [end:per_sample]
    # --8<-- [start:ensemble]
    members = [nn.Linear(2, 1) for _ in range(3)]
    stacked, _ = stack_module_state(members)
    together = vmap(
        lambda one: functional_call(model, one, (samples,)),
    )(stacked)
    apart = torch.stack([one(samples) for one in members])
    print(together.shape, torch.allclose(together, apart))
    # --8<-- [end:ensemble]
