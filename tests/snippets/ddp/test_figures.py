import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.ddp import figures
from snippets.ddp.figures import finish_times, main, model_line, size_label, two_digits

FOLDER = Path(figures.__file__).parent
NAMES = ("ring.svg", "overlap.svg", "bench_all_reduce.svg", "bench_throughput.svg", "bench.md")


def drawn(name: str) -> ElementTree.Element:
    return ElementTree.fromstring((FOLDER / name).read_text(encoding="utf-8"))  # noqa: S314 - our own file


def labels(name: str) -> list[str | None]:
    return [element.text for element in drawn(name).iter() if element.tag.endswith("text")]


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for name in NAMES:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".svg")])
def test_figures_can_stand_inside_a_page(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    root = drawn(name)
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
        for key, end in (("x", width), ("cx", width), ("x1", width), ("x2", width)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end
        for key in ("y", "cy", "y1", "y2"):
            assert 0 <= float(element.attrib.get(key, 0)) <= height


def test_the_ring_s_figure_ends_with_all_colours_in_all_chunks() -> None:
    boxes = [element for element in drawn("ring.svg").iter() if element.tag.endswith("rect")]
    rows: dict[float, dict[str, int]] = {}
    for element in boxes:
        if element.attrib["fill"] != "none":
            row = rows.setdefault((float(element.attrib["y"]) - 46) // 40, {})
            row[element.attrib["fill"]] = row.get(element.attrib["fill"], 0) + 1
    # What is sent in step s brings s colours more to each chunk at first, and from step 4 on all that it lacks.
    assert [sorted(set(row.values())) for row in rows.values()] == [[4], [5], [7], [10], [13], [15], [16]]
    received = [element for element in boxes if element.attrib.get("stroke-width") == "2.5"]
    assert len(received) == 6 * 4


def test_the_figure_of_the_overlap_has_its_best_in_the_middle() -> None:
    ends = [label for label in labels("overlap.svg") if label and label.isdecimal() and int(label) > 9]
    assert ends == ["32", "24", "27"]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=6))
def test_all_reduces_follow_one_another(buckets: list[tuple[int, int]]) -> None:
    """Played through, a unit of time after the other."""
    ready, lasting = sorted(start for start, _ in buckets), [length for _, length in buckets]
    ends, left, clock = [], [list(pair) for pair in zip(ready, lasting, strict=True)], 0
    while left:
        while left and left[0][0] <= clock and left[0][1] == 0:
            ends.append(clock)
            del left[0]
        if left and left[0][0] <= clock:
            left[0][1] -= 1
        clock += 1
    assert finish_times(ready, lasting) == ends


@given(st.floats(0.001, 10), st.floats(1e3, 1e9), st.integers(2, 8))
def test_the_line_is_the_model_of_times_that_obey_it(alpha: float, beta: float, processes: int) -> None:
    steps = 2 * (processes - 1)
    times = {str(size): steps * (alpha + size / (processes * beta)) for size in (2**12, 2**16, 2**26)}
    assert model_line(times, processes) == pytest.approx((alpha, beta), rel=1e-6)


@pytest.mark.parametrize(("size", "shown"), [(2**12, "4 KiB"), (2**26, "64 MiB"), (100, "100 B")])
def test_sizes_have_units(size: float, shown: str) -> None:
    assert size_label(size) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.0694, "0.069"), (9.99, "10"), (29.87, "30"), (5033.0, "5,000")])
def test_numbers_have_two_digits(value: float, shown: str) -> None:
    assert two_digits(value) == shown


def test_tables_hold_every_measurement() -> None:
    report = json.loads((FOLDER / "bench.json").read_text(encoding="utf-8"))
    table = (FOLDER / "bench.md").read_text(encoding="utf-8")
    for size, time in report["all_reduce_ms"].items():
        assert f"| {size_label(int(size))} | {two_digits(time)} |" in table
    bars = (FOLDER / "bench_throughput.svg").read_text(encoding="utf-8")
    for rates in report["samples_per_second"].values():
        assert all(f">{rate:,.0f}</text>" in bars for rate in rates.values())
