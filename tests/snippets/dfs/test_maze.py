from itertools import pairwise, permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.dfs.maze import MAZE, STEPS, explore


def graph_of(maze: str) -> tuple[nx.Graph, tuple[int, int], list[tuple[int, int]]]:
    cells = {(r, c): mark for r, line in enumerate(maze.splitlines()) for c, mark in enumerate(line) if mark != "#"}
    graph = nx.Graph()
    graph.add_nodes_from(cells)
    graph.add_edges_from(((r, c), b) for r, c in cells for b in ((r + 1, c), (r, c + 1)) if b in cells)
    start = next(cell for cell, mark in cells.items() if mark == "S")
    return graph, start, [cell for cell, mark in cells.items() if mark == "E"]


@given(st.lists(st.text("##...", min_size=5, max_size=5), min_size=1, max_size=5), st.permutations(STEPS))
def test_a_way_is_found_exactly_if_there_is_one(rows: list[str], order: list[tuple[int, int]]) -> None:
    maze = "\n".join(["S....", *rows, "....E"])
    graph, start, (end,) = graph_of(maze)
    way, found = explore(maze, tuple(order))
    assert bool(way) == nx.has_path(graph, start, end)
    if way:
        assert found >= len(way)
        assert (way[0], way[-1]) == (start, end)
        assert all(graph.has_edge(*step) for step in pairwise(way))
        assert len(set(way)) == len(way)
    else:
        assert found == len(nx.node_connected_component(graph, start))


def test_the_maze_of_the_page() -> None:
    graph, start, (end,) = graph_of(MAZE)
    assert len(graph) == 18
    assert nx.shortest_path_length(graph, start, end) == 2
    lengths = [len(explore(MAZE, order)[0]) - 1 for order in permutations(STEPS)]
    assert sorted(lengths) == [2] * 12 + [14] * 12
    assert explore(MAZE)[1] == 17


def test_mazes_without_a_start_or_an_end() -> None:
    with pytest.raises(ValueError, match=r"has no S: '\.\.E'"):
        explore("..E")
    assert explore("S") == ([], 1)
    assert explore("S#E")[0] == []
    assert explore("SE") == ([(0, 0), (0, 1)], 2)
