import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.tfrecord import twin
from snippets.tfrecord.trace import MOST, integers, read

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]


def frames_of(label: str, text: str, flip: str) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(read, label, text, flip))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


LABELS = st.lists(st.integers(-3, 300), max_size=2)
TEXTS = st.text(max_size=6).filter(lambda text: len(text.encode(errors="replace")) < 10 and text.isprintable())


@settings(deadline=None, max_examples=40)
@given(LABELS, TEXTS)
def test_every_byte_of_an_intact_file_is_read_and_each_feature_told(labels: list[int], text: str) -> None:
    frames = frames_of(" ".join(map(str, labels)), text, "")
    key, values, state = frames[-1]
    assert (key, values) == ("end", {"count": 2})
    assert state["seen"] == "r" * len(state["bytes"])
    told = [values for key, values, _ in frames if key == "feature"]
    assert told == [{"key": "label", "count": len(labels)}, {"key": "text", "count": 1}]
    shown = [values["value"] for key, values, _ in frames if key == "value"]
    assert shown == [*map(str, labels), f'"{text}"']
    assert [values["name"] for key, values, _ in frames if key == "field"] == [
        "features", "feature", "key", "value", "int64_list", *(["value"] if labels else []),
        "features", "feature", "key", "value", "bytes_list", "value",
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 71))
def test_a_changed_byte_costs_its_record(place: int) -> None:
    frames = frames_of("7", "circle", str(place))
    key, values, state = frames[-1]
    assert (key, values) == ("end", {"count": 1})
    assert state["odd"] == place
    refused = {at for at, letter in enumerate(state["seen"]) if letter == "d"}
    assert place in refused or (state["seen"][place] == "r" and place >= 34)
    assert [key for key, _, _ in frames].count("damaged") == 1
    data = bytes(state["bytes"])
    intact = list(twin.salvage(data))
    assert [values["first"] - 12 for key, values, _ in frames if key == "payload"] == [at for at, _ in intact]


def test_fields_are_where_they_are_said_to_be() -> None:
    for key, values, state in frames_of("7", "circle", ""):
        if key == "field":
            head = bytes(state["bytes"][slice(*state["now"])])
            assert head[0] == values["number"] << 3 | values["wire"]
            assert head[1] == values["size"] == state["next"][1] - state["next"][0]


def test_numbers_of_several_bytes_are_told_as_one() -> None:
    spans = [state["now"] for key, _, state in frames_of("300 -1", "a", "") if key == "value"]
    assert [stop - start for start, stop in spans] == [2, 10, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x", "", ""), "'x' is no list of integers"),
        (("7", "", "34.5"), "'34.5' is no list of integers"),
        (("7", "circle", "72"), "'72' is no offset from 0 to 71"),
        (("7", "circle", "-1"), "'-1' is no offset"),
        (("7", "circle", "1 2"), "'1 2' is no offset"),
        (("7", "circle" * 20, ""), f"bytes are too many to draw: at most {MOST}"),
        ((str(2**63), "", ""), "does not fit into an int64"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: tuple[str, str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        frames_of(*arguments)


def test_integers_may_be_written_with_chinese_commas() -> None:
    assert integers("1，2, 3") == [1, 2, 3]
    assert integers("") == []


def test_every_frame_can_be_drawn_and_none_is_too_large() -> None:
    for arguments in (("7", "circle", "64"), ("7", "circle", "0"), ("", "", ""), ("1 2 3", "a" * 25, "")):
        one = Recording(recording(read, *arguments))
        assert len(one.frames) <= 25
        pictures = draw(one, range(len(one.frames)))
        assert isinstance(pictures, list)
        for picture, (_, _, state) in zip(pictures, frames_of(*arguments), strict=True):
            assert picture.count("<rect") == len(state["bytes"])
