"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it, reads it with latex2sympy2_extended, and
raises an AssertionError if what it says is not so. Notation that the parser does not
know, such as bars, partial derivatives and transposes, is replaced first.
"""

# ruff: noqa: E501 - a formula is one line

import random
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.autograd.value import Value, example, gradient, product

Expr = Any  # SymPy's expressions are not typed closely enough to help.
A, B, U, V = sp.symbols("a b u v")

# What each node of the example is made of, and its value there.
MADE = {"u": A * B, "v": U + A, "L": U * V}
AT = {A: 2, B: 3, U: 6, V: 8}


def _parts(tex: str, count: int) -> list[str]:
    """Return the statements of a line that holds several."""
    parts = re.split(r",\s*\\qquad", tex.strip())
    assert len(parts) == count, f"{count} statements are expected: {tex}"
    return [part.strip() for part in parts]


def _rows(tex: str) -> list[str]:
    """Return the statements that stand below one another, aligned."""
    found = re.fullmatch(
        r"\\begin\{aligned\}(.+)\\end\{aligned\}", tex.strip(), re.DOTALL
    )
    assert found, tex
    return [row.replace("&", "").strip() for row in found[1].split(r"\\")]


def _sides(tex: str, count: int = 2) -> list[str]:
    """Return what stands between equals signs."""
    sides = [side.strip() for side in tex.split("=")]
    assert len(sides) == count, f"not {count} sides: {tex}"
    return sides


def _parse(tex: str) -> Expr:
    """Read an expression that holds no single capital: the parser would lower it."""
    assert not re.search(r"(?<![\\A-Za-z])[A-Z](?![a-z])", tex), f"not replaced: {tex}"
    return latex2sympy(tex.strip())


def _zero(expr: Expr) -> None:
    """Assert that an expression is 0, whatever its symbols are."""
    assert sp.simplify(expr) == 0, f"this is not 0: {expr}"


def _local(above: str, below: str) -> Expr:
    """Return the derivative of a node of the example by one of its inputs, there."""
    return sp.diff(MADE[above], sp.Symbol(below)).subs(AT)


def _paths(node: Value, target: Value) -> list[list[int]]:
    """Return for each path from target to node the derivatives along its edges."""
    if node is target:
        return [[]]
    return [
        [*rest, pull(Value(1)).data]
        for source, pull in node.edges
        for rest in _paths(source, target)
    ]


def _result() -> tuple[Value, Value, Value]:
    """Return the example's inputs and result, as the twin computes them."""
    a, b = Value(2), Value(3)
    return a, b, example(a, b)


def closed(tex: str) -> None:
    r"""The example without its steps: symbolic, from the function on the page.

    --8<-- [start:closed]
    \begin{aligned}
    L &= a^2 b\,(b + 1) \\
    \frac{\partial L}{\partial a} &= 2ab\,(b + 1) \\
    \frac{\partial L}{\partial b} &= a^2 (2b + 1)
    \end{aligned}
    --8<-- [end:closed]
    """
    whole, *derivatives = _rows(tex)
    name, right = _sides(whole)
    assert name == "L"
    _zero(_parse(right) - example(A, B))
    asked = []
    for part in derivatives:
        left, right = _sides(part)
        found = re.fullmatch(r"\\frac\{\\partial L\}\{\\partial (\w)\}", left)
        assert found, left
        asked.append(found[1])
        _zero(_parse(right) - sp.diff(example(A, B), sp.Symbol(found[1])))
    assert asked == ["a", "b"]


def paths(tex: str) -> None:
    r"""The derivative as a sum over paths: the factors are those of the twin's edges.

    --8<-- [start:paths]
    \frac{\partial L}{\partial a} = 3 \cdot 8 + 3 \cdot 1 \cdot 6 + 1 \cdot 6 = 48
    --8<-- [end:paths]
    """
    left, terms, total = _sides(tex, 3)
    found = re.fullmatch(r"\\frac\{\\partial L\}\{\\partial (\w)\}", left)
    assert found, left
    a, b, result = _result()
    target = {"a": a, "b": b}[found[1]]
    shown = [[int(n) for n in term.split(r"\cdot")] for term in terms.split("+")]
    assert sorted(shown) == sorted(_paths(result, target))
    assert int(total) == gradient(result, [target])[0].data


