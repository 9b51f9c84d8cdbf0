from fractions import Fraction

import numpy as np
import pytest
import scipy.differentiate
import scipy.optimize
import sympy as sp

from snippets.gradient.differences import central, complex_step, forward, profile

EXACT = -11 / 90
UNIT = 2.0**-53


def test_derivatives_of_the_profile() -> None:
    """The three numbers that the best steps are computed from."""
    t = sp.Symbol("t")
    g = 1 / (1 + (1 + 3 * t / 5) ** 2 + (2 + 4 * t / 5) ** 2)
    at_zero = [sp.diff(g, t, order).subs(t, 0) for order in range(4)]
    assert at_zero == [sp.Rational(*pair) for pair in ((1, 6), (-11, 90), (167, 1350), (-506, 3375))]
    assert profile(Fraction(1, 7)) == Fraction(str(g.subs(t, sp.Rational(1, 7))))


@pytest.mark.parametrize(("rule", "order"), [(forward, 1), (central, 2), (complex_step, 2)])
def test_orders_of_the_errors(rule: object, order: int) -> None:
    errors = [abs(rule(profile, 0.0, h) - EXACT) for h in (1e-2, 1e-3)]  # type: ignore[operator]
    assert errors[0] / errors[1] == pytest.approx(10**order, rel=0.02)


def test_errors_stay_within_the_bounds() -> None:
    value, second, third = 1 / 6, 167 / 1350, 506 / 3375
    for k in range(4, 60):
        h = 10 ** (-k / 4)
        # Computing 1 + x² + y² rounds several times, so the noise may be a few units.
        noise = 4 * UNIT * value / h
        assert abs(forward(profile, 0.0, h) - EXACT) <= 1.3 * second * h / 2 + 2 * noise
        assert abs(central(profile, 0.0, h) - EXACT) <= 1.3 * third * h * h / 6 + noise


def test_the_complex_step_has_no_best_step() -> None:
    for h in (1e-9, 1e-100, 1e-300):
        assert complex_step(profile, 0.0, h) == pytest.approx(EXACT, rel=1e-14)


def test_too_small_a_step_leaves_nothing() -> None:
    assert forward(profile, 0.0, 1e-17) == central(profile, 0.0, 1e-17) == 0
    assert abs(complex_step(profile, 0.0, 1e-320) - EXACT) > 1e-5


@pytest.mark.parametrize("spoiler", [abs, lambda z: z.conjugate(), lambda z: z.real])
def test_the_complex_step_needs_an_analytic_function(spoiler: object) -> None:
    assert complex_step(lambda t: spoiler(3 + t), 0.0, 1e-20) != pytest.approx(1)  # type: ignore[operator]


def test_scipy_s_rules() -> None:
    one_sided = scipy.optimize.approx_fprime(np.array([0.0]), lambda t: profile(t[0]))
    assert abs(one_sided[0] - EXACT) < 1e-8
    found = scipy.differentiate.derivative(profile, 0.0)
    assert abs(found.df - EXACT) < 1e-11
    assert found.nfev == 11


def test_forward_and_central_of_the_example_are_exact() -> None:
    """Why the article takes another function for its error curve."""

    def parabola(t: Fraction) -> Fraction:
        return (1 + t * Fraction(3, 5)) ** 2 + (2 + t * Fraction(4, 5)) ** 2

    for h in (Fraction(1), Fraction(1, 7)):
        assert (parabola(h) - parabola(Fraction(0))) / h == Fraction(22, 5) + h
        assert (parabola(h) - parabola(-h)) / (2 * h) == Fraction(22, 5)


def test_single_errors_are_about_twice_the_estimate() -> None:
    """The article says so: the function rounds more than once, and the estimate counts one rounding."""
    value, second, third = 1 / 6, 167 / 1350, 506 / 3375
    ratios = []
    for k in range(4500):
        h = 10 ** (-3 - k / 500)
        forward_error = abs(float(Fraction(forward(profile, 0.0, h)) + Fraction(11, 90)))
        central_error = abs(float(Fraction(central(profile, 0.0, h)) + Fraction(11, 90)))
        ratios.append(forward_error / (2 * UNIT * value / h + second * h / 2))
        ratios.append(central_error / (UNIT * value / h + third * h * h / 6))
    assert 1.9 < max(ratios) < 3
    assert sum(ratio > 1 for ratio in ratios) < len(ratios) / 10


def test_python_s_max_refuses_complex_numbers() -> None:
    with pytest.raises(TypeError, match="not supported"):
        complex_step(lambda t: max(t, 0), 1.0, 1e-20)
