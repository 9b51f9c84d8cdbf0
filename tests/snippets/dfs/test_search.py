from collections import Counter, defaultdict
from graphlib import TopologicalSorter
from itertools import combinations, permutations, product
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order

from snippets.dfs import search as dfs
from tests.snippets.dfs.reference import (
    Counted,
    Graph,
    Lists,
    components,
    digraphs,
    edge_lists,
    every_digraph,
    every_graph,
    networkx_graph,
    reachable,
    strongly_connected,
)

SMALL_DIGRAPHS = list(every_digraph(4))
SMALL_GRAPHS = list(every_graph(5))
CONNECTED = [graph for graph in SMALL_GRAPHS if components(graph) == 1]
DEPTH_FIRST = (dfs.by_iterators, dfs.by_popping, dfs.by_rescanning)


def edges_of(graph: Graph) -> int:
    return sum(map(len, graph)) // 2


# How graphs are given


def test_neighbour_lists() -> None:
    assert dfs.directed(3, [(0, 2), (0, 1), (0, 2)]) == [[2, 1, 2], [], []]
    assert dfs.undirected(3, [(0, 2), (1, 1)]) == [[2], [1, 1], [0]]
    assert dfs.directed(0, []) == []


@pytest.mark.parametrize("edge", [(0, 3), (-1, 0), (3, 0), (0, -1)])
def test_edges_that_leave_the_graph_are_refused(edge: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"edge {edge[0]}-{edge[1]} leaves the vertices 0 to 2"):
        dfs.directed(3, [edge])


def test_every_graph_is_tried() -> None:
    assert len(list(dfs.every(dfs.undirected, 5))) == len(SMALL_GRAPHS) == 1 + 2 + 8 + 64 + 1024
    assert len(list(dfs.every(dfs.directed, 4))) == len(SMALL_DIGRAPHS) == 1 + 4 + 64 + 4096
    assert len(CONNECTED) == 1 + 1 + 4 + 38 + 728
    doubled = [edges for edges, _ in dfs.every(dfs.undirected, 2, copies=2)]
    assert doubled == [(), (), ((0, 1),), ((0, 1), (0, 1))]
    assert len(list(dfs.every(dfs.undirected, 3, copies=2))) == 1 + 3 + 27
    sizes = [(len(graph), len(edges)) for edges, graph in dfs.every(dfs.directed, 3)]
    assert sizes == sorted(sizes)


def test_smallest_says_what_it_found() -> None:
    cases = list(dfs.every(dfs.undirected, 3))
    assert dfs.smallest(len, len, cases) == "none of 11 graphs"
    assert dfs.smallest(len, len, []) == "none of 0 graphs"
    assert dfs.smallest(edges_of, lambda _: 0, cases) == "0-1: 1 instead of 0 (graph 3)"


# Ways to walk


def by_definition(graph: Graph, root: int) -> dict[int, int]:
    """Go on from the vertex found last that has a neighbour left, to the first such neighbour."""
    tree = {root: root}
    while True:
        for u in reversed(tree):
            left = [v for v in graph[u] if v not in tree]
            if left:
                tree[left[0]] = u
                break
        else:
            return tree


def test_all_walks_follow_the_definition_on_small_graphs() -> None:
    for graph in SMALL_GRAPHS + SMALL_DIGRAPHS:
        expected = list(by_definition(graph, 0).items())
        for walk in (dfs.recursive, *DEPTH_FIRST):
            assert list(walk(graph, 0).items()) == expected


@given(digraphs().filter(bool), st.data())
def test_all_walks_follow_the_definition(graph: Lists, data: st.DataObject) -> None:
    root = data.draw(st.integers(0, len(graph) - 1))
    expected = list(by_definition(graph, root).items())
    for walk in (dfs.recursive, *DEPTH_FIRST):
        assert list(walk(graph, root).items()) == expected
    assert set(dfs.by_pushing(graph, root)) == set(dict(expected))


