"""What PyTorch answers where no derivative exists."""

# --8<-- [start:kinks]
import torch

KINKS = {
    "sqrt(x²+y²)": lambda q: (q * q).sum().sqrt(),
    "norm": torch.linalg.norm,
    "|x|+|y|": lambda q: q.abs().sum(),
    "max of vector": lambda q: q.max(),
    "maximum(x, y)": lambda q: torch.maximum(q[0], q[1]),
    "relu(x)-relu(-x)": lambda q: torch.relu(q[0]) - torch.relu(-q[0]),
}
zero = torch.zeros(2, dtype=torch.float64)
for name, function in KINKS.items():
    print(f"{name:17} {torch.func.grad(function)(zero).tolist()}")
# --8<-- [end:kinks]


# --8<-- [start:masked]
def masked(q: torch.Tensor) -> torch.Tensor:
    """Return the length of a vector; the mask comes too late for its gradient."""
    square = (q * q).sum()
    return torch.where(square > 0, square.sqrt(), 0.0)


def safe(q: torch.Tensor) -> torch.Tensor:
    """Return the length of a vector, without ever taking the root of 0."""
    square = (q * q).sum()
    root = torch.where(square > 0, square, 1.0).sqrt()
    return torch.where(square > 0, root, 0.0)


for function in (masked, safe):
    print(function.__name__, torch.func.grad(function)(zero).tolist())
# --8<-- [end:masked]

# --8<-- [start:gradcheck]
flat_start = torch.zeros(2, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(KINKS["|x|+|y|"], (flat_start,)))
# --8<-- [end:gradcheck]
