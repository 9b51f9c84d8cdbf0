"""PyTorch's graph: what backward() walks, where gradients end up, when it is freed."""
# mypy: disable-error-code="no-untyped-call, arg-type"

# --8<-- [start:show]
from collections.abc import Callable
from typing import Any

import torch


def show(node: Any, depth: int = 0) -> None:
    """Print a node and, further to the right, those that it hands gradients on to."""
    if node is None:  # nobody asks for this gradient
        return
    print("    " * depth + node.name().removeprefix("torch::autograd::"))
    for following, _ in node.next_functions:
        show(following, depth + 1)


# --8<-- [end:show]


# --8<-- [start:kept]
def kept(function: Callable[[Any], Any]) -> list[str]:
    """Return what an operation saves for backward: input, result, or something else."""
    x = torch.tensor([0.5, 1.0], requires_grad=True)
    saved: list[Any] = []

    def pack(tensor: Any) -> Any:
        saved.append(tensor.data_ptr())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        result = function(x)
    names = {x.data_ptr(): "input", result.data_ptr(): "result"}
    return [names.get(address, "something else") for address in saved]


# --8<-- [end:kept]


# --8<-- [start:said]
import textwrap


def said(call: Callable[[], object]) -> str:
    """Return the first sentence of the error that a call raises, in lines of 80."""
    try:
        call()
    except RuntimeError as error:
        return textwrap.fill(str(error).partition(". ")[0].partition(" (or")[0], 80)
    return "no error"


# --8<-- [end:said]


# --8<-- [start:reachable]
def reachable(tensor: Any) -> int:
    """Return how many nodes of the graph a tensor keeps alive."""
    seen, waiting = set(), [tensor.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [following for following, _ in node.next_functions]
    return len(seen)


# --8<-- [end:reachable]

# --8<-- [start:checkpoint]
from torch.utils.checkpoint import checkpoint

computed: list[Any] = []


def sines(x: Any, times: int) -> Any:
    """Apply the sine so many times, and note each once it is computed."""
    for _ in range(times):
        x = torch.sin(x)
        computed.append(x)
    return x


def in_segments(x: Any) -> Any:
    """Apply 16 sines; of each four keep only what goes in."""
    for _ in range(4):
        x = checkpoint(sines, x, 4, use_reentrant=False)
    return x


# --8<-- [end:checkpoint]


# --8<-- [start:measured]
def cost(run: Callable[[Any], Any]) -> tuple[int, int, str]:
    """Return how many tensors wait for backward, the sines computed, the derivative."""
    held: list[Any] = []
    computed.clear()
    x = torch.tensor(1.0, requires_grad=True)

    def pack(tensor: Any) -> Any:
        held.append(tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        y = run(x)
    waiting = len(held)
    (slope,) = torch.autograd.grad(y, x)
    return waiting, len(computed), f"{slope.item():.4f}"


# --8<-- [end:measured]

if __name__ == "__main__":
    # --8<-- [start:first]
    import torch

    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(3.0, requires_grad=True)
    u = a * b
    v = u + a
    L = u * v
    L.backward()
    print(L.item(), a.grad, b.grad)
    # --8<-- [end:first]
    # --8<-- [start:show_demo]
    show(L.grad_fn)
    # --8<-- [end:show_demo]
    # --8<-- [start:order]
    u = a * b
    v = u + a
    L = u * v
    for name, tensor in (("u", u), ("v", v), ("L", L)):
        node: Any = tensor.grad_fn
        node.register_prehook(lambda bars, name=name: print(name, bars[0].item()))
    print(torch.autograd.grad(L, [a, b]))
    # --8<-- [end:order]
    # --8<-- [start:mean]
    x = torch.ones(2, 2, requires_grad=True)
    y = x + 2
    y.retain_grad()
    o = (y * y * 3).mean()
    o.backward()
    print(o.item(), x.is_leaf, y.is_leaf)
    print(x.grad)
    print(y.grad)
    # --8<-- [end:mean]
    # --8<-- [start:kept_demo]
    for name in ("exp", "tanh", "sin", "log"):
        print(name, kept(getattr(torch, name)))
    print("x * x", kept(lambda x: x * x))
    print("x + 1", kept(lambda x: x + 1), "2 * x", kept(lambda x: 2 * x))
    # --8<-- [end:kept_demo]
    # --8<-- [start:doubling]
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y, doublings = x * 2, 1
    while y.norm() < 1000:
        y, doublings = y * 2, doublings + 1
    weights = torch.tensor([0.1, 1.0, 0.0001])
    y.backward(weights)
    print(doublings, y.tolist())
    print(x.grad)

    # --8<-- [end:doubling]
    # --8<-- [start:vjp]
    def f(x: Any) -> Any:
        """Return two numbers that depend on three."""
        return torch.stack([x[0] * x[1], x[1] + x[2] ** 2])

    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    weights = torch.tensor([10.0, 1.0])
    jacobian = torch.func.jacrev(f)(x.detach())
    print(jacobian)
    print(weights @ jacobian, torch.autograd.grad(f(x), x, weights)[0])
    # --8<-- [end:vjp]
    # --8<-- [start:matmul]
    A = torch.arange(6.0).reshape(2, 3).requires_grad_()
    B = torch.arange(3.0).reshape(3, 1).requires_grad_()
    shift = torch.zeros(1, requires_grad=True)
    C = A @ B + shift
    bar = torch.tensor([[1.0], [10.0]])
    C.backward(bar)
    print(torch.equal(A.grad, bar @ B.T), torch.equal(B.grad, A.T @ bar))
    print(shift.grad)
    # --8<-- [end:matmul]
    # --8<-- [start:accumulate]
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    data = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]])

    def loss(rows: Any) -> Any:
        """Return the mean square of what the weights make of the rows."""
        return (rows @ w).square().mean()

    loss(data).backward()
    print(w.grad)
    loss(data).backward()
    print(w.grad)
    w.grad = None
    for half in data.split(2):
        (loss(half) / 2).backward()
    print(w.grad)
    # --8<-- [end:accumulate]
    # --8<-- [start:freed]
    u = a * b
    v = u + a
    L = u * v
    L.backward(retain_graph=True)
    L.backward()
    print(said(L.backward))

    # --8<-- [end:freed]
    # --8<-- [start:state]
    def train(*, cut: bool) -> None:
        """Take three steps of a recurrent cell and go backward after each."""
        w = torch.tensor(0.5, requires_grad=True)
        state = torch.tensor(1.0)
        for _ in range(3):
            state = torch.tanh(w * state)
            state.backward()
            if cut:
                state = state.detach()

    print(said(lambda: train(cut=False)))
    print(said(lambda: train(cut=True)))
    # --8<-- [end:state]
    # --8<-- [start:memory]
    w = torch.tensor(1.0, requires_grad=True)
    total, number, counts = torch.tensor(0.0), 0.0, []
    for _ in range(4):
        step = w.square()
        total = total + step
        number += step.item()
        counts.append(reachable(total))
    print(counts, number)
    # --8<-- [end:memory]
    # --8<-- [start:checkpoint_demo]
    print("all 16 kept:", cost(lambda x: sines(x, 16)))
    print("4 segments: ", cost(in_segments))
    # --8<-- [end:checkpoint_demo]
