import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.maximum_gap import figures
from snippets.maximum_gap.figures import apart, main, milliseconds

FOLDER = Path(figures.__file__).parent
NAMES = ("buckets.svg", "bench_random.svg", "bench_exponential.svg", "bench.md")


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for name in NAMES:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".svg")])
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


def test_the_example_s_figure_shows_its_numbers_and_steps() -> None:
    root = ElementTree.fromstring((FOLDER / "buckets.svg").read_text(encoding="utf-8"))  # noqa: S314
    labels = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert labels[:9] == [str(place) for place in range(9)]
    assert labels[9:18] == labels[18:27] == ["10", "3", "17", "1", "12", "5", "11", "4", "6"]
    assert labels[-5:] == ["2", "1", "4", "1", "5"]


def test_labels_are_kept_apart() -> None:
    placed = apart({"a": 100.0, "b": 95.0, "c": 300.0})
    assert placed == {"b": 95.0, "a": 112.0, "c": 300.0}


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0694, "0.069"), (0.4999, "0.50"), (9.99, "10"), (29.87, "30"), (5033.0, "5,000")]
)
def test_times_have_two_digits(value: float, shown: str) -> None:
    assert milliseconds(value) == shown


def test_tables_hold_every_measurement() -> None:
    results = json.loads((FOLDER / "bench.json").read_text(encoding="utf-8"))["results"]
    table = (FOLDER / "bench.md").read_text(encoding="utf-8")
    for kind, sizes in results.items():
        part = table.split(f"[start:{kind}]")[1].split(f"[end:{kind}]")[0]
        assert len(re.findall(r"^\| [\d,]+ \|", part, flags=re.MULTILINE)) == len(sizes)
        for times in sizes.values():
            assert all(f" {milliseconds(time)} " in part for time in times.values())
