import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.autograd import figures

FOLDER = Path(figures.__file__).parent
DRAWN = figures.figures()


def labels(name: str) -> list[str]:
    root = ElementTree.fromstring(DRAWN[name])  # noqa: S314 - our own file
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text")]


def test_committed_files_are_what_the_code_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "figures", lambda: DRAWN)  # they take seconds
    figures.main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(DRAWN)
    for name in DRAWN:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", DRAWN)
def test_figures_can_stand_inside_a_page(name: str) -> None:
    root = ElementTree.fromstring(DRAWN[name])  # noqa: S314 - our own file
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width <= 720
    assert "\n\n" not in DRAWN[name]
    assert " id=" not in DRAWN[name]
    assert set(re.findall(r"var\((--[\w-]+)", DRAWN[name])) <= {
        f"--figure-{part}" for part in ("ink", "muted", "paper", "1", "2", "3", "4")
    }
    for element in root.iter():
        assert float(element.attrib.get("font-size", 14)) >= 12
        for key, end in (("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height), ("y2", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def test_what_stands_in_the_figures() -> None:
    # Values above the nodes, names in them, derivatives on the six edges.
    assert sorted(labels("paths.svg")) == sorted(["2", "3", "6", "8", "48", *"abuvL", "3", "2", "1", "1", "8", "6"])
    assert [one for one in labels("kinks.svg") if re.fullmatch(r"[\d.]+", one)] == ["0", "1", "0.5", "1"]
    assert {"← 897", "→ 358800"} <= set(labels("cost.svg"))
