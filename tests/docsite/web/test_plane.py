"""The view `plane`: what it draws of a state, and which state a pointer means."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from docsite.execution.node import find_node
from docsite.execution.players import draw
from docsite.source.players import Recording

ROOT = Path(__file__).resolve().parents[3]
CIRCLE = [v for k in range(33) for v in (2 * math.cos(math.pi * k / 16), 2 * math.sin(math.pi * k / 16))]
CURVE = [v for k in range(73) for v in (5 * k, math.sin(math.pi * k / 36))]
CHART = {
    "window": [0, -1, 360, 1],
    "ticks": [[[90, "90°"]], [-1, 1]],
    "curves": [["thin", 1, *CURVE]],
    "names": ["θ", "D"],
}
STATE: dict[str, Any] = {
    "window": [-3, -3, 3, 3],
    "ticks": [[-2, 0, 2], [-2, 0, 2]],
    "levels": [CIRCLE],
    "lines": [["dashed", -1, 0, 0, 1, 1]],
    "arrows": [[0, 0, 0, 1, 0, "u", "n"]],
    "points": [[-2, 1, 2, "p", "sw"]],
    "handle": 0,
    "chart": CHART,
    "at": 3,
}


def drawn(**changed: Any) -> ET.Element:
    content = {"view": "plane", "blocks": ["a.py:b"], "still": 0, "frames": [["k", {}, 0, 1, 1, STATE | changed]]}
    pictures = draw(Recording(json.dumps(content)), [0])
    assert isinstance(pictures, list), pictures
    return ET.fromstring(pictures[0])  # noqa: S314 - our own


def tags(root: ET.Element, tag: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.tag.endswith(f"}}{tag}")]


def test_everything_is_drawn_and_named() -> None:
    root = drawn()
    assert [text.text for text in tags(root, "text")] == [
        *("−2", "0", "2", "−2", "0", "2"),
        *("u", "p"),
        *("90°", "−1", "1", "θ", "D"),
    ]
    assert len(tags(root, "circle")) == 2  # the point, and the marker of the chart
    assert len(tags(drawn(at=None), "circle")) == 1
    assert len(tags(drawn(chart=None, at=None), "text")) == 8


@pytest.mark.parametrize("window", [[-3, -3, 3, 3], [-6, -1, 6, 5], [0, 0, 1, 9]])
@pytest.mark.parametrize("chart", [CHART, None])
def test_scales_are_true_and_all_fits(window: list[float], chart: object) -> None:
    root = drawn(window=window, chart=chart, arrows=[], points=[], handle=None, ticks=[[], []])
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == 480
    assert height <= 420
    plane, *others = tags(root, "rect")
    across, up = float(plane.attrib["width"]), float(plane.attrib["height"])
    assert across / up == pytest.approx((window[2] - window[0]) / (window[3] - window[1]), rel=1e-3)
    for box in [plane, *others]:
        x, y, w, h = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert x >= 20
        assert y >= 10
        assert x + w <= width - 10
        assert y + h <= height - 20
    # The chart keeps apart from the plane: beside it, or below it.
    for box in others:
        beside = float(box.attrib["x"]) > float(plane.attrib["x"]) + across + 40
        below = float(box.attrib["y"]) > float(plane.attrib["y"]) + up + 30
        assert beside or below


def numbers(path: str) -> list[tuple[float, float]]:
    pairs = path.replace("M", " ").replace("L", " ").split()
    return [(float(x), float(y)) for x, y in zip(pairs[::2], pairs[1::2], strict=True)]


def test_lines_end_at_the_window() -> None:
    root = drawn(window=[-1.9, -1.9, 1.9, 1.9], points=[], ticks=[[], []])
    plane = tags(root, "rect")[0]
    x, y, w, h = (float(plane.attrib[name]) for name in ("x", "y", "width", "height"))
    level = next(p.attrib["d"] for p in tags(root, "path") if p.attrib.get("stroke-opacity") == "0.7")
    assert level.count("M") == 4  # the circle leaves and enters at each side
    for px, py in numbers(level):
        assert x - 0.01 <= px <= x + w + 0.01
        assert y - 0.01 <= py <= y + h + 0.01
    assert sum(abs(px - x) < 0.02 for px, _ in numbers(level)) == 2
    nothing = drawn(levels=[[9, 9, 12, 9]])
    assert any(p.attrib["d"] == "" for p in tags(nothing, "path"))


def test_the_told_part_of_the_curve_ends_at_the_marker() -> None:
    root = drawn(at=18)
    told = next(p for p in tags(root, "path") if p.attrib.get("stroke-width") == "3")
    marker = tags(root, "circle")[-1]
    assert numbers(told.attrib["d"])[-1] == (float(marker.attrib["cx"]), float(marker.attrib["cy"]))
    assert float(marker.attrib["cy"]) == min(y for _, y in numbers(told.attrib["d"]))  # 90°: the top


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"points": [[0, 9, 0, "", "n"]]}, "a point lies outside the window: 9, 0"),
        ({"arrows": [[0, 0, 0, 0, -9, "", "n"]]}, "an arrow's tip lies outside the window: 0, -9"),
        ({"at": 99}, "a place or size is NaN"),
    ],
)
def test_what_lies_outside_is_refused(changed: dict[str, Any], said: str) -> None:
    content = {"view": "plane", "blocks": ["a.py:b"], "still": 0, "frames": [["k", {}, 0, 1, 1, STATE | changed]]}
    assert draw(Recording(json.dumps(content)), [0]) == f"the view 'plane' cannot draw frame 0: {said}"


def picked(states: list[dict[str, Any]], *places: tuple[float, float]) -> list[int | None]:
    script = (
        f"import {{ plane }} from '{(ROOT / 'docsite/web/player/views/plane.mjs').as_uri()}';"
        "import { readFileSync } from 'node:fs';"
        "const [states, places] = JSON.parse(readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(places.map(([x, y]) => plane.pick(states, x, y))));"
    )
    done = subprocess.run(
        [find_node(), "--input-type=module", "-e", script],
        input=json.dumps([states, places]),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: list[int | None] = json.loads(done.stdout)
    return found


def test_the_pointer_picks_the_direction_nearest_to_it() -> None:
    turned = [
        STATE | {"arrows": [[0, 0, 0, math.cos(a), math.sin(a), "", "n"]], "at": k}
        for k, a in enumerate(math.pi * k / 36 for k in range(72))
    ]
    plane, chart = tags(drawn(), "rect")
    middle = [float(plane.attrib[a]) + float(plane.attrib[b]) / 2 for a, b in (("x", "width"), ("y", "height"))]
    places = [
        (middle[0] + r * math.cos(math.radians(a)), middle[1] - r * math.sin(math.radians(a)))
        for a, r in ((0, 5), (44, 80), (91, 30), (181, 100), (358, 60), (272, 1))
    ]
    assert picked(turned, *places) == [0, 9, 18, 36, 0, 54]
    left, width = float(chart.attrib["x"]), float(chart.attrib["width"])
    assert picked(turned, (left + width / 4, 60), (left, 90), (left + width, 90)) == [18, 0, 71]
    assert picked(turned, (middle[0], middle[1])) == [None]
    assert picked([STATE | {"handle": None}] * 3, (10, 10)) == [None]
    assert picked([], (10, 10)) == [None]
