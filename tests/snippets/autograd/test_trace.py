import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.autograd.trace import EDGES, NAMES, read, run, walk, written

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]


def frames_of(*texts: str) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(walk, *texts))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


def number(text: str) -> Fraction:
    return Fraction(text.replace("−", "-"))


@settings(deadline=None, max_examples=40)
@given(st.fractions(-9, 9, max_denominator=4), st.fractions(-9, 9, max_denominator=4))
def test_values_and_adjoints_are_right(a: Fraction, b: Fraction) -> None:
    exact = {"a": a, "b": b, "u": a * b, "v": a * b + a, "L": a * a * b * (b + 1)}
    bars = {"a": 2 * a * b * (b + 1), "b": a * a * (2 * b + 1), "u": 2 * a * b + a, "v": a * b, "L": Fraction(1)}
    assume(all(len(str(one)) <= 6 for one in [*exact.values(), *bars.values()]))
    try:
        frames = frames_of(str(a), str(b))
    except ValueError as error:  # a share on the way may be longer than what comes of it
        assert "too long" in str(error)  # noqa: PT017
        return
    key, values, state = frames[-1]
    assert (key, {name: number(text) for name, text in values.items()}) == ("answer", {"a": bars["a"], "b": bars["b"]})
    assert [number(text) for text in state["above"]] == [exact[name] for name in NAMES]
    assert [number(text) for text in state["below"]] == [bars[name] for name in NAMES]


def test_forward_then_the_youngest_first() -> None:
    frames = frames_of()
    assert [key for key, _, _ in frames[:4]] == ["u", "v", "L", "seed"]
    taken = [(values["node"], values["adjoint"]) for key, values, _ in frames if key in {"take", "leaf"}]
    assert taken == [("L", "1"), ("v", "6"), ("u", "14"), ("b", "28"), ("a", "48")]
    shares = [
        (values["node"], values["source"], values["share"]) for key, values, _ in frames if key in {"first", "add"}
    ]
    assert shares == [
        ("L", "u", "8"), ("L", "v", "6"), ("v", "u", "6"), ("v", "a", "6"), ("u", "a", "42"), ("u", "b", "28"),
    ]  # fmt: skip
    assert len(frames) == 16


def test_what_waits_is_drawn_with_the_youngest_on_top() -> None:
    for _, _, state in frames_of():
        waiting = [name for name, _ in state["pending"]]
        assert waiting == sorted(waiting, key=NAMES.index)
        assert len(waiting) <= state["room"]


def test_each_edge_is_used_once() -> None:
    _, _, state = frames_of()[-1]
    assert [tone for tone, _, _ in state["ways"]] == [1] * len(EDGES)
    assert state["tones"] == [-1] * len(NAMES)


def test_every_frame_can_be_drawn() -> None:
    one = Recording(recording(walk, "-1/2", "3"))
    pictures = draw(one, range(len(one.frames)))
    assert isinstance(pictures, list)
    assert all(picture.count("<circle") == len(NAMES) for picture in pictures)


@pytest.mark.parametrize(
    ("text", "meant"), [("2", 2), (" -1.5 ", Fraction(-3, 2)), ("1/2", Fraction(1, 2)), ("4/2", 2)]
)
def test_texts_that_can_be_read(text: str, meant: Fraction) -> None:
    assert read(text) == meant
    assert type(read(text)) is (int if meant == int(meant) else Fraction)


@pytest.mark.parametrize("text", ["", "x", "1/0", "2,3", "nan", "inf", "1/2/3"])
def test_texts_that_are_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="is no number such as"):
        walk(lambda *_, **__: None, text, "3")
    with pytest.raises(ValueError, match="is no number such as"):
        walk(lambda *_, **__: None, "3", text)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="'1234567' is too long"):
        recording(walk, "1234567", "3")
    with pytest.raises(ValueError, match=r"a result would be .*: too long"):
        recording(walk, "99999", "99999")


def test_the_same_program_without_a_recorder() -> None:
    assert [one.data for one in run(2, 3)] == [48, 28]
    assert written(Fraction(-1, 2)) == "−1/2"
