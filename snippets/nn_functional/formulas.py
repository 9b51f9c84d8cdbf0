"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it, reads it with latex2sympy2_extended, and
raises an AssertionError if what it says is not so. Capitals, indices and notation that
the parser does not know are replaced first.
"""

import re
from itertools import product
from typing import Any

import sympy as sp
import torch
from latex2sympy2_extended import latex2sympy

Expr = Any  # SymPy's expressions are not typed closely enough to help.
P = sp.Symbol("p")


def _parse(tex: str) -> Expr:
    """Read an expression that holds no single capital: the parser would lower it."""
    assert not re.search(r"(?<![\\A-Za-z])[A-Z](?![a-z])", tex), f"not replaced: {tex}"
    return latex2sympy(tex.strip())


def _sides(tex: str) -> tuple[str, str]:
    """Return what stands on either side of the equals sign."""
    sides = [side.strip() for side in tex.split("=")]
    assert len(sides) == 2, f"not 2 sides: {tex}"
    return sides[0], sides[1]


def _zero(expr: Expr) -> None:
    """Assert that an expression is 0, whatever its symbols are."""
    assert sp.simplify(expr) == 0, f"this is not 0: {expr}"


def _moments(terms: list[tuple[Expr, Expr]]) -> tuple[Expr, Expr]:
    """Return mean and variance of a sum of w * y: all masks of dropout, exactly."""
    mean = square = sp.Integer(0)
    for mask in product((0, 1), repeat=len(terms)):
        chance = sp.prod([1 - P if keep else P for keep in mask])
        total = sum(
            w * x * keep / (1 - P) for (w, x), keep in zip(terms, mask, strict=True)
        )
        mean += chance * total
        square += chance * total**2
    return sp.simplify(mean), sp.simplify(square - mean**2)


def size(tex: str) -> None:
    r"""The length that a convolution leaves: torch's own, on a grid of 144 cases.

    --8<-- [start:size]
    m = \left\lfloor \frac{n + 2q - k}{s} \right\rfloor + 1
    --8<-- [end:size]
    """
    found = re.fullmatch(r"m = \\left\\lfloor (.+) \\right\\rfloor(.+)", tex.strip())
    assert found, tex
    inside, rest = _parse(found[1]), _parse("0" + found[2])
    for n, q, k, s in product((7, 8, 9), range(3), (1, 2, 3, 5), (1, 2, 3, 4)):
        at = {"n": n, "q": q, "k": k, "s": s}
        line = torch.empty(1, 1, n, device="meta")
        kernel = torch.empty(1, 1, k, device="meta")
        got = torch.nn.functional.conv1d(line, kernel, stride=s, padding=q).shape[-1]
        assert int(sp.floor(inside.subs(at)) + rest) == got, f"not so for {at}"


def count(tex: str) -> None:
    r"""The parameters of a convolution: counted in torch's, for 27 sizes.

    --8<-- [start:count]
    N = (k^2 c + 1)\, d
    --8<-- [end:count]
    """
    left, right = _sides(tex)
    assert left == "N"
    value = _parse(right)
    for k, c, d in product((1, 2, 5), (1, 3, 4), (1, 2, 6)):
        layer = torch.nn.Conv2d(c, d, k, device="meta")
        counted = sum(one.numel() for one in layer.parameters())
        assert value.subs({"k": k, "c": c, "d": d}) == counted


def dropout(tex: str) -> None:
    r"""Mean and variance of a value after dropout: symbolic, over both masks.

    --8<-- [start:dropout]
    \mathrm{E}(y) = x, \qquad \mathrm{Var}(y) = \frac{p}{1 - p}\, x^2
    --8<-- [end:dropout]
    """
    mean, variance = (_sides(part) for part in re.split(r", \\qquad", tex))
    assert (mean[0], variance[0]) == (r"\mathrm{E}(y)", r"\mathrm{Var}(y)")
    expected = _moments([(sp.Integer(1), sp.Symbol("x"))])
    for (_, right), value in zip((mean, variance), expected, strict=True):
        _zero(_parse(right) - value)


def noise(tex: str) -> None:
    r"""The variance of a weighted sum after dropout: symbolic, all masks of 3 values.

    --8<-- [start:noise]
    \mathrm{Var}\Bigl(\sum_i w_i y_i\Bigr) = \frac{p}{1 - p} \sum_i w_i^2 x_i^2
    --8<-- [end:noise]
    """
    left, right = _sides(tex)
    assert left == r"\mathrm{Var}\Bigl(\sum_i w_i y_i\Bigr)"
    found = re.fullmatch(r"(.+) \\sum_i (.+)", right)
    assert found, right
    assert len(re.findall("_i", found[2])) == 2
    term = _parse(found[2].replace("_i", ""))
    terms = [(sp.Symbol(f"w{i}"), sp.Symbol(f"x{i}")) for i in range(3)]
    total = sum(term.subs({"w": w, "x": x}, simultaneous=True) for w, x in terms)
    _zero(_parse(found[1]) * total - _moments(terms)[1])


def running(tex: str) -> None:
    r"""The running mean after k batches of one mean: symbolic, for k from 0 to 6.

    --8<-- [start:running]
    r_k = \mu\,\bigl(1 - (1 - m)^k\bigr)
    --8<-- [end:running]
    """
    left, right = _sides(tex.replace(r"\bigl", "").replace(r"\bigr", ""))
    assert left == "r_k"
    value = _parse(right)
    m, mu, k = sp.Symbol("m"), sp.Symbol("mu"), sp.Symbol("k")
    now: Expr = sp.Integer(0)
    for step in range(7):
        _zero(sp.expand(value.subs(k, step) - now))
        now = (1 - m) * now + m * mu


def floor(tex: str) -> None:
    r"""The least loss after a second softmax: exact, for 2 to 12 classes.

    --8<-- [start:floor]
    -\ln \frac{e}{e + C - 1} = \ln\Bigl(1 + \frac{C - 1}{e}\Bigr)
    --8<-- [end:floor]
    """
    text = tex.replace(r"\Bigl", "").replace(r"\Bigr", "").replace("C", "c")
    left, right = (_parse(side).subs("e", sp.E) for side in _sides(text))
    for classes in range(2, 13):
        scores = [sp.Integer(1), *[sp.Integer(0)] * (classes - 1)]
        exact = -sp.log(sp.exp(scores[0]) / sum(sp.exp(one) for one in scores))
        for side in (left, right):
            difference = sp.N(side.subs("c", classes) - exact, 30)
            assert abs(difference) < sp.Float("1e-25"), f"not so for {classes} classes"


def slope(tex: str) -> None:
    r"""The gradient of the loss by the scores: symbolic, for 3 classes.

    --8<-- [start:slope]
    \frac{\partial L}{\partial z_i} = p_i - y_i
    --8<-- [end:slope]
    """
    left, right = _sides(tex)
    assert left == r"\frac{\partial L}{\partial z_i}"
    assert right.count("_i") == 2
    value = _parse(right.replace("_i", ""))
    z, y = sp.symbols("z0:3"), sp.symbols("y0:2")
    truth = [*y, 1 - sum(y)]
    total = sum(sp.exp(one) for one in z)
    loss = -sum(
        t * sp.log(sp.exp(one) / total) for t, one in zip(truth, z, strict=True)
    )
    for one, wanted in zip(z, truth, strict=True):
        put = value.subs({"p": sp.exp(one) / total, "y": wanted}, simultaneous=True)
        _zero(put - sp.diff(loss, one))


def shared(tex: str) -> None:
    r"""The derivative by a weight with two uses: symbolic, for every cubic of two.

    --8<-- [start:shared]
    \frac{d}{dw} f(w, w) = \partial_1 f(w, w) + \partial_2 f(w, w)
    --8<-- [end:shared]
    """
    left, right = _sides(tex)
    assert left == r"\frac{d}{dw} f(w, w)"
    u, v, w = sp.symbols("u v w")
    powers = [(i, j) for i in range(4) for j in range(4 - i)]
    f = sum(sp.Symbol(f"c{i}{j}") * u**i * v**j for i, j in powers)
    partial = {"1": sp.diff(f, u), "2": sp.diff(f, v)}

    def put(match: re.Match[str]) -> str:
        return match[1] + {"1": "a", "2": "b"}[match[2]]

    assert re.findall(r"f(\(.*?\))", right) == ["(w, w)"] * 2
    text = re.sub(r"()\\partial_([12]) f\(w, w\)", put, right)
    at = {u: w, v: w}
    both = {"a": partial["1"].subs(at), "b": partial["2"].subs(at)}
    _zero(_parse(text).subs(both) - sp.diff(f.subs(at), w))
