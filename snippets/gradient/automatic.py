"""Directional derivatives and gradients with PyTorch."""

# --8<-- [start:jvp]
import warnings

import torch
from torch import Tensor

# PyTorch 2.13 warns of parts of itself when forward mode is first used.
warnings.filterwarnings("ignore", "`torch.jit", DeprecationWarning)


def paraboloid(q: Tensor) -> Tensor:
    """Return the sum of squares of a vector, shape (n,), as a scalar."""
    return (q * q).sum()


base = torch.tensor([1.0, 2.0], dtype=torch.float64)
for w in ([3.0, 4.0], [0.6, 0.8]):
    vector = torch.tensor(w, dtype=torch.float64)
    rate = torch.func.jvp(paraboloid, (base,), (vector,))[1]
    print(w, f"{rate.item():.12g}")
print(torch.func.grad(paraboloid)(base).tolist())
# --8<-- [end:jvp]


# --8<-- [start:polar]
def xy_in_polar(c: Tensor) -> Tensor:
    """Return the function xy of the point whose polar coordinates are c = (r, θ)."""
    return (c[0] * torch.cos(c[1])) * (c[0] * torch.sin(c[1]))


place = torch.tensor([5**0.5, torch.atan2(base[1], base[0])], dtype=torch.float64)
raw = torch.func.grad(xy_in_polar)(place)
true = raw / torch.tensor([1.0, place[0]], dtype=torch.float64)
for name, found in (("raw", raw), ("true", true)):
    print(name, [f"{part:.4f}" for part in found.tolist()], f"{found.norm():.4f}")
# --8<-- [end:polar]
