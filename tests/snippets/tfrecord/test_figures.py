import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.tfrecord import figures, twin
from snippets.tfrecord.figures import PARTS, rounded, shuffled

FOLDER = Path(figures.__file__).parent
NAMES = ("record.svg", "shuffle.svg", "bench.svg")


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
        for key, end in (("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end
        if element.tag.endswith("rect"):
            assert float(element.attrib["x"]) + float(element.attrib["width"]) <= width
            assert float(element.attrib["y"]) + float(element.attrib["height"]) <= height


def test_the_parts_are_those_of_the_record() -> None:
    data = twin.record(twin.encode_example({"label": ("int64", [7])}))
    assert [byte for _, first, behind, _ in PARTS for byte in data[first:behind]] == list(data)
    text = (FOLDER / "record.svg").read_text(encoding="utf-8")
    assert "".join(re.findall(r">([0-9a-f]{2})</text>", text)).replace("", "").endswith(data[30:].hex())
    for _, first, behind, meaning in PARTS[2:-1]:
        length = int(re.findall(r", (\d+)", meaning)[0])
        head = [data[first + 1]]
        assert head == [length]
        assert behind <= 30


def test_each_choice_of_a_buffer_gives_each_number_once() -> None:
    assert shuffled(5, 1, [9] * 5) == [0, 1, 2, 3, 4]
    assert shuffled(5, 2, [1, 1, 1, 1, 0]) == [1, 2, 3, 4, 0]
    assert shuffled(3, 10, [2, 0, 0]) == [2, 0, 1]
    assert shuffled(0, 3, []) == []


def test_numbers_have_two_digits() -> None:
    assert [rounded(value) for value in (94.8, 18450.0, 586000.0, 1.24)] == ["95", "18,000", "590,000", "1"]
