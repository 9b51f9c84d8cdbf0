"""Quadratic functions in NumPy and SciPy: what to call, and what is not told."""

# --8<-- [start:solve]
import numpy as np
from scipy import linalg
from scipy.sparse.linalg import cg

dense = np.array([[2.0, 2.0], [2.0, 5.0]])
target = np.array([6.0, 3.0])
# --8<-- [end:solve]

# --8<-- [start:poisson]
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, spilu, spsolve_triangular


def poisson(n: int) -> sparse.csc_array:
    """Return the 5-point matrix of an n × n grid, shape (n², n²), symmetric."""
    line = sparse.diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(n, n))
    one = sparse.eye_array(n)
    return sparse.csc_array(sparse.kron(line, one) + sparse.kron(one, line))


def gauss_seidel(grid: sparse.csc_array) -> LinearOperator:
    """Return the inverse of (D + L) D⁻¹ (D + U), symmetric Gauss–Seidel."""
    lower, upper = sparse.tril(grid, format="csr"), sparse.triu(grid, format="csr")

    def solve(r: np.ndarray) -> np.ndarray:
        half = spsolve_triangular(lower, r)
        full: np.ndarray = spsolve_triangular(
            upper, grid.diagonal() * half, lower=False
        )
        return full

    return LinearOperator(grid.shape, matvec=solve)


def cg_steps(grid: sparse.csc_array, most: int, inverse: object = None) -> str:
    """Return how many steps `cg` takes to 1e-8 of b = (1, …, 1), as words."""
    points: list[np.ndarray] = []
    ones = np.ones(grid.shape[0])
    _, info = cg(grid, ones, rtol=1e-8, maxiter=most, M=inverse, callback=points.append)
    return f"more than {most}" if info else str(len(points))


# --8<-- [end:poisson]

if __name__ == "__main__":
    # --8<-- [start:solve_demo]
    print("solve   ", np.linalg.solve(dense, target).round(9))
    print("Cholesky", linalg.cho_solve(linalg.cho_factor(dense), target).round(9))
    found, info = cg(dense, target, rtol=1e-10)
    print("cg      ", found.round(9), "info", info)
    # --8<-- [end:solve_demo]
    # --8<-- [start:same]
    skew = np.array([[2.0, 4.0], [0.0, 5.0]])
    u = np.array([1.0, 1.0])
    print("f:       ", u @ dense @ u / 2 - target @ u, u @ skew @ u / 2 - target @ u)
    print("gradient:", (skew + skew.T) @ u / 2 - target, "and not", skew @ u - target)
    print("solve:   ", np.linalg.solve(skew, target))
    print("cg info: ", cg(skew, target)[1])
    # --8<-- [end:same]
    # --8<-- [start:cholesky]
    half_empty = np.array([[1.0, 5.0], [0.0, 1.0]])
    print(np.linalg.cholesky(half_empty).tolist())
    print(np.linalg.eigvalsh((half_empty + half_empty.T) / 2))
    # --8<-- [end:cholesky]
    # --8<-- [start:untold]
    import warnings

    found, info = cg(-dense, target)
    print("maximum ", found.round(9), "info", info)
    found, info = cg(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([3.0, 3.0]))
    print("saddle  ", found.round(9), "info", info)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        print("pᵀAp = 0", *cg(np.diag([1.0, -1.0]), np.ones(2)))
    # --8<-- [end:untold]
    # --8<-- [start:callback]
    kept: list[np.ndarray] = []
    copied: list[np.ndarray] = []
    cg(dense, target, callback=kept.append)
    cg(dense, target, callback=lambda x: copied.append(x.copy()))
    print("kept  ", *(x.round(4) for x in kept))
    print("copied", *(x.round(4) for x in copied))
    try:
        cg(dense, target, tol=1e-8)
    except TypeError as error:
        print(error)
    # --8<-- [end:callback]
    # --8<-- [start:precondition]
    grid = poisson(60)
    scale = np.geomspace(1, 1000, 900)
    rough = sparse.csc_array(sparse.diags_array(scale) @ poisson(30))
    rough = sparse.csc_array(rough @ sparse.diags_array(scale))
    jacobi = sparse.diags_array(1 / rough.diagonal())
    half = LinearOperator(grid.shape, matvec=spilu(grid).solve)
    print("plain                  ", cg_steps(grid, 500))
    print("Jacobi                 ", cg_steps(grid, 500, sparse.eye_array(3600) / 4))
    print("symmetric Gauss–Seidel ", cg_steps(grid, 500, gauss_seidel(grid)))
    print("M = A, a mistake       ", cg_steps(grid, 500, grid))
    print("M = spilu, a mistake   ", cg_steps(grid, 500, half))
    print("badly scaled, plain    ", cg_steps(rough, 5000))
    print("badly scaled, Jacobi   ", cg_steps(rough, 500, jacobi))
    # --8<-- [end:precondition]
    # --8<-- [start:fit]
    powers = np.vander(np.linspace(0, 1, 20), 8, increasing=True)
    heights = powers @ np.ones(8)
    normal = powers.T @ powers
    print(
        f"condition numbers {np.linalg.cond(powers):.0e} {np.linalg.cond(normal):.0e}"
    )
    for name, weights in [
        ("lstsq", np.linalg.lstsq(powers, heights)[0]),
        ("normal equations", np.linalg.solve(normal, powers.T @ heights)),
    ]:
        print(name, "error below 1e-9:", bool(abs(weights - 1).max() < 1e-9))
    # --8<-- [end:fit]
