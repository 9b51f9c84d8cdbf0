"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it, takes it apart, reads the parts with
latex2sympy2_extended, and raises an AssertionError if what it says is not so. What
stands for a function, a vector or a matrix is looked up by the letter in the TeX.
"""

# ruff: noqa: E501 - a formula is one line

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.gradient.dual import derivative, gradient
from snippets.gradient.failing import cubes, flat, from_origin
from snippets.gradient.metric import steepest
from snippets.gradient.quotient import hill, quotient

Expr = Any  # SymPy's expressions are not typed closely enough to help.
T, H, S = sp.symbols("t h s", positive=True)
P = sp.symbols("p_1:4", real=True)
V = sp.symbols("v_1:4", real=True)


def _polynomial(*x: Any) -> Any:
    """Return a polynomial of two or three variables without symmetries."""
    return x[0] ** 3 * x[1] + 5 * x[0] * x[-1] ** 2 - 2 * x[1] + 7 * x[-1]


def _read(tex: str, *notation: tuple[str, str]) -> Expr:
    """Parse an expression after replacing notation that the parser does not know."""
    for pattern, stands_for in notation:
        tex = re.sub(pattern, stands_for, tex)
    assert not re.search(r"(?<![\\A-Za-z])[A-Z]", tex), f"not replaced: {tex}"
    return latex2sympy(tex.strip())


def _match(pattern: str, tex: str) -> tuple[str, ...]:
    """Take a formula apart."""
    found = re.fullmatch(pattern, tex.strip())
    assert found, f"not of the form expected: {tex}"
    return found.groups()


def _put(expr: Expr, values: Mapping[str, Any], functions: Mapping[str, Any]) -> Expr:
    """Put values for symbols by name, then for functions by theirs."""
    by_name = {symbol: values[symbol.name] for symbol in expr.free_symbols}
    expr = expr.subs(by_name, simultaneous=True)
    return expr.replace(
        lambda e: isinstance(e, sp.core.function.AppliedUndef),
        lambda e: functions[e.func.__name__](*e.args),
    )


def _zero(expr: Expr) -> None:
    """Assert that an expression is 0, whatever its symbols are."""
    assert sp.simplify(expr) == 0, f"this is not 0: {expr}"


# f(…) with one argument: the parser would take f(p + h) for a product.
CALL = (r"f\(([^()]+)\)", r"f(\1, 1)")


def definition(tex: str) -> None:
    r"""The derivative along v: the quotient of the article, and its limit for a polynomial.

    --8<-- [start:definition]
    D_v f(p) = \lim_{t \to 0} \frac{f(p + tv) - f(p)}{t}
    --8<-- [end:definition]
    """
    v, f, p, right = _match(r"D_(\w) (\w)\((\w)\) = (.+)", tex)
    limit = _read(right, CALL)
    assert isinstance(limit, sp.Limit)
    inside, variable, towards = limit.args[:3]
    assert (variable.name, towards) == ("t", 0)

    def at(number: Expr, _: Expr) -> Expr:
        coordinates = [
            number.subs(dict(zip((q, w), pair, strict=True)))
            for pair in zip(P[:2], V[:2], strict=True)
        ]
        return _polynomial(*coordinates)

    q, w = sp.symbols("q w")
    values = {p: q, v: w, "t": T}
    assert len(values) == 3
    found = _put(inside, values, {f: at})
    _zero(found - quotient(_polynomial, P[:2], V[:2], T))
    limits = sp.limit(sp.expand(sp.simplify(found)), T, 0, "+-")
    _zero(limits - derivative(_polynomial, P[:2], V[:2]))


def linear(tex: str) -> None:
    r"""All slopes from the partial derivatives: symbolic for polynomials, n = 2 and 3.

    --8<-- [start:linear]
    D_v f(p) = \nabla f(p) \cdot v = \sum_{i=1}^{n} \frac{\partial f}{\partial x_i}(p)\, v_i
    --8<-- [end:linear]
    """
    left, middle, right = tex.split(" = ", 2)
    v, f, p = _match(r"D_(\w) (\w)\((\w)\)", left)
    assert (f, len({v, p})) == ("f", 2)
    assert _match(r"\\nabla (\w)\((\w)\) \\cdot (\w)", middle) == (f, p, v)
    shape = (
        r"\\sum_\{(\w)=(\d)\}\^\{(\w)\} \\frac\{\\partial (\w)\}\{\\partial x_(\w)\}"
        r"\((\w)\)\\, (\w)_(\w)"
    )
    i, low, n, *rest = _match(shape, right)
    assert (n, rest) == ("n", [f, i, p, v, i])
    for size in (2, 3):
        point, vector = P[:size], V[:size]
        slopes = [sp.diff(_polynomial(*point), x) for x in point]
        total = sum(slopes[k - 1] * vector[k - 1] for k in range(int(low), size + 1))
        _zero(total - derivative(_polynomial, point, vector))
        dot = sp.Matrix(gradient(_polynomial, point)).dot(sp.Matrix(vector))
        _zero(total - dot)


def cosine(tex: str) -> None:
    r"""The slope and the angle between u and the gradient: symbolic, in the plane.

    --8<-- [start:cosine]
    D_u f = \nabla f \cdot u = \|\nabla f\| \cos \varphi
    --8<-- [end:cosine]
    """
    u, f, first, second, right = _match(
        r"D_(\w) (\w) = \\nabla (\w) \\cdot (\w) = (.+)", tex
    )
    assert (first, second) == (f, u)
    said = _read(right, (rf"\\\|\\nabla {f}\\\|", "r"))
    r, alpha, phi = sp.symbols("r alpha varphi", positive=True)
    g = r * sp.Matrix([sp.cos(alpha), sp.sin(alpha)])
    unit = sp.Matrix([sp.cos(alpha + phi), sp.sin(alpha + phi)])
    found = derivative(lambda x, y: g[0] * x + g[1] * y, P[:2], list(unit))
    _zero(found - _put(said, {"r": r, "varphi": phi}, {}))


def lagrange(tex: str) -> None:
    r"""Lagrange's identity: symbolic, for n = 2, 3 and 4.

    --8<-- [start:lagrange]
    \|g\|^2 \|u\|^2 - (g \cdot u)^2 = \sum_{i<j} (g_i u_j - g_j u_i)^2
    --8<-- [end:lagrange]
    """
    left, right = tex.split(" = ")
    product_of = _read(
        left,
        (r"\\\|g\\\|", "a"),
        (r"\\\|u\\\|", "b"),
        (r"\(g \\cdot u\)", "c"),
    )
    i, j, term = _match(r"\\sum_\{(\w)<(\w)\} (.+)", right)
    assert (i, j) == ("i", "j")
    square = _read(term)
    for n in (2, 3, 4):
        g, u = sp.symbols(f"g_1:{n + 1}"), sp.symbols(f"u_1:{n + 1}")
        dot = sum(a * b for a, b in zip(g, u, strict=True))
        norms = {
            "a": sp.sqrt(sum(a * a for a in g)),
            "b": sp.sqrt(sum(b * b for b in u)),
        }
        total = sum(
            _put(square, {"g_i": g[k], "u_j": u[m], "g_j": g[m], "u_i": u[k]}, {})
            for m in range(n)
            for k in range(m)
        )
        assert sp.expand(_put(product_of, {**norms, "c": dot}, {}) - total) == 0


def tangent_plane(tex: str) -> None:
    r"""The tangent plane of the example above (1, 2): from the gradient of the twin.

    --8<-- [start:tangent_plane]
    z = 5 + 2(x - 1) + 4(y - 2)
    --8<-- [end:tangent_plane]
    """
    said = _read(tex)
    x, y = sp.symbols("x y")
    assert isinstance(said, sp.Eq)
    assert said.lhs == sp.Symbol("z")
    fx, fy = gradient(hill, (1, 2))
    _zero(said.rhs - (hill(1, 2) + fx * (x - 1) + fy * (y - 2)))


def differentiable(tex: str) -> None:
    r"""Differentiable: 0 for a polynomial, symbolic in the direction; 1/2 for `flat` on a parabola.

    --8<-- [start:differentiable]
    \lim_{h \to 0} \frac{f(p + h) - f(p) - \nabla f(p) \cdot h}{\|h\|} = 0
    --8<-- [end:differentiable]
    """
    left, right = tex.split(" = ")
    limit = _read(
        left,
        (r"\\nabla f\((\w)\) \\cdot (\w)", r"d(\1, \2)"),
        (r"\\\|(\w)\\\|", r"n(\1, 1)"),
        CALL,
    )
    assert isinstance(limit, sp.Limit)
    inside, variable, towards = limit.args[:3]
    assert (variable.name, towards, right) == ("h", 0, "0")

    def error(f: Callable[..., Any], point: Any, step: Any, slopes: Any) -> Expr:
        q, w = sp.symbols("q w")

        def vector(expr: Expr) -> list[Expr]:
            pairs = zip(point, step, strict=True)
            return [sp.sympify(expr.subs({q: x, w: y})) for x, y in pairs]

        functions = {
            "f": lambda e, _: f(*vector(e)),
            "d": lambda e, s: (
                sp.Matrix(slopes).dot(sp.Matrix(vector(s))) if e == q else sp.nan
            ),
            "n": lambda e, _: sp.sqrt(sum(a * a for a in vector(e))),
        }
        return sp.simplify(_put(inside, {"p": q, "h": w}, functions))

    angle = sp.Symbol("alpha", real=True)
    step = (S * sp.cos(angle), S * sp.sin(angle))
    point = (sp.Integer(1), sp.Integer(2))
    smooth = error(_polynomial, point, step, gradient(_polynomial, point))
    assert sp.limit(smooth, S, 0) == 0
    # `flat` as a formula, which divides by 0 at 0 alone.
    rough = error(
        lambda x, y: x**3 * y / (x**4 + y**2) if x or y else sp.Integer(0),
        (sp.Integer(0), sp.Integer(0)),
        (S, S**2),
        (0, 0),
    )
    assert sp.limit(rough, S, 0) == sp.Rational(1, 2)
    assert flat(Fraction(1, 7), Fraction(1, 49)) == Fraction(1, 14)


def chain(tex: str) -> None:
    r"""The chain rule: symbolic, for a polynomial and three curves.

    --8<-- [start:chain]
    \frac{d}{dt} f(r(t)) = \nabla f(r(t)) \cdot r'(t)
    --8<-- [end:chain]
    """
    left, right = tex.split(" = ")
    by, *outer = _match(r"\\frac\{d\}\{d(\w)\} (\w)\((\w)\((\w)\)\)", left)
    shape = r"\\nabla (\w)\((\w)\((\w)\)\) \\cdot (\w)('*)\((\w)\)"
    *inner, curve, primes, at = _match(shape, right)
    assert outer == inner == ["f", "r", "t"]
    assert (by, curve, at) == ("t", "r", "t")
    for r in ((T**2, 3 * T), (sp.cos(T), sp.sin(T)), (T, sp.exp(T), 1 / T)):
        velocity = [sp.diff(x, T, len(primes)) for x in r]
        slopes = [sp.sympify(g) for g in gradient(_polynomial, P[: len(r)])]
        there = [g.subs(dict(zip(P, r, strict=False))) for g in slopes]
        dot = sp.Matrix(there).dot(sp.Matrix(velocity))
        _zero(sp.diff(_polynomial(*r), T) - dot)


def cubes_slope(tex: str) -> None:
    r"""The slopes of `cubes` at 0: exact, on a grid of directions and for three steps.

    --8<-- [start:cubes_slope]
    D_{(a, b)} f(0, 0) = \frac{a^3 + b^3}{a^2 + b^2}
    --8<-- [end:cubes_slope]
    """
    a, b, right = _match(r"D_\{\((\w), (\w)\)\} f\(0, 0\) = (.+)", tex)
    said = _read(right)
    for one, other in product(range(-3, 4), repeat=2):
        if one or other:
            pair = Fraction(one), Fraction(other)
            value = _put(said, {a: sp.Integer(one), b: sp.Integer(other)}, {})
            for h in (Fraction(1), Fraction(1, 100), Fraction(-1, 9)):
                assert value == sp.Rational(from_origin(cubes, *pair, h))


def flat_bound(tex: str) -> None:
    r"""The bound for `flat`: symbolic, the difference of the squares is a square.

    It is attained on the parabola y = x², so that no smaller constant would do.

    --8<-- [start:flat_bound]
    \left|\frac{x^3 y}{x^4 + y^2}\right| \le \frac{|x|}{2}
    --8<-- [end:flat_bound]
    """
    said = _read(tex)
    assert isinstance(said, sp.Le)
    x, y = sp.symbols("x y", real=True)
    left, right = (_put(side, {"x": x, "y": y}, {}) for side in said.args)
    assert isinstance(said.args[0], sp.Abs)
    gap = (right**2 - left**2) * 4 * (x**4 + y**2) ** 2
    _zero(gap - x**2 * ((x**2 - y) * (x**2 + y)) ** 2)
    inside = _put(said.args[0].args[0], {"x": sp.Integer(2), "y": sp.Integer(-5)}, {})
    assert inside == sp.Rational(flat(Fraction(2), Fraction(-5)))


# f, f′, f″ … of one variable: f(…) becomes f(…, 0), and f'' at t becomes f(t, 2).
PRIMES = (
    (r"f\(([^(),]+)\)", r"f(\1, 0)"),
    ("f'''", "f(t, 3)"),
    ("f''", "f(t, 2)"),
    ("f'", "f(t, 1)"),
)


def _truncation(tex: str) -> None:
    """Prove a quotient's expansion in h for a general polynomial of degree 7."""
    left, right = tex.split(" = ")
    series, order = _match(r"(.+) \+ O\(h\^(\d)\)", right)
    x = sp.Symbol("x")
    general = sp.Add(*(c * x**k for k, c in enumerate(sp.symbols("c_0:8", real=True))))

    def f(at: Expr, order: Expr) -> Expr:
        return sp.diff(general, x, int(order)).subs(x, at)

    imaginary = (r"\\operatorname\{Im\} f\(([^()]+)\)", r"m(\1, 0)")
    parsed = _read(left, imaginary, *PRIMES) - _read(series, *PRIMES)
    t = sp.Symbol("t", real=True)
    values = {"t": t, "h": H, "i": sp.I}
    both = {"f": f, "m": lambda e, k: sp.im(sp.expand(f(e, k)))}
    rest = sp.expand(_put(parsed, values, both))
    lowest = min(power for (power,) in sp.Poly(rest, H).monoms())
    assert lowest == int(order), f"the rest begins with h to the power {lowest}"


