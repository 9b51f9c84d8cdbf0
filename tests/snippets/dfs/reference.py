"""What the programs are held against: definitions, computed plainly, and random graphs."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations, product

import networkx as nx
from hypothesis import strategies as st

Graph = Sequence[Sequence[int]]
Lists = list[list[int]]


class Counted(int):
    """A vertex that counts in its class how often vertices are compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        """Compare, and count that."""
        Counted.compared += 1
        return isinstance(other, int) and int(self) == int(other)

    __hash__ = int.__hash__


def every_digraph(most: int) -> Iterator[Lists]:
    """Yield all directed graphs without loops of up to so many vertices, neighbours in order."""
    for size in range(1, most + 1):
        pairs = list(permutations(range(size), 2))
        for chosen in product((False, True), repeat=len(pairs)):
            graph: Lists = [[] for _ in range(size)]
            for (u, v), there in zip(pairs, chosen, strict=True):
                if there:
                    graph[u].append(v)
            yield graph


def every_graph(most: int) -> Iterator[Lists]:
    """Yield all undirected simple graphs of up to so many vertices, neighbours in order."""
    for size in range(1, most + 1):
        pairs = list(combinations(range(size), 2))
        for chosen in product((False, True), repeat=len(pairs)):
            graph: Lists = [[] for _ in range(size)]
            for (u, v), there in zip(pairs, chosen, strict=True):
                if there:
                    graph[u].append(v)
                    graph[v].append(u)
            yield [sorted(neighbours) for neighbours in graph]


@st.composite
def digraphs(draw: Callable[..., object], most: int = 12) -> Lists:
    """Draw neighbour lists in any order, with loops and parallel edges."""
    size = draw(st.integers(0, most))
    assert isinstance(size, int)
    each = st.lists(st.integers(0, size - 1), max_size=5) if size else st.nothing()
    lists = draw(st.lists(each, min_size=size, max_size=size))
    assert isinstance(lists, list)
    return lists


@st.composite
def edge_lists(draw: Callable[..., object], most: int = 9) -> tuple[int, list[tuple[int, int]]]:
    """Draw the edges of an undirected graph in any order, parallel ones and loops too."""
    size = draw(st.integers(1, most))
    assert isinstance(size, int)
    vertex = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(vertex, vertex), max_size=2 * most))
    assert isinstance(edges, list)
    return size, edges


def reachable(graph: Graph, start: int, without: frozenset[int] = frozenset()) -> set[int]:
    """Return what can be reached from a vertex, by taking neighbours until none is new."""
    found = {start}
    while more := {v for u in found for v in graph[u]} - found - without:
        found |= more
    return found


def components(graph: Graph, without: frozenset[int] = frozenset()) -> int:
    """Return the number of components of an undirected graph."""
    left = set(range(len(graph))) - without
    count = 0
    while left:
        left -= reachable(graph, min(left), without)
        count += 1
    return count


def strongly_connected(graph: Graph) -> set[frozenset[int]]:
    """Return the strong components: who can reach whom and come back."""
    reach = [reachable(graph, u) for u in range(len(graph))]
    return {frozenset(v for v in reach[u] if u in reach[v]) for u in range(len(graph))}


def networkx_graph(graph: Graph) -> "nx.MultiDiGraph":
    """Return the same graph for networkx, neighbours in the same order."""
    copy = nx.MultiDiGraph()
    copy.add_nodes_from(range(len(graph)))
    copy.add_edges_from((u, v) for u, ends in enumerate(graph) for v in ends)
    return copy
