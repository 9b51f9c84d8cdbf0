# ruff: noqa: F811
# mypy: disable-error-code="no-redef"
"""Exercises: what readers begin with, our solutions, and what judges answers."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product
from typing import Any


# --8<-- [start:cycle_starter]
def find_cycle(graph: Sequence[Sequence[int]]) -> list[int]:
    """Return the vertices of a cycle of a directed graph in order, [] if none."""
    raise NotImplementedError


# --8<-- [end:cycle_starter]


# --8<-- [start:cycle]
def find_cycle(graph: Sequence[Sequence[int]]) -> list[int]:
    """Return the vertices of a cycle of a directed graph in order, [] if none."""
    found: set[int] = set()
    for root in range(len(graph)):
        if root in found:
            continue
        found.add(root)
        path = [root]
        place = {root: 0}  # Of each vertex on the path.
        rests = [iter(graph[root])]
        while path:
            for v in rests[-1]:
                if v in place:
                    return path[place[v] :]
                if v not in found:
                    found.add(v)
                    place[v] = len(path)
                    path.append(v)
                    rests.append(iter(graph[v]))
                    break
            else:
                rests.pop()
                del place[path.pop()]
    return []


# --8<-- [end:cycle]


# --8<-- [start:cycle_check]
def cycle_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each directed graph of up to three vertices, and longer cycles."""
    for size in range(1, 4):
        pairs = list(product(range(size), repeat=2))
        for count in range(min(len(pairs), 5) + 1):
            for edges in combinations(pairs, count):
                graph = [[v for u, v in edges if u == vertex] for vertex in range(size)]
                yield (graph,), has_a_cycle(graph)
    for size in (5, 100):
        line = [[v + 1] for v in range(size)]
        yield ([*line, []],), False
        yield ([*line, [2]],), True


def has_a_cycle(graph: list[list[int]]) -> bool:
    """Say so by taking away vertices without a way out until none is left."""
    into: list[list[int]] = [[] for _ in graph]
    for u, ends in enumerate(graph):
        for v in ends:
            into[v].append(u)
    ways = [len(ends) for ends in graph]
    dead = [u for u, count in enumerate(ways) if not count]
    for v in dead:  # It grows meanwhile.
        for u in into[v]:
            ways[u] -= 1
            if not ways[u]:
                dead.append(u)
    return len(dead) < len(graph)


def cycle_agrees(got: Any, expected: Any, graph: list[list[int]]) -> bool:
    """Say whether it is a cycle without a vertex twice, or rightly none."""
    if not isinstance(got, list):
        return False
    ahead = [*got[1:], *got[:1]]
    return (
        bool(got) == expected
        and len(set(got)) == len(got)
        and all(u in range(len(graph)) for u in got)
        and all(v in graph[u] for u, v in zip(got, ahead, strict=True))
    )


# --8<-- [end:cycle_check]


# --8<-- [start:finish_wrong]
def finish_order_too_early(graph: Sequence[Sequence[int]], root: int) -> list[int]:
    """Wrong: a vertex is marked when it is pushed."""
    found, order = {root}, []
    stack = [(root, False)]
    while stack:
        u, done = stack.pop()
        if done:
            order.append(u)
            continue
        stack.append((u, True))
        for v in reversed(graph[u]):
            if v not in found:
                found.add(v)
                stack.append((v, False))
    return order


# --8<-- [end:finish_wrong]


# --8<-- [start:finish_starter]
def finish_order(graph: Sequence[Sequence[int]], root: int) -> list[int]:
    """Return what can be reached from the root, in the order in which it is done."""
    raise NotImplementedError


# --8<-- [end:finish_starter]


# --8<-- [start:finish]
def finish_order(graph: Sequence[Sequence[int]], root: int) -> list[int]:
    """Return what can be reached from the root, in the order in which it is done."""
    found, order = set(), []
    stack = [(root, False)]
    while stack:
        u, done = stack.pop()
        if done:
            order.append(u)
        elif u not in found:
            found.add(u)
            stack.append((u, True))
            stack += [(v, False) for v in reversed(graph[u]) if v not in found]
    return order


