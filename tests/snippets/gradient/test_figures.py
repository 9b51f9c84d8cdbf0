import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.gradient import figures
from snippets.gradient.figures import main

FOLDER = Path(figures.__file__).parent
NAMES = ("slopes.svg", "errors.svg", "balls.svg")


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for name in NAMES:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", NAMES)
def test_figures_can_stand_inside_a_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314 - our own file
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width <= 720
    assert "\n\n" not in text
    assert " id=" not in text
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= {
        f"--figure-{part}" for part in ("ink", "muted", "paper", "1", "2", "3", "4")
    }
    for element in root.iter():
        assert float(element.attrib.get("font-size", 14)) >= 12
        for point in element.attrib.get("points", "").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height
        for key, end in (("x", width), ("y", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def test_arrows_end_on_the_level_lines() -> None:
    """In each panel the arrow's tip lies on the dashed line, and the ball below it."""
    root = ElementTree.fromstring((FOLDER / "balls.svg").read_text(encoding="utf-8"))  # noqa: S314
    lines = [e for e in root if "stroke-dasharray" in e.attrib]
    tips = [e.attrib["points"].split()[0] for e in root if e.tag.endswith("polygon")]
    balls = [e.attrib["points"].split() for e in root if len(e.attrib.get("points", "").split()) > 3]
    assert len(lines) == len(tips) == len(balls) == 4
    for dashed, tip, ball in zip(lines, tips, balls, strict=True):
        (x1, y1), (x2, y2) = (map(float, p.split(",")) for p in dashed.attrib["points"].split())
        slope = (y2 - y1) / (x2 - x1)
        x, y = map(float, tip.split(","))
        assert y1 + slope * (x - x1) == pytest.approx(y, abs=0.15)
        for point in ball:
            px, py = map(float, point.split(","))
            assert py >= y1 + slope * (px - x1) - 0.2
