"""Depth-first search on graphs, what is read off it, and common mistakes."""

# --8<-- [start:graph]
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Any

Edge = tuple[int, int]
Graph = Sequence[Sequence[int]]  # For each vertex, its neighbours.


def directed(size: int, edges: Iterable[Edge]) -> list[list[int]]:
    """Return the neighbour lists of a graph with vertices 0 to size - 1.

    ValueError for an edge that leaves them. Cost: O(V + E).
    """
    graph: list[list[int]] = [[] for _ in range(size)]
    for u, v in edges:
        if not (0 <= u < size and 0 <= v < size):
            raise ValueError(f"edge {u}-{v} leaves the vertices 0 to {size - 1}")
        graph[u].append(v)
    return graph


def undirected(size: int, edges: Iterable[Edge]) -> list[list[int]]:
    """Return neighbour lists in which each edge stands twice, once at either end."""
    return directed(size, (way for u, v in edges for way in ((u, v), (v, u))))


# --8<-- [end:graph]


# --8<-- [start:recursive]
Tree = dict[int, int]  # Each vertex found, in order, with the one it was found from.


def recursive(graph: Graph, root: int) -> Tree:
    """Return the depth-first tree below a root. Cost: O(V + E)."""
    tree = {root: root}

    def visit(u: int) -> None:
        for v in graph[u]:
            if v not in tree:
                tree[v] = u
                visit(v)

    visit(root)
    return tree


# --8<-- [end:recursive]


# --8<-- [start:iterators]
def by_iterators(graph: Graph, root: int, stack: list[Any] | None = None) -> Tree:
    """Return the same tree; the stack holds where each vertex has got to."""
    stack = [] if stack is None else stack
    tree = {root: root}
    stack.append((root, iter(graph[root])))
    while stack:
        u, rest = stack[-1]
        for v in rest:
            if v not in tree:
                tree[v] = u
                stack.append((v, iter(graph[v])))
                break  # Go on at v; the iterator remembers the place in u's list.
        else:
            stack.pop()  # The list of u is read to its end.
    return tree


# --8<-- [end:iterators]


# --8<-- [start:popping]
def by_popping(graph: Graph, root: int, stack: list[Any] | None = None) -> Tree:
    """Return the same tree; a vertex counts as found when it leaves the stack."""
    stack = [] if stack is None else stack
    tree: Tree = {}
    stack.append((root, root))
    while stack:
        v, u = stack.pop()
        if v not in tree:  # It may have been pushed several times.
            tree[v] = u
            for w in reversed(graph[v]):  # The first neighbour is to come off first.
                if w not in tree:
                    stack.append((w, v))
    return tree


# --8<-- [end:popping]


# --8<-- [start:pushing]
def by_pushing(graph: Graph, root: int, stack: list[Any] | None = None) -> Tree:
    """Return a tree that need not be depth-first: found when it enters the stack."""
    stack = [] if stack is None else stack
    tree: Tree = {}
    found_from = {root: root}
    stack.append(root)
    while stack:
        u = stack.pop()
        tree[u] = found_from[u]
        for v in reversed(graph[u]):
            if v not in found_from:
                found_from[v] = u
                stack.append(v)
    return tree


# --8<-- [end:pushing]


# --8<-- [start:definition]
def latest(graph: Graph, found: list[int]) -> tuple[int, set[int]]:
    """Return the vertex found last that has neighbours not yet found, and these."""
    rests = ((u, set(graph[u]) - set(found)) for u in reversed(found))
    return next(((u, rest) for u, rest in rests if rest), (-1, set()))


def is_depth_first(graph: Graph, tree: Tree) -> bool:
    """Say whether each vertex was found from the latest that had any left."""
    order = list(tree)
    return is_depth_first_order(graph, order) and all(
        tree[v] == latest(graph, order[:i])[0] for i, v in enumerate(order) if i
    )


