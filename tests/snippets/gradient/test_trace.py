import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.gradient.trace import REACH, STEPS, function_of, nice, point_of, scale_for, shown, turn

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]


def frames_of(*texts: str) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(turn, *texts))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


def test_one_frame_for_each_five_degrees() -> None:
    frames = frames_of()
    assert [values["angle"] for _, values, _ in frames] == list(range(0, 360, 5))
    assert [key for key, *_ in frames].count("steepest") == 1
    assert frames[0][0] == "start"
    assert frames[13][0] == "steepest"  # 65°, next to the gradient's 63.4°
    for _, values, state in frames:
        angle = math.radians(values["angle"])
        slope = 2 * math.cos(angle) + 4 * math.sin(angle)
        assert float(values["slope"]) == pytest.approx(slope, abs=6e-4)
        assert float(values["formula"]) == pytest.approx(slope, abs=6e-4)
        assert float(values["back"]) == pytest.approx(-slope, abs=6e-4)
        x, y, tip_x, tip_y = state["arrows"][0][1:5]
        assert (x, y) == (1, 2)
        assert math.atan2(tip_y - y, tip_x - x) % (2 * math.pi) == pytest.approx(angle, abs=2e-3)


def test_what_does_not_change_is_recorded_once() -> None:
    text = recording(turn)
    frames = json.loads(text)["frames"]
    assert set(frames[0][5]) == {"window", "ticks", "levels", "points", "handle", "chart", "arrows", "lines", "at"}
    assert all(set(frame[5]) <= {"arrows", "lines", "at"} for frame in frames[1:])
    assert len(text) < 30_000
    assert json.loads(text)["inputs"] == {"function": "x*x + y*y", "point": "1, 2"}


def test_the_projection_of_the_gradient_is_the_slope() -> None:
    """The strong line ends where the dashed one from the gradient's tip meets it, at a right angle."""
    for _, _, state in frames_of():
        bold, dashed = state["lines"]
        assert bold[4:] == pytest.approx(dashed[4:], abs=2e-3)
        tip, foot = dashed[2:4], dashed[4:]
        u = [state["arrows"][0][3] - 1, state["arrows"][0][4] - 2]
        assert (tip[0] - foot[0]) * u[0] + (tip[1] - foot[1]) * u[1] == pytest.approx(0, abs=5e-3)


def test_level_curves_are_at_equal_heights() -> None:
    levels = frames_of()[0][2]["levels"]
    heights = set()
    for curve in levels:
        found = [x * x + y * y for x, y in zip(curve[::2], curve[1::2], strict=True)]
        assert max(found) - min(found) < 0.2
        heights.add(round(sum(found) / len(found)))
    assert heights == {5, 10, 15, 20, 25, 30}


def test_a_function_that_is_no_plane_near_the_point() -> None:
    frames = frames_of("(x^3 + y^3)/(x^2 + y^2)", "0, 0")
    _, values, state = frames[9]  # 45°
    assert (values["slope"], values["formula"]) == ("0.707", "1.414")
    assert len(state["chart"]["curves"]) == 2
    assert state["lines"][0][4:] != pytest.approx(state["lines"][1][4:], abs=0.1)


def test_a_kink_has_no_gradient() -> None:
    frames = frames_of("sqrt(x*x + y*y)", "0 0")
    for _, values, state in frames:
        assert (values["slope"], values["back"], values["formula"]) == ("1.000", "1.000", "—")
        assert len(state["arrows"]) == len(state["chart"]["curves"]) == 1


def test_a_constant_has_no_level_curves() -> None:
    frames = frames_of("7", "0 0")
    assert frames[0][2]["levels"] == []
    assert {values["slope"] for _, values, _ in frames} == {"0.000"}


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(
        ["x*y", "x² - y³", "exp(-x*x)*y", "abs(x) + 2*abs(y)", "max(x, y)", "sin(x)*cos(y)", "x/(y-1)", "1e3*x"]
    ),
    st.integers(-300, 300),
    st.integers(-300, 300),
)
def test_whatever_is_recorded_can_be_drawn(function: str, x: int, y: int) -> None:
    try:
        text = recording(turn, function, f"{x / 100}, {y / 100}")
    except ValueError as error:
        assert "no slopes" in str(error)  # noqa: PT017 - beside the pole
        return
    pictures = draw(Recording(text), range(0, STEPS, 12))
    assert isinstance(pictures, list), pictures


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (("x*y/(x*x+y*y)", "0, 0"), "no slopes at 0, 0"),
        (("log(x)", "-5, 0"), "the function has no value at -5, 0"),
        (("x + z", "0 0"), "'z' is none of x, y, sqrt"),
        (("x +", "0 0"), "'x \\+' is no formula"),
        (("x.real", "0 0"), r"only \+ - \* / \*\* and functions"),
        (("[x for x in y]", "0 0"), "only"),
        (("'a'*x", "0 0"), "'a' is no number"),
        (("True*x", "0 0"), "True is no number"),
        (("9**9**9**9 + x", "0 0"), "no value at 0 0"),
        (("max + x", "0 0"), "no value at 0 0"),
        (("2x", "0 0"), r"write a product as 2\*x"),
        (("x*y", "1"), "'1' is not two numbers"),
        (("x*y", "1, a"), "is not two numbers"),
        (("x*y", "nan, 0"), "too far away"),
        (("x*y", "1e9, 0"), "too far away"),
    ],
)
def test_what_is_refused(texts: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        recording(turn, *texts)


def test_what_readers_write() -> None:
    assert function_of(" x² + 3*y^2 − 1 ")(2, 1) == 6
    assert function_of("y/x")(0, 0) == 0
    assert math.isnan(function_of("sqrt(x)")(-1, 0))
    assert math.isnan(function_of("x**0.5")(-1, 0))
    for text in ("1, 2", "(1; 2)", "1 2", "（1，2）"):
        assert point_of(text) == (1, 2)
    assert point_of("−0.5, 3") == (-0.5, 3)


def test_round_numbers() -> None:
    assert [nice(v) for v in (0.7, 1, 3, 5, 6, 0.03)] == pytest.approx([1, 1, 5, 5, 10, 0.05])
    assert scale_for(0) == 1
    assert all(length * scale_for(length) <= REACH - 0.2 + 1e-9 for length in (0.1, 1, 4.47, 99, 2.3))
    assert [shown(v) for v in (-0.0001, 0.0, -1.2345)] == ["0.000", "0.000", "-1.234"]