@given(digraphs().filter(bool))
def test_the_walks_agree_with_networkx_and_scipy(graph: Lists) -> None:
    tree = dfs.by_iterators(graph, 0)
    order = list(nx.dfs_preorder_nodes(networkx_graph(graph), 0))
    assert list(tree) == order
    assert [(u, v) for v, u in tree.items()][1:] == list(nx.dfs_edges(networkx_graph(graph), 0))
    matrix = np.zeros((len(graph), len(graph)))
    for u, ends in enumerate(graph):
        matrix[u, ends] = 1
    ordered = [sorted(ends) for ends in graph]
    found, before = depth_first_order(csr_array(matrix), 0)
    tree = dfs.by_iterators(ordered, 0)
    assert found.tolist() == list(tree)
    assert {v: int(before[v]) for v in tree if v} == {v: u for v, u in tree.items() if v}


def test_depth_first_trees_and_orders_are_known_by_trying_all_orders() -> None:
    for graph in every_graph(4):
        if components(graph) == 1:
            possible = {
                tuple(by_definition(lists, 0).items()) for lists in product(*(permutations(ends) for ends in graph))
            }
            orders = {tuple(v for v, _ in tree) for tree in possible}
            for walk in (dfs.by_iterators, dfs.by_pushing):
                tree = walk(graph, 0)
                assert dfs.is_depth_first(graph, tree) == (tuple(tree.items()) in possible)
                assert dfs.is_depth_first_order(graph, list(tree)) == (tuple(tree) in orders)


def test_what_no_search_finds_is_no_depth_first_tree_or_order() -> None:
    path = dfs.undirected(3, [(0, 1), (1, 2)])
    assert not dfs.is_depth_first(path, {0: 0, 2: 0})  # There is no such edge.
    assert not dfs.is_depth_first_order(path, [0, 1, 0])
    assert not dfs.is_depth_first_order([[], []], [0, 1])
    assert dfs.is_depth_first([[], []], {0: 0})


def test_without_the_reversal_the_walk_is_still_a_depth_first_one() -> None:
    for graph in CONNECTED:
        turned = [ends[::-1] for ends in graph]
        assert dfs.is_depth_first(graph, dfs.by_popping(turned, 0))


def test_marking_when_pushing_fails_from_three_and_four_vertices_on() -> None:
    for most, check in ((2, dfs.is_depth_first), (3, lambda g, tree: dfs.is_depth_first_order(g, list(tree)))):
        for graph in every_graph(most):
            for lists in product(*(permutations(ends) for ends in graph)):
                assert check(graph, dfs.by_pushing(lists, 0))
    failing = [graph for graph in CONNECTED if not dfs.is_depth_first_order(graph, list(dfs.by_pushing(graph, 0)))]
    assert sum(len(graph) == 5 for graph in failing) == 132


def test_no_order_of_the_neighbours_helps_who_marks_when_pushing_on_the_triangle() -> None:
    triangle = dfs.undirected(3, [(0, 1), (0, 2), (1, 2)])
    for lists in product(*(permutations(ends) for ends in triangle)):
        assert not dfs.is_depth_first(triangle, dfs.by_pushing(lists, 0))


