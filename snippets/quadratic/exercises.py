"""Solutions of the exercises that check themselves."""

# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

Number = Any
Vector = Sequence[Number]
Matrix = Sequence[Vector]


def dot(u: Vector, v: Vector) -> Number:
    """Return the sum of the products u[i]·v[i], added up from left to right."""
    total: Number = 0
    for a, b in zip(u, v, strict=True):
        total += a * b
    return total


def times(matrix: Matrix, x: Vector) -> list[Number]:
    """Return the product of a matrix and a vector."""
    return [dot(row, x) for row in matrix]


def move(x: Vector, t: Number, p: Vector) -> list[Number]:
    """Return x + t·p."""
    return [a + t * b for a, b in zip(x, p, strict=True)]


def checked(matrix: Matrix, b: Vector) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Return A and b as fractions; ValueError for a bad shape, NaN, or asymmetry."""
    n = len(b)
    if len(matrix) != n or any(len(row) != n for row in matrix):
        raise ValueError(f"b has {n} entries, so A needs {n} rows of {n}")
    try:
        rows = [[Fraction(each) for each in row] for row in matrix]
        right = [Fraction(each) for each in b]
    except OverflowError:
        raise ValueError("an entry is infinite") from None
    for i, row in enumerate(rows):
        for j in range(i):
            if row[j] != rows[j][i]:
                raise ValueError(f"A[{i}][{j}] and A[{j}][{i}] differ")
    return rows, right


# --8<-- [start:values_starter]
def coefficients(zero: Number, one: Vector, two: Matrix) -> tuple[Any, Any, Any]:
    """Return (A, b, c) from f(0), one[i] = f(eᵢ) and two[i][j] = f(eᵢ + eⱼ)."""
    raise NotImplementedError


# --8<-- [end:values_starter]


# --8<-- [start:values]
def coefficients(zero: Number, one: Vector, two: Matrix) -> tuple[Any, Any, Any]:
    """Return (A, b, c) from f(0), one[i] = f(eᵢ) and two[i][j] = f(eᵢ + eⱼ)."""
    n = len(one)
    rows = [[two[i][j] - one[i] - one[j] + zero for j in range(n)] for i in range(n)]
    b = [Fraction(rows[i][i]) / 2 + zero - one[i] for i in range(n)]
    return rows, b, zero


# --8<-- [end:values]


# --8<-- [start:values_check]
def values_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield values of quadratic functions, and their coefficients."""
    yield (5, [], []), ([], [], 5)
    yield (0, [1], [[4]]), ([[2]], [0], 0)
    yield (1, [0], [[1]]), ([[2]], [2], 1)
    yield (
        (0, [-5, Fraction(-1, 2)], [[-8, Fraction(-7, 2)], [Fraction(-7, 2), 4]]),
        (
            [[2, 2], [2, 5]],
            [6, 3],
            0,
        ),
    )
    for n in (2, 3):
        rows = [[(i + 1) * (j + 1) % 5 - 2 for j in range(n)] for i in range(n)]
        b, c = [3 * i - 1 for i in range(n)], 7
        one = [Fraction(rows[i][i], 2) - b[i] + c for i in range(n)]
        two = [[one[i] + one[j] + rows[i][j] - c for j in range(n)] for i in range(n)]
        yield (c, one, two), (rows, b, c)


def values_agrees(got: Any, expected: Any, *_: Any) -> bool:
    """Tell whether the numbers are equal, in lists or tuples."""
    rows, b, c = got
    return bool(([list(row) for row in rows], list(b), c) == expected)


# --8<-- [end:values_check]


# --8<-- [start:preconditioned_starter]
def preconditioned(matrix: Matrix, b: Vector) -> list[list[Number]]:
    """Return the points of conjugate gradients from 0, preconditioned by Jacobi."""
    raise NotImplementedError


# --8<-- [end:preconditioned_starter]


# --8<-- [start:preconditioned]
def preconditioned(matrix: Matrix, b: Vector) -> list[list[Number]]:
    """Return the points of conjugate gradients from 0, preconditioned by Jacobi."""
    rows, r = checked(matrix, b)
    for i, row in enumerate(rows):
        if row[i] <= 0:
            raise ValueError(f"A[{i}][{i}] = {row[i]} is not above 0")
    x = [Fraction(0) for _ in r]
    z = [each / rows[i][i] for i, each in enumerate(r)]
    p, rz = z, dot(r, z)
    points = [x]
    while rz:
        product = times(rows, p)
        curvature = dot(p, product)
        if curvature <= 0:
            raise ValueError(f"pᵀAp = {curvature} is not above 0")
        alpha = rz / curvature
        x = move(x, alpha, p)
        r = move(r, -alpha, product)
        z = [each / rows[i][i] for i, each in enumerate(r)]
        rz, before = dot(r, z), rz
        p = move(z, rz / before, p)
        points.append(x)
    return points


# --8<-- [end:preconditioned]


# --8<-- [start:preconditioned_check]
def preconditioned_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield a matrix and b, and the points as conjugate gradients find them for B.

    With the scaled matrix B = SAS and the vector Sb, where S² is the inverse of the
    diagonal, CG finds points y; then x = Sy. Diagonals are squares here, so all is
    exact.
    """
    problems: list[tuple[list[list[int]], list[int]]] = [
        ([[4]], [0]),
        ([[4]], [8]),
        ([[1, 0], [0, 100]], [1, 1]),
        ([[4, 2], [2, 9]], [1, 5]),
        ([[4, 1, 0], [1, 9, 2], [0, 2, 1]], [1, 0, 2]),
    ]
    for matrix, b in problems:
        n = len(b)
        roots = [Fraction(1, round(matrix[i][i] ** 0.5)) for i in range(n)]
        scaled = [
            [roots[i] * matrix[i][j] * roots[j] for j in range(n)] for i in range(n)
        ]
        y, r = [Fraction(0)] * n, [s * each for s, each in zip(roots, b, strict=True)]
        p = r
        points = [y]
        while any(r):
            product = times(scaled, p)
            y = move(y, dot(r, p) / dot(p, product), p)
            r = move(r, -dot(r, p) / dot(p, product), product)
            p = move(r, -dot(r, product) / dot(p, product), p)
            points.append(y)
        expected = [
            [s * e for s, e in zip(roots, each, strict=True)] for each in points
        ]
        yield (matrix, b), expected


def preconditioned_agrees(got: Any, expected: Any, *_: Any) -> bool:
    """Tell whether the points are the same; floats may be off by rounding."""
    return len(got) == len(expected) and all(
        len(a) == len(b) and all(abs(u - v) <= 1e-9 for u, v in zip(a, b, strict=True))
        for a, b in zip(got, expected, strict=True)
    )


# --8<-- [end:preconditioned_check]

if __name__ == "__main__":
    # --8<-- [start:values_demo]
    quadratic, slopes, constant = coefficients(0, [-5, -0.5], [[-8, -3.5], [-3.5, 4]])
    print(quadratic, *slopes, constant)
    # --8<-- [end:values_demo]
    # --8<-- [start:preconditioned_demo]
    for point in preconditioned([[1, 0], [0, 100]], [1, 1]):
        print(*point)
    # --8<-- [end:preconditioned_demo]