def forward_error(tex: str) -> None:
    r"""The error of the forward quotient: symbolic, for polynomials of degree 7.

    --8<-- [start:forward_error]
    \frac{f(t + h) - f(t)}{h} = f' + \frac{h}{2} f'' + O(h^2)
    --8<-- [end:forward_error]
    """
    _truncation(tex)


def central_error(tex: str) -> None:
    r"""The error of the central quotient: symbolic, for polynomials of degree 7.

    --8<-- [start:central_error]
    \frac{f(t + h) - f(t - h)}{2h} = f' + \frac{h^2}{6} f''' + O(h^4)
    --8<-- [end:central_error]
    """
    _truncation(tex)


def complex_error(tex: str) -> None:
    r"""The error of the complex step: symbolic, for polynomials of degree 7.

    --8<-- [start:complex_error]
    \frac{\operatorname{Im} f(t + ih)}{h} = f' - \frac{h^2}{6} f''' + O(h^4)
    --8<-- [end:complex_error]
    """
    _truncation(tex)


def _least(tex: str) -> None:
    """Prove where a sum of a falling and a rising power of h is least, and its value."""
    lines = (
        r"\\begin\{aligned\} &(.+) \\\\ &\\quad = (.+) \\\\ "
        r"&\\text\{at\}\\quad (\w) = (.+) \\end\{aligned\}"
    )
    least_of, value, at, where = _match(lines, " ".join(tex.split()))
    shape = r"\\min_\{(\w) > (\d)\} \\left\((.+)\\right\)"
    by, low, bound = _match(shape, least_of)
    assert (by, low, at) == ("h", "0", "h")
    notation = (
        (r"\|f'''\|", "c"),
        (r"\|f''\|", "b"),
        (r"\|f\|", "a"),
        (r"\\varepsilon", "e"),
    )
    a, b, c, e = sp.symbols("a b c e", positive=True)
    values = {"a": a, "b": b, "c": c, "e": e, "h": H}
    total, least, best = (
        _put(_read(part, *notation), values, {}) for part in (bound, value, where)
    )
    # The sum is convex in h, and its slope is 0 there and nowhere else.
    assert sp.simplify(sp.diff(total, H, 2)).is_positive
    _zero(sp.diff(total, H).subs(H, best))
    _zero(total.subs(H, best) - least)


