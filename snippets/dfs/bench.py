"""Measure the searches and write bench.json: `python -m snippets.dfs.bench`.

Every round runs every method once on the same graph, in turn; the result is the median
over the rounds. Cyclic garbage collection is off while a method runs.
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
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import scipy
from scipy.sparse import csr_array
from scipy.sparse.csgraph import (
    breadth_first_order,
    connected_components,
    depth_first_order,
)

from snippets.dfs.search import (
    by_iterators,
    by_popping,
    directed,
    recursive,
    strong_components,
)

ROUNDS = 7
SIZE, EDGES, LEAVES = 20_000, 100_000, 20_000


class Input(NamedTuple):
    """One graph in the form that each library takes."""

    lists: list[list[int]]
    graph: Any
    matrix: Any


Method = Callable[[Input], int]
# Each returns a number that has to agree: of vertices found, or of components.
ORDER: dict[str, Method] = {
    "recursive": lambda it: len(recursive(it.lists, 0)),
    "by_iterators": lambda it: len(by_iterators(it.lists, 0)),
    "by_popping": lambda it: len(by_popping(it.lists, 0)),
    "networkx": lambda it: sum(1 for _ in nx.dfs_preorder_nodes(it.graph, 0)),
    "scipy": lambda it: len(depth_first_order(it.matrix, 0)[0]),
}
STRONG: dict[str, Method] = {
    "strong_components": lambda it: len(strong_components(it.lists)),
    "networkx": lambda it: nx.number_strongly_connected_components(it.graph),
    "scipy": lambda it: int(connected_components(it.matrix, connection="strong")[0]),
}
STAR: dict[str, Method] = {
    "by_iterators": ORDER["by_iterators"],
    "scipy": ORDER["scipy"],
    "scipy, breadth first": lambda it: len(breadth_first_order(it.matrix, 0)[0]),
}


def prepared(size: int, edges: list[tuple[int, int]]) -> Input:
    """Return a directed graph in all three forms."""
    lists = directed(size, edges)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(edges)
    ends = np.array(edges)
    matrix = csr_array(
        (np.ones(len(edges)), (ends[:, 0], ends[:, 1])), shape=(size, size)
    )
    return Input(lists, graph, matrix)


def random_graph(size: int, count: int) -> Input:
    """Return a random directed graph without parallel edges."""
    rng = np.random.default_rng(26)
    pairs = {(int(u), int(v)) for u, v in rng.integers(0, size, (count, 2))}
    return prepared(size, sorted(pairs))


def star(leaves: int) -> Input:
    """Return a star, each edge in both directions."""
    edges = [edge for v in range(1, leaves + 1) for edge in ((0, v), (v, 0))]
    return prepared(leaves + 1, edges)


def milliseconds(method: Method, data: Input) -> tuple[float, int]:
    """Run a method once; return its time in ms and its answer."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    answer = method(data)
    elapsed = time.perf_counter() - start
    gc.enable()
    return elapsed * 1000, answer


def measure(methods: dict[str, Method], data: Input, rounds: int) -> dict[str, float]:
    """Return the median time of each method in ms."""
    times: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(rounds):
        answers = set()
        for name, method in methods.items():
            elapsed, answer = milliseconds(method, data)
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


def main() -> None:
    """Measure, and write bench.json beside this file."""
    sys.setrecursionlimit(1_000_000)  # Without effect on C: Python-to-Python calls.
    data = random_graph(SIZE, EDGES)
    results = {
        "order": measure(ORDER, data, ROUNDS),
        "strong": measure(STRONG, data, ROUNDS),
        "star": measure(STAR, star(LEAVES), ROUNDS),
    }
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "networkx": nx.__version__,
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
