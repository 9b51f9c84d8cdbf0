"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it. Vectors become pairs of components, scalars
SymPy's symbols; a formula is read by latex2sympy2_extended, or, where it has vectors, as
the expression in Python that it stands for.
"""

# ruff: noqa: E501 - a formula is one line

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.geometry import plane

Expr = Any  # SymPy's expressions are not typed closely enough to help.


class _Vector:
    """Two components, with the products of the page: `@` is the cross product."""

    def __init__(self, x: Expr, y: Expr) -> None:
        self.x, self.y = sp.sympify(x), sp.sympify(y)

    def __add__(self, other: "_Vector") -> "_Vector":
        return _Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "_Vector") -> "_Vector":
        return _Vector(self.x - other.x, self.y - other.y)

    def __matmul__(self, other: "_Vector") -> Expr:
        return self.x * other.y - self.y * other.x

    def __mul__(self, other: Expr) -> Expr:
        if isinstance(other, _Vector):
            return self.x * other.x + self.y * other.y
        return _Vector(self.x * other, self.y * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Expr) -> "_Vector":
        assert not isinstance(other, _Vector)
        return _Vector(self.x / other, self.y / other)

    def __pow__(self, exponent: int) -> Expr:
        assert exponent == 2
        return self * self

    @property
    def perp(self) -> "_Vector":
        return _Vector(-self.y, self.x)


def _norm(thing: Expr) -> Expr:
    """Return the length of a vector, or the absolute value of a number."""
    square = thing**2
    return sp.sqrt(sp.expand(square))


def _names(*names: str) -> Iterator[_Vector]:
    """Yield vectors with real symbols as components."""
    for name in names:
        yield _Vector(*sp.symbols(f"{name}_x {name}_y", real=True))


def _value(tex: str, **names: Expr) -> Expr:
    """Return what an expression with vectors stands for."""
    code = tex
    for pattern, stands_for in (
        (r"\\[,;!]|\\(?:left|right|bigl?|bigr?)(?![A-Za-z])", " "),
        (r"\\pm", "+ sign *"),
        (r"\\mp", "- sign *"),
        (r"\\times", "@"),
        (r"\\cdot", "%"),  # the one sign left that binds as a product does
        (r"\\(sin|cos)\s*\\theta", r" \1(theta) "),
        (r"\^\\perp", ".perp"),
        (r"\|([^|]+)\|", r" norm(\1) "),
    ):
        code = re.sub(pattern, stands_for, code)
    for name in (r"\frac", r"\sqrt"):
        while name in code:
            code = _unfolded(code, name)
    code = re.sub(r"\^\{?(\d+)\}?", r"**\1", code).replace("{", "(").replace("}", ")")
    code = re.sub(
        r"(?<=[\w)])\s*(?<!sin)(?<!cos)(?<!norm)(?<!sqrt)\s*(?=\()", "*", code
    )
    code = re.sub(r"(?<=[\w)])\s+(?=[\w(])|(?<=\))(?=\w)|(?<=\d)(?=[a-z])", "*", code)
    code = code.replace("%", "*").replace("* *", "*")
    known = {"sin": sp.sin, "cos": sp.cos, "sqrt": sp.sqrt, "norm": _norm, **names}
    return eval(code, {"__builtins__": {}}, known)  # noqa: S307 - the page's own formula


def _unfolded(code: str, name: str) -> str:
    r"""Replace the last \frac{a}{b} by ((a)/(b)), the last \sqrt{a} by sqrt(a)."""
    start = code.rindex(name)
    ends, depth = [], 0
    for index in range(start, len(code)):
        depth += {"{": 1, "}": -1}.get(code[index], 0)
        if code[index] == "}" and depth == 0:
            ends.append(index)
    first = code[start + len(name) + 1 : ends[0]]
    if name == r"\sqrt":
        return f"{code[:start]} sqrt({first}) {code[ends[0] + 1 :]}"
    second = code[ends[0] + 2 : ends[1]]
    return f"{code[:start]} (({first})/({second})) {code[ends[1] + 1 :]}"


def _zero(expr: Expr) -> None:
    """Assert that an expression, or each component of a vector, is 0."""
    for part in (expr.x, expr.y) if isinstance(expr, _Vector) else (expr,):
        assert sp.simplify(part) == 0, f"this is not 0: {part}"


def _by_name(expr: Expr, **names: Expr) -> Expr:
    """Give the parsed symbols these values; assert that there are no others."""
    found = {symbol: names.get(symbol.name) for symbol in expr.free_symbols}
    assert None not in found.values(), f"unknown: {found}"
    return expr.subs(found, simultaneous=True)


def _polar() -> dict[str, Expr]:
    """Return two vectors by their lengths and angles, the second one turned by θ."""
    p, q = sp.symbols("p q", positive=True)
    phi, theta = sp.symbols("phi theta", real=True)
    one = _Vector(p * sp.cos(phi), p * sp.sin(phi))
    two = _Vector(q * sp.cos(phi + theta), q * sp.sin(phi + theta))
    return {"a": one, "b": two, "theta": theta}


def _product(tex: str, ours: Expr) -> None:
    """Prove the two forms of a product of vectors, given what the code computes."""
    left, middle, right = tex.strip().split(" = ")
    polar = _polar()
    a, b = polar["a"], polar["b"]
    components = {"a_x": a.x, "a_y": a.y, "b_x": b.x, "b_y": b.y}
    value = _value(left, **polar)
    assert not isinstance(value, _Vector)
    _zero(value - ours((0, 0), (a.x, a.y), (b.x, b.y)))
    _zero(value - _by_name(latex2sympy(middle), **components))
    # The lengths by their names, or SymPy would not see them in the roots.
    lengths = {"a": _norm(a), "b": _norm(b)}
    for name, length in lengths.items():
        lengths[name] = sp.sqrt(sp.simplify(length**2))
    code = re.sub(r"\|(\w)\|", r" l_\1 ", right)
    known = {"l_a": lengths["a"], "l_b": lengths["b"], "theta": polar["theta"]}
    assert "|" not in code
    _zero(sp.expand_trig(value) - sp.expand_trig(_value(code, **known)))


def cross(tex: str) -> None:
    r"""The cross product: symbolic, from the polar form, and the code computes it.

    --8<-- [start:cross]
    a \times b = a_x b_y - a_y b_x = |a|\,|b| \sin\theta
    --8<-- [end:cross]
    """
    assert r"\times" in tex.split(" = ", maxsplit=1)[0]
    _product(tex, plane.cross)


def dot(tex: str) -> None:
    r"""The dot product: symbolic, from the polar form, and the code computes it.

    --8<-- [start:dot]
    a \cdot b = a_x b_x + a_y b_y = |a|\,|b| \cos\theta
    --8<-- [end:dot]
    """
    assert r"\cdot" in tex.split(" = ", maxsplit=1)[0]
    _product(tex, plane.dot)


def determinant(tex: str) -> None:
    r"""Three points as rows of a determinant: symbolic, and the code computes it.

    --8<-- [start:determinant]
    \begin{vmatrix} 1 & a_x & a_y \\ 1 & b_x & b_y \\ 1 & c_x & c_y \end{vmatrix} = (b-a) \times (c-a)
    --8<-- [end:determinant]
    """
    left, right = tex.strip().split(" = ")
    a, b, c = _names("a", "b", "c")
    parts = {
        f"{n}_{k}": getattr(v, k)
        for n, v in zip("abc", (a, b, c), strict=True)
        for k in "xy"
    }
    value = _value(right, a=a, b=b, c=c)
    _zero(_by_name(latex2sympy(left), **parts) - value)
    _zero(value - plane.cross((a.x, a.y), (b.x, b.y), (c.x, c.y)))


def distance(tex: str) -> None:
    r"""The distance of p from the line through a along w: symbolic, by the foot.

    --8<-- [start:distance]
    d = \frac{|w \times (p-a)|}{|w|}
    --8<-- [end:distance]
    """
    left, right = tex.strip().split(" = ")
    assert left == "d"
    a, p, w = _names("a", "p", "w")
    foot = a + w * ((w * (p - a)) / (w * w))
    _zero((p - foot) * w)
    _zero(_value(right, a=a, p=p, w=w) ** 2 - (p - foot) ** 2)


def half_angle(tex: str) -> None:
    r"""Rational rotations: symbolic, and the code rotates by them.

    --8<-- [start:half_angle]
    \cos\theta = \frac{1-t^2}{1+t^2}, \qquad \sin\theta = \frac{2t}{1+t^2}
    --8<-- [end:half_angle]
    """
    theta = sp.Symbol("theta", real=True)
    for part, function in zip(
        tex.strip().split(r", \qquad "), (sp.cos, sp.sin), strict=True
    ):
        found = latex2sympy(part)
        assert isinstance(found, sp.Eq)
        left, right = (
            _by_name(side, theta=theta, t=sp.tan(theta / 2)) for side in found.args
        )
        assert left == function(theta)
        _zero(sp.simplify((left - right).rewrite(sp.exp)))
        value = _by_name(found.rhs, t=sp.Rational(2, 7))
        rotated = plane.rotate((1, 0), Fraction(2, 7))
        assert value == sp.Rational(rotated[0 if function is sp.cos else 1])


def crossing(tex: str) -> None:
    r"""Where two lines cross: symbolic, on both lines; the code finds the same point.

    --8<-- [start:crossing]
    x = a + \frac{(c-a) \times v}{w \times v}\, w
    --8<-- [end:crossing]
    """
    left, right = tex.strip().split(" = ")
    assert left == "x"
    a, c, v, w = _names("a", "c", "v", "w")
    x = _value(right, a=a, c=c, v=v, w=w)
    _zero((x - c) @ v)
    _zero((x - a) @ w)
    # The code divides two areas; these are the same two products.
    b, d = a + w, c + v
    from_a, from_b = ((d - c) @ (point - c) for point in (a, b))
    _zero(x - (a + w * (from_a / (from_a - from_b))))
    point = plane.lines_meet((0, 0), (3, 1), (1, 2), (2, -1))
    known = {"a": (0, 0), "c": (1, 2), "v": (1, -3), "w": (3, 1)}
    value = _value(right, **{name: _Vector(*pair) for name, pair in known.items()})
    assert (value.x, value.y) == point


def shoelace(tex: str) -> None:
    r"""The area: symbolic for up to 6 corners, by integrating x dy along each edge.

    --8<-- [start:shoelace]
    2S = \sum_{i=0}^{n-1} (x_i y_{i+1} - x_{i+1} y_i)
    --8<-- [end:shoelace]
    """
    text = tex.strip().replace("S", r"\sigma")
    text = re.sub(
        r"([xy])_(?:\{([^}]+)\}|(\w))", lambda m: f"{m[1]}({m[2] or m[3]}, 0)", text
    )
    found = latex2sympy(text)
    assert isinstance(found, sp.Eq)
    t, sigma = sp.symbols("t sigma")
    (total,) = found.rhs.atoms(sp.Sum)
    assert total == found.rhs
    ((index, low, high),) = total.limits
    for n in range(1, 7):
        xs, ys = sp.symbols(f"x:{n}"), sp.symbols(f"y:{n}")
        terms = range(int(low), int(_by_name(high, n=n)) + 1)
        added = sum(_corner(total.function.subs(index, i), xs, ys) for i in terms)
        around = sp.Integer(0)
        for i in range(n):
            x, y = (c[i] + t * (c[(i + 1) % n] - c[i]) for c in (xs, ys))
            around += sp.integrate(sp.expand(x * sp.diff(y, t)), (t, 0, 1))
        value = sp.solve(_by_name(found.lhs, sigma=sigma) - added, sigma)
        _zero(value[0] - around)
        corners = [(3, 1), (7, 2), (8, 9), (5, 4), (2, 6), (0, 3)][:n]
        numbers = dict(
            zip(
                [*xs, *ys],
                [*[x for x, _ in corners], *[y for _, y in corners]],
                strict=True,
            )
        )
        assert value[0].subs(numbers) == sp.Rational(plane.area(corners))


def _corner(term: Expr, xs: Any, ys: Any) -> Expr:
    """Put coordinates for x(i, 0) and y(i, 0), round and round."""
    return term.replace(
        lambda e: isinstance(e, sp.core.function.AppliedUndef),
        lambda e: {"x": xs, "y": ys}[e.func.__name__][int(e.args[0]) % len(xs)],
    )


@cache
def _lattice_polygons() -> tuple[tuple[Fraction, int, int], ...]:
    """Return area, inner and boundary points of simple polygons, the points counted."""
    grid = list(product(range(3), repeat=2))
    found = set()
    for size in (3, 4, 5):
        for ring in permutations(grid, size):
            if ring[0] == min(ring) and ring[1] < ring[-1] and _is_simple(ring):
                seen = [plane.winding(point, ring) for point in grid]
                inside = sum(1 for turns in seen if turns)
                found.add((abs(plane.area(ring)), inside, seen.count(None)))
    assert len(found) > 10
    return tuple(found)


def _is_simple(ring: Any) -> bool:
    """Tell whether edges share nothing but the corners between neighbours."""
    edges = list(zip(ring, ring[1:] + ring[:1], strict=True))
    for (i, (a, b)), (j, (c, d)) in combinations(enumerate(edges), 2):
        shared = plane.meet(a, b, c, d)
        if j - i in {1, len(edges) - 1}:
            if shared != (b if j - i == 1 else a):
                return False
        elif shared is not None:
            return False
    return True


def pick(tex: str) -> None:
    r"""Pick's theorem: for all simple polygons of up to 5 corners in a 3 × 3 grid.

    --8<-- [start:pick]
    S = I + \frac{B}{2} - 1
    --8<-- [end:pick]
    """
    text = tex.strip()
    for capital, small in (("S", r"\sigma"), ("I", r"\iota"), ("B", r"\beta")):
        text = text.replace(capital, small)
    found = latex2sympy(text)
    assert isinstance(found, sp.Eq)
    for size, inside, boundary in _lattice_polygons():
        values = {"sigma": sp.Rational(size), "iota": inside, "beta": boundary}
        left, right = (_by_name(side, **values) for side in found.args)
        assert left == right, f"{left} is not {right}"


def parabola(tex: str) -> None:
    r"""Three points of a parabola: symbolic.

    --8<-- [start:parabola]
    \begin{vmatrix} 1 & a & a^2 \\ 1 & b & b^2 \\ 1 & c & c^2 \end{vmatrix} = (b-a)(c-a)(c-b)
    --8<-- [end:parabola]
    """
    left, right = (latex2sympy(side) for side in tex.strip().split(" = "))
    a, b, c = sp.symbols("a b c")
    area = plane.cross((a, a**2), (b, b**2), (c, c**2))
    for side in (left, right):
        _zero(_by_name(side, a=a, b=b, c=c) - area)


@cache
def _tests() -> frozenset[tuple[int, int]]:
    """Return numbers of points and of tests, for all sets of 3 to 6 of a small grid."""
    grid = list(product(range(4), range(3)))
    return frozenset(
        plane.turns_tested(some) for n in range(3, 7) for some in combinations(grid, n)
    )


def tests(tex: str) -> None:
    r"""How many turns are tested: for all sets of 3 to 6 points of a 4 × 3 grid.

    That it is so for every n stands on the page. Both sides are attained for each n.

    --8<-- [start:tests]
    2n - 4 \le t \le 4n - 10
    --8<-- [end:tests]
    """
    low, middle, high = tex.strip().split(r" \le ")
    sides = [latex2sympy(side) for side in (low, middle, high)]
    for n in range(3, 7):
        least, most = (_by_name(side, n=n) for side in sides[::2])
        counts = {tested for size, tested in _tests() if size == n}
        values = [_by_name(sides[1], t=count) for count in counts]
        assert min(values) == least
        assert max(values) == most


def slack(tex: str) -> None:
    r"""The filter's bound: for 0 < u ≤ 1/64, by Sturm's theorem; 16 is the least number.

    The left side is ((1 + u)³ − 1)(1 + u)³/u, the right one the code's bound over u/(1 − u).

    --8<-- [start:slack]
    (3 + 3u + u^2)(1+u)^3 \le (3 + 16u)(1-u)
    --8<-- [end:slack]
    """
    found = latex2sympy(tex.strip())
    assert isinstance(found, sp.Le)
    u = sp.Symbol("u")
    left, right = (_by_name(side, u=u) for side in found.args)
    _zero(left - ((1 + u) ** 3 - 1) / u * (1 + u) ** 3)
    ulp = sp.Rational(1, 2**53)
    assert (right / (1 - u)).subs(u, ulp) * ulp == sp.Rational(plane.BOUND)
    gap = sp.Poly(sp.expand(right - left), u)
    assert gap.eval(0) == 0
    assert gap.diff(u).eval(0) == 1, "with 15 it would not grow from 0"
    rest = sp.Poly(sp.cancel(gap.as_expr() / u), u)
    assert rest.count_roots(0, sp.Rational(1, 64)) == 0
    assert rest.eval(0) > 0


def chord(tex: str) -> None:
    r"""Half the chord h that two circles share: symbolic, from both right triangles.

    --8<-- [start:chord]
    4 d^2 h^2 = (r+s+d)(r+s-d)(d+r-s)(d-r+s)
    --8<-- [end:chord]
    """
    found = latex2sympy(tex.strip())
    assert isinstance(found, sp.Eq)
    d, r, s, x = sp.symbols("d r s x", positive=True)
    along = sp.solve((r**2 - x**2) - (s**2 - (d - x) ** 2), x)
    assert len(along) == 1
    h = sp.Symbol("h")
    left, right = (_by_name(side, d=d, r=r, s=s, h=h) for side in found.args)
    _zero(left.subs(h, sp.sqrt(r**2 - along[0] ** 2)) - right)
    ends = plane.crossings((0, 0), 5, (6, 0), 5)
    seen = left.subs({d: 6, h: sp.Rational(ends[0][1])}), right.subs({d: 6, r: 5, s: 5})
    assert seen[0] == seen[1]


def normal(tex: str) -> None:
    r"""The outer tangents: symbolic, n has length 1 and both circles on one side.

    --8<-- [start:normal]
    n = \frac{(r-s)\, v \pm \sqrt{v^2 - (r-s)^2}\; v^\perp}{v^2}
    --8<-- [end:normal]
    """
    left, right = tex.strip().split(" = ")
    assert left == "n"
    (v,) = _names("v")
    r, s = sp.symbols("r s", real=True)
    signs = []
    for sign in (1, -1):
        n = _value(right, v=v, r=r, s=s, sign=sign)
        _zero(n * n - 1)
        _zero(n * v - (r - s))
        signs.append(sp.simplify((v @ n).subs({v.x: 5, v.y: 1, r: 3, s: 2})))
    assert signs[0] == -signs[1] != 0
