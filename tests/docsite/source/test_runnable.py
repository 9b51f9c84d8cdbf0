"""Which blocks of a page readers can run: held against Python."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.source.runnable import runnable

# To the rule this cannot be had in a browser; to the Python that runs the tests it does no harm.
LOST = "import threading\n"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([], []),
        (["import math\nprint(math.pi)"], [True]),
        (["import numpy as np"], [False]),
        (["from numpy import array"], [False]),
        (["from . import x"], [False]),
        (["from math import *"], [False]),  # nobody knows what it binds
        (["import urllib.parse"], [True]),
        (["import urllib.request"], [False]),
        (["from urllib import request"], [False]),
        (["import concurrent.futures"], [False]),
        (["def f():\n    import subprocess"], [False]),
        (["exec('import numpy')"], [False]),
        (["import importlib"], [False]),
        (["if x"], [False]),
        (["import sympy as sp\nfrom mpmath import mp"], [True]),
        (["from sympy import Symbol, plot"], [False]),
        (["from sympy.parsing.latex import parse_latex"], [False]),
        (["from sympy.parsing import latex"], [False]),
        # what comes from a block that is left out is missing
        ([LOST + "x = 1", "print(x)"], [False, False]),
        ([LOST + "x = 1", "y = 2\nprint(y)"], [False, True]),
        ([LOST, "threading"], [False, False]),
        # … also if a function reads it, whenever that is called
        ([LOST + "x = 1", "def f():\n    return x", "print(f())"], [False, False, False]),
        (["x = 1\ndef f():\n    return x", LOST + "x = 2", "print(f())"], [True, False, False]),
        (["def f():\n    return g()\ndef g():\n    return 1", LOST + "def g(): pass", "f()"], [True, False, False]),
        # … and if it was bound anew there
        (["x = 1", LOST + "x += 1", "print(x)"], [True, False, False]),
        (["x = 1", LOST + "def f():\n    global x\n    x = 2\nf()", "print(x)"], [True, False, False]),
        # to be read does no harm
        (["def f(): pass", LOST + "f()", "f()"], [True, False, True]),
        # nor does it to import once more what is there
        (["from math import comb", LOST + "from math import comb", "comb(2, 1)"], [True, False, True]),
        (["from math import comb", LOST + "from math import perm as comb", "comb(2, 1)"], [True, False, False]),
        ([LOST + "from math import comb", "comb(2, 1)"], [False, False]),
        # a name that is bound anew is good again
        ([LOST + "x = 1", "x = 2\nprint(x)", "print(x)"], [False, True, True]),
        ([LOST + "x = 1", "for x in [1]:\n    print(x)"], [False, True]),
        ([LOST + "e = 1", "try:\n    pass\nexcept ValueError as e:\n    print(e)"], [False, True]),
        ([LOST + "x = 1", "with open('f') as x:\n    print(x)"], [False, True]),
        ([LOST + "x = 1", "if True:\n    x = 2\nelse:\n    x = 3\nprint(x)"], [False, True]),
        ([LOST + "x = 1", "x += 1"], [False, False]),
        ([LOST + "x = 1", "x = x + 1"], [False, False]),
        ([LOST + "x = 1", "def f():\n    x = 0\n    x += 1\n    return x\nprint(f())"], [False, True]),
        ([LOST + "x = 1", "print([x for x in range(3)])"], [False, True]),
    ],
)
def test_the_rule(blocks: list[str], expected: list[bool]) -> None:
    assert runnable(blocks) == expected


NAMES = st.sampled_from("ab")
FUNCTIONS = st.sampled_from("fg")
STATEMENTS = st.one_of(
    st.builds("{0} = {1}".format, NAMES, st.integers(0, 9)),
    st.builds("{0} = {1} + 1".format, NAMES, NAMES),
    st.builds("{0} += 1".format, NAMES),
    st.builds("print('{0}', {0})".format, NAMES),
    st.builds("from math import {1} as {0}".format, NAMES, st.sampled_from(["pi", "tau"])),
    st.builds("{1} = {0}()".format, FUNCTIONS, NAMES),
    st.builds("print({0}())".format, FUNCTIONS),
    st.builds("def {0}():\n    return {1}".format, FUNCTIONS, NAMES),
    st.builds("for {0} in range({1}):\n    print({2})".format, NAMES, st.integers(1, 2), NAMES),
)
PURE = st.lists(STATEMENTS, min_size=1, max_size=3).map("\n".join)
ASKING = st.builds("{0}\n{1}".format, PURE, st.sampled_from(["print(a)", "print(b)", "print(f())"]))
BLOCKS = st.lists(st.one_of(ASKING, PURE.map(LOST.__add__)), min_size=2, max_size=5)
PREAMBLE = "a = b = 1\ndef f():\n    return 1\ndef g():\n    return 2\n"


@settings(max_examples=500)
@given(blocks=BLOCKS)
def test_a_block_prints_the_same_without_those_that_are_left_out(blocks: list[str]) -> None:
    page = [PREAMBLE, *blocks]
    answers = runnable(page)
    whole = list(printed(page))  # as far as the page's program comes
    alone = printed([block for block, answer in zip(page, answers, strict=True) if answer])
    for answer, text in zip(answers, whole, strict=False):
        if answer:
            assert next(alone) == text


def printed(blocks: list[str]) -> Iterator[str]:
    """Yield what each block prints, up to the first that fails."""
    namespace: dict[str, object] = {}
    for block in blocks:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            try:
                exec(block, namespace)  # noqa: S102 - made above
            except Exception:  # noqa: BLE001 - a random program may do anything
                return
        yield out.getvalue()
