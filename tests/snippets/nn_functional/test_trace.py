import json
from typing import Any

import pytest

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.nn_functional.trace import drawers, read

CASES = (
    "P",
    "tensor",
    "[linear, dropout]",
    "p,b , LINEAR",
    "P, B, tensor, linear, dropout, [linear,dropout]",
    "linear, linear, linear, linear, linear, linear, linear, linear",
)


def states(content: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    state: dict[str, Any] = {}
    for frame in content["frames"]:
        state = state | frame[5]
        found.append(state)
    return found


@pytest.mark.parametrize("lines", CASES)
def test_every_value_ends_in_one_place_and_can_be_drawn(lines: str) -> None:
    text = recording(drawers, lines)
    content = json.loads(text)
    count = len(read(lines))
    assert len(content["frames"]) == count + 4
    last = states(content)[-1]
    assert sum(len(section) for section in last["lines"][1:5]) == count
    for state in states(content):
        for section, room in zip(state["lines"], state["room"], strict=True):
            assert len(section) <= room
            assert all(len(line) <= 64 for _, line, _ in section)
    assert isinstance(draw(Recording(text), range(len(content["frames"]))), list)


def test_the_example_lights_up_what_each_call_reaches() -> None:
    content = json.loads(recording(drawers, "P, B, tensor, linear, dropout, [linear, dropout]"))
    keys = [frame[0] for frame in content["frames"]]
    assert keys[:6] == ["parameter", "buffer", "outside", "module", "module", "outside"]
    lit = {}
    for frame, state in zip(content["frames"], states(content), strict=True):
        lit[frame[0]] = [key for section in state["lines"][1:5] for key, _, tone in section if tone == 2]
    assert lit["parameters"] == ["a", "d"]
    assert lit["state"] == lit["moved"] == ["a", "d", "b"]
    assert lit["eval"] == ["d", "e"]
    assert [frame[1]["count"] for frame in content["frames"][6:]] == [3, 5, 5, 2]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "1 to 8 values"),
        ("P, " * 8 + "P", "1 to 8 values"),
        ("P, conv", "not one of .*: 'conv'"),
        ("P,,B", "not one of .*: ''"),
        ("[linear", r"not one of .*: '\[linear'"),
    ],
)
def test_other_texts_are_refused(lines: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        recording(drawers, lines)
