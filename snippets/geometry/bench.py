"""Measure predicates and hulls: `python -m snippets.geometry.bench` writes bench.json.

Every round runs every method once on the same points, in turn, so that a slow minute of
the machine hits all of them. The result is the median over the rounds, of processor
time: what else the machine does in the meantime is not counted.
"""

import gc
import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import shapely
from scipy.spatial import ConvexHull

from snippets.geometry.floats import Q, R, grid_point
from snippets.geometry.plane import Point, exact, hull, orientation, turn, whole

SIZES = (10**3, 10**4, 10**5)
ROUNDS = {10**3: 15, 10**4: 7, 10**5: 3}
Triple = tuple[Any, Any, Any]

# How the sign of an area is found, given three points as floats.
PREDICATES: dict[str, Callable[[Any, Any, Any], int]] = {
    "turn": turn,
    "orientation": orientation,
    "whole": lambda a, b, c: turn(*whole(a, b, c)),
    "fractions": lambda a, b, c: turn(*exact(a, b, c)),
}
HULLS: dict[str, Callable[[list[Point], Any], int]] = {
    "turn": lambda points, _: len(hull(points)),
    "orientation": lambda points, _: len(hull(points, orientation)),
    "shapely": lambda _, array: (
        len(shapely.multipoints(array).convex_hull.exterior.coords) - 1
    ),
    "qhull": lambda _, array: len(ConvexHull(array).vertices),
}


def milliseconds(method: Callable[..., object], *arguments: object) -> float:
    """Run a method once; return the processor time that it took, in ms."""
    gc.disable()
    start = time.process_time()
    method(*arguments)
    elapsed = time.process_time() - start
    gc.enable()
    return elapsed * 1000


def medians(
    methods: Mapping[str, Callable[..., object]], rounds: int, *arguments: object
) -> dict[str, float]:
    """Return the median time of each method in ms."""
    times: dict[str, list[float]] = {name: [] for name in methods}
    gc.collect()
    for _ in range(rounds):
        for name, method in methods.items():
            times[name].append(milliseconds(method, *arguments))
    return {
        name: float(f"{statistics.median(each):.4g}") for name, each in times.items()
    }


def triples(kind: str, n: int) -> list[Triple]:
    """Return triples of points: uniform ones, or ones that are nearly on a line."""
    rng = random.Random(1)  # noqa: S311 - points, no secrets
    if kind == "uniform":
        return [tuple((rng.random(), rng.random()) for _ in range(3)) for _ in range(n)]  # type: ignore[misc]
    return [(grid_point(rng.randrange(64), rng.randrange(64)), Q, R) for _ in range(n)]


def points(kind: str, n: int) -> list[Point]:
    """Return points: uniform in a square, or on a circle."""
    rng = random.Random(2)  # noqa: S311 - as above
    if kind == "uniform":
        return [(rng.random(), rng.random()) for _ in range(n)]
    found: list[Point] = []
    for k in range(n):
        t = Fraction(2 * k - n, n)
        x, y = float((1 - t * t) / (1 + t * t)), float(2 * t / (1 + t * t))
        found.append((x, y) if k % 2 else (-x, -y))
    return found


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
    measured = time.strftime("%Y-%m")
    predicates = {}
    for kind in ("uniform", "line"):
        given = triples(kind, min(largest, 2000))
        methods = {
            name: lambda some, each=each: [each(*triple) for triple in some]
            for name, each in PREDICATES.items()
        }
        predicates[kind] = medians(methods, 15, given)
        print(kind, predicates[kind], flush=True)
    hulls: dict[str, dict[str, dict[str, float]]] = {}
    for size in SIZES:
        if size > largest:
            break
        for kind in ("uniform", "circle"):
            some = points(kind, size)
            found = medians(HULLS, ROUNDS[size], some, np.array(some))
            hulls.setdefault(kind, {})[str(size)] = found
            print(kind, size, found, flush=True)
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "shapely": f"{shapely.__version__} (GEOS {shapely.geos_version_string})",
        "measured": measured,
        "unit": "ms of processor time, median",
        "triples": min(largest, 2000),
        "predicates": predicates,
        "hulls": hulls,
    }
    path = Path(__file__).with_name("bench.json")
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1])
