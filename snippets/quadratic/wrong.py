"""Wrong answers to the exercises, which their cases have to refute."""

from fractions import Fraction
from typing import Any

from snippets.quadratic.exercises import dot, move, times


def values_1(zero: Any, one: Any, two: Any) -> Any:
    """Forget that f has the factor 1/2: b takes off the whole diagonal entry."""
    n = range(len(one))
    rows = [[two[i][j] - one[i] - one[j] + zero for j in n] for i in n]
    return rows, [rows[i][i] + zero - one[i] for i in n], zero


def values_2(zero: Any, one: Any, two: Any) -> Any:
    """Forget f(0) in the second difference."""
    n = range(len(one))
    rows = [[two[i][j] - one[i] - one[j] for j in n] for i in n]
    return rows, [Fraction(rows[i][i]) / 2 + zero - one[i] for i in n], zero


def values_3(zero: Any, one: Any, two: Any) -> Any:
    """Return the linear coefficients instead of b: the sign is wrong."""
    n = range(len(one))
    rows = [[two[i][j] - one[i] - one[j] + zero for j in n] for i in n]
    return rows, [one[i] - zero - Fraction(rows[i][i]) / 2 for i in n], zero


def _run(
    matrix: Any, b: Any, scales: Any, *, mixed: bool = False, kept: bool = True
) -> Any:
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


def preconditioned_1(matrix: Any, b: Any) -> Any:
    """Take M = A's diagonal itself instead of its inverse."""
    return _run(matrix, b, [Fraction(row[i]) for i, row in enumerate(matrix)])


def preconditioned_2(matrix: Any, b: Any) -> Any:
    """Keep rᵀr in α and β, where rᵀz belongs."""
    scales = [1 / Fraction(row[i]) for i, row in enumerate(matrix)]
    return _run(matrix, b, scales, mixed=True)


def preconditioned_3(matrix: Any, b: Any) -> Any:
    """Drop β: that is preconditioned steepest descent."""
    scales = [1 / Fraction(row[i]) for i, row in enumerate(matrix)]
    return _run(matrix, b, scales, kept=False)
