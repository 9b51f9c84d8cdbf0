"""Solutions of the exercises."""

# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

from collections.abc import Iterator
from itertools import product
from typing import Any

# isort: split
# --8<-- [start:mirror_starter]
from fractions import Fraction


def mirror(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Return the mirror image of the unit vector u in the line along g, not (0, 0)."""
    raise NotImplementedError


# --8<-- [end:mirror_starter]


# --8<-- [start:mirror]
def mirror(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Return the mirror image of the unit vector u in the line along g, not (0, 0)."""
    if not any(g):
        raise ValueError("a gradient of 0 has no direction")
    along = (g[0] * u[0] + g[1] * u[1]) / Fraction(g[0] ** 2 + g[1] ** 2)
    return tuple(2 * along * part - old for part, old in zip(g, u, strict=True))


# --8<-- [end:mirror]


# --8<-- [start:mirror_check]
def mirror_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield gradients and unit vectors with the mirror image, from complex numbers."""
    units = [(1, 0, 1), (0, 1, 1), (-1, 0, 1), (3, 4, 5), (-5, 12, 13), (8, -15, 17)]
    for gx, gy in ((1, 0), (0, 1), (2, 4), (1, 1), (-3, 1), (5, -2)):
        for a, b, c in units:
            # The square of g, as a complex number, times the conjugate of u.
            square, cross, length = gx * gx - gy * gy, 2 * gx * gy, gx * gx + gy * gy
            image = (square * a + cross * b, cross * a - square * b)
            unit = Fraction(a, c), Fraction(b, c)
            yield ((gx, gy), unit), tuple(Fraction(part, length * c) for part in image)


# --8<-- [end:mirror_check]


# --8<-- [start:recover_starter]
def recover(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Return the gradient from the derivatives along two vectors of the plane.

    Raises ValueError if u and v are parallel.
    """
    raise NotImplementedError


# --8<-- [end:recover_starter]


# --8<-- [start:recover]
def recover(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Return the gradient from the derivatives along two vectors of the plane.

    Raises ValueError if u and v are parallel.
    """
    area = u[0] * v[1] - u[1] * v[0]
    if area == 0:
        raise ValueError(f"{u} and {v} are parallel: they tell one slope only")
    gx = (slope_u * v[1] - slope_v * u[1]) / area
    gy = (slope_v * u[0] - slope_u * v[0]) / area
    return gx, gy


# --8<-- [end:recover]


# --8<-- [start:recover_check]
def recover_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield slopes of known gradients, along pairs of vectors that are not parallel."""
    vectors = [(Fraction(a), Fraction(b)) for a, b in product((0, 1, 2, -3), repeat=2)]
    for g in ((0, 0), (1, 0), (2, 4), (-3, 5)):
        for u, v in product(vectors, repeat=2):
            if u[0] * v[1] != u[1] * v[0]:
                slopes = [g[0] * w[0] + g[1] * w[1] for w in (u, v)]
                yield (u, slopes[0], v, slopes[1]), g


# --8<-- [end:recover_check]


# --8<-- [start:root]
from math import exp, sqrt


def root(x: float, y: float) -> float:
    """Return the square root of |xy|."""
    return sqrt(abs(x * y))


# --8<-- [end:root]


# --8<-- [start:pair_exp]
def pair_exp(value: float, tangent: float) -> tuple[float, float]:
    """Return e^a and its derivative for a dual number a of this value and tangent."""
    return exp(value), exp(value) * tangent


# --8<-- [end:pair_exp]


# --8<-- [start:mixed]
def twisted(x: Fraction, y: Fraction) -> Fraction:
    """Return xy(x² − y²)/(x² + y²), and 0 at 0."""
    return x * y * (x**2 - y**2) / (x**2 + y**2) if x or y else Fraction(0)


def partial_x(y: Fraction, h: Fraction) -> Fraction:
    """Return the central quotient of `twisted` in x, at (0, y); h is not 0."""
    return (twisted(h, y) - twisted(-h, y)) / (2 * h)


def partial_y(x: Fraction, h: Fraction) -> Fraction:
    """Return the central quotient of `twisted` in y, at (x, 0); h is not 0."""
    return (twisted(x, h) - twisted(x, -h)) / (2 * h)


# --8<-- [end:mixed]

if __name__ == "__main__":
    # --8<-- [start:mirror_demo]
    print(*mirror((2, 4), (Fraction(1), Fraction(0))))
    # --8<-- [end:mirror_demo]
    # --8<-- [start:recover_demo]
    one, other = (Fraction(3, 5), Fraction(4, 5)), (Fraction(5, 13), Fraction(12, 13))
    print(*recover(one, Fraction(22, 5), other, Fraction(58, 13)))
    # --8<-- [end:recover_demo]
    # --8<-- [start:root_demo]
    diagonal = 0.5**0.5
    for a, b in ((1.0, 0.0), (0.0, 1.0), (diagonal, diagonal), (-diagonal, -diagonal)):
        print(f"({a:.3f}, {b:.3f}) {root(1e-3 * a, 1e-3 * b) / 1e-3:.4f}")
    # --8<-- [end:root_demo]
    # --8<-- [start:pair_exp_demo]
    value, tangent = pair_exp(0.5, 2.0)
    quotient_there = (exp(0.5 + 2.0 * 1e-6) - exp(0.5 - 2.0 * 1e-6)) / 2e-6
    print(f"{value:.6f} {tangent:.6f} {quotient_there:.6f}")
    # --8<-- [end:pair_exp_demo]
    # --8<-- [start:mixed_demo]
    for n in (10, 1000):
        h, k = Fraction(1, n), Fraction(1, n**3)
        print(f"{float(partial_x(h, k) / h):.6f} {float(partial_y(h, k) / h):.6f}")
    # --8<-- [end:mixed_demo]
