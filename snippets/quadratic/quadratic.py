"""Quadratic functions of many variables: their shape, and three ways to a minimum."""

# --8<-- [start:vectors]
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

Number = Any  # int, Fraction or float
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


# --8<-- [end:vectors]


# --8<-- [start:cg]
def conjugate_gradient(
    matrix: Matrix, b: Vector, start: Vector, tolerance: Number = 0
) -> list[list[Number]]:
    """Return the points of conjugate gradients, from the start to the minimum.

    The matrix is symmetric and positive definite, shape (n, n). Fractions stay exact.
    The end is ‖b − Ax‖₂ ≤ tolerance, or 10·n steps. Each step costs one product with
    the matrix. Raises ValueError for asymmetry, and with a direction along which the
    curvature is not above 0, if it meets one.
    """
    if [*map(list, zip(*matrix, strict=True))] != [*map(list, matrix)]:
        raise ValueError("the matrix is not symmetric")
    x = list(start)
    r = move(b, -1, times(matrix, x))
    p, rr = r, dot(r, r)
    points = [x]
    while not rr <= tolerance**2 and len(points) <= 10 * len(x):
        product = times(matrix, p)
        curvature = dot(p, product)
        if not curvature > 0:
            named = ", ".join(map(str, p))
            raise ValueError(f"pᵀAp = {curvature} is not above 0, p = ({named})")
        alpha = rr / curvature
        x = move(x, alpha, p)
        r = move(r, -alpha, product)
        rr, before = dot(r, r), rr
        beta = rr / before
        p = move(r, beta, p)
        points.append(x)
    return points


# --8<-- [end:cg]


# --8<-- [start:form]
def standard_form(
    square: Matrix, linear: Vector
) -> tuple[list[list[Number]], list[Number]]:
    """Return A and b from the coefficients of x[i]·x[j] and of x[i]; A is symmetric."""
    n = len(linear)
    if [len(row) for row in square] != [n] * n:
        raise ValueError(f"{n} linear coefficients go with {n} rows of {n}: {square}")
    rows = [[square[i][j] + square[j][i] for j in range(n)] for i in range(n)]
    return rows, [-each for each in linear]


def value(matrix: Matrix, b: Vector, x: Vector, c: Number = 0) -> Number:
    """Return f(x) = xᵀAx/2 − bᵀx + c."""
    return dot(x, times(matrix, x)) / 2 - dot(b, x) + c


# --8<-- [end:form]


# --8<-- [start:checked]
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


# --8<-- [end:checked]


# --8<-- [start:minimum]
def falling(rows: Matrix, rest: Vector, free: list[int]) -> dict[int, int] | None:
    """Return how to fall without bound, if no diagonal entry of `free` is above 0."""
    for j in free:
        if rows[j][j] < 0:
            return {j: 1}
        for k in free:
            if k != j and rows[k][k] == 0 and rows[j][k]:
                return {j: 1, k: -1 if rows[j][k] > 0 else 1}
    return next(({j: 1 if rest[j] > 0 else -1} for j in free if rest[j]), None)


def minimum(matrix: Matrix, b: Vector) -> tuple[str, list[Fraction]]:
    """Tell how many minima xᵀAx/2 − bᵀx has: "one", "many" or "none".

    With "one" and "many" comes a minimum, with "none" a direction along which f falls
    without bound. All is exact. Cost: about n³/2 multiplications.
    """
    rows, rest = checked(matrix, b)
    free, pivots = list(range(len(rest))), []
    while free:
        i = max(free, key=lambda j: rows[j][j])
        if rows[i][i] <= 0:
            break
        free.remove(i)
        pivots.append(i)
        for j in free:
            factor = rows[j][i] / rows[i][i]
            rows[j] = move(rows[j], -factor, rows[i])
            rest[j] -= factor * rest[i]
    fall = falling(rows, rest, free)
    x = [Fraction((fall or {}).get(j, 0)) for j in range(len(rest))]
    for i in reversed(pivots):
        x[i] = ((0 if fall else rest[i]) - dot(rows[i], x)) / rows[i][i]
    return ("none" if fall else "many" if free else "one"), x


# --8<-- [end:minimum]


# --8<-- [start:descent]
def steepest_descent(
    matrix: Matrix, b: Vector, start: Vector, tolerance: Number, limit: int = 10_000
) -> list[list[Number]]:
    """Return the points of steepest descent, each at the lowest point of its line.

    The end is ‖b − Ax‖₂ ≤ tolerance, or `limit` steps. Each step costs two products
    with the matrix. Raises ValueError for asymmetry, and with a direction along which
    the curvature is not above 0, if it meets one.
    """
    if [*map(list, zip(*matrix, strict=True))] != [*map(list, matrix)]:
        raise ValueError("the matrix is not symmetric")
    x = list(start)
    points = [x]
    while True:
        r = move(b, -1, times(matrix, x))
        rr = dot(r, r)
        if rr <= tolerance**2 or len(points) > limit:
            return points
        curvature = dot(r, times(matrix, r))
        if not curvature > 0:
            named = ", ".join(map(str, r))
            raise ValueError(f"rᵀAr = {curvature} is not above 0, r = ({named})")
        alpha = rr / curvature
        x = move(x, alpha, r)
        points.append(x)


