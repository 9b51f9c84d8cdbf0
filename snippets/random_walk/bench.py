"""Measure the methods and write bench.json: `python -m snippets.random_walk.bench`.

Every round runs every method once, in turn, so that a slow minute of the machine hits
all of them. The times are medians. Errors are taken against exact integers: relative
ones where the probability is above 10⁻³⁰⁰, absolute ones everywhere.
"""

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import scipy
from scipy.stats import binom

from snippets.random_walk.fast import law_by_integers, law_by_ratios
from snippets.random_walk.simulate import end_points, walk
from snippets.random_walk.vectorized import law_by_convolution, law_by_fft

SIZES = (10**2, 10**3, 10**4)
ROUNDS = {10**2: 51, 10**3: 21, 10**4: 5}
METHODS: dict[str, Callable[[int], Any]] = {
    "integers": lambda n: list(law_by_integers(n)),
    "ratios": law_by_ratios,
    "fft": law_by_fft,
    "convolution": law_by_convolution,
    "scipy": lambda n: binom.pmf(np.arange(n + 1), n, 0.5),
}
WALKERS, STEPS = 20_000, 1000
SIMULATIONS: dict[str, Callable[[], Any]] = {
    "bit_count": lambda: end_points(WALKERS, STEPS, Random(1)),  # noqa: S311
    "numpy": lambda: np.random.default_rng(1).binomial(STEPS, 0.5, WALKERS),
    "walk": lambda: [walk(STEPS, Random(1)) for _ in range(WALKERS // 100)],  # noqa: S311
}
SIMULATED = {"bit_count": WALKERS, "numpy": WALKERS, "walk": WALKERS // 100}


def milliseconds(method: Callable[[], Any]) -> float:
    """Run a method once and return its time in ms."""
    start = time.perf_counter()
    method()
    return (time.perf_counter() - start) * 1000


def measure(size: int, rounds: int) -> dict[str, dict[str, float]]:
    """Return each method's median time in ms and its largest errors."""
    nearest = np.array(list(law_by_integers(size)))
    large = nearest > 1e-300
    times: dict[str, list[float]] = {name: [] for name in METHODS}
    for _ in range(rounds):
        for name, method in METHODS.items():
            times[name].append(milliseconds(lambda method=method: method(size)))  # type: ignore[misc]
    found = {}
    for name, method in METHODS.items():
        error = np.abs(np.asarray(method(size)) - nearest)
        found[name] = {
            "ms": float(f"{statistics.median(times[name]):.4g}"),
            "absolute": float(f"{error.max():.2g}"),
            "relative": float(f"{(error[large] / nearest[large]).max():.2g}"),
        }
    return found


def simulate(rounds: int) -> dict[str, float]:
    """Return how many walks of a thousand steps each method simulates in a second."""
    times: dict[str, list[float]] = {name: [] for name in SIMULATIONS}
    for _ in range(rounds):
        for name, method in SIMULATIONS.items():
            times[name].append(milliseconds(method))
    return {
        name: float(f"{SIMULATED[name] / statistics.median(each) * 1000:.3g}")
        for name, each in times.items()
    }


def processor() -> str:
    """Return the processor's name as the kernel gives it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main(largest: int) -> None:
    """Measure up to the largest size and write bench.json beside this file."""
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "measured": time.strftime("%Y-%m"),
        "results": {
            str(size): measure(size, ROUNDS[size]) for size in SIZES if size <= largest
        },
        "walks_per_second": simulate(9),
    }
    path = Path(__file__).with_name("bench.json")
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1])
