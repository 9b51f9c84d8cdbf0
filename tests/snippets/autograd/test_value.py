import math
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.autograd import value as twin
from snippets.autograd.value import (
    Dual,
    Value,
    as_value,
    cos,
    example,
    exp,
    forward_cost,
    gradient,
    gradient_too_soon,
    ln,
    newton,
    product,
    reverse_cost,
    sin,
    tanh,
)
from tests.snippets.autograd import programs

fractions = st.fractions(-5, 5, max_denominator=20)


@settings(max_examples=150, deadline=None)
@given(programs.inputs, programs.steps)
def test_equal_to_torch_up_to_the_third_order(numbers: list[float], steps: list[programs.Step]) -> None:
    program = programs.tame(numbers, steps)
    ours, theirs = programs.by_twin(numbers, program, 3), programs.by_torch(numbers, program, 3)
    for one, other in zip(ours, theirs, strict=True):
        assert programs.difference(one, other) < 1e-8


@given(fractions, fractions)
def test_fractions_stay_exact(a: Fraction, b: Fraction) -> None:
    x, y = sp.symbols("x y")
    formula = (x * y + x) ** 3 - 2 / (x**2 + 1) + y / (y**2 + 3)
    p, q = Value(a), Value(b)
    result = (p * q + p) ** 3 - as_value(2) / (p**2 + 1) + q / (q**2 + 3)
    at = {x: sp.Rational(a), y: sp.Rational(b)}
    found = gradient(result, [p, q])
    for one, symbol in zip(found, (x, y), strict=True):
        assert one.data == sp.diff(formula, symbol).subs(at)
    for one, symbol in zip(gradient(found[0], [p, q]), (x, y), strict=True):
        assert one.data == sp.diff(formula, x, symbol).subs(at)


@given(fractions, fractions)
def test_the_example_for_every_input(a: Fraction, b: Fraction) -> None:
    p, q = Value(a), Value(b)
    result = example(p, q)
    assert result.data == a * a * b * (b + 1)
    assert [one.data for one in gradient(result, [p, q])] == [2 * a * b * (b + 1), a * a * (2 * b + 1)]


@pytest.mark.parametrize("order", range(1, 8))
def test_every_order_of_a_power(order: int) -> None:
    x = Value(2)
    y: Value = x**4
    for _ in range(order):
        (y,) = gradient(y, [x])
    assert y.data == (sp.diff(sp.Symbol("x") ** 4, sp.Symbol("x"), order)).subs("x", 2)


@pytest.mark.parametrize(
    ("ours", "theirs"), [(exp, sp.exp), (ln, sp.log), (sin, sp.sin), (cos, sp.cos), (tanh, sp.tanh)]
)
def test_functions_to_the_fourth_order(ours: Any, theirs: Any) -> None:
    x, t = Value(0.7), sp.Symbol("t")
    y, formula = ours(x), theirs(t)
    for _ in range(5):
        assert y.data == pytest.approx(float(formula.subs(t, sp.Rational(7, 10))), rel=1e-12)
        (y,), formula = gradient(y, [x]), sp.diff(formula, t)


def test_numbers_on_either_side() -> None:
    x = Value(3)
    assert [one.data for one in (2 + x, x + 2, 2 * x, x * 2, x - 1, x / 2, x**2)] == [5, 5, 6, 6, 2, 1.5, 9]
    assert [gradient(one, [x])[0].data for one in (2 + x, 2 * x, x - 1, x / 2)] == [1, 2, 1, 0.5]


def test_degenerate_outputs_and_inputs() -> None:
    x, other = Value(2), Value(5)
    assert [one.data for one in gradient(x, [x, other])] == [1, 0]
    assert gradient(x, []) == []
    assert [one.data for one in gradient(as_value(7), [x])] == [0]
    assert gradient(x**0, [x])[0].data == 0
    assert gradient(Value(0) ** 1, [x])[0].data == 0
    zero = Value(0)
    assert gradient(zero**1, [zero])[0].data == 1
    assert gradient(x + x + x, [x])[0].data == 3
    assert as_value(x) is x


