"""Random expressions, built twice: from the twin's values and from torch's tensors."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from hypothesis import strategies as st

from snippets.autograd import value as twin

# An operation, the inputs that it takes, and where these have to lie so that nothing grows out of hand.
Step = tuple[str, int, int]
PLAIN: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / y,
    "from_left": lambda x, _: 2 * (0.5 + x),
    "minus_number": lambda x, _: (x - 1.5) / 4,
    "square": lambda x, _: x**2,
    "cube": lambda x, _: x**3,
    "inverse": lambda x, _: x**-2,
    "one": lambda x, _: x**0,
}
CURVES = ("exp", "ln", "sin", "cos", "tanh")
OPERATIONS = (*PLAIN, *CURVES)
TORCH = {name: getattr(torch, {"ln": "log"}.get(name, name)) for name in CURVES}
FLOAT = {name: getattr(math, {"ln": "log"}.get(name, name)) for name in CURVES}
TWIN = {name: getattr(twin, name) for name in CURVES}

floats = st.floats(-2, 2).map(lambda number: round(number, 3))
inputs = st.lists(floats, min_size=1, max_size=3)
steps = st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12)


def run(numbers: Sequence[Any], program: Sequence[Step], curves: Mapping[str, Any]) -> Any:
    """Return the last result of a program; operands are counted from the latest one."""
    pool = list(numbers)
    for name, first, second in program:
        x, y = pool[-1 - first % len(pool)], pool[-1 - second % len(pool)]
        pool.append(PLAIN[name](x, y) if name in PLAIN else curves[name](x))
    return pool[-1]


def tame(numbers: Sequence[float], program: Sequence[Step]) -> list[Step]:
    """Leave out the steps that would divide by nearly 0, or grow beyond 20."""
    pool, kept = list(numbers), []
    for name, first, second in program:
        x, y = pool[-1 - first % len(pool)], pool[-1 - second % len(pool)]
        if (
            (name == "divide" and abs(y) < 0.25)
            or (name == "inverse" and abs(x) < 0.25)
            or (name == "ln" and x < 0.25)
            or (name == "exp" and x > 3)
        ):
            continue
        result = PLAIN[name](x, y) if name in PLAIN else FLOAT[name](x)
        if abs(result) <= 20:
            pool.append(result)
            kept.append((name, first, second))
    return kept


def by_twin(numbers: Sequence[float], program: Sequence[Step], order: int) -> list[list[float]]:
    """Return the value, the gradient, and that of the gradient's first entry, and so on."""
    xs = [twin.Value(number) for number in numbers]
    result = run(xs, program, TWIN)
    found = [[result.data]]
    for _ in range(order):
        derivatives = twin.gradient(result, xs)
        found.append([one.data for one in derivatives])
        result = derivatives[0]
    return found


def by_torch(numbers: Sequence[float], program: Sequence[Step], order: int) -> list[list[float]]:
    """Return the same by torch, in double precision."""
    xs = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in numbers]
    result = run(xs, program, TORCH)
    found = [[result.item()]]
    for _ in range(order):
        derivatives = [torch.zeros((), dtype=torch.float64)] * len(xs)
        if result.requires_grad:
            derivatives = list(torch.autograd.grad(result, xs, create_graph=True, materialize_grads=True))
        found.append([one.item() for one in derivatives])
        result = derivatives[0]
    return found


def difference(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the greatest difference, in the unit of the greatest entry, or 1 if that is less."""
    scale = max(1.0, *(abs(number) for number in other))
    return max(abs(x - y) for x, y in zip(one, other, strict=True)) / scale
