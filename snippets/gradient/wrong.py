"""Wrong answers to the exercises, which their cases have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

from fractions import Fraction
from typing import Any


# --8<-- [start:mirror_1]
def mirror(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Does not divide by the square of the length of g."""
    along = g[0] * u[0] + g[1] * u[1]
    return tuple(2 * along * part - old for part, old in zip(g, u, strict=True))


# --8<-- [end:mirror_1]


# --8<-- [start:mirror_2]
def mirror(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Mirrors in the level line: the slope changes its sign."""
    along = (g[0] * u[0] + g[1] * u[1]) / Fraction(g[0] ** 2 + g[1] ** 2)
    return tuple(old - 2 * along * part for part, old in zip(g, u, strict=True))


# --8<-- [end:mirror_2]


# --8<-- [start:mirror_3]
def mirror(g: tuple[int, int], u: tuple[Fraction, Fraction]) -> tuple[Fraction, ...]:
    """Mirrors in the y axis, as if the example were the only case."""
    return (-u[0], u[1]) if any(g) else u


# --8<-- [end:mirror_3]


# --8<-- [start:recover_1]
def recover(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Adds the two vectors, each times its slope."""
    return slope_u * u[0] + slope_v * v[0], slope_u * u[1] + slope_v * v[1]


# --8<-- [end:recover_1]


# --8<-- [start:recover_2]
def recover(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Forgets to divide by the determinant."""
    return slope_u * v[1] - slope_v * u[1], slope_v * u[0] - slope_u * v[0]


# --8<-- [end:recover_2]


# --8<-- [start:recover_3]
def recover(u: Any, slope_u: Any, v: Any, slope_v: Any) -> tuple[Any, Any]:
    """Solves with the matrix transposed."""
    area = u[0] * v[1] - u[1] * v[0]
    gx = (slope_u * v[1] - slope_v * v[0]) / area
    gy = (slope_v * u[0] - slope_u * u[1]) / area
    return gx, gy


# --8<-- [end:recover_3]
