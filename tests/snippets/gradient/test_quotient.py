import math
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from snippets.gradient.quotient import around, hill, quotient

SMALL = st.fractions(-5, 5, max_denominator=9)


def test_slopes_of_the_example() -> None:
    h, u = Fraction(1, 10**6), (Fraction(3, 5), Fraction(4, 5))
    assert quotient(hill, (1, 2), u, h) == Fraction(22, 5) + h
    assert quotient(hill, (1, 2), u, -h) == Fraction(22, 5) - h
    assert quotient(hill, (1, 2), (1, 0), h) == 2 + h
    assert quotient(hill, (1, 2), (3, 4), h) == 22 + 25 * h


@given(SMALL, SMALL, SMALL, SMALL)
def test_the_limit_is_that_of_sympy(x: Fraction, y: Fraction, a: Fraction, b: Fraction) -> None:
    def f(x: object, y: object) -> object:
        return x**3 - 2 * x * y + y  # type: ignore[operator]

    t = sp.Symbol("t")
    symbolic = sp.limit(sp.expand(quotient(f, map_(x, y), map_(a, b), t)), t, 0, "+-")
    h = Fraction(1, 10**9)
    assert abs(Fraction(int(symbolic.p), int(symbolic.q)) - quotient(f, (x, y), (a, b), h)) < 10**5 * h


def map_(*numbers: Fraction) -> list[sp.Rational]:
    return [sp.Rational(number) for number in numbers]


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="h = 0 leaves no distance"):
        quotient(hill, (1, 2), (1, 0), 0)
    with pytest.raises(ValueError, match="shorter"):
        quotient(hill, (1, 2), (1,), 1)
    assert quotient(lambda: 7, (), (), 1) == 0


@pytest.mark.parametrize("steps", [1, 2, 4, 72])
def test_around_turns_once_against_the_clock(steps: int) -> None:
    slopes = around(hill, (1, 2), steps)
    assert len(slopes) == steps
    for step, slope in enumerate(slopes):
        angle = 2 * math.pi * step / steps
        assert slope == pytest.approx(2 * math.cos(angle) + 4 * math.sin(angle), abs=2e-6)


def test_around_looks_ahead_only() -> None:
    assert around(math.hypot, (0, 0), 8) == pytest.approx([1] * 8)
    assert around(hill, (1, 2), 0) == []


def test_the_gradient_s_direction_is_the_steepest_of_all_degrees() -> None:
    slopes = around(hill, (1, 2), 360)
    best = max(range(360), key=slopes.__getitem__)
    assert best == round(math.degrees(math.atan2(4, 2))) == 63
    assert max(slopes) < 2 * math.sqrt(5) + 1e-5
