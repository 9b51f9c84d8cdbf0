"""Formulas against those of MathJax itself: we write them in fewer letters, and each glyph stays where it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from docsite.execution.node import run_node
from docsite.web.mathematics.mathjax import MathJax, TeX
from tests.browser.conftest import Reader

THEIRS = Path(__file__).with_name("mathjax.mjs")

# Of each kind of box one at least, alone and within others.
FORMULAS = [
    r"x",
    r"a+b=c-d",
    r"-x\le\pm y",
    r"x_1^2+x^{2^k}_{i_j}",
    r"{x_1}^{y}",
    r"\frac12+\frac{a+b}{c_1}",
    r"\frac{\frac{x}{y}+1}{\frac{1}{1+\frac{1}{z}}}",
    r"x^{\frac{a}{b}}_{\frac12}",
    r"\cfrac{1}{1+\cfrac{1}{x}}",
    r"\sqrt x+\sqrt{1+\sqrt[3]{\frac{a}{b}}}",
    r"\sqrt{x_1+{y^2+z}}",
    r"\sum_{k=0}^{n}\binom{n}{k}a^kb^{n-k}",
    r"\prod_{i\ne j}\int_{-\infty}^\infty e^{-x^2/2}\,dx",
    r"\lim_{n\to\infty}\sup_{x\in A} f_n(x)",
    r"\left(\frac{a}{b}\right)^2\left[\left\{\frac{\frac ab}{c}\right\}\right]",
    r"\left|\sum_{k}x_k\right|\bigl(\Bigl(\biggl(x",
    r"\begin{pmatrix}a_1&b\\\frac12&{d+e}\end{pmatrix}",
    r"\begin{cases}1&x\ge 0\\ {-1}&\text{otherwise}\end{cases}",
    r"\begin{aligned}a&=b+c\\&=\frac{d}{e}\end{aligned}",
    r"\overline{x+y}+\underline{ab}+\hat x+\widehat{xyz}+\vec v+\dot x+\tilde n",
    r"\overbrace{a+b}^{n}+\underbrace{c+d}_{m}",
    r"\overset{!}{=}\underset{x}{\max}\stackrel{def}{=}",
    r"\mathbb P(X\in\mathcal F)=\mathbf 1_{\mathrm A}",
    r"\operatorname{Var}X+\sin^2\theta+\log_2n",
    r"f'(x)+f''_n(x)",
    r"\substack{a\\b}+\sum_{\substack{i<n\\j<m}}x",
    r"a\equiv b\pmod n",
    r"\boxed{x^2}\,\phantom{y}z\quad w",
    r"\mathop{\mathrm{ab}}\limits_{x}{\mathbin{\star}}y",
    r"{a+{b+{c^2}}}_n",
    r"\smash{x}\vphantom{\frac12}\mathstrut y",
    r"\genfrac{}{}{0pt}{}{a}{b}\atop c",
]

# The drawn characters of each formula in their order, with their places from where the formula begins, in its em.
GLYPHS = """() => [...document.querySelectorAll("mjx-math")].map((math) => {
    const em = parseFloat(getComputedStyle(math).fontSize);
    const start = math.getBoundingClientRect();
    const walker = document.createTreeWalker(math, NodeFilter.SHOW_TEXT);
    const glyphs = [];
    for (let node; (node = walker.nextNode());) {
        if (!node.data.trim()) continue;
        const range = document.createRange();
        range.selectNode(node);
        const { left, top } = range.getBoundingClientRect();
        glyphs.push([node.data, (left - start.left) / em, (top - start.top) / em]);
    }
    return { size: [start.width / em, start.height / em], glyphs };
})"""


def shown(page: Page, css: str, formulas: list[str]) -> Any:
    """Return what GLYPHS tells of formulas with these styles; fonts do not matter, since MathJax sets the widths."""
    blocks = "".join(f"<p>{formula}</p>" for formula in formulas)
    page.set_content(f"<style>{css} mjx-math {{ font-size: 50px }}</style>{blocks}")
    return page.evaluate(GLYPHS)


def letters(formula: Any) -> list[str]:
    return [letter for letter, *_ in formula["glyphs"]]


def places(formula: Any) -> list[float]:
    return [place for _, *places in formula["glyphs"] for place in places]


@pytest.fixture(scope="module")
def pairs() -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    """Return styles and formulas: MathJax's, and ours."""
    theirs = json.loads(run_node(THEIRS, json.dumps(FORMULAS)))
    with MathJax() as mathjax:
        rendered = mathjax.render(TeX(tex, display=True) for tex in FORMULAS)
        css = "\n".join(mathjax.styles(rendered.values()))
    return (theirs["css"], theirs["html"]), (css, [one.html for one in rendered.values()])


def test_each_glyph_stands_where_mathjax_puts_it(
    reader: Callable[..., Reader], pairs: tuple[tuple[str, list[str]], tuple[str, list[str]]]
) -> None:
    (css, theirs), (own_css, ours) = pairs
    page = reader().page
    page.route("**/*.woff2", lambda route: route.abort())
    for tex, expected, found in zip(FORMULAS, shown(page, css, theirs), shown(page, own_css, ours), strict=True):
        assert letters(found) == letters(expected), tex
        assert places(found) == pytest.approx(places(expected), abs=0.04), tex
        assert found["size"] == pytest.approx(expected["size"], abs=0.04), tex
