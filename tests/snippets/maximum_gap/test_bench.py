"""What the article says of the measurements. If a new measurement breaks one of these, the prose is wrong."""

import json
from pathlib import Path

import numpy as np
import pytest

from snippets.maximum_gap import bench

REPORT = json.loads(Path(bench.__file__).with_name("bench.json").read_text(encoding="utf-8"))
RESULTS: dict[str, dict[str, dict[str, float]]] = REPORT["results"]
PURE_PYTHON = ("sorting", "buckets", "radix")


def ratio(slower: str, faster: str, kinds: tuple[str, ...], sizes: tuple[int, ...]) -> list[float]:
    """Return how many times as long one method takes as another, for each input."""
    return [RESULTS[kind][str(size)][slower] / RESULTS[kind][str(size)][faster] for kind in kinds for size in sizes]


ALL = tuple(RESULTS)
IN_ORDER = ("sorted", "reversed")
UNEVEN = ("clustered", "exponential")


def test_every_input_was_measured() -> None:
    assert set(ALL) == set(bench.inputs(10))
    for sizes in RESULTS.values():
        assert list(sizes) == [str(size) for size in bench.SIZES]
        assert all(set(times) == set(bench.METHODS) for times in sizes.values())
    assert all(REPORT[key] for key in ("machine", "python", "numpy", "measured"))


def test_from_an_array_numpy_is_always_first() -> None:
    for method in (*PURE_PYTHON, "numpy_list"):
        assert min(ratio(method, "numpy_array", ALL, bench.SIZES)) > 1.5


def test_from_a_list_numpy_beats_pure_python_from_ten_thousand() -> None:
    for method in PURE_PYTHON:
        assert min(ratio(method, "numpy_list", ALL, bench.SIZES[1:])) > 1.2


def test_converting_costs_more_than_sorting_in_numpy() -> None:
    assert min(ratio("numpy_list", "numpy_array", ALL, bench.SIZES)) > 2


def test_sorting_beats_buckets_on_random_numbers_at_every_size() -> None:
    assert min(ratio("buckets", "sorting", ("random",), bench.SIZES)) > 1.3


def test_the_lines_of_buckets_and_sorting_are_closer_at_the_end() -> None:
    first, *_, last = ratio("buckets", "sorting", ("random",), bench.SIZES)
    assert last < first


def test_numbers_in_order_reach_their_buckets_in_less_than_half_the_time() -> None:
    size = str(bench.SIZES[-1])
    assert RESULTS["sorted"][size]["buckets"] < RESULTS["random"][size]["buckets"] / 2


def test_sorting_beats_buckets_by_far_on_numbers_in_order() -> None:
    assert min(ratio("buckets", "sorting", IN_ORDER, bench.SIZES)) > 3


def test_buckets_beat_sorting_on_uneven_numbers_from_a_million() -> None:
    assert min(ratio("sorting", "buckets", UNEVEN, bench.SIZES[3:])) > 1.1
    assert min(ratio("buckets", "sorting", UNEVEN, bench.SIZES[:2])) > 1


def test_radix_sort_is_always_last() -> None:
    for method in ("sorting", "buckets", "numpy_list", "numpy_array"):
        assert min(ratio("radix", method, ALL, bench.SIZES)) > 1


def test_leetcode_s_largest_input_sorts_in_a_twentieth_of_a_second() -> None:
    assert max(RESULTS[kind]["100000"]["sorting"] for kind in ALL) < 50


@pytest.mark.usefixtures("few_objects")
def test_the_methods_are_measured_on_the_same_numbers() -> None:
    for array in bench.inputs(50).values():
        assert array.shape == (50,)
        assert array.dtype == np.int64
        assert bench.measure(array, 3).keys() == bench.METHODS.keys()


def test_methods_that_disagree_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bench.METHODS, "buckets", lambda numbers, _: len(numbers))
    with pytest.raises(AssertionError, match="disagree"):
        bench.measure(np.arange(5), 1)


def test_the_machine_has_a_name() -> None:
    assert bench.processor()
