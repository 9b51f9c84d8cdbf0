import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.feature_column.trace import fill
from snippets.feature_column.twin import encode

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]
WORDS = st.text("abcRGBZ_0123", min_size=1, max_size=24)


def frames_of(*arguments: str) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(fill, *arguments))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


@settings(deadline=None, max_examples=30)
@given(st.floats(-10, 60).map(repr), st.sampled_from(["R", "G", "B", "Z"]), WORDS)
def test_the_vector_is_that_of_the_program(price: str, colour: str, user: str) -> None:
    frames = frames_of(price, colour, user)
    wanted = encode(float(price), colour, user)
    key, values, state = frames[-1]
    assert (key, values) == ("done", {"count": sum(wanted)})
    shown = [digit for _, text, _ in state["lines"][2] for digit in text.split(": ")[1].split()]
    assert list(map(int, shown)) == wanted
    told = [values["slot"] for key, values, _ in frames if key == "slot"]
    assert sorted(told) == [slot for slot, value in enumerate(wanted) if value]
    ids = {key: values["id"] for key, values, _ in frames if "id" in values}
    assert (ids["colour"] == -1) == (colour == "Z")
    assert set(ids) == {"price", "colour", "user", "cross"}


def test_the_example_is_that_of_the_page() -> None:
    told = {key: values for key, values, _ in frames_of()}
    assert told["user"] == {"id": 7, "value": "user_39", "word": "0x52107f86e9389da7"}
    assert told["cross"] == {"id": 9, "price": 2, "colour": 0}


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("dear", "R", "u"), "the price 'dear' is no number"),
        (("25", "", "u"), "the colour takes 1 to 24 characters"),
        (("25", "R", "u" * 25), "the user takes 1 to 24 characters"),
        (("0" * 25, "R", "u"), "the price takes 1 to 24 characters"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: tuple[str, str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        frames_of(*arguments)


def test_every_frame_can_be_drawn() -> None:
    for arguments in (("25", "R", "user_39"), ("nan", "Z", "u" * 24)):
        one = Recording(recording(fill, *arguments))
        assert len(one.frames) <= 12
        assert isinstance(draw(one, range(len(one.frames))), list)