def test_bad_input_is_refused_by_name() -> None:
    x = Value(2)
    for wrong in ("2", None, 1j, [1]):
        with pytest.raises(TypeError, match="is no real number"):
            Value(wrong)
        with pytest.raises(TypeError):
            x + wrong
    with pytest.raises(TypeError, match=r"a power is a plain int, not 0\.5"):
        x**0.5  # type: ignore[operator]
    with pytest.raises(TypeError, match="a power is a plain int, not <"):
        x**x  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"math domain|positive"):
        ln(Value(-1.0))
    with pytest.raises(ZeroDivisionError):
        x / 0


def test_creation_numbers_grow_along_every_edge() -> None:
    p, q = Value(2), Value(3)
    result = example(p, q)
    (slope,) = gradient(result, [p])
    waiting = [slope, result]
    while waiting:
        node = waiting.pop()
        for source, _ in node.edges:
            assert source.number < node.number
            waiting.append(source)


def test_long_chains_need_no_recursion() -> None:
    total = one = Value(Fraction(1, 2))
    for _ in range(100_000):
        total = total + one
    assert gradient(total, [one])[0].data == 100_001


def test_the_order_of_the_walk_matters() -> None:
    p, q = Value(2), Value(3)
    result = example(p, q)
    assert [one.data for one in gradient_too_soon(result, [p, q])] == [30, 16]
    # Where no node is used twice, any order will do.
    once = (p + 1) * (q + 1)
    assert [one.data for one in gradient_too_soon(once, [p, q])] == [one.data for one in gradient(once, [p, q])]


def test_newton_finds_the_root_of_2() -> None:
    steps = newton(lambda x: x * x - 2, Fraction(1), 6)
    assert steps[:4] == [1, Fraction(3, 2), Fraction(17, 12), Fraction(577, 408)]
    assert len(steps) == 7
    assert abs(steps[-1] ** 2 - 2) < Fraction(1, 10**40)
    assert newton(lambda x: x * x - 2, 1.0, 5)[-1] == pytest.approx(math.sqrt(2), abs=1e-15)
    assert newton(lambda x: x, 5, 0) == [5]
    with pytest.raises(ZeroDivisionError):
        newton(lambda x: x * x + 1, 0, 1)
    with pytest.raises(ZeroDivisionError):
        newton(lambda _: 5, 1, 1)


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=6), st.data())
def test_dual_numbers_give_the_slope_along_a_direction(numbers: list[int], data: st.DataObject) -> None:
    direction = data.draw(st.lists(st.integers(-5, 5), min_size=len(numbers), max_size=len(numbers)))
    duals = [Dual(number, change) for number, change in zip(numbers, direction, strict=True)]
    values = [Value(number) for number in numbers]

    def program(xs: list[Any]) -> Any:
        return product(xs) + xs[0] * xs[-1]

    result, slopes = program(duals), gradient(program(values), values)
    assert result.value == program(values).data
    expected: Any = 0
    for one, change in zip(slopes, direction, strict=True):
        expected += one.data * change
    assert result.slope == expected
    constant = Dual(4) * duals[0]
    assert (constant.value, constant.slope) == (4 * numbers[0], 4 * direction[0])


def test_costs_are_those_of_the_formulas() -> None:
    for n in range(1, 30):
        assert reverse_cost(n) == 4 * (n - 1) + 1 - n
        assert forward_cost(n) == 4 * n * (n - 1)
    with pytest.raises(ValueError, match="expected at least 1, got 0"):
        product([])
    before = Dual.made
    assert (Dual(1, 2) + Dual(3, 4)).slope == 6
    assert Dual.made == before + 2


def test_two_consumers_in_torch_and_twin() -> None:
    a, b = (torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in (2.0, 3.0))
    example(a, b).backward()
    assert [one.grad.item() for one in (a, b) if one.grad is not None] == [48, 28]
    assert twin.example(2, 3) == 48


@pytest.mark.parametrize("n", [0, -1])
def test_a_product_has_a_factor(n: int) -> None:
    with pytest.raises(ValueError, match="expected at least 1, got 0"):
        twin.reverse_cost(n)
