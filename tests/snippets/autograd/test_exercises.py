"""Solutions and cases; that the cases refute wrong answers, the site's own test shows."""
# mypy: disable-error-code="no-untyped-call"

import copy
from collections.abc import Callable
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np
import pytest
import sympy as sp
import torch
from hypothesis import given
from hypothesis import strategies as st

from snippets.autograd import exercises

SOLUTIONS: dict[str, Callable[..., Any]] = {
    "order": exercises.backward_order,
    "horner": exercises.horner,
    "sum_back": exercises.sum_back,
}


def refuted(exercise: str, answer: Callable[..., Any]) -> bool:
    agrees = getattr(exercises, f"{exercise}_agrees", lambda got, expected, *_: bool(got == expected))
    for arguments, expected in getattr(exercises, f"{exercise}_cases")():
        try:
            if not agrees(answer(*copy.deepcopy(arguments)), expected, *arguments):
                return True
        except (RecursionError, NotImplementedError):
            return True
    return False


@pytest.mark.parametrize("exercise", SOLUTIONS)
def test_cases_accept_the_solution_and_refute_the_starter(exercise: str) -> None:
    assert not refuted(exercise, SOLUTIONS[exercise])

    def starter(*_: Any) -> Any:
        raise NotImplementedError

    assert refuted(exercise, starter)
    assert refuted(exercise, lambda *_: None)


def test_the_smallest_cases_come_first() -> None:
    for exercise in SOLUTIONS:
        sizes = [len(str(arguments)) for arguments, _ in getattr(exercises, f"{exercise}_cases")()]
        assert sizes[0] == min(sizes)


def test_expected_orders_do_not_come_from_the_function_that_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercises, "backward_order", lambda *_: [])
    for (graph, output), expected in exercises.order_cases():
        assert exercises.order_agrees(expected, expected, graph, output)
    assert all(
        sorted(SOLUTIONS["order"](*arguments)) == sorted(expected) for arguments, expected in exercises.order_cases()
    )


def test_another_right_order_is_accepted() -> None:
    graph: dict[str, list[str]] = {"a": [], "b": [], "c": ["a", "b"]}
    assert all(
        exercises.order_agrees(order, ["c", "a", "b"], graph, "c") for order in (["c", "a", "b"], ["c", "b", "a"])
    )
    assert not exercises.order_agrees(["a", "b", "c"], ["c", "a", "b"], graph, "c")
    assert not exercises.order_agrees(("c", "a", "b"), ["c", "a", "b"], graph, "c")
    assert not exercises.order_agrees(["c", "a"], ["c", "a", "b"], graph, "c")


@given(st.lists(st.lists(st.integers(0, 20), max_size=3), min_size=1, max_size=9))
def test_backward_order_is_an_order(inputs: list[list[int]]) -> None:
    graph = {str(n): [str(one % n) for one in sources if n] for n, sources in enumerate(inputs)}
    output = str(len(inputs) - 1)
    order = exercises.backward_order(graph, output)
    assert exercises.order_agrees(order, order, graph, output)
    reached, waiting = {output}, [output]
    while waiting:
        new = set(graph[waiting.pop()]) - reached
        reached |= new
        waiting += new
    assert set(order) == reached
    assert len(order) == len(reached)


@given(st.lists(st.fractions(-5, 5, max_denominator=9), max_size=6), st.fractions(-5, 5, max_denominator=9))
def test_horner(coefficients: list[Fraction], x: Fraction) -> None:
    t = sp.Symbol("t")
    polynomial = sp.Poly([sp.Rational(one) for one in coefficients] or [0], t)
    value, slope = exercises.horner(coefficients, x)
    assert value == polynomial.eval(sp.Rational(x))
    assert slope == polynomial.diff(t).eval(sp.Rational(x))


@given(st.integers(1, 4), st.integers(1, 4), st.booleans(), st.booleans(), st.data())
def test_sum_back_is_what_torch_does(m: int, n: int, flat: bool, thin: bool, data: st.DataObject) -> None:  # noqa: FBT001
    rows, columns = 1 if flat else m, 1 if thin else n
    entries = st.lists(st.integers(-9, 9), min_size=n, max_size=n)
    bar = data.draw(st.lists(entries, min_size=m, max_size=m))
    small = torch.zeros(rows, columns, requires_grad=True)
    small.expand(m, n).backward(torch.tensor(bar, dtype=torch.float32))
    assert small.grad is not None
    assert np.array_equal(small.grad.numpy(), exercises.sum_back(bar, rows, columns))


@pytest.mark.parametrize(
    "inputs",
    [
        {"a": ["a"]},
        {"a": ["b"], "b": ["a"]},
        {"a": ["b"], "b": ["c"], "c": ["b"]},
        {"a": ["b", "c"], "b": ["a"], "c": ["c"]},
    ],
)
def test_a_cycle_has_no_order(inputs: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="a depends on a cycle"):
        exercises.backward_order(inputs, "a")
    assert exercises.backward_order(inputs | {"z": []}, "z") == ["z"]


@given(st.lists(st.lists(st.integers(0, 4), max_size=3), min_size=5, max_size=5))
def test_exactly_a_cycle_is_refused(lists: list[list[int]]) -> None:
    inputs = {str(node): list(map(str, sources)) for node, sources in enumerate(lists)}
    reached = ["0"]
    for node in reached:  # It grows meanwhile.
        reached += set(inputs[node]) - set(reached)
    try:
        TopologicalSorter({node: inputs[node] for node in reached}).prepare()
    except CycleError:
        with pytest.raises(ValueError, match="0 depends on a cycle"):
            exercises.backward_order(inputs, "0")
    else:
        assert sorted(exercises.backward_order(inputs, "0")) == sorted(reached)


@pytest.mark.parametrize(("rows", "columns"), [(0, 3), (2, 0), (3, 3), (2, 2), (4, 1), (-1, 3)])
def test_sizes_that_do_not_broadcast_are_refused(rows: int, columns: int) -> None:
    with pytest.raises(ValueError, match=f"{rows} × {columns} does not broadcast"):
        exercises.sum_back([[0, 1, 2], [10, 11, 12]], rows, columns)
    assert exercises.sum_back([], 1, 2) == [[0, 0]]
