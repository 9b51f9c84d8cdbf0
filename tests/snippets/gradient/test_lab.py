"""The lab computes what the tested programs of the article compute, and runs where they are not."""

from __future__ import annotations

import ast
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

from docsite.execution.labs import execute
from docsite.source.labs import LabPage
from docsite.source.notebooks import notebook_for
from docsite.source.project import Project
from snippets.gradient import differences

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "snippets/gradient/lab.py"


def functions() -> dict[str, Any]:
    """Return the functions and constants that the lab defines, without drawing its plots."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    kept: list[ast.stmt] = []
    for node in tree.body:
        plain = isinstance(node, ast.FunctionDef | ast.Import | ast.ImportFrom)
        constant = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper()
        exact = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "exact"
        if (plain or constant or exact) and "matplotlib" not in ast.unparse(node):
            kept.append(node)
    namespace: dict[str, Any] = {}
    exec(compile(ast.Module(kept, []), str(SOURCE), "exec"), namespace)  # noqa: S102 - our own lab
    return namespace


LAB = functions()


def test_derivatives_by_the_recurrence_are_those_of_sympy() -> None:
    t = sp.Symbol("t")
    for point, direction in (((1, 2), (Fraction(3, 5), Fraction(4, 5))), ((0, 0), (1, 0)), ((-2, 1), (2, 3))):
        x, y = (sp.Rational(p) + sp.Rational(d) * t for p, d in zip(point, direction, strict=True))
        g = 1 / (1 + x**2 + y**2)
        expected = [sp.diff(g, t, order).subs(t, 0) for order in range(5)]
        exact = [tuple(map(Fraction, numbers)) for numbers in (point, direction)]
        assert [sp.Rational(d) for d in LAB["derivatives"](*exact, 4)] == expected


def test_rules_and_function_are_those_of_the_program() -> None:
    for t in (0.0, 0.25, -1.5):
        assert LAB["g"](t) == differences.profile(t)
        for name in ("forward", "central", "complex_step"):
            assert LAB[name](LAB["g"], t, 1e-5) == getattr(differences, name)(differences.profile, t, 1e-5)


def test_best_steps_are_the_lowest_points_of_the_estimates() -> None:
    value, _, second, third = LAB["exact"]
    for number, best in enumerate(LAB["best_steps"](value, second, third)):
        lowest = LAB["estimates"](best, value, second, third)[number]
        for factor in (0.5, 0.9, 1.1, 2):
            assert LAB["estimates"](factor * best, value, second, third)[number] > lowest


def test_errors_fall_with_the_orders_that_the_lab_claims_and_the_dots_stay_below_the_lines() -> None:
    value, _, second, third = LAB["exact"]
    for number, (name, order) in enumerate((("forward", 1), ("central", 2))):
        coarse, fine = LAB["errors"](LAB[name], [1e-2, 1e-3])
        assert math.log10(coarse / fine) == pytest.approx(order, abs=0.02)
        for k in range(4, 121):
            h = 10 ** (-k / 8)
            assert LAB["errors"](LAB[name], [h])[0] <= 2.5 * LAB["estimates"](h, value, second, third)[number]


def test_the_notebook_runs_in_a_plain_jupyter() -> None:
    """With a reader's own settings, in an empty folder, without this checkout."""
    pages = {language: Project(ROOT).page(language, "gradient_lab.ipynb") for language in ("en", "zh")}
    notebooks = [notebook_for(page, "https://example.org/") for page in pages.values() if isinstance(page, LabPage)]
    codes = [[cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"] for book in notebooks]
    assert codes[0] == codes[1]
    done = execute(notebooks[0], 60, plain=True)
    for stored, now in zip(notebooks[0]["cells"], done["cells"], strict=True):
        if stored["cell_type"] == "code":
            assert [output["output_type"] for output in now["outputs"]] == [
                output["output_type"] for output in stored["outputs"]
            ]