def is_depth_first_order(graph: Graph, order: list[int]) -> bool:
    """Say whether some depth-first search finds the vertices in this order."""
    return all(v in latest(graph, order[:i])[1] for i, v in enumerate(order) if i)


# --8<-- [end:definition]


# --8<-- [start:smallest]
Kind = Callable[[int, Iterable[Edge]], list[list[int]]]  # directed or undirected
Case = tuple[tuple[Edge, ...], list[list[int]]]


def every(kind: Kind, most: int, copies: int = 1) -> Iterator[Case]:
    """Yield the edges and lists of each graph without loops up to `most` vertices.

    Fewer vertices first, then fewer edges; each edge may stand `copies` times.
    """
    ways = permutations if kind is directed else combinations
    for size in range(1, most + 1):
        pairs = sorted(list(ways(range(size), 2)) * copies)
        for count in range(len(pairs) + 1):
            for edges in dict.fromkeys(combinations(pairs, count)):
                yield edges, kind(size, edges)


def smallest(
    wrong: Callable[[Graph], Any], right: Callable[[Graph], Any], cases: Iterable[Case]
) -> str:
    """Return the first graph on which the two differ, what they say, and its place."""
    place = 0
    for place, (edges, graph) in enumerate(cases, start=1):
        said, true = wrong(graph), right(graph)
        if said != true:
            text = " ".join(f"{u}-{v}" for u, v in edges)
            return f"{text}: {said} instead of {true} (graph {place:,})"
    return f"none of {place:,} graphs"


# --8<-- [end:smallest]


# --8<-- [start:count]
class Watched(list[int]):
    """A neighbour list that counts the entries that are read from it."""

    checks = 0

    def __iter__(self) -> Iterator[int]:
        """Read from the front."""
        for entry in super().__iter__():
            Watched.checks += 1
            yield entry

    def __reversed__(self) -> Iterator[int]:
        """Read from the back."""
        for entry in super().__reversed__():
            Watched.checks += 1
            yield entry


class Stack(list[object]):
    """A stack that knows how often it was pushed to, and how high it grew."""

    pushes = peak = 0

    def append(self, item: object) -> None:
        """Push."""
        super().append(item)
        self.pushes += 1
        self.peak = max(self.peak, len(self))


def work(walk: Callable[..., Tree], graph: Graph) -> tuple[int, int, int, int]:
    """Return how many vertices, checks, pushes and stack places a walk from 0 takes."""
    Watched.checks, stack = 0, Stack()
    visits = len(walk([Watched(neighbours) for neighbours in graph], 0, stack))
    return visits, Watched.checks, stack.pushes, stack.peak


# --8<-- [end:count]


# --8<-- [start:rescan]
def by_rescanning(graph: Graph, root: int, stack: list[Any] | None = None) -> Tree:
    """Return the right tree, slowly: each list is read from its start every time."""
    stack = [] if stack is None else stack
    tree = {root: root}
    stack.append(root)
    while stack:
        u = stack[-1]
        for v in graph[u]:
            if v not in tree:
                tree[v] = u
                stack.append(v)
                break
        else:
            stack.pop()
    return tree


# --8<-- [end:rescan]


# --8<-- [start:search]
Event = tuple[str, int, int]


def neighbours(graph: Graph, v: int) -> Iterator[int]:
    """Return an iterator over the list of v; ValueError if v is no vertex."""
    if not 0 <= v < len(graph):
        raise ValueError(f"{v} is no vertex: they are 0 to {len(graph) - 1}")
    return iter(graph[v])


