"""Derivatives of derivatives, many at once, forward mode, and hooks."""
# mypy: disable-error-code="no-untyped-call"

from typing import Any

import torch

if __name__ == "__main__":
    import warnings

    warnings.filterwarnings("ignore", "`torch.jit.script` is deprecated")

    # --8<-- [start:powers]
    x = torch.tensor(2.0, requires_grad=True)
    y = x**4
    derivatives = []
    for _ in range(5):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
        derivatives.append(y.item())
    print(derivatives)
    # --8<-- [end:powers]
    # --8<-- [start:func]
    from torch.func import grad, hessian, jvp, vmap

    def polynomial(p: Any) -> Any:
        """Return x²y + y³ for a tensor (x, y)."""
        return p[0] ** 2 * p[1] + p[1] ** 3

    point, direction = torch.tensor([2.0, 3.0]), torch.tensor([1.0, 0.0])
    print(grad(polynomial)(point))
    print(hessian(polynomial)(point))
    print(jvp(grad(polynomial), (point,), (direction,)))

    # --8<-- [end:func]
    # --8<-- [start:per_sample]
    def error(weights: Any, row: Any) -> Any:
        """Return the square of what the weights make of one row."""
        return (row @ weights) ** 2

    weights = torch.tensor([1.0, 2.0])
    rows = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]])
    each = vmap(grad(error), in_dims=(None, 0))(weights, rows)
    print(each)
    print(each.mean(dim=0))
    # --8<-- [end:per_sample]
    # --8<-- [start:flops]
    from torch.func import jacfwd, jacrev
    from torch.utils.flop_counter import FlopCounterMode

    narrow, wide = torch.ones(1, 200), torch.ones(200, 1)
    for jacobian in (jacrev, jacfwd):
        counts = []
        for matrix in (narrow, wide):
            with FlopCounterMode(display=False) as counter:
                jacobian(lambda x, m=matrix: torch.tanh(m @ x))(matrix[0])
            counts.append(counter.get_total_flops())
        print(jacobian.__name__, counts)
    # --8<-- [end:flops]
    # --8<-- [start:hooks]
    w = torch.tensor(1.0, requires_grad=True)
    w.register_hook(lambda bar: print("this pass:", bar.item()))
    w.register_post_accumulate_grad_hook(
        lambda leaf: print("the sum:", leaf.grad.item())
    )
    for _ in range(2):
        (w * 6).backward()
    w.register_hook(lambda bar: bar.clamp(max=1))
    (w * 6).backward()
    # --8<-- [end:hooks]
