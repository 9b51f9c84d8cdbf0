import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.geometry import figures
from snippets.geometry.figures import CLOUD, STAR, main, runs, two_digits
from snippets.geometry.floats import PREDICATES, faults, verdicts
from snippets.geometry.plane import closest_pair, exact, winding

FOLDER = Path(figures.__file__).parent
SVGS = ("turn", "segments", "winding", "grid", "eps", "calipers", "cut", "closest", "circles")
NAMES = (*[f"{name}.svg" for name in SVGS], "bench.md")


def root_of(name: str) -> ElementTree.Element:
    return ElementTree.fromstring((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file


def labels_of(name: str) -> list[str]:
    return ["".join(element.itertext()) for element in root_of(name).iter() if element.tag.endswith("text")]


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for name in NAMES:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", SVGS)
def test_figures_can_stand_inside_a_page(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    root = root_of(name)
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
        for key, end in (("x", width), ("cx", width), ("x1", width), ("x2", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def test_the_grid_s_picture_holds_each_verdict_once() -> None:
    assert labels_of("grid")[1::2] == [str(sum(faults(predicate))) for predicate in PREDICATES.values()]
    rows = verdicts(PREDICATES["turn(p, q, r)"])
    for wanted in (-1, 1):
        path = runs(rows, wanted, 0, 0, 1)
        lengths = [int(length) for length in re.findall(r"h(\d+)", path)]
        assert sum(lengths) == sum(row.count(wanted) for row in rows)
        for x, y, length in re.findall(r"M(\d+) ([\d.]+)h(\d+)", path):
            assert set(rows[int(63.5 - float(y))][int(x) : int(x) + int(length)]) == {wanted}


def test_the_star_s_labels_are_its_winding_numbers() -> None:
    assert labels_of("winding") == ["−2", *["−1"] * 5, "0", "0", "0"]
    assert winding((0, 0), STAR) == -2


def test_the_first_figure_shows_the_first_output() -> None:
    assert [label for label in labels_of("turn") if label not in {"a", "b"}] == ["+7", "−3", "0"]


def test_the_cloud_s_closest_pair_lies_across_the_middle() -> None:
    points = sorted(CLOUD)
    middle = exact(points[len(points) // 2])[0]
    pair = closest_pair(points)
    assert pair is not None
    assert pair[0] < middle <= pair[1]


@pytest.mark.parametrize(("value", "shown"), [(0.0694, "0.069"), (0.4999, "0.50"), (9.99, "10"), (5033.0, "5,000")])
def test_times_have_two_digits(value: float, shown: str) -> None:
    assert two_digits(value) == shown


def test_tables_hold_every_measurement() -> None:
    report = json.loads((FOLDER / "bench.json").read_text(encoding="utf-8"))
    table = (FOLDER / "bench.md").read_text(encoding="utf-8")
    for kind, sizes in report["hulls"].items():
        part = table.split(f"[start:{kind}]")[1].split(f"[end:{kind}]")[0]
        for times in sizes.values():
            assert all(f" {two_digits(time)} " in part for time in times.values())