def search(graph: Graph, roots: Iterable[int] | None = None) -> Iterator[Event]:
    """Yield what a depth-first search of the whole graph does, as (event, u, v).

    root u u, then for each edge from u to v tree, back, forward or cross, and finish
    u v when v is done, u being its parent (a root is its own). Cost: O(V + E).
    ValueError for a root or neighbour that is no vertex, once it is to be entered.
    """
    number: dict[int, int] = {}  # In order of discovery.
    done: set[int] = set()
    for root in range(len(graph)) if roots is None else roots:
        if root in number:
            continue
        number[root] = len(number)
        yield "root", root, root
        stack = [(root, neighbours(graph, root))]
        while stack:
            u, rest = stack[-1]
            for v in rest:
                if v not in number:
                    number[v] = len(number)
                    yield "tree", u, v
                    stack.append((v, neighbours(graph, v)))
                    break
                if v not in done:
                    yield "back", u, v
                else:
                    yield ("forward" if number[u] < number[v] else "cross"), u, v
            else:
                stack.pop()
                done.add(u)
                yield "finish", (stack[-1][0] if stack else u), u


# --8<-- [end:search]


# --8<-- [start:times]
def times(graph: Graph) -> tuple[dict[int, int], dict[int, int]]:
    """Return when each vertex is discovered and when it is finished, from 1 to 2V."""
    discovered: dict[int, int] = {}
    finished: dict[int, int] = {}
    clock = 0
    for event, _, v in search(graph):
        if event in {"root", "tree", "finish"}:
            clock += 1
            (finished if event == "finish" else discovered)[v] = clock
    return discovered, finished


# --8<-- [end:times]


# --8<-- [start:cycle]
def has_cycle(graph: Graph) -> bool:
    """Say whether a directed graph has a cycle: whether some edge goes back."""
    return any(event == "back" for event, _, _ in search(graph))


def meets_a_found_vertex(graph: Graph) -> bool:
    """Wrong: any edge to a vertex found before is taken for a cycle."""
    return any(event in {"back", "forward", "cross"} for event, _, _ in search(graph))


# --8<-- [end:cycle]


# --8<-- [start:topological]
def topological_order(graph: Graph) -> list[int]:
    """Return the vertices so that every edge points ahead: latest finished first.

    ValueError if the graph has a cycle. Cost: O(V + E).
    """
    order = []
    for event, u, v in search(graph):
        if event == "back":
            raise ValueError(f"the edge {u}-{v} closes a cycle")
        if event == "finish":
            order.append(v)
    return order[::-1]


def order_of_discovery(graph: Graph) -> list[int]:
    """Wrong as a topological order: the vertices as they are found."""
    return [v for event, _, v in search(graph) if event in {"root", "tree"}]


def points_ahead(graph: Graph, order: list[int]) -> bool:
    """Say whether each vertex stands there once, and every edge leads ahead."""
    place = {v: index for index, v in enumerate(order)}
    return sorted(order) == list(range(len(graph))) and all(
        place[u] < place[v] for u in range(len(graph)) for v in graph[u]
    )


# --8<-- [end:topological]


