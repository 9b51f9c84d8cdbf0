"""The twin against PyTorch's forward mode, and against SymPy exactly."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
import torch
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from snippets.gradient.dual import Dual, derivative, gradient, lift

pytestmark = pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning")

# A random expression in three variables, as a nested tuple.
LEAVES = st.sampled_from(["x", "y", "z", 1, 2, -3])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["+", "-", "*", "/"]), inner, inner),
        st.tuples(st.just("**"), inner, st.integers(-2, 3)),
        st.tuples(st.just("neg"), inner),
    ),
    max_leaves=8,
)
OPERATORS: dict[str, Any] = {
    "neg": operator.neg,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
NUMBERS = st.fractions(-3, 3, max_denominator=5)
TRIPLES = st.lists(NUMBERS, min_size=3, max_size=3)


def value(tree: Any, at: dict[str, Any], constant: Any) -> Any:
    if isinstance(tree, str):
        return at[tree]
    if not isinstance(tree, tuple):
        return constant(tree)
    head, *rest = tree
    if head == "**":
        return value(rest[0], at, constant) ** rest[1]
    parts = [value(part, at, constant) for part in rest]
    return OPERATORS[head](*parts)


def function(tree: Any, constant: Any) -> Any:
    return lambda x, y, z: value(tree, {"x": x, "y": y, "z": z}, constant)


@settings(max_examples=200)
@given(TREES, TRIPLES, TRIPLES)
def test_exact_derivatives_are_those_of_sympy(tree: Any, point: list[Fraction], v: list[Fraction]) -> None:
    symbols = sp.symbols("x y z")
    try:
        found = derivative(function(tree, Fraction), point, v)
    except ZeroDivisionError:
        reject()
    expression = sp.sympify(str_of(tree))
    there = {symbol: sp.Rational(x) for symbol, x in zip(symbols, point, strict=True)}
    expected = sum(sp.diff(expression, s).subs(there) * sp.Rational(w) for s, w in zip(symbols, v, strict=True))
    assume(expected.is_finite)
    assert sp.Rational(found) == expected


def str_of(tree: Any) -> str:
    if not isinstance(tree, tuple):
        return f"({tree})"
    head, *rest = tree
    if head == "neg":
        return f"(-{str_of(rest[0])})"
    return f"({str_of(rest[0])} {head} {str_of(rest[1]) if head != '**' else f'({rest[1]})'})"


def to_torch(number: Fraction) -> torch.Tensor:
    return torch.tensor(float(number), dtype=torch.float64)


@settings(max_examples=200)
@given(TREES, TRIPLES, TRIPLES)
def test_floats_are_those_of_torch(tree: Any, point: list[Fraction], v: list[Fraction]) -> None:
    assert difference(tree, point, v) < 1e-12


def difference(tree: Any, point: list[Fraction], v: list[Fraction]) -> float:
    """Return how far the twin is from torch.func.jvp, in floats, relative to the greater of 1 and the derivative."""
    try:
        exact = float(derivative(function(tree, Fraction), point, v))
        ours = float(derivative(function(tree, float), [float(x) for x in point], [float(w) for w in v]))
    except (ZeroDivisionError, OverflowError):
        reject()
    tensors = [tuple(to_torch(number) for number in numbers) for numbers in (point, v)]

    def plain(*xs: torch.Tensor) -> torch.Tensor:
        result = function(tree, float)(*xs)
        return result if isinstance(result, torch.Tensor) else torch.tensor(result, dtype=torch.float64)

    theirs = torch.func.jvp(plain, *tensors)[1]
    assume(torch.isfinite(theirs))
    # Where rounding has lost the value itself, nobody's digits mean anything.
    assume(abs(exact - ours) <= 1e-9 * max(1.0, abs(exact)))
    return abs(ours - float(theirs)) / max(1.0, abs(exact))


def test_the_numbers_of_the_page() -> None:
    u = (Fraction(3, 5), Fraction(4, 5))
    point = (Fraction(1), Fraction(2))
    assert derivative(lambda x, y: x * x + y * y, point, u) == Fraction(22, 5)
    assert derivative(lambda x, y: 1 / (1 + x * x + y * y), point, u) == Fraction(-11, 90)


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_gradients_of_every_size_take_one_call_a_variable(n: int) -> None:
    calls = 0

    def f(*x: Any) -> Any:
        nonlocal calls
        calls += 1
        return sum((k + 1) * value**2 for k, value in enumerate(x))

    point = list(range(1, n + 1))
    assert gradient(f, point) == [2 * (k + 1) * x for k, x in enumerate(point)]
    assert calls == n


def test_constants_and_plain_numbers() -> None:
    assert derivative(lambda *_: 7, [3], [1]) == 0
    assert lift(5) == Dual(5, 0)
    assert lift(Dual(5, 2)) == Dual(5, 2)
    assert 3 - Dual(1, 2) == Dual(2, -2)
    assert Dual(0, 5) ** 0 == Dual(1, 0)
    assert Dual(0, 5) ** 1 == Dual(0, 5)
    assert 3 / Dual(Fraction(2), 1) == Dual(Fraction(3, 2), Fraction(-3, 4))


def test_what_is_refused() -> None:
    with pytest.raises(TypeError, match=r"exponent 0\.5 is not an int"):
        Dual(2.0, 1.0) ** 0.5  # type: ignore[operator]
    with pytest.raises(ZeroDivisionError):
        derivative(lambda x: 1 / x, [Fraction(0)], [1])
    with pytest.raises(ValueError, match=r"longer|shorter"):
        derivative(lambda *x: x[0], [1, 2], [1])


def test_no_variables_at_all() -> None:
    assert derivative(lambda: 3, [], []) == 0
    assert gradient(lambda: 3, []) == []


def test_a_derivative_inside_would_mix_the_tangents() -> None:
    """The docstring forbids it: the right value is 1, since the inner derivative is the constant 1."""
    mixed = derivative(lambda x: x * derivative(lambda y: x + y, [1], [1]), [1], [1])
    assert mixed == 2