def simple_paths(graph: Graph, u: int, goal: int, before: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    here = (*before, u)
    if u == goal:
        return [here]
    return [path for v in graph[u] if v not in here for path in simple_paths(graph, v, goal, here)]


def test_with_sorted_lists_the_tree_holds_the_lexicographically_first_paths() -> None:
    for graph in [*CONNECTED, *every_digraph(3)]:
        tree = dfs.recursive(graph, 0)
        for goal in tree:
            path = [goal]
            while path[-1]:
                path.append(tree[path[-1]])
            assert tuple(path[::-1]) == min(simple_paths(graph, 0, goal))


# Counted work


def test_counted_work_on_all_connected_graphs() -> None:
    for graph in CONNECTED:
        v, e = len(graph), edges_of(graph)
        visits, checks, pushes, _ = dfs.work(dfs.by_popping, graph)
        assert (visits, checks, pushes) == (v, 2 * e, e + 1)
        visits, checks, pushes, _ = dfs.work(dfs.by_pushing, graph)
        assert (visits, checks, pushes) == (v, 2 * e, v)
        visits, checks, pushes, peak = dfs.work(dfs.by_iterators, graph)
        assert (visits, checks, pushes) == (v, 2 * e, v)
        tree, depth = dfs.recursive(graph, 0), {0: 1}
        for w, u in tree.items():
            depth.setdefault(w, depth[u] + 1)
        assert peak == max(depth.values())


def test_with_restarts_each_directed_edge_is_checked_once() -> None:
    for graph in SMALL_DIGRAPHS:
        events = Counter(event for event, _, _ in dfs.search(graph))
        assert events["root"] + events["tree"] == events["finish"] == len(graph)
        assert sum(events[kind] for kind in ("tree", "back", "forward", "cross")) == sum(map(len, graph))


def test_the_peak_on_300_vertices() -> None:
    complete = dfs.undirected(300, combinations(range(300), 2))
    assert dfs.work(dfs.by_popping, complete)[3] == 299 * 298 // 2 + 1 == 44552


def test_a_list_of_visited_vertices_is_searched_again_and_again() -> None:
    size, before = 50, Counted.compared
    graph = [[Counted(w) for w in (v - 1, v + 1) if 0 <= w < size] for v in range(size)]
    found: list[int] = [Counted(0)]
    stack = [iter(graph[0])]
    while stack:
        for v in stack[-1]:
            if not any(v == u for u in found):
                found.append(v)
                stack.append(iter(graph[v]))
                break
        else:
            stack.pop()
    assert Counted.compared - before == size * (size - 1)


# The search of the whole graph


def as_networkx_has_it(graph: Graph) -> list[tuple[int, int, str]]:
    names = {"root": "forward", "tree": "forward", "finish": "reverse"}
    return [(u, v, names.get(event, "nontree")) for event, u, v in dfs.search(graph)]


def by_networkx(graph: Graph) -> list[tuple[int, int, str]]:
    return list(nx.dfs_labeled_edges(networkx_graph(graph)))


def simple(graph: Graph) -> Lists:
    """Networkx walks over neighbours, which are one for parallel edges."""
    return [list(dict.fromkeys(ends)) for ends in graph]


def test_events_agree_with_networkx_on_small_graphs() -> None:
    for graph in [*every_digraph(3), *every_graph(4)]:
        assert as_networkx_has_it(graph) == by_networkx(graph)


@given(digraphs())
def test_events_agree_with_networkx(graph: Lists) -> None:
    assert as_networkx_has_it(simple(graph)) == by_networkx(simple(graph))


def test_classes_by_their_definition_on_small_digraphs() -> None:
    for graph in SMALL_DIGRAPHS:
        d, f = dfs.times(graph)
        parent = {v: u for event, u, v in dfs.search(graph) if event == "tree"}

        def below(u: int, v: int, parent: dict[int, int] = parent) -> bool:
            """Say whether v lies below u in the forest."""
            while v in parent:
                v = parent[v]
                if v == u:
                    return True
            return False

        for event, u, v in dfs.search(graph):
            if event == "back":
                assert below(v, u)
            elif event == "forward":
                assert below(u, v)
                assert parent[v] != u
            elif event == "cross":
                assert not below(u, v)
                assert not below(v, u)
                assert f[v] < d[u]
        assert sorted([*d.values(), *f.values()]) == list(range(1, 2 * len(graph) + 1))
        # The white-path theorem.
        for u, v in permutations(range(len(graph)), 2):
            before = frozenset(w for w in d if d[w] < d[u])
            assert below(u, v) == (v not in before and v in reachable(graph, u, before))


def test_loops_go_back() -> None:
    assert list(dfs.search([[0]])) == [("root", 0, 0), ("back", 0, 0), ("finish", 0, 0)]
    assert list(dfs.search([])) == []


def test_undirected_graphs_have_no_cross_edges() -> None:
    for graph in SMALL_GRAPHS:
        assert all(event != "cross" for event, _, _ in dfs.search(graph))


def test_all_four_classes_from_one_root_need_four_vertices_and_six_edges() -> None:
    kinds = {"tree", "back", "forward", "cross"}
    first = next(
        edges
        for edges, graph in dfs.every(dfs.directed, 4)
        if kinds <= {event for event, _, _ in dfs.search(graph)}
        and sum(event == "root" for event, _, _ in dfs.search(graph)) == 1
    )
    assert len(first) == 6


def test_how_many_edges_go_back_depends_on_the_root() -> None:
    graph = [[1, 2], [2], [0]]
    counts = [sum(event == "back" for event, _, _ in dfs.search(graph, [root])) for root in (0, 1)]
    assert counts == [1, 2]


def test_a_long_path_needs_no_recursion() -> None:
    size = 20_000
    graph = [[v + 1] for v in range(size - 1)] + [[]]
    assert dfs.topological_order(graph) == list(range(size))
    assert len(dfs.strong_components(graph)) == size
    assert len(dfs.by_iterators(graph, 0)) == len(dfs.by_popping(graph, 0)) == size


@pytest.mark.parametrize("bad", [-1, 3])
@pytest.mark.parametrize(
    "answer", [dfs.times, dfs.has_cycle, dfs.topological_order, dfs.bridges, dfs.cut_vertices, dfs.strong_components]
)
def test_a_neighbour_that_is_no_vertex_is_refused(answer: Any, bad: int) -> None:
    with pytest.raises(ValueError, match=f"{bad} is no vertex: they are 0 to 2"):
        answer([[1], [2, bad], []])
    with pytest.raises(ValueError, match=f"{bad} is no vertex: they are 0 to 2"):
        dfs.trees([[1], [2], []], [0, bad])


def test_walks_that_trust_their_lists_read_the_last_one_for_minus_1() -> None:
    for walk in (dfs.recursive, dfs.by_iterators, dfs.by_popping, dfs.by_pushing):
        assert walk([[-1], [], [1]], 0) == {0: 0, -1: 0, 1: -1}


# Cycles and orders


def test_cycles_on_small_digraphs() -> None:
    for graph in SMALL_DIGRAPHS:
        cyclic = any(u in reachable(graph, v) for u, ends in enumerate(graph) for v in ends)
        assert dfs.has_cycle(graph) == cyclic
        if cyclic:
            with pytest.raises(ValueError, match=r"the edge \d-\d closes a cycle"):
                dfs.topological_order(graph)
        else:
            assert dfs.points_ahead(graph, dfs.topological_order(graph))


@given(digraphs())
def test_cycles_and_orders_against_networkx(graph: Lists) -> None:
    acyclic = nx.is_directed_acyclic_graph(networkx_graph(graph))
    assert dfs.has_cycle(graph) == (not acyclic)
    if acyclic:
        order = dfs.topological_order(graph)
        assert sorted(order) == list(range(len(graph)))
        assert dfs.points_ahead(graph, order)


def test_without_directions_trees_are_components_and_fewer_tree_edges_than_edges_make_a_cycle() -> None:
    assert dfs.has_cycle(dfs.undirected(2, [(0, 1)]))
    for edges, graph in [*dfs.every(dfs.undirected, 5), *dfs.every(dfs.undirected, 3, copies=2)]:
        events = Counter(event for event, _, _ in dfs.search(graph))
        assert events["root"] == components(graph)
        copy = nx.MultiGraph()
        copy.add_nodes_from(range(len(graph)))
        copy.add_edges_from(edges)
        assert (events["tree"] < len(edges)) == (not nx.is_forest(copy))


def test_orders_that_do_not_fit_are_known() -> None:
    assert not dfs.points_ahead([[1], []], [1, 0])
    assert dfs.points_ahead([[1], []], [0, 1])
    assert not any(dfs.points_ahead([[1], []], order) for order in ([], [0], [0, 1, 0], [-1, 0, 1], [0, 1, 2]))
    assert dfs.points_ahead([], [])


def test_from_one_root_the_wrong_ones_need_three_vertices() -> None:
    one_root = [graph for graph in SMALL_DIGRAPHS if sum(event == "root" for event, _, _ in dfs.search(graph)) == 1]
    wrong = [graph for graph in one_root if dfs.meets_a_found_vertex(graph) and not dfs.has_cycle(graph)]
    assert wrong[0] == [[1, 2], [], [1]] or wrong[0] == [[1, 2], [2], []]
    assert min(map(len, wrong)) == 3


# Bridges and cut vertices


def without_edge(size: int, edges: list[tuple[int, int]], index: int) -> Lists:
    return dfs.undirected(size, edges[:index] + edges[index + 1 :])


def check_cuts(size: int, edges: list[tuple[int, int]]) -> None:
    graph = dfs.undirected(size, edges)
    whole = components(graph)
    expected = [
        sorted(edge) for index, edge in enumerate(edges) if components(without_edge(size, edges, index)) > whole
    ]
    assert sorted(sorted(edge) for edge in dfs.bridges(graph)) == sorted(expected)
    alone = {v for v in range(size) if not set(graph[v]) - {v}}
    cuts = [v for v in range(size) if v not in alone and components(graph, frozenset([v])) > whole]
    assert dfs.cut_vertices(graph) == cuts
    number, _, tree = dfs.lows(graph)
    roots = {v for v, u in tree.items() if u == v}
    assert dfs.inner_cuts(graph) == [v for v in cuts if v not in roots]
    assert list(number.values()) == list(range(size))


def test_bridges_and_cut_vertices_by_deletion_on_small_graphs() -> None:
    for edges, graph in dfs.every(dfs.undirected, 5):
        check_cuts(len(graph), list(edges))


def test_bridges_and_cut_vertices_by_deletion_with_parallel_edges() -> None:
    for edges, graph in dfs.every(dfs.undirected, 4, copies=2):
        if len(edges) <= 6:
            check_cuts(len(graph), list(edges))


@given(edge_lists())
def test_bridges_and_cut_vertices_against_networkx(given_edges: tuple[int, list[tuple[int, int]]]) -> None:
    size, edges = given_edges
    check_cuts(size, edges)
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((u, v) for u, v in edges if u != v)
    assert {frozenset(e) for e in dfs.bridges(dfs.undirected(size, edges))} == {
        frozenset(e[:2]) for e in nx.bridges(graph)
    }
    assert set(dfs.cut_vertices(dfs.undirected(size, edges))) == set(nx.articulation_points(nx.Graph(graph)))


def test_the_smallest_graphs_hold_under_any_order_of_the_neighbours() -> None:
    """No smaller graph fails, whatever the order; each wrong version is right below its size."""
    right: Any
    for wrong, right, most in (
        (dfs.cuts_without_root_rule, dfs.cut_vertices, 1),
        (dfs.inner_cuts_strict, dfs.inner_cuts, 3),
        (dfs.inner_cuts_chained, dfs.inner_cuts, 4),
    ):
        for graph in every_graph(most):
            for lists in product(*(permutations(ends) for ends in graph)):
                assert wrong(lists) == right(lists)


@given(st.integers(2, 7), st.data())
def test_passing_over_the_parent_is_right_without_parallel_edges(size: int, data: st.DataObject) -> None:
    pairs = [(u, v) for u in range(size) for v in range(u)]
    graph = dfs.undirected(size, data.draw(st.lists(st.sampled_from(pairs), unique=True)))
    assert sorted(dfs.bridges_by_parent(graph)) == sorted(dfs.bridges(graph))
    assert dfs.bridges_by_parent(dfs.undirected(3, [(0, 1), (1, 2), (2, 0)])) == []


def test_chained_lows_do_no_harm_to_bridges() -> None:
    for graph in SMALL_GRAPHS:
        number, _, tree = dfs.lows(graph)
        low = dict(number)
        for event, u, v in dfs.search(graph):
            if event == "finish" or (event == "back" and v != tree[u]):
                low[u] = min(low[u], low[v])
        assert [(u, w) for w, u in tree.items() if u != w and low[w] > number[u]] == dfs.bridges(graph)


# Strong components


def test_strong_components_on_small_digraphs() -> None:
    for graph in SMALL_DIGRAPHS:
        expected = strongly_connected(graph)
        for found in (dfs.strong_components(graph), dfs.kosaraju(graph)):
            assert set(map(frozenset, found)) == expected
            assert len(found) == len(expected)
            assert all(part == sorted(part) for part in found)


@given(digraphs())
def test_strong_components_against_networkx_and_scipy(graph: Lists) -> None:
    found = dfs.strong_components(graph)
    expected = set(map(frozenset, nx.strongly_connected_components(networkx_graph(graph))))
    assert set(map(frozenset, found)) == set(map(frozenset, dfs.kosaraju(graph))) == expected
    place = {v: index for index, part in enumerate(found) for v in part}
    assert all(place[v] <= place[u] for u, ends in enumerate(graph) for v in ends)
    assert dfs.unordered(graph) == sorted(dfs.kosaraju(graph))
    if graph:
        matrix = np.zeros((len(graph), len(graph)))
        for u, ends in enumerate(graph):
            matrix[u, ends] = 1
        assert connected_components(csr_array(matrix), connection="strong")[0] == len(found)


def test_kosaraju_begins_with_sources() -> None:
    for graph in every_digraph(3):
        place = {v: index for index, part in enumerate(dfs.kosaraju(graph)) for v in part}
        assert all(place[u] <= place[v] for u, ends in enumerate(graph) for v in ends)


def test_tarjan_with_low_of_the_end_is_never_wrong() -> None:
    """The low of a waiting vertex serves as well as its number, for strong components."""
    for graph in SMALL_DIGRAPHS:
        number: dict[int, int] = {}
        low: dict[int, int] = {}
        waiting: list[int] = []
        found = set()
        for event, u, v in dfs.search(graph):
            if event in {"root", "tree"}:
                number[v] = low[v] = len(number)
                waiting.append(v)
            elif event == "finish":
                low[u] = min(low[u], low[v])
                if low[v] == number[v]:
                    at = waiting.index(v)
                    found.add(frozenset(waiting[at:]))
                    del waiting[at:]
            elif v in waiting:
                low[u] = min(low[u], low[v])
        assert found == strongly_connected(graph)


# 2-SAT


def holds(values: tuple[bool, ...] | list[bool], clauses: list[tuple[int, int]]) -> bool:
    return all(any(values[abs(each) - 1] == (each > 0) for each in clause) for clause in clauses)


literals = st.integers(1, 4).flatmap(lambda x: st.sampled_from([x, -x]))


@given(st.lists(st.tuples(literals, literals), max_size=10))
@settings(max_examples=200)
def test_two_sat_by_trying_all_values(clauses: list[tuple[int, int]]) -> None:
    found = dfs.satisfy(4, clauses)
    possible = any(holds(values, clauses) for values in product((False, True), repeat=4))
    assert (found is not None) == possible
    if found is not None:
        assert len(found) == 4
        assert holds(found, clauses)


@pytest.mark.parametrize("literal", [0, 3, -3])
def test_literals_without_a_variable_are_refused(literal: int) -> None:
    with pytest.raises(ValueError, match=f"{literal} names no variable from 1 to 2"):
        dfs.satisfy(2, [(1, literal)])
    with pytest.raises(ValueError, match=f"{literal} names no variable from 1 to 2"):
        dfs.satisfy(2, [(literal, 1)])


def test_no_clauses_at_all() -> None:
    assert dfs.satisfy(0, []) == []
    assert dfs.satisfy(1, [(1, 1)]) == [True]
    assert dfs.satisfy(1, [(-1, -1)]) == [False]


# What prose says of Python and of the libraries


def test_popping_without_a_second_check_visits_twice_on_the_triangle() -> None:
    triangle = dfs.undirected(3, [(0, 1), (0, 2), (1, 2)])
    visits, found, stack = [], set(), [0]
    while stack:
        u = stack.pop()
        found.add(u)
        visits.append(u)
        stack += [v for v in reversed(triangle[u]) if v not in found]
    assert visits == [0, 1, 2, 2]


def test_a_default_set_is_made_once() -> None:
    def search(u: int, visited: set[int] = set()) -> int:  # noqa: B006 - the pitfall
        if u in visited:
            return 0
        visited.add(u)
        return 1

    assert [search(0), search(0)] == [1, 0]


def test_a_defaultdict_grows_while_it_is_read() -> None:
    graph = defaultdict(list, {0: [1]})
    with pytest.raises(RuntimeError, match="changed size"):
        assert [graph[v] for u in graph for v in graph[u]]


def test_graphlib_given_the_edges_the_other_way_round_answers_in_reverse() -> None:
    assert list(TopologicalSorter({0: [1]}).static_order()) == [1, 0]
    assert dfs.topological_order([[1], []]) == [0, 1]


def test_networkx_merges_parallel_edges_in_a_graph() -> None:
    assert list(nx.bridges(nx.Graph([(0, 1), (0, 1)]))) == [(0, 1)]
    assert list(nx.bridges(nx.MultiGraph([(0, 1), (0, 1)]))) == []


def test_the_peak_in_the_figure() -> None:
    complete = dfs.undirected(24, combinations(range(24), 2))
    assert [dfs.work(walk, complete)[3] for walk in (dfs.by_popping, dfs.by_iterators, dfs.by_pushing)] == [254, 24, 23]
