"""Cases pass the solutions; that they refute starters and wrong answers, docsite tests."""

from collections.abc import Callable
from fractions import Fraction
from inspect import getsource
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.quadratic import exercises, quadratic
from snippets.quadratic.quadratic import value

NAMES = {"values": "coefficients", "preconditioned": "preconditioned"}


@pytest.mark.parametrize("name", ["dot", "times", "move", "checked"])
def test_solutions_build_on_the_programs_of_the_page(name: str) -> None:
    assert getsource(getattr(exercises, name)) == getsource(getattr(quadratic, name))


def passes(name: str, answer: Callable[..., Any]) -> bool:
    agrees = getattr(exercises, f"{name}_agrees")
    return all(
        agrees(answer(*arguments), expected, *arguments)
        for arguments, expected in getattr(exercises, f"{name}_cases")()
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_passes(name: str) -> None:
    assert passes(name, getattr(exercises, NAMES[name]))
    assert len(list(getattr(exercises, f"{name}_cases")())) >= 4


def test_answers_in_floats_agree() -> None:
    cases = list(exercises.preconditioned_cases())
    for arguments, expected in cases:
        rounded = [[float(each) for each in point] for point in expected]
        assert exercises.preconditioned_agrees(rounded, expected, *arguments)
        assert not exercises.preconditioned_agrees(rounded[:-1], expected, *arguments)
    assert not exercises.preconditioned_agrees([[0], [0]], [[0, 0], [0, 0]])


SMALL = st.integers(-9, 9)


@given(
    st.integers(0, 4).flatmap(
        lambda n: st.tuples(
            st.lists(SMALL, min_size=n * n, max_size=n * n), st.lists(SMALL, min_size=n, max_size=n), SMALL
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_coefficients_come_back(drawn: tuple[list[int], list[int], int]) -> None:
    flat, b, c = drawn
    n = len(b)
    rows = [[flat[min(i, j) * n + max(i, j)] for j in range(n)] for i in range(n)]
    unit = [[Fraction(i == j) for j in range(n)] for i in range(n)]
    two = [[value(rows, b, [p + q for p, q in zip(u, v, strict=True)], c) for v in unit] for u in unit]
    found = exercises.coefficients(c, [value(rows, b, u, c) for u in unit], two)
    assert found == (rows, b, c)


@given(st.integers(1, 4), st.data())
@settings(max_examples=40, deadline=None)
def test_preconditioned_steps_end_at_the_solution(n: int, data: st.DataObject) -> None:
    g = data.draw(st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=n, max_size=n))
    matrix = [[sum(row[i] * row[j] for row in g) + (i == j) for j in range(n)] for i in range(n)]
    b = data.draw(st.lists(SMALL, min_size=n, max_size=n))
    points = exercises.preconditioned(matrix, b)
    assert len(points) <= n + 1
    assert exercises.times(matrix, points[-1]) == b
    assert [float(each) for each in points[-1]] == pytest.approx(np.linalg.solve(matrix, b), abs=1e-6)


def test_the_cases_are_values_of_quadratic_functions() -> None:
    for (zero, one, two), (rows, b, c) in exercises.values_cases():
        unit = [[Fraction(i == j) for j in range(len(b))] for i in range(len(b))]
        assert rows == [list(column) for column in zip(*rows, strict=True)]
        assert zero == value(rows, b, [0] * len(b), c)
        assert one == [value(rows, b, u, c) for u in unit]
        assert two == [[value(rows, b, [p + q for p, q in zip(u, v, strict=True)], c) for v in unit] for u in unit]


@pytest.mark.parametrize(
    ("matrix", "b", "fault"),
    [
        ([[0]], [0], r"A\[0\]\[0\] = 0 is not above 0"),
        ([[2, 1], [1, 0]], [1, 1], r"A\[1\]\[1\] = 0 is not above 0"),
        ([[-1.5]], [1], r"A\[0\]\[0\] = -3/2 is not above 0"),
        ([[1, 2], [2, 4]], [2, -4], "pᵀAp = 0 is not above 0"),
        ([[1, 2], [2, 1]], [1, -1], "pᵀAp = -2 is not above 0"),
        ([[1, 1], [0, 1]], [1, 1], r"A\[1\]\[0\] and A\[0\]\[1\] differ"),
        ([[1, 0]], [1], "A needs 1 rows of 1"),
        ([[float("nan")]], [1], "NaN"),
        ([[1]], [float("inf")], "an entry is infinite"),
    ],
)
def test_what_jacobis_preconditioner_cannot_solve_is_refused(matrix: list[Any], b: list[Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        exercises.preconditioned(matrix, b)


def test_floats_are_solved_exactly_too() -> None:
    points = exercises.preconditioned([[2.5, 0.5], [0.5, 3]], [0.1, 0.3])
    assert len(points) == 3
    assert exercises.times([[Fraction(5, 2), Fraction(1, 2)], [Fraction(1, 2), 3]], points[-1]) == [0.1, 0.3]
    assert exercises.preconditioned([], []) == [[]]
