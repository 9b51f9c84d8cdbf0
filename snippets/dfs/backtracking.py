"""Backtracking, counting of paths, and depth-first search with a limit."""

# --8<-- [start:permutations]
import math
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def arrangements(items: Sequence[T]) -> Iterator[list[T]]:
    """Yield every node of the tree of choices: each list of items at different places.

    Those as long as `items` are its permutations, in the order of their places. Equal
    items count as different: "aa" has two permutations.
    """
    path: list[T] = []
    used = [False] * len(items)

    def extend() -> Iterator[list[T]]:
        yield path.copy()
        for index, item in enumerate(items):
            if not used[index]:
                used[index] = True
                path.append(item)
                yield from extend()
                path.pop()
                used[index] = False

    return extend()


# --8<-- [end:permutations]


# --8<-- [start:paths]
def count_paths(graph: Sequence[Sequence[int]], u: int, goal: int) -> tuple[int, int]:
    """Return how many paths lead from u to a goal, and how many calls found them.

    For graphs without cycles: no vertex is marked, so each may be entered again. (On a
    cycle that can be reached, the calls end in a RecursionError.)
    """
    if u == goal:
        return 1, 1
    paths, calls = 0, 1
    for v in graph[u]:
        more, spent = count_paths(graph, v, goal)
        paths, calls = paths + more, calls + spent
    return paths, calls


def diamonds(count: int) -> list[list[int]]:
    """Return diamonds in a row: 0 to 1 and 2, both to 3, which begins the next."""
    graph: list[list[int]] = []
    for top in range(0, 3 * count, 3):
        graph += [[top + 1, top + 2], [top + 3], [top + 3]]
    return [*graph, []]


# --8<-- [end:paths]


# --8<-- [start:limited]
def within(
    graph: Sequence[Sequence[int]], root: int, goal: int, limit: int
) -> list[int] | None:
    """Return a path of at most `limit` edges, found depth first; None if there is none.

    Only the path itself is marked. Time: b^limit for b neighbours each; memory: limit.
    """
    path = [root]

    def visit(u: int) -> bool:
        if u == goal:
            return True
        if len(path) <= limit:
            for v in graph[u]:
                if v not in path:
                    path.append(v)
                    if visit(v):
                        return True
                    path.pop()
        return False

    return path if visit(root) else None


def deepening(graph: Sequence[Sequence[int]], root: int, goal: int) -> list[int] | None:
    """Return a shortest path by iterative deepening; None if there is none.

    RecursionError if every path is longer than some 900 edges.
    """
    for limit in range(len(graph)):
        path = within(graph, root, goal, limit)
        if path is not None:
            return path
    return None


# --8<-- [end:limited]


# --8<-- [start:limited_wrong]
def within_marking(graph: Sequence[Sequence[int]], root: int, limit: int) -> list[int]:
    """Wrong: what a long way has marked is closed to a shorter one."""
    found: list[int] = []

    def visit(u: int, left: int) -> None:
        found.append(u)
        for v in graph[u]:
            if left and v not in found:
                visit(v, left - 1)

    visit(root, limit)
    return found


# --8<-- [end:limited_wrong]


# --8<-- [start:breadth]
def shortest(graph: Sequence[Sequence[int]], root: int, goal: int) -> list[int] | None:
    """Return a shortest path, breadth first: a queue, and marked when put in."""
    found_from = {root: root}
    queue = deque([root])
    while queue:
        u = queue.popleft()
        for v in graph[u]:
            if v not in found_from:
                found_from[v] = u
                queue.append(v)
    if goal not in found_from:
        return None
    path = [goal]
    while path[-1] != root:
        path.append(found_from[path[-1]])
    return path[::-1]


# --8<-- [end:breadth]

if __name__ == "__main__":
    # --8<-- [start:permutations_demo]
    print([path for path in arrangements("abc") if len(path) == 3])
    for n in range(1, 7):
        print(n, math.factorial(n), sum(1 for _ in arrangements(range(n))))
    # --8<-- [end:permutations_demo]
    # --8<-- [start:paths_demo]
    for k in (1, 2, 10):
        print(k, count_paths(diamonds(k), 0, 3 * k), len(diamonds(k)))
    # --8<-- [end:paths_demo]
    # --8<-- [start:limited_demo]
    kite = [[1, 2], [0, 2], [0, 1, 3], [2]]
    print(within(kite, 0, 3, limit=2), within(kite, 0, 3, limit=3))
    print(deepening(kite, 0, 3), shortest(kite, 0, 3))
    # --8<-- [end:limited_demo]
    # --8<-- [start:limited_wrong_demo]
    print(within_marking(kite, 0, limit=2))
    # --8<-- [end:limited_wrong_demo]
