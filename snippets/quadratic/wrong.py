"""Wrong answers to the exercises, which their checks have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from snippets.quadratic.exercises import dot, move, times

Numbers = Sequence[Any]
Matrix = Sequence[Numbers]


# --8<-- [start:values_1]
def coefficients(zero: Any, one: Numbers, two: Matrix) -> tuple[Any, Any, Any]:
    """Forgets the factor 1/2: b takes off the whole diagonal entry."""
    n = range(len(one))
    rows = [[two[i][j] - one[i] - one[j] + zero for j in n] for i in n]
    return rows, [rows[i][i] + zero - one[i] for i in n], zero


# --8<-- [end:values_1]


# --8<-- [start:values_2]
def coefficients(zero: Any, one: Numbers, two: Matrix) -> tuple[Any, Any, Any]:
    """Forgets f(0) in the second difference."""
    n = range(len(one))
    rows = [[two[i][j] - one[i] - one[j] for j in n] for i in n]
    return rows, [Fraction(rows[i][i]) / 2 + zero - one[i] for i in n], zero


# --8<-- [end:values_2]


# --8<-- [start:values_3]
def coefficients(zero: Any, one: Numbers, two: Matrix) -> tuple[Any, Any, Any]:
    """Returns the linear coefficients as b: the sign is wrong."""
    n = range(len(one))
    rows = [[two[i][j] - one[i] - one[j] + zero for j in n] for i in n]
    return rows, [one[i] - zero - Fraction(rows[i][i]) / 2 for i in n], zero


# --8<-- [end:values_3]


def run(
    matrix: Matrix,
    b: Numbers,
    scales: Numbers,
    *,
    mixed: bool = False,
    kept: bool = True,
) -> list[list[Any]]:
    """Return the points of preconditioned CG with one of its mistakes."""
    x, r = [Fraction(0) for _ in b], list(b)
    points = [x]
    z = [s * each for s, each in zip(scales, r, strict=True)]
    p, size = z, dot(r, r if mixed else z)
    while size and len(points) <= 2 * len(b) + 1:
        product = times(matrix, p)
        alpha = size / dot(p, product)
        x = move(x, alpha, p)
        r = move(r, -alpha, product)
        z = [s * each for s, each in zip(scales, r, strict=True)]
        size, before = dot(r, r if mixed else z), size
        p = move(z, size / before, p) if kept else z
        points.append(x)
    return points


# --8<-- [start:preconditioned_1]
def preconditioned(matrix: Matrix, b: Numbers) -> list[list[Any]]:
    """Multiplies by the diagonal instead of dividing by it."""
    return run(matrix, b, [Fraction(row[i]) for i, row in enumerate(matrix)])


# --8<-- [end:preconditioned_1]


# --8<-- [start:preconditioned_2]
def preconditioned(matrix: Matrix, b: Numbers) -> list[list[Any]]:
    """Keeps rᵀr in α and β, where rᵀz belongs."""
    scales = [1 / Fraction(row[i]) for i, row in enumerate(matrix)]
    return run(matrix, b, scales, mixed=True)


# --8<-- [end:preconditioned_2]


# --8<-- [start:preconditioned_3]
def preconditioned(matrix: Matrix, b: Numbers) -> list[list[Any]]:
    """Drops β: this is preconditioned steepest descent."""
    scales = [1 / Fraction(row[i]) for i, row in enumerate(matrix)]
    return run(matrix, b, scales, kept=False)


# --8<-- [end:preconditioned_3]
