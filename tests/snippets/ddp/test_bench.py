"""The benchmark runs, and bench.json holds all that it measures."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
import torch

from snippets.ddp import bench
from tests.snippets.ddp.group import SIZE, Group

REPORT = json.loads(Path(bench.__file__).with_name("bench.json").read_text(encoding="utf-8"))


def test_everything_was_measured() -> None:
    assert list(REPORT["all_reduce_ms"]) == [str(4 * size) for size in bench.SIZES]
    assert all(time > 0 for time in REPORT["all_reduce_ms"].values())
    assert set(REPORT["samples_per_second"]) == set(REPORT["weights"]) == set(bench.MODELS)
    for rates in REPORT["samples_per_second"].values():
        assert list(rates) == list(bench.METHODS)
        assert all(rate > 0 for rate in rates.values())
    for key in ("machine", "device", "backend", "torch", "measured", "processes"):
        assert REPORT[key]


def test_a_large_message_takes_longer_than_a_small_one() -> None:
    small, *_, large = REPORT["all_reduce_ms"].values()
    assert large > 10 * small


def test_what_the_page_says_of_processes() -> None:
    rates = REPORT["samples_per_second"]
    two = ("ddp", "view", "cap")
    assert all(rates["Conv2d"][name] > 1.5 * rates["Conv2d"]["alone"] for name in two)
    assert all(rates["Linear"][name] < rates["Linear"]["alone"] for name in two)
    assert rates["Linear"]["view"] > rates["Linear"]["ddp"]
    assert 1 < rates["Linear"]["cap"] / rates["Linear"]["ddp"] < 1.25  # "a little faster"
    assert REPORT["weights"]["Conv2d"] < 2**20  # the first bucket
    assert round(100 * rates["Conv2d"]["cap"] / rates["Conv2d"]["ddp"]) == 108
    assert all(of_model["all_cores"] >= max(of_model[name] for name in two) for of_model in rates.values())


def test_what_the_page_says_of_messages() -> None:
    times = {int(size): time for size, time in REPORT["all_reduce_ms"].items()}
    small = [time for size, time in times.items() if size <= 2**18]
    assert small[-1] < small[0] < 2 * min(small)  # though 64 times as large
    speeds = [size / time / 1e6 for size, time in times.items() if size >= 2**22]  # GB/s
    assert (round(min(speeds), 1), round(max(speeds), 1)) == (1.0, 1.4)


def test_what_the_page_says_of_the_matrices() -> None:
    step = 1000 * bench.BATCH / REPORT["samples_per_second"]["Linear"]["alone"]
    assert (int(step), int(step / 2)) == (45, 22)
    times = REPORT["all_reduce_ms"]
    assert np.interp(REPORT["weights"]["Linear"], [int(size) for size in times], list(times.values())) == pytest.approx(
        26, abs=0.5
    )


@pytest.mark.parametrize("name", bench.MODELS)
def test_models_take_their_samples(name: str) -> None:
    model, shape = bench.MODELS[name]()
    assert model(torch.zeros(2, *shape)).shape[0] == 2
    assert bench.weight_bytes(model) == REPORT["weights"][name]


def small(_: Any, device: torch.device) -> tuple[dict[str, float], dict[str, float]]:
    with patch.multiple(bench, SIZES=(2**16, 2**18), MESSAGES=1, ROUNDS=1, STEPS=1, BATCH=4):
        found = bench.message_times(device), bench.throughput("Conv2d", device)
    torch.set_num_threads(1)
    return found


def test_messages_and_methods_are_measured_by_all_ranks(group: Group) -> None:
    for times, rates in group.run(small, [torch.device("cpu")] * SIZE):
        assert list(times) == [str(2**18), str(2**20)]
        assert list(rates) == list(bench.METHODS)
        assert all(value > 0 for value in (*times.values(), *rates.values()))


def test_numbers_have_three_digits() -> None:
    assert bench.digits(1234.5) == 1230.0


def test_the_machine_has_a_name() -> None:
    assert bench.processor()
