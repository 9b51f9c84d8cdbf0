"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it and reads it with latex2sympy2_extended.
Sums over i are written out, each term with the weight a_i and the entry v_i put in.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import product
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.feature_column.twin import bucketize, buckets_for, combine

Expr = Any  # SymPy's expressions are not typed closely enough to help.
SUM = re.compile(r"\\sum_\{i=([^{}]+)\}\^\{([^{}]+)\} ([^{}]+)")
NAMES = {"E": "c", "P": "d"}
BUCKET = re.compile(r"b\(x\) = \\#\\\{\\, i : (.+) \\,\\\}")


def bucket(tex: str) -> None:
    r"""The bucket of x. Definition: what bucketize counts, on a grid of boundaries.

    --8<-- [start:bucket]
    b(x) = \#\{\, i : \beta_i \le x \,\}
    --8<-- [end:bucket]
    """
    found = BUCKET.fullmatch(tex.strip())
    assert found, f"this is not how a bucket is counted: {tex}"
    condition = latex2sympy(found[1].replace(r"\beta_i", "b"))
    for boundaries in ((), (2,), (1, 3), (0, 2, 4)):
        for x in range(-1, 6):
            holds = [bool(condition.subs({"b": b, "x": x})) for b in boundaries]
            assert sum(holds) == bucketize(x, boundaries), f"{x} among {boundaries}"


def mean(tex: str) -> None:
    r"""An entry of the combiner mean. Definition: what combine computes, on a grid.

    --8<-- [start:mean]
    m = \frac{\sum_{i=1}^{k} a_i v_i}{\sum_{i=1}^{k} a_i}
    --8<-- [end:mean]
    """
    _combined(tex, "m", "mean")


def sqrtn(tex: str) -> None:
    r"""An entry of the combiner sqrtn. Definition: what combine computes, on a grid.

    --8<-- [start:sqrtn]
    s = \frac{\sum_{i=1}^{k} a_i v_i}{\sqrt{\sum_{i=1}^{k} a_i^2}}
    --8<-- [end:sqrtn]
    """
    _combined(tex, "s", "sqrtn")


def used(tex: str) -> None:
    r"""How many of m buckets n ids hit on average. Exact: all maps, n and m up to 4.

    --8<-- [start:used]
    E = m \left(1 - \left(1 - \frac{1}{m}\right)^n\right)
    --8<-- [end:used]
    """
    for n, m, maps in _maps():
        average = Fraction(sum(len(set(one)) for one in maps), len(maps))
        _holds(tex, E=average, m=m, n=n)


def shared(tex: str) -> None:
    r"""How likely an id shares its bucket. Exact: all maps, n and m up to 4.

    --8<-- [start:shared]
    q = 1 - \left(1 - \frac{1}{m}\right)^{n-1}
    --8<-- [end:shared]
    """
    for n, m, maps in _maps():
        count = sum(Counter(one)[one[0]] > 1 for one in maps)
        _holds(tex, q=Fraction(count, len(maps)), m=m, n=n)


def enough(tex: str) -> None:
    r"""How many buckets give q. Exact, for the q that counting finds, n and m up to 4.

    The code computes the same to 12 digits.

    --8<-- [start:enough]
    m = \frac{1}{1 - (1 - q)^{1/(n-1)}}
    --8<-- [end:enough]
    """
    for n, m, maps in _maps():
        count = sum(Counter(one)[one[0]] > 1 for one in maps)
        if n > 1 and m > 1:
            q = Fraction(count, len(maps))
            _holds(tex, m=m, n=n, q=q)
            assert abs(buckets_for(n, float(q)) - m) < 1e-12 * m


def apart(tex: str) -> None:
    r"""How likely all ids are apart. Exact: all maps, n and m up to 4.

    --8<-- [start:apart]
    P = \frac{m!}{(m-n)!\, m^n}
    --8<-- [end:apart]
    """
    for n, m, maps in _maps():
        if n <= m:
            count = sum(len(set(one)) == n for one in maps)
            _holds(tex, P=Fraction(count, len(maps)), m=m, n=n)


def _maps() -> Iterator[tuple[int, int, list[tuple[int, ...]]]]:
    """Yield n, m and all ways to put n ids into m buckets."""
    for n, m in product(range(1, 5), repeat=2):
        yield n, m, list(product(range(m), repeat=n))


def _holds(tex: str, **values: Any) -> None:
    """Assert that an equation holds for values of all its symbols."""
    left, right = _sides(tex)
    exact = {sp.Symbol(NAMES.get(n, n)): sp.Rational(v) for n, v in values.items()}
    assert left.free_symbols | right.free_symbols == set(exact), "other symbols"
    difference = left.subs(exact) - right.subs(exact)
    assert abs(difference.evalf(30)) < 1e-20, f"not so for {values}"


@cache
def _sides(tex: str) -> Sequence[Expr]:
    """Return both sides of an equation; E and P become c and d."""
    for capital, name in NAMES.items():
        tex = re.sub(rf"\b{capital}\b", name, tex)
    statement = latex2sympy(tex.strip())
    assert isinstance(statement, sp.Eq), f"this is no equation: {tex}"
    sides: Sequence[Expr] = statement.args
    return sides


def _combined(tex: str, name: str, combiner: str) -> None:
    """Assert that a formula with sums gives what combine does, for up to 3 rows."""
    for k in (1, 2, 3):
        left, right = _sides(SUM.sub(partial(_written, k=k), tex))
        assert left == sp.Symbol(name), f"this gives {left}"
        for a in ((3, 4, 12), (1, 1, 1), (2, 5, 1)):
            v = (7, -2, 5)
            known = {f"a_{i + 1}": a[i] for i in range(k)}
            known |= {f"v_{i + 1}": v[i] for i in range(k)}
            (wanted,) = combine([[x] for x in v[:k]], a[:k], combiner)
            assert abs(right.subs(known) - wanted) < 1e-12, f"not so for {a} and {v}"


def _written(found: re.Match[str], k: int) -> str:
    """Return a sum of k terms written out."""
    first, last = (int(latex2sympy(text).subs("k", k)) for text in found.groups()[:2])
    assert 1 <= first <= last <= k, f"there are no terms {first} to {last}"
    terms = [found[3].replace("_i", f"_{{{i}}}") for i in range(first, last + 1)]
    return f"({' + '.join(terms)})"
