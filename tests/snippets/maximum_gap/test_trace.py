import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.maximum_gap.trace import EXAMPLE, fall

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]


def frames_of(numbers: tuple[int, ...]) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(fall, numbers))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


arrays = st.lists(st.integers(-99, 99), min_size=2, max_size=12).filter(lambda numbers: len(set(numbers)) > 1)


@given(arrays)
def test_each_number_falls_into_the_bucket_of_its_half_open_interval(numbers: list[int]) -> None:
    low, span, steps = min(numbers), max(numbers) - min(numbers), len(numbers) - 1
    falls = [(values, state) for key, values, state in frames_of(tuple(numbers)) if key == "fall"]
    assert [values["number"] for values, _ in falls] == numbers
    for index, (values, state) in enumerate(falls):
        bucket = values["bucket"]
        assert low * steps + bucket * span <= values["number"] * steps < low * steps + (bucket + 1) * span
        assert state["at"][index] == state["bin"] == bucket
        assert state["at"][index + 1 :] == [-1] * (len(numbers) - index - 1)


@given(arrays)
def test_the_spans_are_neighbours_in_sorted_order_and_the_widest_is_the_answer(numbers: list[int]) -> None:
    key, values, state = frames_of(tuple(numbers))[-1]
    steps = {(lower, upper) for lower, upper in pairwise(sorted(numbers))}
    assert key == "answer"
    assert values["gap"] == max(upper - lower for lower, upper in steps)
    for one, other, label, strong in state["spans"]:
        assert (numbers[one], numbers[other]) in steps
        assert label == numbers[other] - numbers[one]
        assert strong == (label == values["gap"])
        assert state["at"][one] is not None
        assert state["at"][other] is not None
    assert any(strong for *_, strong in state["spans"])


@given(arrays)
def test_a_bucket_keeps_its_least_and_its_greatest_number(numbers: list[int]) -> None:
    _, _, state = frames_of(tuple(numbers))[-1]
    places = {values["number"]: values["bucket"] for key, values, _ in frames_of(tuple(numbers)) if key == "fall"}
    for bucket in range(state["bins"]):
        inside = {number for number, place in places.items() if place == bucket}
        kept = [number for number, place in zip(numbers, state["at"], strict=True) if place == bucket]
        assert sorted(kept) == sorted({min(inside), max(inside)} if inside else set())


def test_every_frame_of_the_example_can_be_drawn() -> None:
    one = Recording(recording(fall))
    pictures = draw(one, range(len(one.frames)))
    assert isinstance(pictures, list)
    for picture, (_, _, state) in zip(pictures, frames_of(EXAMPLE), strict=True):
        assert picture.count("<circle") == len(EXAMPLE)
        assert picture.count('fill="none"') == state["bins"] + len(state["spans"])


def test_an_array_that_drops_numbers_can_be_drawn() -> None:
    one = Recording(recording(fall, (0, 1, 2, 3, 100)))
    pictures = draw(one, range(len(one.frames)))
    assert isinstance(pictures, list)
    assert [picture.count("<circle") for picture in pictures][-1] == 3