def best_forward(tex: str) -> None:
    r"""The best step of the forward quotient: symbolic, by the derivative of its estimate.

    --8<-- [start:best_forward]
    \begin{aligned}
    &\min_{h > 0} \left(\frac{2 \varepsilon |f|}{h} + \frac{h |f''|}{2}\right) \\
    &\quad = 2 \sqrt{\varepsilon |f| |f''|} \\
    &\text{at}\quad h = 2 \sqrt{\frac{\varepsilon |f|}{|f''|}}
    \end{aligned}
    --8<-- [end:best_forward]
    """
    _least(tex)


def best_central(tex: str) -> None:
    r"""The best step of the central quotient: symbolic, by the derivative of its estimate.

    --8<-- [start:best_central]
    \begin{aligned}
    &\min_{h > 0} \left(\frac{\varepsilon |f|}{h} + \frac{h^2 |f'''|}{6}\right) \\
    &\quad = \frac{1}{2} \left(9 \varepsilon^2 |f|^2 |f'''|\right)^{1/3} \\
    &\text{at}\quad h = \left(\frac{3 \varepsilon |f|}{|f'''|}\right)^{1/3}
    \end{aligned}
    --8<-- [end:best_central]
    """
    _least(tex)


def metric(tex: str) -> None:
    r"""The greatest slope under another length: symbolic for 2 × 2, with the program's M⁻¹g.

    By Lagrange's identity in M's own product the difference of the squares is det M
    times a square, and it is 0 for v parallel to M⁻¹g.

    --8<-- [start:metric]
    \max_{v^T M v = 1} g \cdot v = \sqrt{g^T M^{-1} g}
    --8<-- [end:metric]
    """
    shape = (
        r"\\max_\{(\w)\^T (\w) (\w) = (\d)\} (\w) \\cdot (\w) = "
        r"\\sqrt\{(\w)\^T (\w)\^\{-1\} (\w)\}"
    )
    v1, m1, v2, one, g1, v3, g2, m2, g3 = _match(shape, tex)
    a, b, d = sp.symbols("a b d", positive=True)
    values = {"M": sp.Matrix([[a, b], [b, d]]), "v": sp.Matrix(V[:2])}
    values["g"] = sp.Matrix(sp.symbols("g_1:3", real=True))
    inverse = (values[g2].T * values[m2].inv() * values[g3])[0]
    length = (values[v1].T * values[m1] * values[v2])[0]
    w = values["M"].inv() * values["g"]
    cross = w[0] * values["v"][1] - w[1] * values["v"][0]
    slope = values[g1].dot(values[v3])
    _zero(inverse * length / int(one) - slope**2 - values["M"].det() * cross**2)
    for g, m in (([2, 4], [[1, 0], [0, 4]]), ([3, -5], [[2, 1], [1, 2]])):
        expected = list(sp.Matrix(m).inv() * sp.Matrix(g))
        assert [sp.Rational(part) for part in steepest(g, m)] == expected


