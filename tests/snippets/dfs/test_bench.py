"""What the article says of the measurements. If a new measurement breaks one of these, the prose is wrong."""

import json
from pathlib import Path

import pytest

from snippets.dfs import bench

REPORT = json.loads(Path(bench.__file__).with_name("bench.json").read_text(encoding="utf-8"))
RESULTS: dict[str, dict[str, float]] = REPORT["results"]


def test_all_was_measured() -> None:
    assert {kind: set(times) for kind, times in RESULTS.items()} == {
        "order": set(bench.ORDER),
        "strong": set(bench.STRONG),
        "star": set(bench.STAR),
    }
    assert all(REPORT[key] for key in ("machine", "python", "networkx", "scipy", "measured"))


def test_scipy_is_ten_times_as_fast_on_a_random_graph() -> None:
    for kind in ("order", "strong"):
        assert all(time > 10 * RESULTS[kind]["scipy"] for name, time in RESULTS[kind].items() if name != "scipy")


def test_our_three_are_within_a_factor_of_two_and_faster_than_networkx() -> None:
    ours = [RESULTS["order"][name] for name in ("recursive", "by_iterators", "by_popping")]
    assert max(ours) < 2 * min(ours)
    assert max(ours) < RESULTS["order"]["networkx"]


def test_on_a_star_scipy_s_depth_first_order_loses_by_far_but_not_its_breadth_first_order() -> None:
    star = RESULTS["star"]
    assert star["scipy"] > 5 * star["by_iterators"] > 5 * star["scipy, breadth first"]


@pytest.mark.usefixtures("few_objects")
def test_the_methods_agree_on_small_inputs() -> None:
    for data in (bench.random_graph(50, 120), bench.star(5)):
        for methods in (bench.ORDER, bench.STRONG, bench.STAR):
            assert bench.measure(methods, data, 1).keys() == methods.keys()
    assert [len(ends) for ends in bench.star(3).lists] == [3, 1, 1, 1]


def test_methods_that_disagree_are_found() -> None:
    with pytest.raises(AssertionError, match="disagree"):
        bench.measure({"a": lambda _: 1, "b": lambda _: 2}, bench.star(2), 1)


def test_the_machine_has_a_name() -> None:
    assert bench.processor()
