import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.dfs import figures
from snippets.dfs.figures import main, milliseconds

FOLDER = Path(figures.__file__).parent
NAMES = ("intervals.svg", "stacks.svg", "roads.svg", "peak.svg", "bench.md")


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for name in NAMES:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


def elements(name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring((FOLDER / name).read_text(encoding="utf-8")).iter())  # noqa: S314 - ours


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".svg")])
def test_figures_can_stand_inside_a_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    root, *others = elements(name)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width <= 720
    assert "\n\n" not in text
    assert " id=" not in text
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= {
        f"--figure-{part}" for part in ("ink", "muted", "paper", "1", "2", "3", "4")
    }
    for element in others:
        assert float(element.attrib.get("font-size", 14)) >= 12
        for key, end in (("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def labels(name: str) -> list[str]:
    return [element.text or "" for element in elements(name) if element.tag.endswith("text")]


def test_the_intervals_are_those_of_the_example() -> None:
    assert labels("intervals.svg") == [str(moment) for moment in range(1, 13)] + list("012345")
    bars = [e for e in elements("intervals.svg") if e.tag.endswith("rect")]
    assert [float(e.attrib["width"]) / 37 for e in bars] == [11, 5, 3, 1, 3, 1]


def test_two_of_the_three_stacks_agree() -> None:
    shown = labels("stacks.svg")
    assert [shown.index(name) for name in ("by_iterators", "by_popping", "by_pushing")] == [8, 17, 26]
    assert shown[:8] == shown[9:17] == ["0", "1", "1", "2", "3", "3", "2", "4"]
    assert shown[18:26] == ["0", "1", "1", "2", "2", "3", "3", "4"]


def test_bridges_and_cut_vertices_stand_out() -> None:
    assert sum(e.attrib.get("stroke-width") == "4" for e in elements("roads.svg")) == 2
    assert sum(e.attrib.get("stroke-width") == "3.5" for e in elements("roads.svg")) == 4
    assert [label for label in labels("roads.svg") if "/" in label][4:] == ["4 / 3", "5 / 3", "6 / 4", "7 / 7"]


@pytest.mark.parametrize(("value", "shown"), [(0.1241, "0.12"), (9.99, "10"), (65.22, "65"), (5033.0, "5,000")])
def test_times_have_two_digits(value: float, shown: str) -> None:
    assert milliseconds(value) == shown


def test_tables_hold_every_measurement() -> None:
    results = json.loads((FOLDER / "bench.json").read_text(encoding="utf-8"))["results"]
    table = (FOLDER / "bench.md").read_text(encoding="utf-8")
    for kind, times in results.items():
        part = table.split(f"[start:{kind}]")[1].split(f"[end:{kind}]")[0]
        assert all(f"| {name} | {milliseconds(time)} |" in part for name, time in times.items())