def polar(tex: str) -> None:
    r"""The gradient in polar coordinates: symbolic, for a polynomial in x and y.

    --8<-- [start:polar]
    \nabla f = \frac{\partial f}{\partial r}\, e_r + \frac{1}{r} \frac{\partial f}{\partial \theta}\, e_\theta
    --8<-- [end:polar]
    """
    r, theta = sp.symbols("r theta", positive=True)
    x, y = r * sp.cos(theta), r * sp.sin(theta)
    (right,) = _match(r"\\nabla f = (.+)", tex)
    said = _read(
        right,
        (r"\\frac\{\\partial f\}\{\\partial r\}\\,", "a"),
        (r"\\frac\{\\partial f\}\{\\partial \\theta\}\\,", "b"),
        (r"e_r", "u"),
        (r"e_\\theta", "w"),
    )
    f = _polynomial(x, y)
    slopes = [sp.sympify(g) for g in gradient(_polynomial, P[:2])]
    values: dict[str, Any] = {"a": sp.diff(f, r), "b": sp.diff(f, theta), "r": r}
    for axis, (e_r, e_theta) in enumerate(
        ((sp.cos(theta), -sp.sin(theta)), (sp.sin(theta), sp.cos(theta)))
    ):
        found = _put(said, {**values, "u": e_r, "w": e_theta}, {})
        _zero(found - slopes[axis].subs({P[0]: x, P[1]: y}))
