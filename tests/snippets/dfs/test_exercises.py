"""Our solutions against networkx and the definition; that wrong answers are refused, the site's own test shows."""

from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.dfs import exercises
from snippets.dfs.search import bridges, strong_components, undirected
from tests.snippets.dfs.reference import Lists, components, digraphs, edge_lists, networkx_graph


@given(digraphs())
def test_a_cycle_is_found_exactly_if_there_is_one(graph: Lists) -> None:
    cyclic = not nx.is_directed_acyclic_graph(networkx_graph(graph))
    assert exercises.cycle_agrees(exercises.find_cycle(graph), cyclic, graph)
    assert exercises.has_a_cycle(graph) == cyclic


@given(digraphs().filter(bool))
def test_the_order_of_finishing_is_networkx_s(graph: Lists) -> None:
    expected = list(nx.dfs_postorder_nodes(networkx_graph(graph), 0))
    assert exercises.finish_order(graph, 0) == expected


@given(edge_lists())
def test_streets_become_one_way_exactly_if_there_is_no_bridge(given_edges: tuple[int, list[tuple[int, int]]]) -> None:
    size, edges = given_edges
    graph = undirected(size, edges)
    if components(graph) == 1:
        ways = exercises.orient(size, edges)
        good = exercises.orient_agrees(ways, None, size, edges)
        assert good == (not bridges(graph))
        one_way: Lists = [[] for _ in range(size)]
        for u, v in ways:
            one_way[u].append(v)
        assert good == (len(strong_components(one_way)) == 1)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(-9, 9)), max_size=20))
def test_sums_by_following_parents(choices: list[tuple[int, int]]) -> None:
    tree: Lists = [[]]
    parents, values = [0], [1]
    for choice, value in choices:
        parents.append(choice % len(tree))
        tree[parents[-1]].append(len(tree))
        tree.append([])
        values.append(value)
    expected = values.copy()
    for v in range(len(tree) - 1, 0, -1):
        expected[parents[v]] += expected[v]
    assert exercises.subtree_sums(tree, values) == expected


def test_paths_against_networkx() -> None:
    pairs = list(combinations(range(5), 2))
    for edges in combinations(pairs, 7):
        graph = [[v for u, v in edges if u == w] for w in range(5)]
        paths = nx.all_simple_paths(nx.DiGraph(networkx_graph(graph)), 0, 4)
        assert exercises.path_count(graph, 0, 4) == len(list(paths))
    assert exercises.path_count([[]], 0, 0) == 1
    long = [[v + 1] for v in range(3000)]
    assert exercises.path_count([*long, []], 0, 3000) == 1


def test_paths_round_a_cycle_end_in_an_error() -> None:
    with pytest.raises(ValueError, match="a cycle leads through 1"):
        exercises.path_count([[1], [0, 2], []], 0, 2)
    with pytest.raises(ValueError, match="a cycle leads through 0"):
        exercises.path_count([[0]], 0, 1)
    assert exercises.path_count([[1, 2], [1], []], 2, 2) == 1  # No way leads to this cycle.


def test_towns_that_are_not_connected_are_refused() -> None:
    with pytest.raises(ValueError, match="2 places cannot be reached from 0"):
        exercises.orient(4, [(0, 1), (0, 1), (2, 3), (2, 3)])
    assert exercises.orient(0, []) == exercises.orient(1, []) == []


@pytest.mark.parametrize(
    ("tree", "values", "fault"),
    [
        ([[1], [0]], [1, 2], "no tree below 0"),
        ([[1, 1], []], [1, 2], "no tree below 0"),
        ([[-1], []], [1, 2], "no tree below 0"),
        ([[1, 2], []], [1, 2], "no tree below 0"),
        ([[1], []], [1], "no tree below 0 with 1 values"),
        ([[], [2], [1]], [1, 2, 3], "2 vertices are not below 0"),
    ],
)
def test_what_is_no_tree_has_no_sums(tree: Lists, values: list[int], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        exercises.subtree_sums(tree, values)
    assert exercises.subtree_sums([], []) == []


def test_the_cases_agree_with_the_solutions_and_come_small_first() -> None:
    for name, solution in (
        ("cycle", exercises.find_cycle),
        ("finish", exercises.finish_order),
        ("orient", exercises.orient),
        ("sums", exercises.subtree_sums),
        ("paths", exercises.path_count),
    ):
        agrees = getattr(exercises, f"{name}_agrees", lambda got, expected, *_: got == expected)
        cases = list(getattr(exercises, f"{name}_cases")())
        assert all(agrees(solution(*arguments), expected, *arguments) for arguments, expected in cases)
        sizes = [len(arguments[0]) if isinstance(arguments[0], list) else arguments[0] for arguments, _ in cases]
        assert sizes[0] <= 2 < sizes[-1]


def test_what_is_no_answer_does_not_agree() -> None:
    assert not exercises.cycle_agrees(None, expected=True, graph=[[0]])
    assert not exercises.cycle_agrees([0, 0], expected=True, graph=[[0]])
    assert not exercises.cycle_agrees([5], expected=True, graph=[[0]])
    assert not exercises.cycle_agrees([0], expected=False, graph=[[0]])
    assert not exercises.cycle_agrees([0, 1], expected=True, graph=[[1], []])
    streets = [(0, 1), (0, 1)]
    assert not exercises.orient_agrees(None, None, 2, streets)
    assert not exercises.orient_agrees([(0, 1)], None, 2, streets)
    assert not exercises.orient_agrees([(0, 1), (1, 1)], None, 2, streets)
    assert not exercises.orient_agrees([(0, 1), (0, 1)], None, 2, streets)
    assert exercises.orient_agrees([(0, 1), (1, 0)], None, 2, streets)


def test_marking_too_early_finishes_in_a_wrong_order_on_the_graph_of_the_page() -> None:
    assert exercises.finish_order_too_early([[1, 2], [2], []], 0) == [1, 2, 0]
    assert exercises.finish_order([[1, 2], [2], []], 0) == [2, 1, 0]


class Opened(list[list[int]]):
    """A graph that counts how often neighbours are asked for."""

    times = 0

    def __getitem__(self, vertex: Any) -> Any:
        self.times += 1
        return super().__getitem__(vertex)


@pytest.mark.parametrize("step", [-1, 1])
def test_a_cycle_is_sought_with_one_look_at_each_vertex(step: int) -> None:
    graph = Opened([[v + step] * 2 if 0 <= v + step < 12 else [] for v in range(12)])
    assert exercises.find_cycle(graph) == []
    assert graph.times == len(graph)
