"""The cases of the exercises accept the solution and refute what is wrong."""

from __future__ import annotations

import ast
import math
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from snippets.gradient import exercises
from snippets.gradient.exercises import mirror, pair_exp, partial_x, partial_y, recover, root, twisted

CASES = {"mirror": exercises.mirror_cases, "recover": exercises.recover_cases}


def starters() -> dict[str, Any]:
    """Return the functions as the reader finds them: the first of each name."""
    tree = ast.parse(Path(exercises.__file__).read_text(encoding="utf-8"))
    kept: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in CASES:
            kept.setdefault(node.name, node)
    namespace: dict[str, Any] = {"Fraction": Fraction, "Any": Any}
    exec(compile(ast.Module(list(kept.values()), []), "starters", "exec"), namespace)  # noqa: S102 - our own
    return namespace


@pytest.mark.parametrize("name", CASES)
def test_cases_accept_the_solution_and_refute_the_starter(name: str) -> None:
    solution, starter = vars(exercises)[name], starters()[name]
    begun = time.process_time()
    cases = list(CASES[name]())
    assert len(cases) > 20
    for arguments, expected in cases:
        assert solution(*arguments) == expected
    assert time.process_time() - begun < 1
    with pytest.raises(NotImplementedError):
        starter(*cases[0][0])


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="no direction"):
        mirror((0, 0), (Fraction(1), Fraction(0)))
    with pytest.raises(ValueError, match="parallel"):
        recover((1, 2), 1, (2, 4), 2)


def test_the_mirror_image_has_the_same_slope_and_length() -> None:
    for (g, u), image in exercises.mirror_cases():
        assert g[0] * u[0] + g[1] * u[1] == g[0] * image[0] + g[1] * image[1]
        assert image[0] ** 2 + image[1] ** 2 == 1


def test_the_root_has_one_sided_slopes_only() -> None:
    for h in (1e-3, 1e-6):
        for sign in (1, -1):
            assert root(sign * h / math.sqrt(2), sign * h / math.sqrt(2)) / h == pytest.approx(math.sqrt(2) / 2)


@pytest.mark.parametrize("value", [-2.0, 0.0, 1.5])
def test_the_exponential_of_a_pair(value: float) -> None:
    found, slope = pair_exp(value, 3.0)
    assert found == pytest.approx(math.exp(value))
    h = 1e-6
    assert slope == pytest.approx((math.exp(value + 3 * h) - math.exp(value - 3 * h)) / (2 * h))


def test_mixed_partial_derivatives_differ() -> None:
    assert twisted(Fraction(0), Fraction(0)) == 0
    for n in (10, 100):
        h, k = Fraction(1, n), Fraction(1, n**4)
        assert float(partial_x(h, k) / h) == pytest.approx(-1, abs=1e-3)
        assert float(partial_y(h, k) / h) == pytest.approx(1, abs=1e-3)
