"""What the article says of the measurements. If a new measurement breaks one of these, the prose is wrong."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from snippets.quadratic import bench

REPORT = json.loads(Path(bench.__file__).with_name("bench.json").read_text(encoding="utf-8"))
RESULTS: dict[str, dict[str, float]] = REPORT["results"]


def test_every_system_was_measured() -> None:
    assert {name: set(found) for name, found in RESULTS.items()} == {n: set(m) for n, m in bench.METHODS.items()}
    assert all(REPORT[key] for key in ("machine", "python", "numpy", "scipy", "measured"))
    assert list(REPORT["rounds"].values()) == [15, 15, 7, 5]


def test_numpy_beats_the_page_by_a_factor_of_more_than_fifty() -> None:
    assert RESULTS["dense"]["page"] > 50 * RESULTS["dense"]["solve"]


def test_who_wins_on_grids() -> None:
    assert RESULTS["line"]["cg"] > 20 * RESULTS["line"]["spsolve"]
    assert 1.2 < RESULTS["square"]["spsolve"] / RESULTS["square"]["cg"] < 6
    assert RESULTS["cube"]["spsolve"] > 40 * RESULTS["cube"]["cg"]


@pytest.mark.parametrize("dimensions", [1, 2, 3])
def test_the_grid_has_these_eigenvalues(dimensions: int) -> None:
    n = 3
    line = 2 - 2 * np.cos(np.pi * np.arange(1, n + 1) / (n + 1))
    sums: Any = np.zeros(1)
    for _ in range(dimensions):
        sums = np.add.outer(sums, line).ravel()
    assert np.linalg.eigvalsh(bench.grid(n, dimensions).toarray()) == pytest.approx(np.sort(sums))


def test_methods_solve_what_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.array([[2.0, 2.0], [2.0, 5.0]])
    assert set(bench.measure("dense", matrix, np.array([6.0, 3.0]), 2)) == {"solve", "cg", "page"}
    monkeypatch.setitem(bench.METHODS["dense"], "solve", lambda _, b: b)
    with pytest.raises(AssertionError, match="solve does not solve dense"):
        bench.measure("dense", matrix, np.array([6.0, 3.0]), 1)


def test_the_systems_have_the_sizes_that_the_page_names() -> None:
    assert [len(b) for _, b in bench.systems().values()] == [150, 1000, 10_000, 8000]
    dense = bench.systems()["dense"][0]
    assert np.linalg.cond(dense) < 10


def test_the_direct_solver_fills_the_matrix_in_three_dimensions() -> None:
    from scipy.sparse.linalg import splu  # noqa: PLC0415

    cube = bench.grid(12, 3)
    assert splu(cube).nnz > 10 * cube.nnz


def test_on_a_line_conjugate_gradients_take_hundreds_of_steps() -> None:
    from scipy.sparse.linalg import cg  # noqa: PLC0415

    steps: list[int] = []
    cg(bench.grid(1000, 1), np.ones(1000), rtol=1e-8, callback=lambda _: steps.append(1))
    assert 200 < len(steps) < 1000


def test_the_machine_has_a_name() -> None:
    assert bench.processor()
