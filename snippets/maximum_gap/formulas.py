"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it and reads it with latex2sympy2_extended.
The notation that it does not know is written out before: the least number and the
greatest one become p and q, and what ranges over i is written out for each i.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, pairwise, product
from math import ceil, floor, prod
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.maximum_gap.buckets import exact_places

Expr = Any  # SymPy's expressions are not typed closely enough to help.
Numbers = Sequence[Fraction]
Values = Mapping[str, Any]
WORDS = {r"\mathrm{min}": "p", r"\mathrm{max}": "q"}
RANGED = re.compile(
    r"\\(?P<name>max|min|sum|prod)_\{(?P<below>[^{}]+)\}(?:\^\{(?P<above>[^{}]+)\})?"
    r" \((?P<body>.+?)\)(?= |$)"
)
INDEXED = re.compile(r"a_(?:\{([^{}]+)\}|(\w))")
FOLDS: dict[str, Callable[[Iterable[Any]], Any]] = {
    "max": max,
    "min": min,
    "sum": sum,
    "prod": prod,
}
ROUNDING = {"floor": floor, "ceiling": ceil}


def total(tex: str) -> None:
    r"""The gaps lie end to end. Identity: with symbols for the numbers, n from 2 to 8.

    --8<-- [start:total]
    \sum_{i=1}^{n-1} (a_{i+1} - a_i) = a_n - a_1
    --8<-- [end:total]
    """
    statement = Statement(tex)
    assert isinstance(statement.expr, sp.Eq)
    for n in range(2, 9):
        values = statement.values(sp.symbols(f"x_1:{n + 1}"))
        left, right = (_value(side, values) for side in statement.expr.args)
        assert sp.expand(left - right) == 0, f"not so for n = {n}"


def bound(tex: str) -> None:
    r"""The greatest gap is not below the average. Exact, for all numbers on a grid.

    There are no better bounds: the sides are equal exactly if all gaps are.

    --8<-- [start:bound]
    \max_{1 \le i < n} (a_{i+1} - a_i) \ge \frac{a_n - a_1}{n - 1}
    --8<-- [end:bound]
    """
    statement = Statement(tex)
    assert isinstance(statement.expr, sp.GreaterThan)
    for numbers in _sorted_numbers():
        values = statement.values(numbers)
        left, right = (_value(side, values) for side in statement.expr.args)
        assert left >= right, f"not so for {numbers}"
        assert (left == right) == _evenly_spaced(numbers), f"equality for {numbers}"


def interval(tex: str) -> None:
    r"""What lies in bucket k. Definition: k is what exact_places says, on a grid.

    --8<-- [start:interval]
    \mathrm{min} + k w \le x < \mathrm{min} + (k + 1) w
    --8<-- [end:interval]
    """
    statement = _read(tex)
    for numbers in _spread_numbers():
        for (x, place), k in product(_placed(numbers), range(len(numbers))):
            values = {"k": Fraction(k), "w": _width(numbers), "x": x, **_ends(numbers)}
            holds = _value(statement, values)
            assert holds == (k == place), f"{x} of {numbers} in bucket {k}"


def index(tex: str) -> None:
    r"""The bucket of x. Definition: what exact_places computes, on a grid.

    --8<-- [start:index]
    k = \left\lfloor
        \frac{(x - \mathrm{min})(n - 1)}{\mathrm{max} - \mathrm{min}}
    \right\rfloor
    --8<-- [end:index]
    """
    statement = _read(tex)
    assert isinstance(statement, sp.Eq)
    for numbers in _spread_numbers():
        for x, place in _placed(numbers):
            values = {"k": Fraction(place), "x": x, **_ends(numbers)}
            assert _value(statement, values), f"{x} of {numbers} is in bucket {place}"


def inside(tex: str) -> None:
    r"""Why no bucket holds the answer. Exact, for numbers on a grid in one bucket.

    Neither side says less than it could: on this grid the distance comes up to 4/5 of
    w, and w is the greatest gap exactly if all gaps are equal.

    --8<-- [start:inside]
    | x - y | < w \le \max_{1 \le i < n} (a_{i+1} - a_i)
    --8<-- [end:inside]
    """
    statement = Statement(tex)
    closer = next(e for e in statement.expr.args if isinstance(e, sp.StrictLessThan))
    wide = next(e for e in statement.expr.args if isinstance(e, sp.LessThan))
    closest = Fraction(0)
    for numbers in _spread_numbers():
        w = _width(numbers)
        for (x, place), (y, other) in product(_placed(numbers), repeat=2):
            if place == other:
                values = statement.values(numbers, x=x, y=y, w=w)
                assert _value(statement.expr, values), f"{x} and {y} of {numbers}"
                closest = max(closest, _value(closer.lhs, values) / w)
                left, right = (_value(side, values) for side in wide.args)
                assert (left == right) == _evenly_spaced(numbers)
    assert closest >= Fraction(4, 5)


def remainder(tex: str) -> None:
    r"""The range in widths rounded down. Exact, for ranges of whole numbers up to 40.

    There is no better bound: for each n it is attained.

    --8<-- [start:remainder]
    \frac{\mathrm{max} - \mathrm{min}}{f} = n - 1 + \frac{r}{f} \le 2 n - 3
    --8<-- [end:remainder]
    """
    statement = _read(tex)
    above = next(e for e in statement.args if isinstance(e, sp.LessThan))
    for n in range(2, 9):
        attained = False
        for width in range(n - 1, 40):
            f, r = divmod(width, n - 1)
            values = {"p": 3, "q": 3 + width, "f": f, "r": r, "n": n}
            exact = {name: Fraction(value) for name, value in values.items()}
            assert _value(statement, exact), f"not so for {values}"
            attained |= _value(above.lhs, exact) == _value(above.rhs, exact)
        assert attained, f"there is a better bound for n = {n}"


