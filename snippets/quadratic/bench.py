"""Measure solvers and write bench.json: `python -m snippets.quadratic.bench`.

Every round runs every method once on the same system, in turn, so that a slow minute of
the machine hits all of them. The result is the median over the rounds. One thread each:
on a busy machine, threads that wait for each other would be what is measured.
"""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # NumPy reads it when it is imported
    os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import scipy
from scipy import sparse
from scipy.sparse.linalg import cg, spsolve

from snippets.quadratic.quadratic import conjugate_gradient

ROUNDS = {"dense": 15, "line": 15, "square": 7, "cube": 5}
Method = Callable[[Any, Any], Any]


def python(matrix: Any, b: Any) -> Any:
    """Solve by this page's program, on lists of floats."""
    return conjugate_gradient(matrix.tolist(), b.tolist(), [0.0] * len(b), 1e-8)[-1]


def iterate(matrix: Any, b: Any) -> Any:
    """Solve by SciPy's conjugate gradients."""
    return cg(matrix, b, rtol=1e-8)[0]


METHODS: dict[str, dict[str, Method]] = {
    "dense": {"solve": np.linalg.solve, "cg": iterate, "page": python},
    **{
        name: {"spsolve": spsolve, "cg": iterate} for name in ("line", "square", "cube")
    },
}


def grid(n: int, dimensions: int) -> Any:
    """Return the matrix of second differences on a grid, n points along each side."""
    line = sparse.diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(n, n))
    total = line
    for size in range(1, dimensions):
        ones = sparse.eye_array(n**size)
        total = sparse.kron(total, sparse.eye_array(n)) + sparse.kron(ones, line)
    return sparse.csc_array(total)


def systems() -> dict[str, tuple[Any, Any]]:
    """Return A and b by name: one dense, three sparse."""
    rng = np.random.default_rng(10)
    g = rng.normal(size=(150, 150))
    found = {"dense": g @ g.T / 150 + np.eye(150)}
    found |= {"line": grid(1000, 1), "square": grid(100, 2), "cube": grid(20, 3)}
    return {name: (matrix, np.ones(matrix.shape[0])) for name, matrix in found.items()}


def measure(name: str, matrix: Any, b: Any, rounds: int) -> dict[str, float]:
    """Return the median time of each method in ms."""
    times: dict[str, list[float]] = {method: [] for method in METHODS[name]}
    for _ in range(rounds):
        for method, solve in METHODS[name].items():
            start = time.perf_counter()
            x = solve(matrix, b)
            times[method].append((time.perf_counter() - start) * 1000)
            if np.linalg.norm(matrix @ np.array(x) - b) > 1e-6 * np.linalg.norm(b):
                raise AssertionError(f"{method} does not solve {name}")
    return {each: float(f"{statistics.median(t):.3g}") for each, t in times.items()}


def processor() -> str:
    """Return the processor's name as the kernel gives it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main() -> None:
    """Measure and write bench.json beside this file."""
    results = {}
    for name, (matrix, b) in systems().items():
        results[name] = measure(name, matrix, b, ROUNDS[name])
        print(name, results[name], flush=True)
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "measured": time.strftime("%Y-%m"),
        "rounds": ROUNDS,
        "unit": "ms, median",
        "results": results,
    }
    path = Path(__file__).with_name("bench.json")
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
