import json
from typing import Any

import pytest

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.ddp.trace import EXAMPLE, ring

Frame = tuple[str, dict[str, Any], dict[str, Any]]


def frames_of(vectors: tuple[tuple[int, ...], ...]) -> list[Frame]:
    frames: list[Frame] = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(ring, vectors))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


def vectors_of(count: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple((chunk + 1) * 10**worker for chunk in range(count)) for worker in range(count))


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_it_sends_and_takes_in_2n_minus_2_times(count: int) -> None:
    keys = [key for key, _, _ in frames_of(vectors_of(count))]
    half = ["send", "add"] * (count - 1)
    other = ["send", "copy"] * (count - 1)
    assert keys == ["start", *half[:-1], "added", *other[:-1], "copied"]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_after_the_first_half_each_worker_has_one_chunk_and_in_the_end_all(count: int) -> None:
    vectors = vectors_of(count)
    sums = [sum(column) for column in zip(*vectors, strict=True)]
    frames = frames_of(vectors)
    (added,) = (state for key, _, state in frames if key == "added")
    assert [sum(row) for row in added["whole"]] == [1] * count
    assert frames[-1][2]["workers"] == [sums] * count
    assert frames[-1][2]["whole"] == [[1] * count] * count


@pytest.mark.parametrize("count", [2, 4])
def test_what_is_sent_is_what_the_sender_has_and_goes_to_its_neighbour(count: int) -> None:
    for key, _, state in frames_of(vectors_of(count)):
        if key == "send":
            assert len(state["sent"]) == count
            for sender, receiver, chunk, number in state["sent"]:
                assert receiver == (sender + 1) % count
                assert state["workers"][sender][chunk] == number


def test_every_frame_of_the_example_can_be_drawn() -> None:
    one = Recording(recording(ring))
    pictures = draw(one, range(len(one.frames)))
    assert isinstance(pictures, list)
    for picture, (_, _, state) in zip(pictures, frames_of(EXAMPLE), strict=True):
        flying = 0 if state["arrived"] else len(state["sent"])
        assert picture.count("<rect") == 4 * 4 + flying