def adjoint(tex: str) -> None:
    r"""The adjoint of the node with two uses: exact, against the twin.

    --8<-- [start:adjoint]
    \bar u = \bar L\,\frac{\partial L}{\partial u} + \bar v\,\frac{\partial v}{\partial u} = 1 \cdot 8 + 6 \cdot 1 = 14
    --8<-- [end:adjoint]
    """
    left, rule, numbers, total = _sides(tex, 4)
    a, b = Value(2), Value(3)
    u = a * b
    v = u + a
    result = u * v
    nodes = {"u": u, "v": v, "L": result}
    bars = [one.data for one in gradient(result, list(nodes.values()))]
    bar = dict(zip(nodes, bars, strict=True))
    shape = r"\\bar (\w)\\,\\frac\{\\partial (\w)\}\{\\partial (\w)\}"
    factors: list[list[Any]] = []
    for term in rule.split("+"):
        found = re.fullmatch(shape, term.strip())
        assert found, term
        node, above, below = found.groups()
        assert (node, left) == (above, rf"\bar {below}")
        factors.append([bar[node], int(_local(above, below))])
    uses = [name for name, made in MADE.items() if made.has(sp.Symbol(left[-1]))]
    assert len(factors) == len(uses)
    assert factors == [[int(n) for n in t.split(r"\cdot")] for t in numbers.split("+")]
    assert int(total) == bar[left[-1]]
    assert int(total) == sum(one * other for one, other in factors)


def mean(tex: str) -> None:
    r"""The mean of squares and its derivative: symbolic; the values 27 and 9/2 too.

    --8<-- [start:mean]
    \begin{aligned}
    o &= \frac{1}{4} \sum_{i=1}^{4} 3\,(x_i + 2)^2 \\
    \frac{\partial o}{\partial x_i} &= \frac{3}{2}\,(x_i + 2)
    \end{aligned}
    --8<-- [end:mean]
    """
    whole, derivative = _rows(tex)
    name, _, right = whole.partition(" = ")
    left, slope = _sides(derivative)
    assert (name, left) == ("o", r"\frac{\partial o}{\partial x_i}")
    found = re.fullmatch(r"(.+?)\\sum_\{i=(\d)\}\^\{(\d)\}(.+)", right)
    assert found, right
    factor, low, high, term = found.groups()
    inside = _parse(term.replace("x_i", "x"))
    x = sp.Symbol("x")
    xs = sp.symbols("x1:5")
    terms: Expr = sum(inside.subs(x, one) for one in xs)
    total: Expr = sp.Mul(_parse(factor), terms)
    assert (int(low), int(high)) == (1, len(xs))
    for one in xs:
        _zero(sp.diff(total, one) - _parse(slope.replace("x_i", "x")).subs(x, one))
    assert total.subs(dict.fromkeys(xs, 1)) == 27
    assert sp.diff(total, xs[0]).subs(xs[0], 1) == sp.Rational(9, 2)


def _matrices(tex: str, known: Mapping[str, Expr]) -> Expr:
    r"""Compute a product of matrices: a letter, a bar, \top behind it, brackets."""
    text = tex.replace(r"\,", " ").replace(r"\bar ", "bar")
    text = re.sub(r"\^\\top", ".T", text)
    tokens = re.findall(r"bar\w|\w(?:\.T)?|[()]|\S", text)
    python = " ".join(tokens)
    python = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", python)
    return eval(python, {"__builtins__": {}}, dict(known))  # noqa: S307 - our own


def _grid(name: str, rows: int, columns: int) -> Expr:
    """Return a matrix of symbols."""
    return sp.Matrix(rows, columns, lambda i, j: sp.Symbol(f"{name}{i}{j}"))


def _equal(left: Expr, right: Expr) -> None:
    """Assert that two matrices are the same, sizes included."""
    assert left.shape == right.shape
    assert (left - right).expand() == sp.zeros(*left.shape)


def vjp(tex: str) -> None:
    r"""Weights times change, computed from either side: symbolic for 2 × 3 matrices.

    --8<-- [start:vjp]
    w^\top (J d) = (w^\top J)\, d
    --8<-- [end:vjp]
    """
    known = {"w": _grid("w", 2, 1), "J": _grid("j", 2, 3), "d": _grid("d", 3, 1)}
    left, right = _sides(tex)
    assert left != right
    _equal(_matrices(left, known), _matrices(right, known))
    plain = sum(
        known["w"][i] * known["J"][i, j] * known["d"][j]
        for i in range(2)
        for j in range(3)
    )
    _equal(_matrices(right, known), sp.Matrix([plain]))


def matmul(tex: str) -> None:
    r"""The adjoints of a product of matrices: symbolic, for 2 × 3 times 3 × 2.

    --8<-- [start:matmul]
    \bar A = \bar C B^\top, \qquad \bar B = A^\top \bar C
    --8<-- [end:matmul]
    """
    known = {"A": _grid("a", 2, 3), "B": _grid("b", 3, 2), "barC": _grid("c", 2, 2)}
    result = known["A"] * known["B"]
    pulled = sum(bar * one for bar, one in zip(known["barC"], result, strict=True))
    asked = []
    for part in _parts(tex, 2):
        left, right = _sides(part)
        assert re.fullmatch(r"\\bar [AB]", left), left
        asked.append(left[-1])
        wanted = known[left[-1]].applyfunc(lambda entry: sp.diff(pulled, entry))
        _equal(_matrices(right, known), wanted)
    assert asked == ["A", "B"]


