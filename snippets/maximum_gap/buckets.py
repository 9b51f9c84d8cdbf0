"""Maximum gap in linear time: exact for int and Fraction, proved for float."""
# ruff: noqa: PLR1730 - in the inner loop a call to min costs more than a comparison.

# --8<-- [start:places]
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, ClassVar, TypeVar, cast

Exact = TypeVar("Exact", int, Fraction)
Number = TypeVar("Number", int, Fraction, float)


def exact_places(values: Sequence[Exact], lo: Exact, hi: Exact) -> list[int]:
    """Return the bucket of each value, from 0 for lo to n − 1 for hi.

    The buckets are (hi − lo)/(n − 1) wide, but the width itself is never computed: to
    multiply first and to divide once leaves nothing to be rounded. Takes at least two
    values, not all equal; lo and hi are the least and the greatest. Cost: O(n).
    """
    span, steps = hi - lo, len(values) - 1
    return [(value - lo) * steps // span for value in values]


# --8<-- [end:places]


# --8<-- [start:solve]
def gap_between_buckets(
    values: Sequence[Number], places: Sequence[int], lo: Number, hi: Number
) -> Number:
    """Return the greatest step from one nonempty bucket up to the next nonempty one.

    places holds the bucket of each value; a greater value never has a lower bucket.
    Cost: 3n comparisons to fill the buckets, at most 2 for each bucket to read them.
    """
    count = max(places) + 1
    least, greatest = [hi] * count, [lo] * count
    for value, place in zip(values, places, strict=True):
        if value < least[place]:
            least[place] = value
        if value > greatest[place]:
            greatest[place] = value

    gap, below = lo - lo, lo
    for first, last in zip(least, greatest, strict=True):
        if first <= last:  # An empty bucket still holds hi and lo, and hi > lo.
            gap = max(gap, first - below)
            below = last
    return gap


def maximum_gap_exact(numbers: Iterable[Exact]) -> Exact | int:
    """Return the maximum gap of int or Fraction; 0 for fewer than two numbers.

    Method: Gonzalez (1975). Cost: O(n) operations, O(n) memory.
    """
    values = list(numbers)
    if not values:
        return 0
    lo, hi = min(values), max(values)
    if lo < hi:
        return gap_between_buckets(values, exact_places(values, lo, hi), lo, hi)
    return hi - lo


# --8<-- [end:solve]


# --8<-- [start:count]
class Counted(int):
    """An int that keeps a tally of what is done with numbers of its kind."""

    tally: ClassVar[Counter[str]] = Counter()


def counting(name: str) -> Callable[[Counted, int], Any]:
    """Return the method of int with that name, made to count its calls."""
    plain = getattr(int, name)

    def method(self: Counted, other: int) -> Any:
        Counted.tally[name] += 1
        result = plain(self, other)
        return result if isinstance(result, bool) else Counted(result)

    return method


COMPARISONS = ("__lt__", "__le__", "__gt__")
ARITHMETIC = ("__sub__", "__mul__", "__floordiv__")
for operation in COMPARISONS + ARITHMETIC:
    setattr(Counted, operation, counting(operation))


def scattered(n: int) -> list[Counted]:
    """Return n numbers that look random and are the same on every machine."""
    numbers, state = [], 164
    for _ in range(n):
        state = state * 48271 % 2147483647
        numbers.append(Counted(state))
    return numbers


def operations(work: Callable[[list[Counted]], object], n: int) -> tuple[int, int]:
    """Return how many comparisons and how much arithmetic n numbers take."""
    numbers = scattered(n)
    Counted.tally.clear()
    work(numbers)
    comparisons = sum(Counted.tally[name] for name in COMPARISONS)
    return comparisons, sum(Counted.tally[name] for name in ARITHMETIC)


# --8<-- [end:count]


# --8<-- [start:floats]
def float_places(values: Sequence[float], lo: float, hi: float) -> list[int]:
    """Return the bucket of each value, from 0 for lo to 2n − 2 for hi.

    The buckets are half as wide as for exact numbers. For n up to 2⁴⁸ two values in one
    bucket are less than 0.75 · (hi − lo)/(n − 1) apart, rounding included: the article
    has the proof. Takes at least two finite values, not all equal. Cost: O(n).
    """
    scale = 1.0 if math.isfinite(hi - lo) else 0.5
    base = lo * scale
    span = hi * scale - base
    twice = 2 * (len(values) - 1)
    return [int((value * scale - base) / span * twice) for value in values]


def maximum_gap_of_floats(numbers: Iterable[float]) -> float:
    """Return the maximum gap of finite floats; 0 for fewer than two.

    It is the float that sorting finds as well, and inf where that difference overflows.
    NaN and infinities are not looked for: maximum_gap refuses them.
    Cost: O(n) operations, O(n) memory.
    """
    values = list(numbers)
    if not values:
        return 0.0
    lo, hi = min(values), max(values)
    if lo < hi:
        return gap_between_buckets(values, float_places(values, lo, hi), lo, hi)
    return 0.0


# --8<-- [end:floats]


# --8<-- [start:public]
def refuse(values: Sequence[object]) -> None:
    """Raise if a value is no finite int, float or Fraction.

    TypeError for any other type, subclasses such as bool included; ValueError for NaN
    and the infinities.
    """
    kinds = set(map(type, values))
    if not kinds <= {int, float, Fraction}:
        for index, value in enumerate(values):
            if type(value) not in {int, float, Fraction}:
                raise TypeError(
                    f"number {index} is {value!r} of type {type(value).__name__}; "
                    "int, float and Fraction are taken"
                )
    if float in kinds:
        for index, value in enumerate(values):
            if type(value) is float and not math.isfinite(value):
                raise ValueError(f"number {index} is {value}, which is not finite")


def maximum_gap(numbers: Iterable[int | float | Fraction]) -> int | float | Fraction:
    """Return the maximum gap, in linear time; 0 for fewer than two numbers.

    It is an int if all numbers are int, a float if all are float; a mixture is computed
    exactly, as a Fraction. Method: Gonzalez (1975). Cost: O(n) operations and memory.
    TypeError for any other type, ValueError for NaN and the infinities.
    """
    values = list(numbers)
    refuse(values)
    kinds = set(map(type, values))
    if kinds == {int}:
        return maximum_gap_exact(cast("list[int]", values))
    if kinds == {float}:
        return maximum_gap_of_floats(cast("list[float]", values))
    return maximum_gap_exact([Fraction(value) for value in values])


# --8<-- [end:public]

if __name__ == "__main__":
    # --8<-- [start:demo]
    example = [10, 3, 17, 1, 12, 5, 11, 4, 6]
    print(exact_places(example, 1, 17))
    print(maximum_gap_exact(example))
    for special in ([], [7], [4, 4, 4], [-5, 3], [435, 103]):
        print(special, "->", maximum_gap_exact(special))
    # --8<-- [end:demo]
    # --8<-- [start:exact]
    print(maximum_gap_exact([-3, -10, -4, -4]))
    print(maximum_gap_exact([0, 10**400, 10**400 + 1]) == 10**400)
    print(maximum_gap_exact([Fraction(1, 2), Fraction(1, 3), Fraction(1, 7)]))
    # --8<-- [end:exact]
    # --8<-- [start:counted]
    print("n        comparisons  arithmetic  all/n  log2(n!)/n")
    for n in (100, 1_000, 10_000, 100_000):
        compared, computed = operations(maximum_gap_exact, n)
        fewest = math.factorial(n).bit_length()
        print(
            f"{n:<7}  {compared:11}  {computed:10}"
            f"  {(compared + computed) / n:5.2f}  {fewest / n:10.2f}"
        )
    # --8<-- [end:counted]
    # --8<-- [start:extremes]
    print(maximum_gap_of_floats([-0.7, -0.35, 0.3 - (0.1 + 0.2), 0.35, 0.7]))
    print(maximum_gap_of_floats([0.0, 5e-324, 5e-324]))
    print(maximum_gap_of_floats([-1e308, 0.0, 1e308]))
    print(maximum_gap_of_floats([-1.7e308, 1.7e308]))
    print(maximum_gap_of_floats([0.0, -0.0]))
    # --8<-- [end:extremes]
    # --8<-- [start:mixed]
    print(maximum_gap([3, 1, 8]), maximum_gap([0.5, 0.25]))
    print(maximum_gap([1, Fraction(1, 3), 0.5]))
    print(maximum_gap([2**53, 2**53 + 1, 0.5]) == 2**53 - Fraction(1, 2))
    # --8<-- [end:mixed]
    # --8<-- [start:errors]
    from decimal import Decimal

    wrong: list[Any] = [
        [3.0, math.nan, 1.0],
        [1, -math.inf],
        [1, True],
        [0.5, Decimal("0.1")],
        [1, 2j],
        ["10", "9"],
    ]
    for bad in wrong:
        try:
            maximum_gap(bad)
        except (TypeError, ValueError) as error:
            print(f"{type(error).__name__}: {error}")
    # --8<-- [end:errors]
