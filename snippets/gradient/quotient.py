"""Slopes of a function of several variables, straight from the definition."""

# --8<-- [start:quotient]
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import atan2, cos, degrees, pi, sin
from typing import Any

Function = Callable[..., Any]  # takes the coordinates of a point


def hill(x: Any, y: Any) -> Any:
    """Return the height of the example above the point (x, y)."""
    return x * x + y * y


def quotient(f: Function, point: Sequence[Any], v: Sequence[Any], h: Any) -> Any:
    """Return (f(p + hv) − f(p)) / h; exact if all numbers are fractions.

    Raises ValueError if h is 0, or if p and v differ in length.
    """
    if h == 0:
        raise ValueError("h = 0 leaves no distance to divide by")
    there = [x + h * w for x, w in zip(point, v, strict=True)]
    return (f(*there) - f(*point)) / h


# --8<-- [end:quotient]


# --8<-- [start:around]
def around(
    f: Function, point: Sequence[float], steps: int = 72, h: float = 1e-6
) -> list[float]:
    """Return the slopes in `steps` directions, one full turn from the x axis on.

    Each is a quotient with a small positive h, so it looks to one side only.
    """
    slopes = []
    for step in range(steps):
        angle = 2 * pi * step / steps
        slope = quotient(f, point, (cos(angle), sin(angle)), h)
        slopes.append(slope)
    return slopes


# --8<-- [end:around]

if __name__ == "__main__":
    # --8<-- [start:first]
    p, u = (1, 2), (Fraction(3, 5), Fraction(4, 5))
    for power in range(5):
        h = Fraction(1, 10**power)
        ahead, behind = quotient(hill, p, u, h), quotient(hill, p, u, -h)
        print(f"{h!s:>7} {float(ahead):8.4f} {float(behind):8.4f}")
    # --8<-- [end:first]
    # --8<-- [start:lengths]
    tiny = Fraction(1, 10**9)
    for v in ((3, 4), u, (-6, -8)):
        print([str(w) for w in v], f"{float(quotient(hill, p, v, tiny)):.4f}")
    # --8<-- [end:lengths]
    # --8<-- [start:compass]
    slopes = around(hill, p)
    for angle in (0, 65, 90, 155, 180, 245, 335):
        print(f"{angle}°: {slopes[angle // 5]:.3f}")
    print(f"the gradient (2, 4) points to {degrees(atan2(4, 2)):.1f}°")
    # --8<-- [end:compass]
