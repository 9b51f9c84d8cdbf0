"""Measure the solutions and write bench.json: `python -m snippets.maximum_gap.bench`.

Every round runs every method once on the same numbers, in turn, so that a slow minute
of the machine hits all of them. The result is the median over the rounds. Cyclic
garbage collection is off while a method runs: it would charge one method for what
another left behind.
"""

import gc
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from snippets.maximum_gap.buckets import maximum_gap
from snippets.maximum_gap.radix import maximum_gap_by_radix_sort
from snippets.maximum_gap.sorting import maximum_gap_by_sorting
from snippets.maximum_gap.vectorized import maximum_gap_numpy

Array = npt.NDArray[np.int64]
SIZES = (10**3, 10**4, 10**5, 10**6, 10**7)
ROUNDS = {10**3: 101, 10**4: 41, 10**5: 15, 10**6: 7, 10**7: 3}

# Each method is given the numbers as a list and as an array, and uses one of the two.
METHODS: dict[str, Callable[[list[int], Array], Any]] = {
    "sorting": lambda numbers, _: maximum_gap_by_sorting(numbers),
    "buckets": lambda numbers, _: maximum_gap(numbers),
    "radix": lambda numbers, _: maximum_gap_by_radix_sort(numbers),
    "numpy_list": lambda numbers, _: maximum_gap_numpy(np.array(numbers)),
    "numpy_array": lambda _, array: maximum_gap_numpy(array),
}


def inputs(size: int) -> dict[str, Array]:
    """Return the kinds of input for one size, each an int64 array of shape (size,)."""
    rng = np.random.default_rng(164)
    spread = rng.integers(0, 10**9, size)
    centres = rng.integers(0, 10**9, 8)
    clustered = centres[rng.integers(0, 8, size)] + rng.integers(0, 100, size)
    return {
        "random": spread,
        "clustered": clustered,
        "sorted": np.sort(spread),
        "reversed": np.sort(spread)[::-1].copy(),
        "exponential": np.exp2(rng.uniform(0, 62, size)).astype(np.int64),
    }


def milliseconds(
    method: Callable[[list[int], Array], Any], array: Array
) -> tuple[float, int]:
    """Run a method once on fresh int objects; return its time in ms and its answer."""
    numbers = array.tolist()
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    answer = method(numbers, array)
    elapsed = time.perf_counter() - start
    gc.enable()
    return elapsed * 1000, int(answer)


def measure(array: Array, rounds: int) -> dict[str, float]:
    """Return the median time of each method in ms."""
    times: dict[str, list[float]] = {name: [] for name in METHODS}
    for _ in range(rounds):
        answers = set()
        for name, method in METHODS.items():
            elapsed, answer = milliseconds(method, array)
            times[name].append(elapsed)
            answers.add(answer)
        if len(answers) != 1:
            raise AssertionError(f"the methods disagree: {answers}")
    return {
        name: float(f"{statistics.median(each):.4g}") for name, each in times.items()
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
    started = time.strftime("%Y-%m")
    results: dict[str, dict[str, dict[str, float]]] = {}
    for size in SIZES:
        if size > largest:
            break
        for kind, array in inputs(size).items():
            results.setdefault(kind, {})[str(size)] = measure(array, ROUNDS[size])
            print(kind, size, results[kind][str(size)], flush=True)
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "measured": started,
        "rounds": {str(size): rounds for size, rounds in ROUNDS.items()},
        "unit": "ms, median",
        "results": results,
    }
    path = Path(__file__).with_name("bench.json")
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1])
