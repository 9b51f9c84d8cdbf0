import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.quadratic.quadratic import value
from snippets.quadratic.trace import BEST, A, B, ellipse, pair, read_start, window, zigzag


def frames(start: str = "0, 0") -> list[Any]:
    found: list[Any] = json.loads(recording(zigzag, start))["frames"]
    return found


def test_the_default_is_the_origin() -> None:
    assert recording(zigzag) == recording(zigzag, "0, 0")


def test_frames_tell_the_article_s_numbers() -> None:
    told = frames()
    assert [frame[0] for frame in told] == ["start", *["step"] * 5, "again", "first", "cg"]
    assert {frame[1]["ratio"] for frame in told if "ratio" in frame[1]} == {"24/49"}
    assert told[0][1] == {"x": "(0, 0)", "r": "(6, 3)", "gap": "10.5"}
    assert told[7][1]["alpha"] == "5/21"
    assert told[8][1] == {"step": 2, "p": "(180/49, −120/49)", "alpha": "7/10", "x": "(4, −1)"}
    assert {frame[1]["ratio"] for frame in frames("17 -5")[1:6]} == {"25/49"}


def test_an_axis_takes_one_step() -> None:
    assert [frame[0] for frame in frames("6, -2")] == ["start", "step", "again", "cg"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("17, -5", (17, -5)),
        ("(1/2，−3)", (Fraction(1, 2), -3)),
        (" 0.25 7 ", (Fraction(1, 4), 7)),
        ("100;-100", (100, -100)),
    ],
)
def test_starts_are_read(text: str, numbers: tuple[Any, Any]) -> None:
    assert read_start(text) == list(numbers)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "two numbers are needed"),
        ("1", "two numbers are needed"),
        ("1, 2, 3", "two numbers are needed"),
        ("a, b", "these are not two numbers: a, b"),
        ("1/0, 2", "these are not two numbers"),
        ("nan, 1", "these are not two numbers"),
        ("101, 0", "go up to 100"),
        ("0, -101", "go up to 100"),
        ("1e99, 0", "go up to 100"),
        ("1/101, 0", "go up to 100"),
        ("4, -1", "farther from the minimum"),
        ("4.5, -1/2", "farther from the minimum"),
    ],
)
def test_other_starts_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_start(text)


@given(st.fractions(-100, 100, max_denominator=100), st.fractions(-100, 100, max_denominator=100))
@settings(max_examples=25, deadline=None)
def test_every_start_can_be_drawn(x: Fraction, y: Fraction) -> None:
    if max(abs(x - 4), abs(y + 1)) < 1:
        return
    text = recording(zigzag, f"{x}, {y}")
    told = json.loads(text)["frames"]
    assert len(told) <= 9
    left, bottom, right, top = told[0][5]["window"]
    assert left < 4 < right
    assert bottom < -1 < top
    assert all(len(ticks) <= 7 for ticks in told[0][5]["ticks"])
    assert all(len(str(tick)) <= 4 for tick in told[0][5]["ticks"][1])
    assert told[-1][0] == "cg"


@pytest.mark.parametrize("start", ["0, 0", "17, -5", "-100, 37/99", "4, 0"])
def test_pictures_show_paths_and_points(start: str) -> None:
    text = recording(zigzag, start)
    told = json.loads(text)["frames"]
    pictures = draw(Recording(text), range(len(told)))
    assert isinstance(pictures, list)
    for number, picture in enumerate(pictures[:6]):
        assert number + 1 <= picture.count("<circle") <= number + 2
    assert pictures[-1].count("<circle") == 3


@pytest.mark.parametrize("gap", [Fraction(1, 7), Fraction(21, 2)])
def test_level_curves_are_level(gap: Fraction) -> None:
    flat = ellipse(gap)
    assert flat[:2] == flat[-2:]
    for x, y in zip(flat[::2], flat[1::2], strict=True):
        assert value(A, B, [x, y]) + 10.5 == pytest.approx(float(gap), abs=0.02)


def test_long_fractions_are_rounded() -> None:
    assert pair([Fraction(-1, 3), Fraction(2)]) == "(−1/3, 2)"
    assert pair([Fraction(12345, 67891), Fraction(-98765, 43211)]) == "(0.1818, −2.286)"


def test_the_window_holds_all_points() -> None:
    left, bottom, right, top = window([[Fraction(0), Fraction(0)], BEST])
    assert (left < 0, right > 4) == (True, True)
    assert (bottom < -1, top > 0) == (True, True)
