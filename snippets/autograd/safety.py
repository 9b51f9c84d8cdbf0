"""What leaves the graph, what is changed behind its back, and own operations."""
# mypy: disable-error-code="no-untyped-call, no-any-return, operator, union-attr, misc"

import textwrap
from collections.abc import Callable
from typing import Any

import torch


def said(call: Callable[[], object]) -> str:
    """Return the first sentence of the error that a call raises, in lines of 80."""
    try:
        call()
    except RuntimeError as error:
        return textwrap.fill(str(error).partition(". ")[0].partition(" (or")[0], 80)
    return "no error"


# --8<-- [start:careless]
class CarelessExp(torch.autograd.Function):
    """The exponential function; it keeps its result where no check looks."""

    @staticmethod
    def forward(ctx: Any, x: Any) -> Any:
        """Compute the result, and keep it for backward."""
        ctx.result = result = x.exp()
        return result

    @staticmethod
    def backward(ctx: Any, bar: Any) -> Any:
        """Turn the adjoint of the result into that of x."""
        return bar * ctx.result


# --8<-- [end:careless]


# --8<-- [start:softplus]
class Softplus(torch.autograd.Function):
    """ln(1 + e^x), for tensors of any shape."""

    generate_vmap_rule = True

    @staticmethod
    def forward(x: Any) -> Any:
        """Compute it so that e^x cannot overflow."""
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))

    @staticmethod
    def setup_context(ctx: Any, inputs: Any, _: Any) -> None:
        """Save what the derivatives need."""
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx: Any, bar: Any) -> Any:
        """Turn the adjoint of the result into that of x."""
        (x,) = ctx.saved_tensors
        return bar * torch.sigmoid(x)

    @staticmethod
    def jvp(ctx: Any, dot: Any) -> Any:
        """Turn the change of x into that of the result: forward mode."""
        (x,) = ctx.saved_tensors
        return dot * torch.sigmoid(x)


# --8<-- [end:softplus]


# --8<-- [start:slope]
def slope(function: Callable[[Any], Any], at: float = 0.0) -> float:
    """Return the derivative that autograd gives for a function of one number."""
    x = torch.tensor(at, requires_grad=True)
    function(x).backward()
    return x.grad.item()


# --8<-- [end:slope]

if __name__ == "__main__":
    # --8<-- [start:modes]
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        unrecorded = x * 2
    with torch.inference_mode():
        sealed = x * 2
    tensors = {
        "detach": x.detach() * 2,
        "no_grad": unrecorded,
        "inference_mode": sealed,
        "eval": torch.nn.Dropout(0.5).eval()(x * 2),
    }
    for name, tensor in tensors.items():
        later = said(lambda tensor=tensor: tensor * x)
        print(f"{name}: recorded {tensor.requires_grad}, used later: {later}")
    # --8<-- [end:modes]
    # --8<-- [start:freeze]
    first, second = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    second.requires_grad_(requires_grad=False)
    second(first(torch.ones(1))).backward()
    print(first.weight.grad is not None, second.weight.grad is not None)
    with torch.no_grad():
        cut = second(first(torch.ones(1)))
    print(said(cut.backward))
    # --8<-- [end:freeze]
    # --8<-- [start:update]
    w = torch.tensor(1.0, requires_grad=True)
    (w * 6).backward()
    print((w - 0.1 * w.grad).is_leaf)
    with torch.no_grad():
        w -= 0.1 * w.grad
    print(w.is_leaf, f"{w.item():.1f}")
    # --8<-- [end:update]
    # --8<-- [start:in_place]
    x = torch.ones(3, requires_grad=True)
    y = x.exp()
    y.add_(1)
    print(said(y.sum().backward))
    y = x.sin()
    y.add_(1)
    print(said(y.sum().backward))
    print(said(lambda: x.add_(1)))
    # --8<-- [end:in_place]
    # --8<-- [start:silent]
    x = torch.tensor(1.0, requires_grad=True)
    y = x**2
    x.data *= 100
    y.backward()
    print(x.grad)

    x = torch.tensor(1.0, requires_grad=True)
    y = x**2
    x.detach().numpy()[...] *= 100
    y.backward()
    print(x.grad)
    # --8<-- [end:silent]
    # --8<-- [start:careless_demo]
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = CarelessExp.apply(x)
    y.add_(100)
    y.sum().backward()
    print(x.grad)
    # --8<-- [end:careless_demo]
    # --8<-- [start:softplus_demo]
    import warnings

    warnings.filterwarnings("ignore", "`torch.jit.script` is deprecated")
    x = torch.linspace(-3, 3, 7, dtype=torch.float64, requires_grad=True)
    print(torch.autograd.gradcheck(Softplus.apply, x, check_forward_ad=True))
    print(torch.autograd.gradgradcheck(Softplus.apply, x))
    print(torch.func.vmap(torch.func.grad(Softplus.apply))(torch.tensor([0.0, 100.0])))
    # --8<-- [end:softplus_demo]
    # --8<-- [start:kinks]
    zero = torch.tensor(0.0)
    print("relu(x)            ", slope(torch.relu))
    print("x.clamp(min=0)     ", slope(lambda x: x.clamp(min=0)))
    print("maximum(x, 0)      ", slope(lambda x: torch.maximum(x, zero)))
    print("where(x >= 0, x, 0)", slope(lambda x: torch.where(x >= 0, x, zero)))
    # --8<-- [end:kinks]
    # --8<-- [start:identity]
    print(slope(lambda x: torch.relu(x) - torch.relu(-x)))
    print(slope(lambda x: x.clamp(min=0) + x.clamp(max=0)))
    # --8<-- [end:identity]
    # --8<-- [start:nan]
    print(slope(lambda x: torch.where(x > 0, x.sqrt(), zero)))

    def root(x: Any) -> Any:
        """Return the root of x, 0 below 0, with a derivative of 0 there."""
        safe = torch.where(x > 0, x, 1.0)
        return torch.where(x > 0, safe.sqrt(), 0.0)

    print(slope(root), slope(root, at=4.0))
    # --8<-- [end:nan]
