"""What the solutions are held against: the definition, computed exactly."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

FINITE = st.floats(allow_nan=False, allow_infinity=False)
HUGE = st.integers(-(10**400), 10**400)
# Near each other, so that duplicates, full buckets and equal gaps are frequent.
NEAR = st.integers(-20, 20)
FRACTIONS = st.fractions(min_value=-5, max_value=5, max_denominator=12)


def exact_gap(numbers: Iterable[float | Fraction]) -> Fraction:
    """Return the maximum gap of what the numbers stand for, as a fraction."""
    ordered = sorted(Fraction(number) for number in numbers)
    return max((high - low for low, high in pairwise(ordered)), default=Fraction(0))


def float_gap(numbers: Sequence[float]) -> float:
    """Return the maximum gap by sorting, each difference as float computes it."""
    return max((high - low for low, high in pairwise(sorted(numbers))), default=0.0)
