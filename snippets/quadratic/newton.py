"""Newton's step by conjugate gradients, and momentum, with PyTorch."""

# --8<-- [start:newton]
import numpy as np
import torch
from scipy.sparse.linalg import LinearOperator, cg
from torch.func import grad


def loss(x: torch.Tensor) -> torch.Tensor:
    """Return the sum of cosh over x[i] and over the differences of neighbours."""
    return torch.cosh(x).sum() + torch.cosh(x[1:] - x[:-1] - 1).sum()


def newton_step(x: torch.Tensor) -> torch.Tensor:
    """Return −H⁻¹g without the Hessian H, shape (n,): CG needs the products H·p only.

    H·p is the gradient of gᵀp, at the cost of a few gradients. The loss is convex.
    """

    def product(p: np.ndarray) -> np.ndarray:
        along = torch.from_numpy(p)
        change: torch.Tensor = grad(lambda y: grad(loss)(y) @ along)(x)
        return change.numpy()

    g = grad(loss)(x).numpy()
    operator = LinearOperator((len(g), len(g)), matvec=product, dtype=g.dtype)
    step, info = cg(operator, -g, rtol=1e-10)
    if info:
        raise ArithmeticError(f"cg: info {info}")
    return torch.from_numpy(step)


# --8<-- [end:newton]

if __name__ == "__main__":
    # --8<-- [start:newton_demo]
    at = torch.zeros(1000, dtype=torch.float64)
    for step in range(5):
        slope = float(torch.linalg.vector_norm(grad(loss)(at)))
        print(f"step {step}: ‖gradient‖ =", f"{slope:.0e}" if slope > 1e-8 else "0")
        at = at + newton_step(at)
    # --8<-- [end:newton_demo]
    # --8<-- [start:momentum]
    hessian = torch.tensor([[2.0, 2.0], [2.0, 5.0]], dtype=torch.float64)
    linear = torch.tensor([6.0, 3.0], dtype=torch.float64)
    place = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([place], lr=0.2, momentum=0.2)
    ball = last = torch.zeros(2, dtype=torch.float64)
    for _ in range(20):
        place.grad = hessian @ place.detach() - linear
        optimizer.step()
        shift = 0.2 * (linear - hessian @ ball) + 0.2 * (ball - last)
        ball, last = ball + shift, ball
    print("momentum is the heavy ball:", torch.allclose(place.detach(), ball))
    # --8<-- [end:momentum]
