"""Wrong answers to the exercises, which their cases have to refute."""

from fractions import Fraction
from typing import Any


def mirror_1(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Does not divide by the square of the length of g."""
    along = g[0] * u[0] + g[1] * u[1]
    return tuple(2 * along * part - old for part, old in zip(g, u, strict=True))


def mirror_2(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Mirrors in the level line: the slope changes its sign."""
    along = (g[0] * u[0] + g[1] * u[1]) / Fraction(g[0] ** 2 + g[1] ** 2)
    return tuple(old - 2 * along * part for part, old in zip(g, u, strict=True))


def mirror_3(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Mirrors in the y axis, as if the example were the only case."""
    return (-u[0], u[1]) if any(g) else u


def recover_1(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Adds the two vectors, each times its slope."""
    return slope_u * u[0] + slope_v * v[0], slope_u * u[1] + slope_v * v[1]


def recover_2(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Forgets to divide by the determinant."""
    return slope_u * v[1] - slope_v * u[1], slope_v * u[0] - slope_u * v[0]


def recover_3(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Solves with the matrix transposed."""
    area = u[0] * v[1] - u[1] * v[0]
    gx = (slope_u * v[1] - slope_v * v[0]) / area
    gy = (slope_v * u[0] - slope_u * u[1]) / area
    return gx, gy