def doubling(tex: str) -> None:
    r"""How often 1, 2, 3 is doubled until its norm is 1000: exact, in squares.

    --8<-- [start:doubling]
    2^8 \sqrt{14} < 1000 \le 2^9 \sqrt{14}
    --8<-- [end:doubling]
    """
    found = re.fullmatch(r"(.+?) < (\d+) \\le (.+)", tex.strip())
    assert found, tex
    below, limit, above = (_parse(part) for part in found.groups())
    norm = sp.sqrt(1**2 + 2**2 + 3**2)
    assert limit == 1000
    assert sp.simplify(above - 2 * below) == 0
    doublings = next(n for n in range(20) if 2**n * norm >= limit)
    assert sp.simplify(above - 2**doublings * norm) == 0


def softplus(tex: str) -> None:
    r"""The derivative of softplus: symbolic.

    --8<-- [start:softplus]
    \frac{d}{dt} \ln(1 + e^t) = \frac{1}{1 + e^{-t}}
    --8<-- [end:softplus]
    """
    left, right = _sides(tex)
    found = re.fullmatch(r"\\frac\{d\}\{d(\w)\} (.+)", left)
    assert found, left
    t = sp.Symbol("t")
    plain = sp.log(1 + sp.exp(t))
    inside = _parse(found[2]).subs(sp.Symbol("e"), sp.E)
    _zero(inside - plain)
    _zero(
        sp.diff(plain, sp.Symbol(found[1])) - _parse(right).subs(sp.Symbol("e"), sp.E)
    )


def hvp(tex: str) -> None:
    r"""The gradient along a direction, derived once more: for every cubic of x and y.

    --8<-- [start:hvp]
    \nabla (g^\top d) = H d
    --8<-- [end:hvp]
    """
    left, right = _sides(tex)
    found = re.fullmatch(r"\\nabla \((.+)\)", left)
    assert found, left
    x, y = sp.symbols("x y")
    powers = [(i, j) for i in range(4) for j in range(4 - i)]
    f = sum(sp.Symbol(f"c{i}{j}") * x**i * y**j for i, j in powers)
    g = sp.Matrix([sp.diff(f, x), sp.diff(f, y)])
    known = {"g": g, "d": _grid("d", 2, 1), "H": sp.hessian(f, (x, y))}
    scalar = _matrices(found[1], known)
    assert scalar.shape == (1, 1)
    _equal(scalar.jacobian([x, y]).T, _matrices(right, known))


def operations(tex: str) -> None:
    r"""All operations of a graph of multiplications: algebra, and counted on 60 graphs.

    --8<-- [start:operations]
    \begin{aligned}
    & N + 2N + \bigl(2N - (N + M - 1)\bigr) \\
    & = 4N + 1 - M
    \end{aligned}
    --8<-- [end:operations]
    """
    text = " ".join(_rows(tex)).replace(r"\bigl", "").replace(r"\bigr", "")
    left, right = (
        _parse(side.replace("N", "n").replace("M", "m")) for side in _sides(text)
    )
    _zero(left - right)
    n, m = sp.symbols("n m")
    draw = random.Random(7)  # noqa: S311 - any graphs will do
    for _ in range(60):
        inputs = [Value(1) for _ in range(draw.randint(1, 4))]
        nodes = list(inputs)
        before = next(Value.made)
        for _ in range(draw.randint(1, 9)):
            nodes.append(draw.choice(nodes) * draw.choice(nodes))
        used, waiting = {nodes[-1]}, [nodes[-1]]
        while waiting:
            for source, _ in waiting.pop().edges:
                if source not in used:
                    used.add(source)
                    waiting.append(source)
        made = sum(1 for one in used if one.edges)
        idle = len(nodes) - len(inputs) - made  # computed, and never used
        gradient(nodes[-1], [one for one in inputs if one in used])
        counted = next(Value.made) - before - 2 - idle
        assert right.subs({n: made, m: len(used) - made}) == counted
    chain = [Value(Fraction(1)) for _ in range(5)]
    assert product(chain).data == 1


def segments(tex: str) -> None:
    r"""What is kept with k segments: algebra; least for k = √n, tried for n up to 400.

    --8<-- [start:segments]
    k + \frac{n}{k} = 2\sqrt{n} + \frac{(k - \sqrt{n})^2}{k}
    --8<-- [end:segments]
    """
    left, right = (_parse(side) for side in _sides(tex))
    k, n = sp.symbols("k n", positive=True)
    named = {sp.Symbol("k"): k, sp.Symbol("n"): n}
    _zero((left - right).subs(named))
    _zero(left.subs(named) - k - n / k)
    for root in range(1, 21):
        kept = {count: count + Fraction(root**2, count) for count in range(1, 401)}
        assert min(kept, key=lambda count: kept[count]) == root
