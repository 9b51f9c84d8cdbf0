import math
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from snippets.gradient.failing import cubes, flat, from_origin, ridge, torn

NUMBERS = st.fractions(-4, 4, max_denominator=12)
FUNCTIONS = {
    cubes: "(x**3 + y**3)/(x**2 + y**2)",
    ridge: "x**2*y/(x**4 + y**2)",
    flat: "x**3*y/(x**4 + y**2)",
    torn: "x*y/(x**2 + y**2)",
}


@given(NUMBERS, NUMBERS)
def test_functions_are_what_the_page_names(x: Fraction, y: Fraction) -> None:
    for f, text in FUNCTIONS.items():
        expected = sp.sympify(text).subs({"x": sp.Rational(x), "y": sp.Rational(y)}) if x or y else 0
        assert sp.Rational(f(x, y)) == expected


@given(NUMBERS, NUMBERS)
def test_slopes_by_sympy_s_limits(a: Fraction, b: Fraction) -> None:
    t = sp.Symbol("t")
    limits = {cubes: None, ridge: None, flat: 0}
    for f in limits:
        along = sp.sympify(FUNCTIONS[f]).subs({"x": sp.Rational(a) * t, "y": sp.Rational(b) * t}) if a or b else 0
        slope = sp.limit(sp.cancel(along / t), t, 0, "+-")
        h = Fraction(1, 10**12)
        assert abs(Fraction(int(slope.p), int(slope.q)) - from_origin(f, a, b, h)) < Fraction(1, 10**6)
    assert from_origin(torn, a, b, Fraction(1, 1000)) == 1000 * torn(a, b)


@given(NUMBERS)
def test_along_parabolas(x: Fraction) -> None:
    """The ridge has a height of its own on each; the plane's error does not shrink."""
    if x:
        for k in (Fraction(1), Fraction(1, 3), Fraction(-2)):
            assert ridge(x, k * x * x) == k / (1 + k * k)
        assert flat(x, x * x) == x / 2


@given(NUMBERS, NUMBERS)
def test_flat_is_at_most_half_of_x(x: Fraction, y: Fraction) -> None:
    assert abs(flat(x, y)) <= abs(x) / 2


def test_the_gradient_of_cubes_points_into_the_least_steep_direction_between_the_axes() -> None:
    angles = [math.pi / 2 * k / 90 for k in range(91)]
    slopes = [math.cos(a) ** 3 + math.sin(a) ** 3 for a in angles]
    assert min(slopes) == slopes[45] == pytest.approx(math.sqrt(2) / 2)
    assert max(slopes) == 1
    for angle, slope in zip(angles, slopes, strict=True):
        pair = Fraction(math.cos(angle)), Fraction(math.sin(angle))
        assert float(from_origin(cubes, *pair, Fraction(1, 10))) == pytest.approx(slope)


def test_the_steepest_slope_of_x2y_over_r2_has_partials_zero() -> None:
    """A gradient of 0, and a slope of 2√3/9 all the same."""
    slopes = [math.cos(a) ** 2 * math.sin(a) for a in (2 * math.pi * k / 3600 for k in range(3600))]
    assert max(slopes) == pytest.approx(2 * math.sqrt(3) / 9, abs=1e-6)


def test_the_chain_rule_fails_along_the_diagonal() -> None:
    t = Fraction(1, 1000)
    assert cubes(t, t) / t == 1
    assert from_origin(cubes, Fraction(1), Fraction(0), t) + from_origin(cubes, Fraction(0), Fraction(1), t) == 2


def test_no_step_is_refused() -> None:
    with pytest.raises(ValueError, match="h = 0 leaves no distance"):
        from_origin(cubes, Fraction(1), Fraction(0), Fraction(0))
