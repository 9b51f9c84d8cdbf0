import json
import subprocess
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.execution.children.tracing import recording
from docsite.execution.node import find_node
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.geometry.plane import exact, hull, turns_tested
from snippets.geometry.trace import EXAMPLE, HEIGHT, WIDTH, said, steps
from tests.snippets.geometry.reference import sign

Frames = list[tuple[str, dict[str, Any], dict[str, Any]]]
VIEW = Path(__file__).parents[3] / "docsite" / "web" / "player" / "views" / "hull.mjs"
NUMBERS = st.one_of(
    st.integers(-9, 9).map(str),
    st.decimals(-9, 9, places=1).map(str),
    st.fractions(-3, 3, max_denominator=5).map(str),
)
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS).map(" ".join), min_size=1, max_size=12)


def frames_of(points: str) -> Frames:
    frames: Frames = []
    state: dict[str, Any] = {}
    for key, values, _, _, _, changed in json.loads(recording(steps, points))["frames"]:
        state = state | changed
        frames.append((key, values, state))
    return frames


@settings(max_examples=60)
@given(POINTS)
def test_each_frame_tests_a_turn_of_what_was_typed(typed: list[str]) -> None:
    points = exact(*(text.split() for text in typed))
    frames = frames_of(", ".join(typed))
    tests = [(key, state) for key, _, state in frames if state["triple"]]
    for key, state in tests:
        a, b, c = (points[place] for place in state["triple"])
        verdict = sign(a, b, c)
        assert state["exact"][1] == verdict
        rounded = [(float(x), float(y)) for x, y in (a, b, c)]
        left, right = ((rounded[1][k] - rounded[0][k]) * (rounded[2][1 - k] - rounded[0][1 - k]) for k in (0, 1))
        assert state["float"][1] == (left > right) - (left < right)
        assert key == ("differs" if state["float"][1] != verdict else ("straight", "left", "right")[verdict])
        assert state["chain"][-2:] == state["triple"][:2]
    assert len(tests) == turns_tested(points)[1]


@pytest.mark.parametrize(
    "typed", ["(0, 0), (4, 1), (1/3, 0.2)", "(0,0) (4,1) (1/3,0.2)", "（0，0），（4，1）; (1/3 0.2)"]
)
def test_points_may_be_typed_in_brackets(typed: str) -> None:
    assert frames_of(typed) == frames_of("0 0, 4 1, 1/3 0.2")


@settings(max_examples=60)
@given(POINTS)
def test_the_ring_at_the_end_is_the_hull(typed: list[str]) -> None:
    points = exact(*(text.split() for text in typed))
    (first, count, _), *_, (last, values, state) = frames_of("，".join(typed))
    assert (first, last) == ("start", "answer")
    assert count == {"count": len(set(points))}
    assert [points[place] for place in state["chain"]] == hull(points)
    assert values == {"corners": len(hull(points)), "tests": turns_tested(points)[1]}
    assert state["closed"] == (len(hull(points)) > 2)