# --8<-- [start:low]
def lows(graph: Graph) -> tuple[dict[int, int], dict[int, int], Tree]:
    """Return discovery numbers, low and the tree of an undirected graph.

    low[u] is the least number that the subtree of u reaches by one edge back. The way
    back over the tree edge is not one; over a second, parallel edge it is.
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    tree: Tree = {}
    came_back = set()
    for event, u, v in search(graph):
        if event in {"root", "tree"}:
            number[v] = low[v] = len(number)
            tree[v] = u
        elif event == "back" and v == tree[u] and u not in came_back:
            came_back.add(u)  # This is the tree edge, seen from below.
        elif event == "back":
            low[u] = min(low[u], number[v])
        elif event == "finish":
            low[u] = min(low[u], low[v])
    return number, low, tree


# --8<-- [end:low]


# --8<-- [start:cut]
def bridges(graph: Graph) -> list[Edge]:
    """Return the edges without which the graph has more components. Cost: O(V + E)."""
    number, low, tree = lows(graph)
    return [(u, w) for w, u in tree.items() if u != w and low[w] > number[u]]


def cut_vertices(graph: Graph) -> list[int]:
    """Return the vertices without which it has more components. Cost: O(V + E)."""
    number, low, tree = lows(graph)
    children = [(u, w) for w, u in tree.items() if u != w]
    inner = {u for u, w in children if tree[u] != u and low[w] >= number[u]}
    below_root = Counter(u for u, _ in children if tree[u] == u)
    return sorted(inner | {u for u, count in below_root.items() if count > 1})


# --8<-- [end:cut]


# --8<-- [start:low_wrong]
def bridges_by_parent(graph: Graph) -> list[Edge]:
    """Wrong: every edge to the parent is passed over, parallel ones as well."""
    number, low, tree = lows(graph)
    low = dict(number)
    for event, u, v in search(graph):
        if event == "back" and v != tree[u]:
            low[u] = min(low[u], number[v])
        elif event == "finish":
            low[u] = min(low[u], low[v])
    return [(u, w) for w, u in tree.items() if u != w and low[w] > number[u]]


def inner_cuts(graph: Graph) -> list[int]:
    """Return the cut vertices that are no roots."""
    number, low, tree = lows(graph)
    return sorted({u for w, u in tree.items() if tree[u] != u and low[w] >= number[u]})


def inner_cuts_strict(graph: Graph) -> list[int]:
    """Wrong: > where >= belongs."""
    number, low, tree = lows(graph)
    return sorted({u for w, u in tree.items() if tree[u] != u and low[w] > number[u]})


def inner_cuts_chained(graph: Graph) -> list[int]:
    """Wrong: a back edge passes on the low of its end instead of its number."""
    number, low, tree = lows(graph)
    low = dict(number)
    for event, u, v in search(graph):
        if event == "finish" or (event == "back" and v != tree[u]):
            low[u] = min(low[u], low[v])
    return sorted({u for w, u in tree.items() if tree[u] != u and low[w] >= number[u]})


def cuts_without_root_rule(graph: Graph) -> list[int]:
    """Wrong: the root is judged as the others are."""
    number, low, tree = lows(graph)
    return sorted({u for w, u in tree.items() if w != u and low[w] >= number[u]})


# --8<-- [end:low_wrong]


# --8<-- [start:strong]
def strong_components(graph: Graph) -> list[list[int]]:
    """Return the strong components of a directed graph, sinks first (Tarjan 1972).

    Each is sorted. Every edge between two of them leads to an earlier one. O(V + E).
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: dict[int, None] = {}  # Found, but not yet in a component; a stack.
    components = []
    for event, u, v in search(graph):
        if event in {"root", "tree"}:
            number[v] = low[v] = len(number)
            waiting[v] = None
        elif event == "finish":
            low[u] = min(low[u], low[v])
            if low[v] == number[v]:
                component = []
                while v in waiting:
                    component.append(waiting.popitem()[0])
                components.append(sorted(component))
        elif v in waiting:
            low[u] = min(low[u], number[v])
    return components


# --8<-- [end:strong]


# --8<-- [start:kosaraju]
def kosaraju(graph: Graph) -> list[list[int]]:
    """Return the strong components by two searches, sources first."""
    finished = [v for event, _, v in search(graph) if event == "finish"]
    turned = directed(
        len(graph), [(v, u) for u, ends in enumerate(graph) for v in ends]
    )
    return trees(turned, finished[::-1])


def trees(graph: Graph, roots: Iterable[int]) -> list[list[int]]:
    """Return the sorted vertices of each tree, with roots tried in the given order."""
    found: list[list[int]] = []
    for event, _, v in search(graph, roots):
        if event == "root":
            found.append([])
        if event in {"root", "tree"}:
            found[-1].append(v)
    return [sorted(tree) for tree in found]


# --8<-- [end:kosaraju]


