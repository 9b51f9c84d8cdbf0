import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.quadratic import figures
from snippets.quadratic.figures import LEVELS, SHAPES, energies, level_curves, main, spread
from snippets.quadratic.quadratic import conjugate_gradient, minimum, value

FOLDER = Path(figures.__file__).parent
NAMES = ("shapes.svg", "rates.svg", "hilbert.svg", "bench.md")


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for name in NAMES:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", NAMES[:3])
def test_figures_can_stand_inside_a_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314 - our own file
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width <= 720
    assert "\n\n" not in text
    assert " id=" not in text
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= {
        f"--figure-{part}" for part in ("ink", "muted", "paper", "1", "2", "3", "4")
    }
    for element in root.iter():
        assert float(element.attrib.get("font-size", 14)) >= 12
        places = re.findall(r"([\d.]+),([\d.]+)", element.attrib.get("points", ""))
        assert all(float(x) <= width and float(y) <= height for x, y in places)


@pytest.mark.parametrize("number", range(4))
def test_level_curves_are_level(number: int) -> None:
    matrix, b = SHAPES[number]
    drawn = 0
    for level in LEVELS:
        for points in level_curves(number, level):
            for point in points:
                assert value(matrix, b, point) == pytest.approx(level)
                drawn += 1
    assert drawn > 100


def test_the_shapes_are_the_four_of_the_table() -> None:
    assert [minimum(matrix, b)[0] for matrix, b in SHAPES] == ["one", "many", "none", "none"]
    for matrix, b in SHAPES[2:]:  # the arrow points along (1, −1)
        values = [value(matrix, b, [t, -t]) for t in (0, 1, 2, 4)]
        assert values == sorted(values, reverse=True)


def test_the_drawn_run_stays_below_its_bound() -> None:
    matrix, b = spread(50, 100.0)
    sizes = energies(matrix, conjugate_gradient(matrix, b, [0.0] * 50, 1e-9))
    assert sizes[0] == 1
    assert all(size <= 2 * (9 / 11) ** k for k, size in enumerate(sizes))
    assert min(k for k, size in enumerate(sizes) if size < 1e-10) in {43, 44}
