"""Every small change of a formula is made, and none that leaves the formula as it is."""

from __future__ import annotations

import pytest

from docsite.checks.mutations import mutations
from docsite.source.tex import Tex


def changed(tex: str, kind: str) -> list[str]:
    return [mutation.tex for mutation in mutations(tex) if mutation.kind == kind]


@pytest.mark.parametrize(
    ("kind", "tex", "expected"),
    [
        ("sign", r"a + b \pm c", [r"a - b \pm c", r"a + b \mp c"]),
        ("sign", r"2^{-n}", [r"2^{n}"]),
        ("number", r"3 x^9 0.5", [r"4 x^9 0.5", r"3 x^{10} 0.5", r"3 x^9 1.5"]),
        ("number", r"\frac12 \pi", [r"\frac22 \pi", r"\frac13 \pi", r"\frac12 {2 \pi}"]),
        ("exponent", r"x^2 y^{n-1}", [r"x y^{n-1}", r"x^2 y^{n-1+1}", r"x^2 y"]),
        ("exponent", r"x^n", [r"x^{n+1}", "x"]),
        ("index", r"a_i b_{i+1} c_{\max}", [r"a_{i+1} b_{i+1} c_{\max}", r"a_i b_{i+1+1} c_{\max}"]),
        ("bound", r"\sum_{k=m}^n k", [r"\sum_{k=m+1}^n k", r"\sum_{k=m}^{n+1} k"]),
        ("bound", r"\sum_{k=0}^\infty k", []),
        ("function", r"\sin x \log y", [r"\cos x \log y", r"\sin x \exp y"]),
        ("function", r"\sqrt[3]{x} n!", [r"{x} n!", r"\sqrt[3]{x} n"]),
        ("function", r"\left\lfloor x \right\rfloor", [r"\left\lceil x \right\rceil"]),
        ("symbol", r"x + \alpha", [r"\alpha + \alpha", "x + x"]),
        ("symbol", r"\mathbb{P} + x", ["x + x", r"\mathbb{P} + \mathbb{P}"]),
        ("symbol", r"\int x \, dx", []),
        ("fraction", r"\frac{a}2 \binom{n}{k}", [r"\frac2{a} \binom{n}{k}", r"\frac{a}2 \binom{k}{n}"]),
        ("relation", r"a \le b", [r"a \ge b", "a < b"]),
        ("relation", r"\sum_{k=1}^n k = x", [r"\sum_{k=1}^n k \ne x", r"\sum_{k=1}^n k < x"]),
        ("factor", r"2 x \cdot \sin y", [r"x \cdot \sin y", r"2 \cdot \sin y", "2 x"]),
        ("factor", r"P(S = k) 2", ["2", "P(S = k)"]),
    ],
)
def test_change(kind: str, tex: str, expected: list[str]) -> None:
    assert changed(tex, kind) == expected


@pytest.mark.parametrize(
    "tex",
    [r"\frac{a}{a}", r"x^{2} + x^2", r"\left( a \right) \, b \leq c", r"\binom{n}{k} = \frac{n!}{k! (n-k)!}", "_", ""],
)
def test_no_mutation_is_the_formula_or_another_mutation(tex: str) -> None:
    found = [Tex(mutation.tex).canonical for mutation in mutations(tex)]
    assert len(found) == len({*found, Tex(tex).canonical}) - 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"x^{2}", "x^2"),
        (r"\left( a \right)\,b", "(a) b"),
        (r"a \leq b", r"a\le b"),
        (r"\dfrac{1}{2}", r"\frac12"),
        (r"a \cdot b", "a b"),
    ],
)
def test_the_same_formula(one: str, other: str) -> None:
    assert Tex(one).canonical == Tex(other).canonical


@pytest.mark.parametrize("tex", ["a = b", r"\frac{a}{b} < c", r"a_n \to 0", r"{a = b}"])
def test_what_states_something(tex: str) -> None:
    assert Tex(tex).states


@pytest.mark.parametrize("tex", ["x", "P(S_n = 0)", r"\sum_{k=0}^n k", r"\left[a < b\right]", r"\{x : x > 0\}"])
def test_what_names_something(tex: str) -> None:
    assert not Tex(tex).states
