"""The lab computes what the tested programs of the article compute, and runs where they are not."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.linalg import cg

from docsite.execution.labs import execute
from docsite.source.labs import LabPage
from docsite.source.notebooks import notebook_for
from docsite.source.project import Project
from snippets.quadratic import rates
from snippets.quadratic.libraries import gauss_seidel, poisson

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "snippets/quadratic/lab.py"


def functions() -> dict[str, Any]:
    """Return what the lab defines, without drawing its plots."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    kept: list[ast.stmt] = []
    for node in tree.body:
        imported = isinstance(node, ast.Import | ast.ImportFrom) and "matplotlib" not in ast.unparse(node)
        named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"Vector", "Product"}
        if imported or named or isinstance(node, ast.FunctionDef):
            kept.append(node)
    namespace: dict[str, Any] = {}
    exec(compile(ast.Module(kept, []), str(SOURCE), "exec"), namespace)  # noqa: S102 - our own lab
    return namespace


LAB = functions()
SPECTRA = [[1 + 99 * i / 49 for i in range(50)], [100 ** (i / 49) for i in range(50)], [1.0] * 25 + [100.0] * 25]


@pytest.mark.parametrize("values", SPECTRA)
def test_residuals_are_those_of_the_programs(values: list[float]) -> None:
    for ours, theirs in ((LAB["descend"], rates.descent), (LAB["conjugate"], rates.conjugate)):
        sizes = ours(LAB["diagonal"](values), [1.0] * 50, 30)
        for size, r in zip(sizes, theirs(values), strict=False):
            assert size == pytest.approx(float(np.linalg.norm(r)), rel=1e-6, abs=1e-9)


def dense(product: Any, n: int) -> Any:
    return np.column_stack([product(column) for column in np.eye(n).tolist()])


def test_the_grid_is_the_article_s_in_other_units() -> None:
    rows = LAB["grid"](4, 100.0)
    units = np.geomspace(1, 100, 16)
    assert dense(LAB["sparse"](rows), 16) == pytest.approx(poisson(4).toarray() * np.outer(units, units))


def test_preconditioners_are_inverses() -> None:
    rows = LAB["grid"](4, 1.0)
    expected = np.column_stack([gauss_seidel(poisson(4)) @ column for column in np.eye(16)])
    assert dense(LAB["gauss_seidel"](rows), 16) == pytest.approx(expected)
    assert dense(LAB["jacobi"](rows), 16) == pytest.approx(np.eye(16) / 4)


def test_preconditioned_steps_are_as_many_as_scipy_s() -> None:
    rows = LAB["grid"](12, 100.0)
    matrix = sparse.csc_array(dense(LAB["sparse"](rows), 144))
    inverse = sparse.diags_array(1 / matrix.diagonal())
    steps: list[int] = []
    cg(matrix, np.ones(144), rtol=1e-8, M=inverse, callback=lambda _: steps.append(1))
    sizes = LAB["conjugate"](LAB["sparse"](rows), [1.0] * 144, 300, LAB["jacobi"](rows))
    ours = next(k for k, size in enumerate(sizes) if size < 1e-8 * sizes[0])
    assert abs(len(steps) - ours) <= 1


def test_what_the_lab_says_of_its_plots() -> None:
    rows = LAB["grid"](12, 100.0)
    product, b = LAB["sparse"](rows), [1.0] * 144
    runs = [
        LAB["descend"](product, b, 300),
        LAB["conjugate"](product, b, 300),
        LAB["conjugate"](product, b, 300, LAB["jacobi"](rows)),
        LAB["conjugate"](product, b, 300, LAB["gauss_seidel"](rows)),
    ]
    assert min(runs[0]) > 1e-2 * runs[0][0]
    assert min(runs[1]) > 5e-3 * runs[1][0]
    jacobi, sweeps = (next(k for k, size in enumerate(run) if size < 1e-10 * run[0]) for run in runs[2:])
    assert sweeps < jacobi <= 55
    assert 1.6 < jacobi / sweeps < 2.6


def test_ten_times_the_condition_costs_ten_times_or_three() -> None:
    steps = []
    for kappa in (10, 100):
        product = LAB["diagonal"]([1 + (kappa - 1) * i / 49 for i in range(50)])
        for method in (LAB["descend"], LAB["conjugate"]):
            sizes = method(product, [1.0] * 50, 2000)
            steps.append(next(k for k, size in enumerate(sizes) if size < 1e-8 * sizes[0]))
    assert steps[2] / steps[0] == pytest.approx(10, rel=0.15)
    assert 1 < steps[3] / steps[1] < 3.2


def test_the_notebook_runs_in_a_plain_jupyter() -> None:
    """With a reader's own settings, in an empty folder, without this checkout."""
    pages = {language: Project(ROOT).page(language, "quadratic_lab.ipynb") for language in ("en", "zh")}
    notebooks = [notebook_for(page, "https://example.org/") for page in pages.values() if isinstance(page, LabPage)]
    codes = [[cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"] for book in notebooks]
    assert codes[0] == codes[1]
    taken = notebooks[0]
    done = execute(taken, 60, plain=True)
    for stored, now in zip(taken["cells"], done["cells"], strict=True):
        if stored["cell_type"] == "code":
            assert printed(now) == printed(stored)


def printed(cell: dict[str, Any]) -> str:
    return "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")
