"""The lab computes what the tested programs of the article compute, and runs where they are not."""

# ruff: noqa: S311 - walks, no secrets

from __future__ import annotations

import ast
import math
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import scipy.stats

from docsite.execution.labs import execute
from docsite.source.labs import LabPage
from docsite.source.notebooks import notebook_for
from docsite.source.project import Project
from snippets.random_walk import exact, gaussian, simulate

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "snippets/random_walk/lab.py"


def functions() -> dict[str, Any]:
    """Return the functions that the lab defines, without drawing its plots."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    kept = [node for node in imports if "matplotlib" not in ast.unparse(node)]
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    namespace: dict[str, Any] = {}
    exec(compile(ast.Module([*kept, *defined], []), str(SOURCE), "exec"), namespace)  # noqa: S102 - our own lab
    return namespace


LAB = functions()


@pytest.mark.parametrize("n", [0, 1, 2, 7, 20, 100, 301])
def test_probabilities_are_those_of_the_programs(n: int) -> None:
    law = exact.law(n)
    for k in range(-n - 2, n + 3):
        assert LAB["probability"](n, k) == gaussian.probability(n, k) == float(law.get(k, 0))


def test_density_is_that_of_the_program() -> None:
    for x in (-3, 0, 0.5, 12):
        assert LAB["density"](x, 4.5) == gaussian.density(x, 4.5)
        assert LAB["gaussian_cdf"](x, 4.5) == pytest.approx(scipy.stats.norm.cdf(x, scale=math.sqrt(4.5)))


def test_walks_are_those_of_the_program() -> None:
    assert LAB["walk"](400, Random(7)) == simulate.walk(400, Random(7))
    rng = Random(7)
    ends = Counter(LAB["end_point"](100, rng) for _ in range(50))
    assert ends == simulate.end_points(50, 100, Random(7))


def test_variance_is_the_number_of_steps_times_their_square() -> None:
    assert LAB["variance"](50, 0.3) == pytest.approx(50 * 0.09)


@pytest.mark.parametrize("n", [16, 64, 256, 1024])
def test_errors_have_the_orders_that_the_lab_claims(n: int) -> None:
    point, between, on = LAB["errors"](n)
    assert on == pytest.approx(gaussian.cdf_distance(n))
    assert point == pytest.approx(math.sqrt(2 / math.pi) / 4 * n**-1.5, rel=1 / n)  # from Stirling's series at k = 0
    for error, order in zip(LAB["errors"](4 * n), (1.5, 1, 0.5), strict=True):
        before = {1.5: point, 1: between, 0.5: on}[order]
        assert math.log(before / error, 4) == pytest.approx(order, abs=0.03)


def test_biased_law_is_binomial() -> None:
    for k, p in LAB["biased_law"](60, 0.7).items():
        assert p == pytest.approx(scipy.stats.binom.pmf((60 + k) // 2, 60, 0.7), rel=1e-9)


def test_about_95_walks_in_100_stay_within_the_parabola() -> None:
    for n in (100, 200, 400):
        inside = sum(LAB["probability"](n, k) for k in range(-n, n + 1) if abs(k) <= 2 * math.sqrt(n))
        assert 0.94 < inside < 0.97


def test_the_notebook_runs_in_a_plain_jupyter() -> None:
    """With a reader's own settings, in an empty folder, without this checkout."""
    pages = {language: Project(ROOT).page(language, "random_walk_lab.ipynb") for language in ("en", "zh")}
    notebooks = [notebook_for(page, "https://example.org/") for page in pages.values() if isinstance(page, LabPage)]
    codes = [[cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"] for book in notebooks]
    assert codes[0] == codes[1]
    taken = notebooks[0]
    done = execute(taken, 60, plain=True)
    for stored, now in zip(taken["cells"], done["cells"], strict=True):
        if stored["cell_type"] == "code":
            assert printed(now) == printed(stored)
            assert [output["output_type"] for output in now["outputs"]] == [
                output["output_type"] for output in stored["outputs"]
            ]


def printed(cell: dict[str, Any]) -> str:
    return "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")
