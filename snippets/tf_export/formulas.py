"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it and reads it with latex2sympy2_extended.
Capitals with an index, which the parser does not know, become plain symbols before.
"""

import functools
import re
import sys
from collections.abc import Callable
from itertools import combinations, product
from types import FrameType
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.tf_export.decorators import wrapped
from snippets.tf_export.generator import Row, package

Expr = Any  # SymPy's expressions are not typed closely enough to help.
CHOICES = (0, 1)


def frames(tex: str) -> None:
    r"""Frames of a call through k wrappers. Exact: counted for k from 0 to 6.

    --8<-- [start:frames]
    C_k = k + 1
    --8<-- [end:frames]
    """
    statement = _equation(tex.replace("C_k", "c"))
    for k in range(7):
        _holds(statement, c=_calls(wrapped(lambda: None, k)), k=k)


def override(tex: str) -> None:
    r"""What a partial's keyword is worth in the call. Exact: with symbols, b in {0, 1}.

    --8<-- [start:override]
    v = b q + (1 - b) p
    --8<-- [end:override]
    """
    statement = _equation(tex)
    p, q = sp.symbols("p q")
    for b in CHOICES:
        call = functools.partial(_given, x=p)
        _holds(statement, v=call(**({"x": q} if b else {})), b=b, p=p, q=q)


def nested(tex: str) -> None:
    r"""Whether one of two later calls names the keyword. Exact: all b in {0, 1}.

    --8<-- [start:nested]
    b_{23} = 1 - (1 - b_2)(1 - b_3)
    --8<-- [end:nested]
    """
    named = tex.replace("b_{23}", "c").replace("b_2", "d").replace("b_3", "f")
    statement = _equation(named)
    for second, third in product(CHOICES, repeat=2):
        inner = functools.partial(_given, x="first")
        outer = functools.partial(inner, **({"x": "second"} if second else {}))
        got = outer(**({"x": "third"} if third else {}))
        _holds(statement, c=int(got != "first"), d=second, f=third)


def files(tex: str) -> None:
    r"""How many files a package has: all sets of up to 3 out of 7 names.

    A name has d dots; both bounds are attained, each by a set on which they differ.

    --8<-- [start:files]
    1 + \max_n d_n \le F \le 1 + \sum_n d_n
    --8<-- [end:files]
    """
    least, count, most = re.sub(r"\\(max|sum)_n d_n", r"\1", tex).split(r"\le")
    assert count.strip() == "F", f"the number of files is F, not {count}"
    attained = set()
    for names in _name_sets():
        dots = [name.count(".") for name in names]
        bounds = {"max": max(dots), "sum": sum(dots)}
        low, high = (_integer(side, bounds) for side in (least, most))
        made = len(package([Row("m", "f", names, (), 1)], "root"))
        assert low <= made <= high, f"{made} files for {names}"
        attained |= {"low"} if low == made < high else set()
        attained |= {"high"} if low < made == high else set()
    assert {"low", "high"} <= attained, "a bound is never attained"


def _equation(tex: str) -> Expr:
    """Return an equation."""
    found = latex2sympy(tex.strip())
    assert isinstance(found, sp.Eq), f"this is no equation: {tex}"
    assert not found.lhs.free_symbols & found.rhs.free_symbols, (
        "it says what it defines"
    )
    return found


def _holds(statement: Expr, **values: Any) -> None:
    """Assert that an equation holds for values of all its symbols."""
    left, right = (side.subs(values) for side in statement.args)
    assert sp.expand(left - right) == 0, f"not so for {values}"


def _integer(tex: str, words: dict[str, int]) -> int:
    """Return the value of a side, in which words stand for numbers."""
    for word, value in words.items():
        tex = tex.replace(word, f"({value})")
    value = latex2sympy(tex.strip()).doit()
    assert value.is_Integer, f"this is no whole number: {tex}"
    return int(value)


def _name_sets() -> list[tuple[str, ...]]:
    """Return sets of names of which some share a folder."""
    names = ("a", "x.a", "x.b", "y.a", "x.y.a", "x.y.b", "z.y.a")
    return [chosen for size in (1, 2, 3) for chosen in combinations(names, size)]


def _given(*, x: Any) -> Any:
    """Return what it was given."""
    return x


def _calls(function: Callable[[], Any]) -> int:
    """Return how many Python functions a call enters."""
    entered = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal entered
        entered += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(before)
    return entered