def count(tex: str) -> None:
    r"""How many buckets a width rounded down makes. Exact, for ranges up to 40.

    There is no better bound: for each n it is attained.

    --8<-- [start:count]
    \left\lfloor \frac{\mathrm{max} - \mathrm{min}}{f} \right\rfloor + 1 \le 2 (n - 1)
    --8<-- [end:count]
    """
    statement = _read(tex)
    assert isinstance(statement, sp.LessThan)
    for n in range(2, 9):
        attained = False
        for width in range(1, 40):
            values = {"p": 3, "q": 3 + width, "f": max(1, width // (n - 1)), "n": n}
            exact = {name: Fraction(value) for name, value in values.items()}
            left, right = _value(statement.lhs, exact), _value(statement.rhs, exact)
            assert left == width // values["f"] + 1
            assert left <= right, f"not so for {values}"
            attained |= left == right
        assert attained, f"there is a better bound for n = {n}"


class Indexed:
    """An expression with numbers a_1 to a_n in it, read once, evaluated for many."""

    def __init__(self, tex: str) -> None:
        """Read it; each a_i becomes a symbol, and its index an expression."""
        self.places: list[Expr] = []
        self.expr = _read(INDEXED.sub(self._name, tex))

    def _name(self, match: re.Match[str]) -> str:
        self.places.append(_read(match[1] or match[2]))
        return f"b_{{{len(self.places)}}}"

    def values(self, numbers: Sequence[Any], values: Values) -> Values:
        """Return the values with those of the numbers that are named by an index."""
        found = dict(values)
        for name, place in enumerate(self.places, start=1):
            i = _value(place, values)
            assert 1 <= i <= len(numbers), f"there is no a_{i}"
            found[f"b_{name}"] = numbers[int(i) - 1]
        return found


class Statement:
    """A formula in which one sum or maximum may range over i."""

    def __init__(self, tex: str) -> None:
        """Read it; the sum or the maximum becomes a symbol g."""
        found = RANGED.search(tex)
        self.whole = Indexed(RANGED.sub("g", tex))
        self.expr = self.whole.expr
        if found:
            self.fold = FOLDS[found["name"]]
            self.body = Indexed(found["body"])
            self.range = _read(found["below"])
            self.last = _read(found["above"]) if found["above"] else None

    def values(self, numbers: Sequence[Any], **values: Any) -> Values:
        """Return what the symbols of the formula stand for."""
        known = {"n": Fraction(len(numbers)), **values}
        if hasattr(self, "body"):
            rows = [
                self.body.values(numbers, {**known, "i": i}) for i in self._run(known)
            ]
            known["g"] = self.fold(_value(self.body.expr, row) for row in rows)
        return self.whole.values(numbers, known)

    def _run(self, known: Values) -> list[Fraction]:
        """Return what i runs through: a row of numbers, or those where it holds."""
        if self.last is not None:
            assert self.range.lhs == sp.Symbol("i")
            first, last = _value(self.range.rhs, known), _value(self.last, known)
            return [Fraction(i) for i in range(int(first), int(last) + 1)]
        around = (Fraction(i) for i in range(-2, int(known["n"]) + 3))
        return [i for i in around if _value(self.range, {**known, "i": i})]


def _read(tex: str) -> Expr:
    """Return what SymPy makes of a formula."""
    for word, symbol in WORDS.items():
        tex = tex.replace(word, symbol)
    return latex2sympy(tex.strip())


@cache
def _compiled(expr: Expr) -> tuple[list[str], Any]:
    names = sorted(symbol.name for symbol in expr.free_symbols)
    symbols = [sp.Symbol(name) for name in names]
    return names, sp.lambdify(symbols, expr, modules=[ROUNDING, "math"])


def _value(expr: Expr, values: Values) -> Any:
    """Return the exact value of an expression, or whether a statement holds."""
    names, function = _compiled(expr)
    return function(*(values[name] for name in names))


def _sorted_numbers() -> Iterator[Numbers]:
    """Yield all whole numbers from 0 to 5, two to five of them, in ascending order."""
    for n in range(2, 6):
        for numbers in combinations_with_replacement(range(6), n):
            yield [Fraction(number) for number in numbers]


def _spread_numbers() -> Iterator[Numbers]:
    """Yield those that are not all equal."""
    return (numbers for numbers in _sorted_numbers() if numbers[0] < numbers[-1])


def _evenly_spaced(numbers: Numbers) -> bool:
    return len({b - a for a, b in pairwise(numbers)}) == 1


def _width(numbers: Numbers) -> Fraction:
    return (numbers[-1] - numbers[0]) / (len(numbers) - 1)


def _placed(numbers: Numbers) -> list[tuple[Fraction, int]]:
    """Return each number with its bucket, as the code of the article has it."""
    places = exact_places(numbers, numbers[0], numbers[-1])
    return list(zip(numbers, places, strict=True))


def _ends(numbers: Numbers) -> dict[str, Fraction]:
    """Return the values of the least number, the greatest one, and n."""
    return {"p": numbers[0], "q": numbers[-1], "n": Fraction(len(numbers))}
