"""What rounding does to conjugate gradients, on the Hilbert matrix."""

from collections.abc import Sequence
from typing import Any

Vector = Sequence[Any]
Matrix = Sequence[Vector]


def dot(u: Vector, v: Vector) -> Any:
    """Return the sum of the products u[i]·v[i], added up from left to right."""
    total: Any = 0
    for a, b in zip(u, v, strict=True):
        total += a * b
    return total


def times(matrix: Matrix, x: Vector) -> list[Any]:
    """Return the product of a matrix and a vector."""
    return [dot(row, x) for row in matrix]


def move(x: Vector, t: Any, p: Vector) -> list[Any]:
    """Return x + t·p."""
    return [a + t * b for a, b in zip(x, p, strict=True)]


# --8<-- [start:run]
from fractions import Fraction
from math import sqrt


def hilbert(n: int) -> list[list[Fraction]]:
    """Return the Hilbert matrix, shape (n, n): 1/(i + j + 1), counted from 0."""
    return [[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)]


def errors(matrix: Matrix, steps: int, *, mend: bool = False) -> list[float]:
    """Return ‖x − x*‖₂ after each step of conjugate gradients; x* = (1, …, 1).

    The matrix is positive definite. With `mend`, each residual is made orthogonal to
    all before it, twice. Work and memory then grow with every step.
    """
    n = len(matrix)
    r = times(matrix, [1] * n)
    x, p, rr = [0 * each for each in r], r, dot(r, r)
    seen, found = [r], [sqrt(n)]
    while rr and len(found) <= steps:
        product = times(matrix, p)
        alpha = rr / dot(p, product)
        x = move(x, alpha, p)
        r = move(r, -alpha, product)
        for old in [*seen, *seen] if mend else []:
            r = move(r, -dot(r, old) / dot(old, old), old)
        seen.append(r)
        rr, before = dot(r, r), rr
        p = move(r, rr / before, p)
        found.append(sqrt(dot(move(x, -1, [1] * n), move(x, -1, [1] * n))))
    return found


# --8<-- [end:run]

if __name__ == "__main__":
    # --8<-- [start:demo]
    exact = hilbert(6)
    rounded = [[float(each) for each in row] for row in exact]
    print("fractions ", len(errors(exact, 12)) - 1, "steps")
    for name, found in [
        ("floats", errors(rounded, 12)),
        ("mended", errors(rounded, 6, mend=True)),
    ]:
        later = " ".join(f"{error:.0e}" for error in found[6:12:2])
        print(f"{name:10} error after 6, 8, … steps: {later}")
    # --8<-- [end:demo]