# --8<-- [end:finish]


# --8<-- [start:finish_check]
def finish_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each directed graph of up to three vertices, in all orders; a path."""

    def by_recursion(graph: list[list[int]], u: int, found: set[int]) -> list[int]:
        found.add(u)
        order = []
        for v in graph[u]:
            if v not in found:
                order += by_recursion(graph, v, found)
        return [*order, u]

    for size in range(1, 4):
        for lists in product(*[neighbour_lists(size, u) for u in range(size)]):
            graph = [list(each) for each in lists]
            yield (graph, 0), by_recursion(graph, 0, set())
    long = [[v + 1] for v in range(3000)]
    yield ([*long, []], 0), list(range(3000, -1, -1))


def neighbour_lists(size: int, u: int) -> list[tuple[int, ...]]:
    """Return each list of neighbours that u may have, in each order."""
    others = [v for v in range(size) if v != u]
    return [each for count in range(size) for each in permutations(others, count)]


# --8<-- [end:finish_check]


# --8<-- [start:orient_starter]
def orient(size: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the streets one way, so that each place can be reached from each."""
    raise NotImplementedError


# --8<-- [end:orient_starter]


# --8<-- [start:orient]
def orient(size: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the streets one way, so that each place can be reached from each."""
    ends: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for index, (u, v) in enumerate(edges):
        ends[u].append((v, index))
        ends[v].append((u, index))
    chosen: dict[int, tuple[int, int]] = {}
    found = {0}
    stack = [(0, iter(ends[0]))] if ends else []
    while stack:
        u, rest = stack[-1]
        for v, index in rest:
            if index not in chosen:
                chosen[index] = (u, v)  # Down the tree, or back up to an ancestor.
                if v not in found:
                    found.add(v)
                    stack.append((v, iter(ends[v])))
                    break
        else:
            stack.pop()
    if len(found) < size:
        raise ValueError(f"{size - len(found)} places cannot be reached from 0")
    return [chosen[index] for index in range(len(edges))]


# --8<-- [end:orient]


# --8<-- [start:orient_check]
def orient_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each connected graph without bridges of up to four vertices, and longer."""

    def whole(size: int, edges: Sequence[tuple[int, int]]) -> bool:
        ways = [*edges, *((v, u) for u, v in edges)]
        return size == reach(0, ways)

    yield (2, [(0, 1), (0, 1)]), None
    for size in (3, 4):
        pairs = list(combinations(range(size), 2))
        for count in range(3, len(pairs) + 1):
            for edges in combinations(pairs, count):
                less = ([e for e in edges if e != edge] for edge in edges)
                if all(whole(size, each) for each in less):
                    yield (size, list(edges)), None
    ring = [(v, (v + 1) % 60) for v in range(60)]
    yield (60, ring), None
    yield (60, ring[::2] + [(v, u) for u, v in ring[1::2]] + [(0, 30), (15, 40)]), None


def reach(root: int, ways: Sequence[tuple[int, int]]) -> int:
    """Return how many vertices can be reached."""
    found = [root]
    for u in found:  # It grows meanwhile.
        found += {v for w, v in ways if w == u} - set(found)
    return len(found)


def orient_agrees(
    got: Any, _expected: Any, size: int, edges: list[tuple[int, int]]
) -> bool:
    """Say whether these are the streets, and whether one gets there and back."""
    if not isinstance(got, list) or len(got) != len(edges):
        return False
    if any(
        tuple(way) not in {(u, v), (v, u)}
        for way, (u, v) in zip(got, edges, strict=True)
    ):
        return False
    return reach(0, got) == size == reach(0, [(v, u) for u, v in got])


# --8<-- [end:orient_check]


# --8<-- [start:sums_starter]
def subtree_sums(tree: Sequence[Sequence[int]], values: Sequence[int]) -> list[int]:
    """Return for each vertex the sum of the values in its subtree; 0 is the root."""
    raise NotImplementedError


# --8<-- [end:sums_starter]


# --8<-- [start:sums]
def subtree_sums(tree: Sequence[Sequence[int]], values: Sequence[int]) -> list[int]:
    """Return for each vertex the sum of the values in its subtree; 0 is the root."""
    below = sorted(child for children in tree for child in children)
    if below != list(range(1, len(tree))) or len(values) != len(tree):
        raise ValueError(f"no tree below 0 with {len(values)} values: {tree}")
    order: list[int] = []  # Of discovery: each subtree is a run of neighbours in it.
    begin, end = [0] * len(tree), [0] * len(tree)
    stack = [(0, False)] if tree else []
    while stack:
        u, done = stack.pop()
        if done:
            end[u] = len(order)
            continue
        begin[u] = len(order)
        order.append(u)
        stack.append((u, True))
        stack += [(child, False) for child in tree[u]]
    if len(order) < len(tree):
        raise ValueError(f"{len(tree) - len(order)} vertices are not below 0: {tree}")
    upto = [0]
    for u in order:
        upto.append(upto[-1] + values[u])
    return [upto[end[u]] - upto[begin[u]] for u in range(len(tree))]


# --8<-- [end:sums]


# --8<-- [start:sums_check]
def sums_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each tree of up to five vertices whose children have greater numbers."""
    for size in range(1, 6):
        for parents in product(*[range(v) for v in range(1, size)]):
            yield sums_case(list(parents))
    yield sums_case(list(range(99)))


def sums_case(parents: list[int]) -> tuple[tuple[Any, ...], Any]:
    """Return the children and some values, and the sums from the leaves up."""
    tree: list[list[int]] = [[] for _ in range(len(parents) + 1)]
    values = [(7 * v + 3) % 10 - 4 for v in range(len(tree))]
    sums = values.copy()
    for v in range(len(parents), 0, -1):
        tree[parents[v - 1]].insert(0, v)
        sums[parents[v - 1]] += sums[v]
    return (tree, values), sums


# --8<-- [end:sums_check]


# --8<-- [start:paths_starter]
def path_count(graph: Sequence[Sequence[int]], start: int, goal: int) -> int:
    """Return how many paths lead from start to goal in a graph without cycles."""
    raise NotImplementedError


# --8<-- [end:paths_starter]


# --8<-- [start:paths]
def path_count(graph: Sequence[Sequence[int]], start: int, goal: int) -> int:
    """Return how many paths lead from start to goal in a graph without cycles."""
    paths = {goal: 1}  # Of each vertex that is done.
    found = {goal}
    stack = [(start, False)]
    while stack:
        u, done = stack.pop()
        if done:
            if any(v not in paths for v in graph[u]):
                raise ValueError(f"a cycle leads through {u}")
            paths[u] = sum(paths[v] for v in graph[u])
        elif u not in found:
            found.add(u)
            stack.append((u, True))
            stack += [(v, False) for v in graph[u] if v not in found]
    return paths[start]


# --8<-- [end:paths]


# --8<-- [start:paths_check]
def paths_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield graphs of up to four vertices, and diamonds in a row."""

    def by_hand(graph: list[list[int]], u: int, goal: int) -> int:
        return 1 if u == goal else sum(by_hand(graph, v, goal) for v in graph[u])

    for size in range(1, 5):
        pairs = list(combinations(range(size), 2))
        for count in range(len(pairs) + 1):
            for edges in combinations(pairs, count):
                graph = [[v for u, v in edges if u == vertex] for vertex in range(size)]
                for start, goal in product(range(size), repeat=2):
                    yield (graph, start, goal), by_hand(graph, start, goal)
    for many in (8, 40):
        row: list[list[int]] = []
        for top in range(0, 3 * many, 3):
            row += [[top + 1, top + 2], [top + 3], [top + 3]]
        yield ([*row, []], 0, 3 * many), 2**many


# --8<-- [end:paths_check]

if __name__ == "__main__":
    # --8<-- [start:finish_demo]
    print(finish_order_too_early([[1, 2], [2], []], 0))
    # --8<-- [end:finish_demo]
