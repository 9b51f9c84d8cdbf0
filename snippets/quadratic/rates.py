"""Count the steps of six methods on a diagonal matrix."""

# --8<-- [start:methods]
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil, log, sqrt


def product(u: Sequence[float], v: Sequence[float]) -> float:
    """Return u·v, added up from left to right."""
    total = 0.0
    for a, b in zip(u, v, strict=True):
        total += a * b
    return total


def descent(values: Sequence[float]) -> Iterator[list[float]]:
    """Yield residuals of steepest descent for A = diag(values), b = (1, …, 1), x₀ = 0.

    The values are above 0. The residuals alone suffice: a step of length t along p
    takes t·A·p off them.
    """
    r = [1.0] * len(values)
    while True:
        yield r
        if not (size := product(r, r)):
            return
        scaled = [v * a for v, a in zip(values, r, strict=True)]
        rate = size / product(r, scaled)
        r = [a - rate * b for a, b in zip(r, scaled, strict=True)]


def momentum(
    values: Sequence[float], rate: float, keep: float, *, ahead: bool = False
) -> Iterator[list[float]]:
    """Yield residuals of a fixed rate that keeps a part of the last move.

    With keep = 0 it is gradient descent, else the heavy ball, or Nesterov's method if
    the gradient is taken `ahead`, where the kept part leads.
    """
    r = last = [1.0] * len(values)
    while True:
        yield r
        kept = [a + keep * (a - b) for a, b in zip(r, last, strict=True)]
        at = kept if ahead else r
        pairs = zip(kept, at, values, strict=True)
        r, last = [k - rate * v * a for k, a, v in pairs], r


def conjugate(values: Sequence[float]) -> Iterator[list[float]]:
    """Yield residuals of conjugate gradients, for the same A, b and x₀."""
    r = p = [1.0] * len(values)
    while True:
        yield r
        if not (before := product(r, r)):
            return
        scaled = [v * a for v, a in zip(values, p, strict=True)]
        rate = before / product(p, scaled)
        r = [a - rate * b for a, b in zip(r, scaled, strict=True)]
        keep = product(r, r) / before
        p = [a + keep * b for a, b in zip(r, p, strict=True)]


def count(residuals: Iterator[list[float]], most: int = 10_000) -> int:
    """Return after how many steps the residual is 1e-10 of the first one."""
    goal: float | None = None
    for steps, r in enumerate(islice(residuals, most)):
        size = sqrt(product(r, r))
        if goal is None:
            goal = 1e-10 * size
        if size <= goal:
            return steps
    raise ValueError(f"not in {most} steps")


# --8<-- [end:methods]

if __name__ == "__main__":
    # --8<-- [start:table]
    two = [1.0] * 25 + [100.0] * 25
    root = sqrt(100)
    ball = ((root - 1) / (root + 1)) ** 2
    runs = {
        "rate 1/L": momentum(two, 1 / 100, 0),
        "rate 2/(L + m)": momentum(two, 2 / 101, 0),
        "steepest descent": descent(two),
        "Nesterov": momentum(two, 1 / 100, sqrt(ball), ahead=True),
        "heavy ball": momentum(two, (2 / (root + 1)) ** 2, ball),
        "conjugate gradients": conjugate(two),
    }
    for name, run in runs.items():
        print(f"{name:20}{count(run):5}")
    print("bound for steepest descent:", ceil(10 * log(10) / log(101 / 99)))
    # --8<-- [end:table]
    # --8<-- [start:spectra]
    even = [1 + 99 * i / 49 for i in range(50)]
    geometric = [100 ** (i / 49) for i in range(50)]
    cluster = [1 + i / 48 for i in range(49)] + [100.0]
    for name, values in [
        ("evenly spaced", even),
        ("geometric", geometric),
        ("49 in [1, 2], one 100", cluster),
        ("1 and 100", two),
    ]:
        steps = count(descent(values)), count(conjugate(values))
        print(f"{name:22}{steps[0]:5}{steps[1]:5}")
    # --8<-- [end:spectra]
