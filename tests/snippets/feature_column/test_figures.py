import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.feature_column import figures
from snippets.feature_column.figures import measured_shared, place
from snippets.feature_column.twin import expected_shared

FOLDER = Path(figures.__file__).parent


@pytest.mark.parametrize("name", ["collisions.svg", "product.svg"])
def test_figures_can_stand_inside_a_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314 - our own file
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width <= 720
    assert "\n\n" not in text
    assert " id=" not in text
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= {f"--figure-{part}" for part in ("ink", "muted", "1", "2")}
    for element in root.iter():
        assert float(element.attrib.get("font-size", 14)) >= 12
        for key, end in (("x", width), ("cx", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def test_scales_are_true() -> None:
    assert place(100, 0) == (56, 216)
    assert place(10**6, 1) == (456, 16)
    assert place(10**4, 0.5) == (256, 116)


def test_what_is_measured_lies_near_what_is_expected() -> None:
    for buckets in (100, 1000, 10_000, 100_000):
        assert abs(measured_shared(buckets) - expected_shared(1000, buckets)) < 0.02


def test_the_product_is_the_sum_of_the_rows() -> None:
    text = (FOLDER / "product.svg").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r">(\d+)</text>", text)]
    assert numbers == [1, 1, 0, *range(12), 4, 6, 8, 10]