# --8<-- [start:strong_wrong]
def tarjan_without_test(graph: Graph) -> list[list[int]]:
    """Wrong: edges into finished components count as well."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: dict[int, None] = {}
    components = []
    for event, u, v in search(graph):
        if event in {"root", "tree"}:
            number[v] = low[v] = len(number)
            waiting[v] = None
        elif event == "finish":
            low[u] = min(low[u], low[v])
            if low[v] == number[v]:
                component = []
                while v in waiting:
                    component.append(waiting.popitem()[0])
                components.append(sorted(component))
        else:  # Here `elif v in waiting` belongs.
            low[u] = min(low[u], number[v])
    return components


def kosaraju_unturned(graph: Graph) -> list[list[int]]:
    """Wrong: the first finished first, instead of turning the edges round."""
    finished = [v for event, _, v in search(graph) if event == "finish"]
    return sorted(trees(graph, finished))


def unordered(graph: Graph) -> list[list[int]]:
    """Return the right components, sorted, to compare with."""
    return sorted(strong_components(graph))


# --8<-- [end:strong_wrong]


# --8<-- [start:two_sat]
def satisfy(variables: int, clauses: Iterable[tuple[int, int]]) -> list[bool] | None:
    """Return values for which every clause holds, None if there are none (2-SAT).

    A clause (a, b) says a or b, where 3 is the third variable and -3 its negation.
    ValueError for a literal that names no variable. Cost: O(variables + clauses).
    """
    edges = []
    for a, b in clauses:
        for literal in (a, b):
            if not 1 <= abs(literal) <= variables:
                raise ValueError(f"{literal} names no variable from 1 to {variables}")
        edges += [(vertex(-a), vertex(b)), (vertex(-b), vertex(a))]
    components = strong_components(directed(2 * variables, edges))
    place = {v: index for index, part in enumerate(components) for v in part}
    pairs = [(place[vertex(x)], place[vertex(-x)]) for x in range(1, variables + 1)]
    if any(true == false for true, false in pairs):
        return None
    return [
        true < false for true, false in pairs
    ]  # What follows from more comes first.


def vertex(literal: int) -> int:
    """Return the vertex of a literal: even for a variable, odd for its negation."""
    return 2 * abs(literal) - (2 if literal > 0 else 1)


# --8<-- [end:two_sat]

if __name__ == "__main__":
    # --8<-- [start:recursive_demo]
    house = undirected(5, [(0, 1), (0, 2), (1, 2), (1, 3), (2, 4)])
    print(house)
    print(recursive(house, 0))
    # --8<-- [end:recursive_demo]
    # --8<-- [start:walks_demo]
    for walk in (recursive, by_iterators, by_popping, by_pushing):
        tree = walk(house, 0)
        print(f"{walk.__name__:<12}", tree, is_depth_first(house, tree))

    # --8<-- [end:walks_demo]
    # --8<-- [start:smallest_demo]
    def always(_: Graph) -> bool:
        """Say what a right search would say."""
        return True

    def pushed_tree(graph: Graph) -> bool:
        """Say whether marking when pushing gives a depth-first tree."""
        return is_depth_first(graph, by_pushing(graph, 0))

    def pushed_order(graph: Graph) -> bool:
        """Say whether it gives at least the order of one."""
        return is_depth_first_order(graph, list(by_pushing(graph, 0)))

    def from_0(walk: Callable[..., Tree]) -> Callable[[Graph], Tree]:
        """Return the walk that starts at vertex 0."""
        return lambda graph: walk(graph, 0)

    print(smallest(pushed_tree, always, every(undirected, 5)))
    print(smallest(pushed_order, always, every(undirected, 5)))
    print(smallest(from_0(by_iterators), from_0(recursive), every(undirected, 5)))
    print(smallest(from_0(by_popping), from_0(recursive), every(undirected, 5)))
    # --8<-- [end:smallest_demo]
    # --8<-- [start:count_demo]
    shapes = {
        "path": undirected(50, [(v, v + 1) for v in range(49)]),
        "star": undirected(50, [(0, v) for v in range(1, 50)]),
        "complete": undirected(50, combinations(range(50), 2)),
    }
    print("graph     V     E  walk           visits  checks  pushes  peak")
    for name, graph in shapes.items():
        edges = sum(map(len, graph)) // 2
        for walk in (by_iterators, by_popping, by_pushing):
            counts = "{:8}{:8}{:8}{:6}".format(*work(walk, graph))
            print(f"{name:<8}{len(graph):3}{edges:6}  {walk.__name__:<13}{counts}")
    # --8<-- [end:count_demo]
    # --8<-- [start:rescan_demo]
    for size in (10, 100, 1000):
        star = undirected(size, [(0, v) for v in range(1, size)])
        print(size, work(by_iterators, star)[1], work(by_rescanning, star)[1])
    # --8<-- [end:rescan_demo]
    # --8<-- [start:times_demo]
    streets = [[1, 4, 3], [2], [0, 3], [], [3, 5], [4]]
    discovered, finished = times(streets)
    for v in range(len(streets)):
        print(v, [discovered[v], finished[v]])
    # --8<-- [end:times_demo]
    # --8<-- [start:cycle_demo]
    print(has_cycle(streets), has_cycle([[1, 2], [2], []]))
    print(smallest(meets_a_found_vertex, has_cycle, every(directed, 3)))
    # --8<-- [end:cycle_demo]
    # --8<-- [start:topological_demo]
    from graphlib import TopologicalSorter

    tasks = [[3], [3, 4], [0, 4], [5], [5], []]  # Each with those that wait for it.
    print(topological_order(tasks))
    waits_for = directed(
        6, [(v, u) for u, waiting in enumerate(tasks) for v in waiting]
    )
    print(list(TopologicalSorter(dict(enumerate(waits_for))).static_order()))

    def fits(order: Callable[[Graph], list[int]]) -> Callable[[Graph], bool]:
        """Return what says whether an order fits its graph."""
        return lambda graph: points_ahead(graph, order(graph))

    acyclic = [case for case in every(directed, 4) if not has_cycle(case[1])]
    print(smallest(fits(order_of_discovery), always, acyclic))
    print(smallest(fits(topological_order), always, acyclic))
    # --8<-- [end:topological_demo]
    # --8<-- [start:cut_demo]
    pairs = ["01", "12", "20", "23", "34", "45", "53", "46", "46", "67"]
    roads = undirected(8, [(int(pair[0]), int(pair[1])) for pair in pairs])
    print("low", lows(roads)[1])
    print(bridges(roads), cut_vertices(roads))
    # --8<-- [end:cut_demo]
    # --8<-- [start:low_wrong_demo]
    print(smallest(bridges_by_parent, bridges, every(undirected, 3, copies=2)))
    print(smallest(cuts_without_root_rule, cut_vertices, every(undirected, 4)))
    print(smallest(inner_cuts_strict, inner_cuts, every(undirected, 4)))
    print(smallest(inner_cuts_chained, inner_cuts, every(undirected, 5)))
    # --8<-- [end:low_wrong_demo]
    # --8<-- [start:strong_demo]
    print(strong_components(streets))
    # --8<-- [end:strong_demo]
    # --8<-- [start:kosaraju_demo]
    print(kosaraju(streets))
    # --8<-- [end:kosaraju_demo]
    # --8<-- [start:strong_wrong_demo]
    print(smallest(tarjan_without_test, strong_components, every(directed, 3)))
    print(smallest(kosaraju_unturned, unordered, every(directed, 3)))
    # --8<-- [end:strong_wrong_demo]
    # --8<-- [start:two_sat_demo]
    print(satisfy(3, [(1, 2), (-1, 3), (-2, -3), (-1, -2)]))
    print(satisfy(1, [(1, 1), (-1, -1)]), satisfy(1, [(1, 1)]))
    # --8<-- [end:two_sat_demo]