# --8<-- [end:descent]

if __name__ == "__main__":
    # --8<-- [start:first]
    A: Matrix = [[2, 2], [2, 5]]
    b: Vector = [6, 3]
    origin = [Fraction(0), Fraction(0)]
    for x, y in conjugate_gradient(A, b, origin):
        print(f"x = {x}, y = {y}")
    # --8<-- [end:first]
    # --8<-- [start:form_demo]
    # x² + 2xy + 5y²/2 − 6x − 3y, with all of 2xy in one place
    print(standard_form([[1, 2], [0, Fraction(5, 2)]], [-6, -3]) == (A, b))
    print("f(4, -1) =", value(A, b, [Fraction(4), Fraction(-1)]))
    # --8<-- [end:form_demo]
    # --8<-- [start:minimum_demo]
    cases = [
        ([[2, 2], [2, 5]], [6, 3]),
        ([[1, 1], [1, 1]], [2, 2]),
        ([[1, 1], [1, 1]], [1, 0]),
        ([[1, 2], [2, 1]], [3, 3]),
        ([[0, 0], [0, -1]], [0, 0]),
    ]
    for rows, right in cases:
        answer, found = minimum(rows, right)
        print(rows, right, answer, *found)
    # --8<-- [end:minimum_demo]
    # --8<-- [start:errors]
    refused: list[Any] = [([[2, 4], [0, 5]], b), ([[1, 0]], [1]), ([[1e999]], [1])]
    for bad, right in refused:
        try:
            minimum(bad, right)
        except ValueError as error:
            print(error)
    # --8<-- [end:errors]
    # --8<-- [start:descent_demo]
    tiny = Fraction(1, 10**10)
    for start in ((0, 0), (17, -5), (-1, -1), (6, -2)):
        points = steepest_descent(A, b, [Fraction(each) for each in start], tiny)
        gaps = [value(A, b, point) + Fraction(21, 2) for point in points]
        ratios = {after / before for before, after in pairwise(gaps)}
        print(start, "ratio", *ratios, "steps", len(points) - 1)
    # --8<-- [end:descent_demo]
    # --8<-- [start:saddle]
    saddle = [[1, 2], [2, 1]]
    turned = [[-2, -2], [-2, -5]]
    for bad, right in ((turned, [6, 3]), (saddle, [3, 4]), (saddle, [3, 3])):
        try:
            print("ends at", *conjugate_gradient(bad, right, origin)[-1])
        except ValueError as error:
            print(error)
    # --8<-- [end:saddle]
    # --8<-- [start:blind]
    points = steepest_descent(A, b, [0.0, 0.0], 1e-10)
    gaps = [value(A, b, point) + 10.5 for point in points]
    blind = gaps.index(0)
    r = move(b, -1, times(A, points[blind]))
    print(f"step {blind}: f − f* = {gaps[blind]}, ‖r‖ = {dot(r, r) ** 0.5:.0e}")
    print(f"step {len(points) - 1}: ‖r‖ ≤ 1e-10")
    # --8<-- [end:blind]
    # --8<-- [start:worst]
    gradient = [3, 1]  # (1, 2)/√5 and (2, −1)/√5, in equal parts
    away = minimum(A, gradient)[1]
    print("error", *away, "so start at", *move([4, -1], 1, away))
    # --8<-- [end:worst]
    # --8<-- [start:ranks]
    n = 8
    for vectors in ([[1] * n], [[1] * n, list(range(n))]):
        sums = [[sum(u[i] * u[j] for u in vectors) for j in range(n)] for i in range(n)]
        plus = [[sums[i][j] + (i == j) for j in range(n)] for i in range(n)]
        slopes = [Fraction(i * i) for i in range(n)]
        points = conjugate_gradient(plus, slopes, [Fraction(0)] * n)
        print("rank", len(vectors), "steps", len(points) - 1)
    # --8<-- [end:ranks]
    # --8<-- [start:growing]
    n = 6
    chain = [[Fraction(0) for _ in range(n)] for _ in range(n)]
    for i in range(n):
        chain[i][i] = Fraction(5 if i else 1, 4)
        if i:
            chain[i][i - 1] = chain[i - 1][i] = Fraction(1, 2)
    first = [Fraction(i == 0) for i in range(n)]
    points = conjugate_gradient(chain, first, [Fraction(0)] * n)
    for x in points:
        r = move(first, -1, times(chain, x))
        e = move(x, -1, points[-1])
        print("‖r‖² =", dot(r, r), " energy of the error", dot(e, times(chain, e)))
    # --8<-- [end:growing]
