import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from snippets.random_walk import bench, figures

FOLDER = Path(figures.__file__).parent
DRAWN = figures.figures()
REPORT = json.loads((FOLDER / "bench.json").read_text(encoding="utf-8"))
RESULTS: dict[str, dict[str, dict[str, float]]] = REPORT["results"]


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    figures.main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(DRAWN)
    for name in DRAWN:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", [name for name in DRAWN if name.endswith(".svg")])
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
        for key, end in (("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def test_every_method_was_measured() -> None:
    assert list(RESULTS) == [str(size) for size in bench.SIZES]
    assert all(set(found) == set(bench.METHODS) for found in RESULTS.values())
    assert set(REPORT["walks_per_second"]) == set(bench.SIMULATIONS)
    assert bench.processor()


def test_ratios_are_fastest_up_to_a_thousand_steps_and_scipy_at_ten_thousand() -> None:
    for size, fastest in (("100", "ratios"), ("1000", "ratios"), ("10000", "scipy")):
        assert min(RESULTS[size], key=lambda name: RESULTS[size][name]["ms"]) == fastest
    assert max(RESULTS["10000"], key=lambda name: RESULTS["10000"][name]["ms"]) == "integers"


def test_what_the_page_says_of_errors() -> None:
    for size, found in RESULTS.items():
        assert found["ratios"]["relative"] < 1e-14
        assert found["fft"]["relative"] > 1
        assert found["fft"]["absolute"] < 1e-15
        if int(size) >= 1000:
            assert found["scipy"]["relative"] > 90 * found["ratios"]["relative"]
    errors = [found["scipy"]["relative"] for found in RESULTS.values()]
    assert errors == sorted(errors)


def test_what_the_page_says_of_simulation() -> None:
    speed = REPORT["walks_per_second"]
    assert speed["bit_count"] > 100 * speed["walk"]
    assert speed["numpy"] > 10 * speed["bit_count"]


def test_small_measurements_run() -> None:
    found = bench.measure(20, 1)
    assert found.keys() == bench.METHODS.keys()
    assert found["integers"]["absolute"] == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.2, "0.20"), (1.0, "1.0"), (89.4, "89"), (16_100_000, "16,000,000"), (0, "0"), (0.0000123, "1.2 × 10⁻⁵")],
)
def test_numbers_in_tables_have_two_digits(value: float, shown: str) -> None:
    assert figures.two_digits(value) == shown


def test_powers_of_ten_are_written_as_such() -> None:
    assert figures.two_digits(3.21e282) == "3.2 × 10²⁸²"
    assert not re.search(r"\de[+-]", DRAWN["bench.md"])