@settings(max_examples=60)
@given(POINTS)
def test_points_lie_in_the_field_at_a_true_scale(typed: list[str]) -> None:
    points = exact(*(text.split() for text in typed))
    state = frames_of(", ".join(typed))[0][2]
    left, bottom, unit = state["frame"]
    for (x, y), (across, down), name in zip(points, state["at"], state["names"], strict=True):
        assert 29 <= across <= WIDTH - 29
        assert 29 <= down <= HEIGHT - 29
        assert across == pytest.approx((float(x) - left) * unit, abs=0.1)
        assert down == pytest.approx((bottom - float(y)) * unit, abs=0.1)
        assert sorted(set(points))[name - 1] == (x, y)
    assert state["texts"] == typed


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ("", "1 to 12 points are needed"),
        (", ,", "1 to 12 points are needed"),
        (", ".join(["0 0"] * 13), "1 to 12 points are needed"),
        ("0 0, 1", "'1' is no point"),
        ("0 0 0", "'0 0 0' is no point"),
        ("0 x", "is no pair of finite numbers"),
        ("0 nan", "is no pair of finite numbers"),
        ("0 1/0", "is no pair of finite numbers"),
        ("0 1000001", "too large to be drawn"),
        ("-1e7 0", "too large to be drawn"),
    ],
)
def test_what_cannot_be_read_or_drawn_is_refused(points: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        recording(steps, points)


def test_the_example_shows_each_kind_of_step() -> None:
    frames = frames_of(EXAMPLE)
    assert {key for key, _, _ in frames} == {"start", "left", "right", "straight", "differs", "answer"}
    assert len(frames) <= 25
    differs = [(values, state) for key, values, state in frames if key == "differs"]
    assert [values["two"] for values, _ in differs] == [2, 2]
    assert [state["float"] for _, state in differs] == [["-4.44e-16", -1], ["4.44e-16", 1]]
    assert all(state["exact"] == ["0", 0] for _, state in differs)
    assert [frames[-1][2]["names"][place] for place in frames[-1][2]["chain"]] == [1, 6, 8, 7, 3]


def test_numbers_are_said_briefly() -> None:
    assert said(0.0) == "0"
    assert said(4.75) == "4.75"
    assert said(Fraction(1, 3)) == "1/3"
    assert said(Fraction(1, 10**20)) == "1e-20"


def test_every_frame_of_the_example_can_be_drawn() -> None:
    one = Recording(recording(steps))
    pictures = draw(one, range(len(one.frames)))
    assert isinstance(pictures, list)
    for picture, (_, _, state) in zip(pictures, frames_of(EXAMPLE), strict=True):
        assert picture.count("<circle") == len(state["at"]) == 8
        assert picture.count("<rect") == (2 if state["triple"] else 0)
        paths = (len(state["chain"]) > 1) + (len(state["done"]) > 1) + bool(state["triple"])
        assert picture.count("<path") == paths


@pytest.mark.parametrize("points", ["3 4", "1 1, 1 1", "0 0, 1 0", "0 0, 0 2, 0 1", "0.5 0.5000000000000001, 0.5 0.5"])
def test_few_points_can_be_drawn(points: str) -> None:
    one = Recording(recording(steps, points))
    assert isinstance(draw(one, range(len(one.frames))), list)


def drag(state: dict[str, Any], moves: list[tuple[float, float, float, float]]) -> list[Any]:
    """Grab what lies at each first place, move it to the second; return what the view says of it."""
    script = f"""
        import {{ hull }} from {json.dumps(VIEW.as_uri())};
        const {{ state, moves }} = JSON.parse(process.argv[1]);
        const said = moves.map(([x, y, toX, toY]) => {{
            const index = hull.drag.grab(state, x, y);
            if (index === null) return null;
            const moved = hull.drag.move(state, index, toX, toY);
            return [index, moved, hull.drag.input(moved), hull(moved).marks.length];
        }});
        console.log(JSON.stringify(said));
    """
    command = [find_node(), "--input-type=module", "-e", script, json.dumps({"state": state, "moves": moves})]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[Any] = json.loads(done.stdout)
    return found


def test_points_are_dragged_and_typed() -> None:
    state = frames_of("0 0, 4 1, 1/3 2")[-1][2]
    left, bottom, unit = state["frame"]
    (x, y) = state["at"][1]
    to = (2.5 - left) * unit, (bottom - 1.5) * unit
    found = drag(state, [(x + 5, y - 5, *to), (x + 300, y, 0, 0), (x, y, -50, 999), (x, y, 9999, -9)])
    index, moved, given, marks = found[0]
    assert index == 1
    assert found[1] is None, "nothing lies there"
    first, second, third = given["points"].split(", ")
    assert (first, third) == ("0 0", "1/3 2")
    assert [float(number) for number in second.split()] == pytest.approx([2.5, 1.5], abs=0.6 / unit)
    assert len(second) < 14, "as many digits as the drawing tells apart"
    assert moved["at"][1] == pytest.approx(to)
    assert moved["at"][::2] == state["at"][::2]
    assert marks == 3, "the chain is gone until the release"
    for _, clamped, again, _ in found[2:]:
        across, down = clamped["at"][1]
        assert 0 < across < WIDTH
        assert 0 < down < HEIGHT
        assert frames_of(again["points"])[-1][0] == "answer"


def test_neighbouring_floats_can_be_dragged() -> None:
    state = frames_of("0.5 0.5, 0.5000000000000002 0.5, 0.5 0.5000000000000002")[-1][2]
    for one, other in pairwise(state["at"]):
        ((_, _, given, _),) = drag(state, [(*one, *other)])
        assert frames_of(given["points"])[-1][0] == "answer"
