from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, norm

from snippets.random_walk import exact, fast, gaussian, vectorized
from tests.snippets.random_walk.reference import paths

STEPS = st.integers(0, 300)
LAWS = st.dictionaries(st.integers(-5, 5), st.fractions(-2, 2, max_denominator=9), max_size=5)


@pytest.mark.parametrize("steps", range(11))
def test_the_law_counts_all_paths(steps: int) -> None:
    ends = Counter(path[-1] for path in paths(steps))
    assert exact.paths(steps) == [ends[k] for k in range(-steps, steps + 1, 2)]
    assert exact.law(steps) == {k: Fraction(count, 2**steps) for k, count in ends.items()}


@given(STEPS)
def test_all_methods_agree_with_scipy_and_each_other(steps: int) -> None:
    reference = binom.pmf(np.arange(steps + 1), steps, 0.5)
    nearest = list(fast.law_by_integers(steps))
    assert nearest == [float(p) for p in exact.law(steps).values()]
    np.testing.assert_allclose(nearest, reference, rtol=1e-11)
    np.testing.assert_allclose(fast.law_by_ratios(steps), nearest, rtol=1e-13)
    np.testing.assert_allclose(vectorized.law_by_convolution(steps), nearest, rtol=1e-12)
    np.testing.assert_allclose(vectorized.law_by_fft(steps), nearest, rtol=0, atol=1e-15)
    assert [gaussian.probability(steps, k) for k in range(-steps, steps + 1, 2)] == nearest


@given(LAWS, LAWS, st.integers(0, 6))
def test_generating_functions_multiply_like_polynomials(
    one: dict[int, Fraction], other: dict[int, Fraction], steps: int
) -> None:
    def at(law: dict[int, Fraction], z: Fraction) -> Fraction:
        return sum((p * z**k for k, p in law.items()), Fraction())

    for z in (Fraction(2), Fraction(-1, 3)):
        assert at(exact.times(one, other), z) == at(one, z) * at(other, z)
        assert at(exact.power(one, steps), z) == at(one, z) ** steps


@given(st.integers(0, 60), st.integers(0, 5))
def test_moments_as_defined(steps: int, order: int) -> None:
    law = exact.law(steps)
    assert exact.moment(law, order) == sum(k**order * p for k, p in law.items())


@given(st.integers(0, 200))
def test_the_mean_distance_as_defined(steps: int) -> None:
    mean = sum(abs(k) * p for k, p in exact.law(steps).items())
    assert gaussian.mean_distance(steps) == pytest.approx(float(mean), rel=1e-14)


@pytest.mark.parametrize("steps", [1, 2, 5, 100])
def test_the_distance_of_the_distribution_functions_on_a_fine_grid(steps: int) -> None:
    x = np.concatenate([np.arange(-steps - 1, steps + 2) + shift for shift in (-1e-9, 0, 0.3)])
    walk = binom.cdf(np.floor((x + steps) / 2), steps, 0.5)
    greatest = np.abs(walk - norm.cdf(x / np.sqrt(steps))).max()
    assert gaussian.cdf_distance(steps) == pytest.approx(greatest, abs=1e-8)


def test_what_the_page_says_of_a_hundred_steps() -> None:
    assert round(gaussian.probability(100, 0), 4) == 0.0796
    assert round(gaussian.density(0, 100), 4) == 0.0399
    assert round(gaussian.mean_distance(100), 4) == 7.9589
    assert 1 - gaussian.probability(100, 0) / (2 * gaussian.density(0, 100)) == pytest.approx(0.0025, abs=1e-5)


@pytest.mark.parametrize("steps", [99, 1000])
def test_the_error_of_the_ratios_is_as_documented(steps: int) -> None:
    exactly = list(exact.law(steps).values())
    for ups, (said, true) in enumerate(zip(fast.law_by_ratios(steps), exactly, strict=True)):
        away = max(steps // 2 - ups, ups - (steps + 1) // 2)
        assert abs(Fraction(said) / true - 1) < Fraction(2 * away + 1, 2**53) * Fraction(1001, 1000)


@pytest.mark.parametrize("steps", [0, 1, 2, 100, 999, 1000, 10_000])
def test_the_absolute_error_of_the_fft_is_as_documented(steps: int) -> None:
    assert np.abs(vectorized.law_by_fft(steps) - fast.law_by_ratios(steps)).max() < 1e-15


def test_as_many_nodes_as_positions_are_enough_and_fewer_are_not() -> None:
    def by_nodes(steps: int, nodes: int) -> list[float]:
        angles = np.pi * np.arange(nodes) / nodes
        return [float(np.mean(np.cos(angles) ** steps * np.cos(k * angles))) for k in range(-steps, steps + 1, 2)]

    law = [float(p) for p in exact.law(8).values()]
    assert by_nodes(8, 9) == pytest.approx(law)
    assert by_nodes(8, 8) != pytest.approx(law)


def test_the_drift_exceeds_the_spread_as_the_page_says() -> None:
    for p in (0.51, 0.6, 18 / 37):
        n = 1 / (2 * p - 1) ** 2
        assert n * abs(2 * p - 1) >= (4 * n * p * (1 - p)) ** 0.5 > 0.9 * n * abs(2 * p - 1)


def test_positions_that_cannot_be_reached() -> None:
    assert gaussian.probability(4, 1) == gaussian.probability(4, 6) == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: exact.paths(-1),
        lambda: exact.law(-1),
        lambda: exact.power({}, -1),
        lambda: exact.moment({}, -1),
        lambda: list(fast.law_by_integers(-1)),
        lambda: fast.law_by_ratios(-1),
        lambda: vectorized.law_by_fft(-1),
        lambda: vectorized.law_by_convolution(-1),
        lambda: gaussian.density(0, 0),
        lambda: gaussian.density(0, float("nan")),
        lambda: gaussian.probability(-1, 0),
        lambda: gaussian.mean_distance(-1),
        lambda: gaussian.cdf_distance(0),
    ],
)
def test_bad_input_is_refused(call: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"steps|variance|order"):
        call()
