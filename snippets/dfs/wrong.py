# ruff: noqa: F811
# mypy: disable-error-code="no-redef"
"""Wrong answers to the exercises, which their checks refuse."""

from collections.abc import Sequence


# --8<-- [start:cycle_1]
def find_cycle(graph: Sequence[Sequence[int]]) -> list[int]:
    """An edge to any vertex found before is taken for the end of a cycle."""
    found: list[int] = []

    def visit(u: int) -> list[int]:
        found.append(u)
        for v in graph[u]:
            if v in found:
                return found[found.index(v) :]
            below = visit(v)
            if below:
                return below
        return []

    for root in range(len(graph)):
        if root not in found and (cycle := visit(root)):
            return cycle
    return []


# --8<-- [end:cycle_1]


# --8<-- [start:cycle_2]
def find_cycle(graph: Sequence[Sequence[int]]) -> list[int]:
    """Only what can be reached from vertex 0 is searched."""
    path: list[int] = []
    found: set[int] = set()

    def visit(u: int) -> list[int]:
        found.add(u)
        path.append(u)
        for v in graph[u]:
            if v in path:
                return path[path.index(v) :]
            if v not in found and (below := visit(v)):
                return below
        path.pop()
        return []

    return visit(0)


# --8<-- [end:cycle_2]


# --8<-- [start:cycle_3]
def find_cycle(graph: Sequence[Sequence[int]]) -> list[int]:
    """The whole path is returned, with the way that leads to the cycle."""
    found: set[int] = set()

    def visit(u: int, path: list[int]) -> list[int]:
        found.add(u)
        for v in graph[u]:
            if v in path:
                return path
            if v not in found and (below := visit(v, [*path, v])):
                return below
        return []

    for root in range(len(graph)):
        if root not in found and (cycle := visit(root, [root])):
            return cycle
    return []


# --8<-- [end:cycle_3]


# --8<-- [start:finish_1]
def finish_order(graph: Sequence[Sequence[int]], root: int) -> list[int]:
    """A vertex is marked when it is pushed."""
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


# --8<-- [end:finish_1]


# --8<-- [start:finish_2]
def finish_order(graph: Sequence[Sequence[int]], root: int) -> list[int]:
    """The order of discovery, reversed."""
    order: list[int] = []
    stack = [root]
    while stack:
        u = stack.pop()
        if u not in order:
            order.append(u)
            stack += reversed(graph[u])
    return order[::-1]


# --8<-- [end:finish_2]


# --8<-- [start:finish_3]
def finish_order(graph: Sequence[Sequence[int]], root: int) -> list[int]:
    """The lists are not reversed, so the last neighbour is searched first."""
    found: set[int] = set()
    order = []
    stack = [(root, False)]
    while stack:
        u, done = stack.pop()
        if done:
            order.append(u)
        elif u not in found:
            found.add(u)
            stack.append((u, True))
            stack += [(v, False) for v in graph[u]]
    return order


# --8<-- [end:finish_3]


# --8<-- [start:orient_1]
def orient(size: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each edge as it was given."""
    return list(edges) if size else []


# --8<-- [end:orient_1]


# --8<-- [start:orient_2]
def orient(size: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each edge from the vertex that was found earlier: nothing leads back."""
    order = [0]
    for u in order:
        for a, b in edges:
            order += [
                v for v in ({a, b} - {u} if u in {a, b} else ()) if v not in order
            ]
    if len(order) < size:
        raise ValueError("this graph is not connected")
    return [(u, v) if order.index(u) < order.index(v) else (v, u) for u, v in edges]


# --8<-- [end:orient_2]


# --8<-- [start:orient_3]
def orient(size: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The edge to the parent is known by its vertex: a parallel one goes down again."""
    ends: list[list[int]] = [[] for _ in range(size)]
    for u, v in edges:
        ends[u].append(v)
        ends[v].append(u)
    number = {0: 0}
    parent = {0: -1}

    def visit(u: int) -> None:
        for v in ends[u]:
            if v not in number:
                number[v] = len(number)
                parent[v] = u
                visit(v)

    visit(0)
    chosen = []
    for a, b in edges:
        u, v = sorted((a, b), key=lambda each: number[each])
        chosen.append((u, v) if parent[v] == u else (v, u))
    return chosen


# --8<-- [end:orient_3]


# --8<-- [start:sums_1]
def subtree_sums(tree: Sequence[Sequence[int]], values: Sequence[int]) -> list[int]:
    """Only the children are added, not what lies below them."""
    return [values[u] + sum(values[v] for v in tree[u]) for u in range(len(tree))]


# --8<-- [end:sums_1]


# --8<-- [start:sums_2]
def subtree_sums(tree: Sequence[Sequence[int]], values: Sequence[int]) -> list[int]:
    """The vertex itself is left out."""

    def below(u: int) -> int:
        return sum(values[v] + below(v) for v in tree[u])

    return [below(u) for u in range(len(tree))]


# --8<-- [end:sums_2]


# --8<-- [start:sums_3]
def subtree_sums(tree: Sequence[Sequence[int]], values: Sequence[int]) -> list[int]:
    """The subtree of u is taken for the vertices from u on, by their labels."""

    def size(u: int) -> int:
        return 1 + sum(size(v) for v in tree[u])

    return [sum(values[u : u + size(u)]) for u in range(len(tree))]


# --8<-- [end:sums_3]


# --8<-- [start:paths_1]
def path_count(graph: Sequence[Sequence[int]], start: int, goal: int) -> int:
    """Each vertex is entered once, so that paths that meet are lost."""
    found: set[int] = set()

    def visit(u: int) -> int:
        if u == goal:
            return 1
        found.add(u)
        return sum(visit(v) for v in graph[u] if v not in found)

    return visit(start)


# --8<-- [end:paths_1]


# --8<-- [start:paths_2]
def path_count(graph: Sequence[Sequence[int]], start: int, goal: int) -> int:
    """From the goal to itself no path is counted."""
    known: dict[int, int] = {}

    def visit(u: int) -> int:
        if u not in known:
            known[u] = sum((v == goal) or visit(v) for v in graph[u])
        return known[u]

    return visit(start)


# --8<-- [end:paths_2]


# --8<-- [start:paths_3]
def path_count(graph: Sequence[Sequence[int]], start: int, goal: int) -> int:
    """Ends are counted instead of the goal."""

    def visit(u: int) -> int:
        return sum(map(visit, graph[u])) if graph[u] else 1

    return visit(start) if goal >= start else 0


# --8<-- [end:paths_3]
