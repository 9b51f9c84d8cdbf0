import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.dfs.search import directed, search, times
from snippets.dfs.trace import EXAMPLE, read, walk

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]


def frames_of(edges: str) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(walk, edges=edges))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=20)


@given(pairs)
def test_the_frames_are_the_events(edges: list[tuple[int, int]]) -> None:
    size = 1 + max(max(pair) for pair in edges)
    graph = directed(size, edges)
    frames = frames_of(", ".join(f"{u}-{v}" for u, v in edges))
    assert [(key, values.get("u"), values["v"]) for key, values, _ in frames] == [
        (event, u if event in {"tree", "back", "forward", "cross"} else None, v) for event, u, v in search(graph)
    ]
    assert len(frames) == 2 * size + len(edges) - sum(key == "tree" for key, _, _ in frames)
    discovered, finished = times(graph)
    _, _, last = frames[-1]
    shown = [above or below for above, below in zip(last["above"], last["below"], strict=True)]
    assert shown == [f"{discovered[v]}–{finished[v]}" for v in range(size)]
    assert last["pending"] == []
    assert set(last["tones"]) == {-1}
    colours = {"tree": 1, "back": -2, "forward": -3, "cross": -4}
    assert sorted(way[0] for way in last["ways"]) == sorted(colours[e] for e, _, _ in search(graph) if e in colours)


@given(pairs)
def test_every_frame_shows_the_stack_and_what_is_found(edges: list[tuple[int, int]]) -> None:
    stack: list[int] = []
    done = set()
    for key, values, state in frames_of(" ".join(f"{u}-{v}" for u, v in edges)):
        if key in {"root", "tree"}:
            stack.append(values["v"])
        if key == "finish":
            done.add(stack.pop())
        assert [int(label) for label, _ in state["pending"]] == stack
        for v, tone in enumerate(state["tones"]):
            assert tone == (-1 if v in done else 0 if v not in stack else 2 if v == values["v"] else 1)


def test_the_example_takes_sixteen_steps_and_can_be_drawn() -> None:
    frames = frames_of(EXAMPLE)
    assert len(frames) == 16
    one = Recording(recording(walk))
    pictures = draw(one, range(16))
    assert isinstance(pictures, list)
    assert all(picture.count("<circle") == 6 for picture in pictures)


@pytest.mark.parametrize("text", ["0-0", "7-7", "0-1, 1-0, 0-1", "0-7 7-0 3-3"])
def test_loops_and_parallel_edges_can_be_drawn(text: str) -> None:
    one = Recording(recording(walk, edges=text))
    assert isinstance(draw(one, range(len(one.frames))), list)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0-1, 1-2", [(0, 1), (1, 2)]),
        (" 0 - 1;1→2 ", [(0, 1), (1, 2)]),
        ("0->1，2–3、4-5", [(0, 1), (2, 3), (4, 5)]),
        ("0-1\n1-0", [(0, 1), (1, 0)]),
    ],
)
def test_edges_are_read(text: str, expected: list[tuple[int, int]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'' is no edge"),
        ("0-1, x", "'x' is no edge"),
        ("0", "'0' is no edge"),
        ("0-1-2", "'0-1-2' is no edge"),
        ("0-8", "0-8: the vertices are 0 to 7"),
        ("-1-2", "'-1-2' is no edge"),
        ("0-1 " * 21, "21 edges are too many"),
    ],
)
def test_what_cannot_be_read_or_drawn_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        walk(lambda *_, **__: None, text)
