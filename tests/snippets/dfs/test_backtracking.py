from itertools import combinations, pairwise, permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.dfs import backtracking
from snippets.dfs.search import by_iterators, every, undirected
from tests.snippets.dfs.reference import Counted, Lists, networkx_graph


@given(st.lists(st.integers(0, 3), max_size=5))
def test_permutations_against_itertools(items: list[int]) -> None:
    nodes = list(backtracking.arrangements(items))
    assert [each for each in nodes if len(each) == len(items)] == list(map(list, permutations(items)))
    expected = [tuple(p) for size in range(len(items) + 1) for p in permutations(range(len(items)), size)]
    assert sorted(map(tuple, backtracking.arrangements(range(len(items))))) == sorted(expected)


def test_the_lists_are_copies() -> None:
    first, second, *_ = backtracking.arrangements("ab")
    assert (first, second) == ([], ["a"])


def test_equal_items_count_as_different() -> None:
    assert [path for path in backtracking.arrangements("aa") if len(path) == 2] == [["a", "a"]] * 2


def test_paths_against_networkx() -> None:
    for size in range(1, 5):
        pairs = list(combinations(range(size), 2))
        for count in range(len(pairs) + 1):
            for edges in combinations(pairs, count):
                graph = [[v for u, v in edges if u == w] for w in range(size)]
                for goal in range(1, size):
                    paths, calls = backtracking.count_paths(graph, 0, goal)
                    assert paths == len(list(nx.all_simple_paths(nx.DiGraph(networkx_graph(graph)), 0, goal)))
                    assert calls >= paths
    assert backtracking.count_paths([[]], 0, 0) == (1, 1)


def test_diamonds() -> None:
    assert backtracking.diamonds(0) == [[]]
    assert backtracking.diamonds(2) == [[1, 2], [3], [3], [4, 5], [6], [6], []]
    assert len(by_iterators(backtracking.diamonds(10), 0)) == 31


def shortest_or_none(graph: Lists, goal: int) -> int | None:
    try:
        return int(nx.shortest_path_length(networkx_graph(graph), 0, goal))
    except nx.NetworkXNoPath:
        return None


def test_shortest_paths_on_all_small_graphs() -> None:
    for _, graph in every(undirected, 4):
        for goal in range(len(graph)):
            length = shortest_or_none(graph, goal)
            for search in (backtracking.deepening, backtracking.shortest):
                path = search(graph, 0, goal)
                assert (path is None) == (length is None)
                if path is not None:
                    assert len(path) - 1 == length
                    assert (path[0], path[-1]) == (0, goal)
                    assert all(v in graph[u] for u, v in pairwise(path))
            for limit in range(4):
                path = backtracking.within(graph, 0, goal, limit)
                assert (path is not None) == (length is not None and length <= limit)
                assert path is None or (len(path) - 1 <= limit and len(set(path)) == len(path))


def test_marking_with_a_limit_misses_a_vertex_on_four_vertices_and_on_no_fewer() -> None:
    def misses(graph: Lists, limit: int) -> bool:
        lengths = nx.single_source_shortest_path_length(networkx_graph(graph), 0)
        return set(backtracking.within_marking(graph, 0, limit)) != {v for v, far in lengths.items() if far <= limit}

    failing = [(edges, limit) for edges, graph in every(undirected, 4) for limit in range(4) if misses(graph, limit)]
    assert failing[0] == (((0, 1), (0, 2), (1, 2), (2, 3)), 2)
    assert not any(misses(graph, limit) for _, graph in every(undirected, 3) for limit in range(3))


def test_networkx_with_a_depth_limit_misses_the_same_vertex() -> None:
    kite = networkx_graph([[1, 2], [0, 2], [0, 1, 3], [2]])
    assert list(nx.dfs_preorder_nodes(kite, 0, depth_limit=2)) == [0, 1, 2]


@pytest.mark.parametrize(("branching", "levels", "visits", "vertices"), [(10, 5, 123_456, 111_111), (2, 3, 26, 15)])
def test_iterative_deepening_visits_little_more(branching: int, levels: int, visits: int, vertices: int) -> None:
    whole = [sum(branching**i for i in range(limit + 1)) for limit in range(levels + 1)]
    assert (sum(whole), whole[-1]) == (visits, vertices)


def test_these_are_the_visits_if_the_goal_is_the_last_vertex() -> None:
    before = Counted.compared
    tree = [[2 * u + 1, 2 * u + 2] for u in range(7)] + [[] for _ in range(8)]
    path = backtracking.deepening(tree, 0, Counted(14))
    assert (path, Counted.compared - before) == ([0, 2, 6, 14], 26)
