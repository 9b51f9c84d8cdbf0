"""The view `graph`: what it draws of a state, and where."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from docsite.execution.players import draw
from docsite.source.players import Recording

STATE: dict[str, Any] = {
    "places": [[0, 0], [0, 2], [1, 1], [2, 0], [3, 1]],
    "labels": list("abuvL"),
    "tones": [0, 1, 2, -1, -4],
    "above": ["2", "3", "6", "8", ""],
    "below": ["", "", "14", "6", "1"],
    "edges": [[0, 2], [1, 2], [2, 3], [0, 3], [2, 4], [3, 4]],
    "ways": [[0, "", 1], [1, "", 1], [2, "6", -1], [-3, "back", 1], [0, "", 0], [0, "", 0]],
    "pending": [["b", 0], ["a", 1], ["a", 2]],
    "room": 5,
}


def drawn(**changes: Any) -> ET.Element:
    frame = ["a", {}, 0, 1, 1, STATE | changes]
    recording = Recording(json.dumps({"view": "graph", "blocks": ["a.py:b"], "still": 0, "frames": [frame]}))
    pictures = draw(recording, [0])
    assert isinstance(pictures, list)
    return ET.fromstring(pictures[0].replace(' xmlns="http://www.w3.org/2000/svg"', ""))  # noqa: S314 - we drew it


def texts(picture: ET.Element) -> list[str]:
    return [one.text for one in picture.iter("text") if one.text]


def place(group: ET.Element) -> tuple[float, float]:
    x, y, *_ = re.findall(r"[-\d.]+", group.attrib["transform"])
    return float(x), float(y)


def nodes(picture: ET.Element) -> list[ET.Element]:
    return [group for group in picture.iter("g") if group.find("circle") is not None]


def test_nodes_edges_notes_and_what_waits_are_drawn() -> None:
    picture = drawn()
    assert len(nodes(picture)) == 5
    lines = [one for one in picture.iter("path") if "Q" in one.attrib["d"]]
    heads = [one for one in picture.iter("path") if "Z" in one.attrib["d"]]
    assert (len(lines), len(heads)) == (6, 4)
    assert [line.attrib["stroke-dasharray"] != "none" for line in lines] == [False, False, False, True, False, False]
    assert sorted(texts(picture)) == sorted([*"abuvL", "2", "3", "6", "8", "14", "6", "1", "6", "back", "b", "a", "a"])
    filled = [one.find("circle").attrib["fill"] == one.find("circle").attrib["stroke"] for one in nodes(picture)]  # type: ignore[union-attr]
    assert filled == [False, False, False, True, True]


def test_places_are_steps_and_the_farthest_reach_the_edge() -> None:
    points = [place(one) for one in nodes(drawn(room=0, pending=[]))]
    assert (points[0][0], points[4][0]) == (32, 448)
    assert points[2][0] - points[0][0] == pytest.approx(416 / 3, abs=0.01)
    assert points[2][1] - points[0][1] == points[1][1] - points[2][1] == 80
    moved = [[x / 2 - 3, y + 7] for x, y in STATE["places"]]
    assert [place(one) for one in nodes(drawn(places=moved, room=0, pending=[]))] == points


def test_the_pile_grows_upwards_and_takes_the_graph_s_room() -> None:
    picture = drawn()
    boxes = [place(group) for group in picture.iter("g") if group.find("rect") is not None]
    assert boxes == sorted(boxes, key=lambda point: -point[1])
    assert len({x for x, _ in boxes}) == 1
    assert max(x for x, _ in map(place, nodes(picture))) + 17 < boxes[0][0] - 28
    tall = drawn(room=20, pending=[["x", 0]] * 20)
    least = min(place(group)[1] for group in tall.iter("g") if group.find("rect") is not None)
    assert least > 12 + 11
    assert float(tall.attrib["viewBox"].split()[3]) > float(picture.attrib["viewBox"].split()[3])


def test_a_head_stands_at_the_end_it_is_given() -> None:
    def heads(head: int) -> list[tuple[float, float]]:
        picture = drawn(
            places=[[0, 0], [1, 0]], labels=["a", "b"], tones=[0, 0], above=["", ""], below=["", ""],
            edges=[[0, 1]], ways=[[0, "", head]], room=0, pending=[],
        )  # fmt: skip
        return [place(one) for one in picture.iter("path") if "Z" in one.attrib["d"]]

    assert heads(0) == []
    ((forward, _),), ((back, _),) = heads(1), heads(-1)
    assert back < 100
    assert forward > 380


def test_edges_between_the_same_nodes_lie_apart_and_loops_are_seen() -> None:
    def ways(*edges: list[float]) -> list[str]:
        picture = drawn(
            places=[[0, 0], [1, 0]], labels=["a", "b"], tones=[0, 0], above=["", ""], below=["", ""],
            edges=list(edges), ways=[[0, "", 0]] * len(edges), room=0, pending=[],
        )  # fmt: skip
        return [one.attrib["d"] for one in picture.iter("path")]

    def middle(path: str) -> float:
        return float(path.split("Q")[1].split()[1])

    assert middle(ways([0, 1])[0]) == middle(ways([1, 0])[0]) == 42
    for pair in (ways([0, 1], [0, 1]), ways([0, 1], [1, 0])):
        one, other = map(middle, pair)
        assert one != other
        assert one + other == 84
    # To the left of the way: above it on the way to the right, below it on the way back.
    assert middle(ways([0, 1, 0.5])[0]) < 42 < middle(ways([1, 0, 0.5])[0])
    (loop,) = ways([1, 1])
    assert "C" in loop


def test_one_node_and_no_edge() -> None:
    picture = drawn(
        places=[[3, 3]], labels=["a"], tones=[0], above=[""], below=[""], edges=[], ways=[], room=0, pending=[]
    )
    assert [place(one) for one in nodes(picture)] == [(240, 42)]
