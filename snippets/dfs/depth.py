"""How deep a recursion may go in Python, and how to go deeper."""

# --8<-- [start:limit]
import sys
from collections.abc import Generator
from typing import Any


def depth(graph: list[list[int]], u: int = 0, parent: int = -1) -> int:
    """Return the number of vertices on the longest way down a tree, recursively."""
    below = 0
    for v in graph[u]:
        if v != parent:
            below = max(below, depth(graph, v, u))
    return 1 + below


def path(size: int) -> list[list[int]]:
    """Return the path 0-1-2-… as a graph: the deepest tree there is."""
    return [[w for w in (v - 1, v + 1) if 0 <= w < size] for v in range(size)]


# --8<-- [end:limit]


# --8<-- [start:trampoline]
Steps = Generator[Any, Any, Any]


def run(steps: Steps) -> Any:
    """Return what a recursion returns that says `yield` where it would call itself.

    The generators wait in a list, not on the interpreter's stack. An error in one of
    them ends the run: those that wait cannot catch it.
    """
    stack: list[Steps] = [steps]
    answer: Any = None
    while stack:
        try:
            call = stack[-1].send(answer)
        except StopIteration as end:
            stack.pop()
            answer = end.value
        else:
            stack.append(call)
            answer = None
    return answer


def depth_by_yield(graph: list[list[int]], u: int = 0, parent: int = -1) -> Steps:
    """Return the same depth to `run`: the recursion, with `yield` before each call."""
    below = 0
    for v in graph[u]:
        if v != parent:
            below = max(below, (yield depth_by_yield(graph, v, u)))
    return 1 + below


# --8<-- [end:trampoline]

if __name__ == "__main__":
    # --8<-- [start:limit_demo]
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)  # What Python begins with; Jupyter raises it.
    for size in (500, 2000):
        try:
            print(size, depth(path(size)))
        except RecursionError as error:
            print(size, type(error).__name__)
    sys.setrecursionlimit(before)
    # --8<-- [end:limit_demo]
    # --8<-- [start:trampoline_demo]
    print(run(depth_by_yield(path(100_000))))
    # --8<-- [end:trampoline_demo]
