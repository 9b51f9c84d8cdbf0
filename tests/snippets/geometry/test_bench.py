"""What the article says of the measurements. If a new measurement breaks one of these, the prose is wrong."""

import json
from pathlib import Path

import numpy as np
import pytest

from snippets.geometry import bench
from snippets.geometry.plane import hull, orientation

REPORT = json.loads(Path(bench.__file__).with_name("bench.json").read_text(encoding="utf-8"))
PREDICATES, HULLS = REPORT["predicates"], REPORT["hulls"]


def test_every_input_was_measured() -> None:
    assert set(PREDICATES) == {"uniform", "line"}
    assert all(list(times) == list(bench.PREDICATES) for times in PREDICATES.values())
    assert set(HULLS) == {"uniform", "circle"}
    for sizes in HULLS.values():
        assert list(sizes) == [str(size) for size in bench.SIZES]
        assert all(list(times) == list(bench.HULLS) for times in sizes.values())


def test_the_filter_costs_less_than_as_much_again() -> None:
    times = PREDICATES["uniform"]
    assert times["turn"] < times["orientation"] < 2 * times["turn"]


def test_whole_numbers_cost_more_than_ten_times_as_much_and_fractions_more_again() -> None:
    for times in PREDICATES.values():
        assert times["whole"] > 10 * times["turn"]
        assert times["fractions"] > 1.3 * times["whole"]


def test_on_the_grid_the_filter_saves_nothing() -> None:
    times = PREDICATES["line"]
    assert 0.8 < times["orientation"] / times["whole"] < 1.3


def test_the_exact_hull_costs_less_than_half_as_much_again() -> None:
    for sizes in HULLS.values():
        for times in sizes.values():
            assert times["orientation"] < 1.5 * times["turn"]


def test_qhull_wins_by_far_on_uniform_points_and_not_on_a_circle() -> None:
    times = HULLS["uniform"]["100000"]
    assert times["orientation"] > 10 * times["qhull"]
    assert times["orientation"] > 3 * times["shapely"] > 6 * times["qhull"]
    round_ones = HULLS["circle"]["100000"]
    assert round_ones["orientation"] < 4 * min(round_ones["shapely"], round_ones["qhull"])
    assert round_ones["shapely"] < round_ones["qhull"]


def test_the_methods_agree_on_the_points_that_are_measured() -> None:
    uniform = bench.points("uniform", 200)
    assert len({method(uniform, np.array(uniform)) for method in bench.HULLS.values()}) == 1
    circle = bench.points("circle", 200)
    assert len(hull(circle, orientation)) >= 199
    assert len(circle) == len(set(circle)) == 200
    for kind in ("uniform", "line"):
        for triple in bench.triples(kind, 50):
            names = ("orientation", "whole", "fractions")
            assert len({bench.PREDICATES[name](*triple) for name in names}) == 1


def test_measuring() -> None:
    found = bench.medians({"one": lambda n: sum(range(n)), "two": lambda n: n}, 3, 1000)
    assert set(found) == {"one", "two"}
    assert all(time >= 0 for time in found.values())
    assert bench.processor()


def test_a_small_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "__file__", str(tmp_path / "bench.py"))
    monkeypatch.setattr(bench, "SIZES", (20, 40))
    monkeypatch.setattr(bench, "ROUNDS", {20: 1})
    bench.main(20)
    report = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert report.keys() == REPORT.keys()
    assert list(report["hulls"]["uniform"]) == ["20"]
