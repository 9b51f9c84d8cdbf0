"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it, reads it with latex2sympy2_extended, and
raises an AssertionError if what it says is not so. Before parsing, notation that the
parser does not know is replaced by the symbol or function that it stands for; what
stands inside, such as the n and the k of P(S_n = k), is taken from the TeX.
"""

# ruff: noqa: E501 - a formula is one line

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from itertools import accumulate, islice, product
from math import comb
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.random_walk import exact, exercises, polya, returns, ruin

Expr = Any  # SymPy's expressions are not typed closely enough to help.
Notation = Iterable[tuple[str, str]]
N = sp.Symbol("n", integer=True, nonnegative=True)
M = sp.Symbol("m", integer=True, positive=True)

# P(S_n = k) and the like become f(n, k); a number or an expression may stand inside.
AT = (r"P\(S_(?:\{(.+?)\}|(\w)) = ([^()]+?)\)", r"f(\1\2, \3)")


def _read(tex: str, relation: Expr = sp.Eq, notation: Notation = (AT,)) -> list[Expr]:
    """Return both sides of a formula."""
    for pattern, stands_for in notation:
        tex = re.sub(pattern, stands_for, tex.strip())
    # The parser takes a single capital for its small letter.
    assert not re.search(r"(?<![\\A-Za-z])[A-Z]", tex), f"not replaced: {tex}"
    found = latex2sympy(tex.strip())
    assert isinstance(found, relation), f"this is no {relation.__name__}: {tex}"
    return list(found.args)


def _finite_sum(expr: Expr) -> Expr:
    """Add up a sum between two integers, term by term."""
    *inner, (index, low, high) = expr.limits
    assert low.is_Integer
    assert high.is_Integer
    assert high - low < 100
    total = sp.Integer(0)
    for value in range(int(low), int(high) + 1):
        term = expr.function.subs(index, value)
        limits = [limit.subs(index, value) for limit in inner]
        total += _finite_sum(sp.Sum(term, *limits)) if limits else term
    return total


def _put(expr: Expr, values: Mapping[str, Any], functions: Mapping[str, Any]) -> Expr:
    """Put values for symbols by name, do finite sums, put values for functions."""
    by_name = {symbol: symbol.name for symbol in expr.free_symbols}
    expr = expr.subs(
        {symbol: sp.sympify(values[name]) for symbol, name in by_name.items()},
        simultaneous=True,
    )
    expr = expr.replace(
        lambda e: isinstance(e, sp.Sum) and not e.has(sp.oo), _finite_sum
    )
    return expr.replace(
        lambda e: isinstance(e, sp.core.function.AppliedUndef),
        lambda e: sp.sympify(functions[e.func.__name__](*e.args)),
    )


def _same(
    sides: list[Expr],
    values: Mapping[str, Any],
    functions: Mapping[str, Any] | None = None,
) -> None:
    """Assert that both sides are the same for these values."""
    left, right = (_put(side, values, functions or {}) for side in sides)
    difference = sp.sympify(left - right)
    if not difference.is_Rational:
        difference = sp.simplify(difference)
    assert difference == 0, f"{left} is not {right} for {dict(values)}"


def _with(expr: Expr, symbols: Iterable[Expr]) -> Expr:
    """Give the parsed symbols the assumptions of the declared ones of the same name."""
    declared = {symbol.name: symbol for symbol in symbols}
    return expr.xreplace(
        {s: declared[s.name] for s in expr.atoms(sp.Symbol) if s.name in declared}
    )


def _zero(expr: Expr) -> None:
    """Assert that an expression is 0, whatever its symbols are."""
    assert sp.simplify(sp.expand_func(expr)) == 0, f"this is not 0: {expr}"


def _nonnegative_from(expr: Expr, start: int) -> None:
    """Assert that a rational function of m is at least 0 for every m from start on.

    With m = start + j, numerator and denominator are polynomials in j none of whose
    coefficients is negative.
    """
    above, below = sp.fraction(sp.together(expr.subs(M, M + start)))
    coefficients = [sp.Poly(sp.expand(part), M).all_coeffs() for part in (above, below)]
    for sign in (1, -1):
        if all(sign * c >= 0 for part in coefficients for c in part):
            assert any(coefficients[1])
            return
    raise AssertionError(f"this may be negative from {start} on: {expr}")


@cache
def _by_enumeration(steps: int) -> tuple[tuple[int, ...], ...]:
    """Return all 2ⁿ paths, each as its positions from 0 on."""
    return tuple(
        tuple(accumulate(jumps, initial=0)) for jumps in product((-1, 1), repeat=steps)
    )


def _share(steps: int, event: Callable[[tuple[int, ...]], bool]) -> Fraction:
    """Return the probability of an event by looking at all 2ⁿ paths."""
    return Fraction(sum(map(event, _by_enumeration(steps))), 2**steps)


_law = cache(exact.law)


def _position(steps: Any, place: Any) -> sp.Rational:
    """Return P(S_n = k) from the exact law; 0 where it has no entry."""
    assert steps.is_Integer
    assert steps >= 0
    assert place.is_number
    found = _law(int(steps)).get(int(place)) if place.is_Integer else None
    return sp.Rational(found or 0)


def law(tex: str) -> None:
    r"""The law of the walk: exact, for n up to 9, against the count of all paths.

    --8<-- [start:law]
    P(S_n = k) = \binom{n}{(n+k)/2}\, 2^{-n}
    --8<-- [end:law]
    """
    sides = _read(tex)
    for n in range(10):
        ends = Counter(path[-1] for path in _by_enumeration(n))
        for k in range(-n, n + 1, 2):
            seen = sp.Rational(ends[k], 2**n)
            assert seen == _position(sp.Integer(n), sp.Integer(k))
            _same(sides, {"n": n, "k": k}, {"f": _position})


def generating_function(tex: str) -> None:
    r"""The generating function: symbolic in z, for n up to 12.

    --8<-- [start:generating_function]
    \sum_{k=-n}^{n} P(S_n = k)\, z^k = \left(\frac{z + z^{-1}}{2}\right)^n
    --8<-- [end:generating_function]
    """
    sides = _read(tex)
    for n in range(13):
        _same(sides, {"n": n, "z": sp.Symbol("z")}, {"f": _position})


def recursion(tex: str) -> None:
    r"""One step more: exact, for n up to 12 and every k that matters.

    --8<-- [start:recursion]
    P(S_{n+1} = k) = \frac{P(S_n = k-1) + P(S_n = k+1)}{2}
    --8<-- [end:recursion]
    """
    sides = _read(tex)
    for n in range(13):
        for k in range(-n - 3, n + 4):
            _same(sides, {"n": n, "k": k}, {"f": _position})


def moments(tex: str) -> None:
    r"""Moments from the generating function: exact, for n and m up to 6.

    --8<-- [start:moments]
    E[S_n^m] = \left(z \frac{d}{dz}\right)^m \left(\frac{z + z^{-1}}{2}\right)^n \bigg|_{z=1}
    --8<-- [end:moments]
    """
    shape = (
        r"E\[S_(?P<steps>\w)\^(?P<order>\w)\] = "
        r"\\left\((?P<factor>.+?) \\frac\{d\}\{d(?P<by>\w)\}\\right\)\^(?P<times>\w) "
        r"(?P<of>.+?) \\bigg\|_\{(?P<at>.+)\}"
    )
    parts = re.fullmatch(shape, tex.strip())
    assert parts, f"not a moment by differentiation: {tex}"
    of, factor = latex2sympy(parts["of"]), latex2sympy(parts["factor"])
    by = sp.Symbol(parts["by"])
    at = latex2sympy(parts["at"])
    assert isinstance(at, sp.Eq)
    assert (at.lhs.name, parts["steps"], parts["order"]) == (by.name, "n", "m")
    names = {"n": parts["steps"], "m": parts["order"]}
    for n in range(7):
        for m in range(7):
            values = {names["n"]: n, names["m"]: m}
            assert len(values) == 2
            expression = _put(of, {"n": n, "z": by}, {})
            for _ in range(int(values[parts["times"]])):
                expression = _put(factor, {"z": by}, {}) * sp.diff(expression, by)
            value = expression.subs(by, at.rhs)
            assert value == sp.Rational(exact.moment(exact.law(n), m))


def even_moments(tex: str) -> None:
    r"""Second and fourth moment: symbolic in n, by differentiating the power.

    --8<-- [start:even_moments]
    E[S_n^2] = n, \qquad E[S_n^4] = 3n^2 - 2n
    --8<-- [end:even_moments]
    """
    z = sp.Symbol("z", positive=True)
    parts = tex.split(r", \qquad")
    assert len(parts) == 2
    for part in parts:
        left, right = _read(part, notation=[(r"E\[S_n\^(\w+)\]", r"g(\1)")])
        expression = ((z + 1 / z) / 2) ** N
        for _ in range(int(left.args[0])):
            expression = z * sp.diff(expression, z)
        assert left.func.__name__ == "g"
        _zero(expression.subs(z, 1) - _with(right, [N]))
    orders = [int(order) for order in re.findall(r"S_n\^(\d)", tex)]
    assert orders == [2, 4]


def mean_distance(tex: str) -> None:
    r"""The mean distance: symbolic by induction on m, and exact up to m = 12.

    |S| grows by 1 in the mean when the walk leaves 0, and by 0 otherwise. So two steps
    more add P(S_2m = 0) to the mean.

    --8<-- [start:mean_distance]
    E|S_{2m}| = 2m\, 4^{-m} \binom{2m}{m}
    --8<-- [end:mean_distance]
    """
    sides = _read(tex, notation=[(r"E\|S_\{(.+?)\}\|", r"g(\1, 0)")])

    def mean(steps: Any, _: Any) -> Fraction:
        return sum((abs(k) * p for k, p in exact.law(int(steps)).items()), Fraction())

    for m in range(13):
        _same(sides, {"m": m}, {"g": mean})
    claim = _with(sides[1], [M])
    growth = sp.binomial(2 * M, M) / 4**M
    _zero(sp.combsimp((claim.subs(M, M + 1) - claim) / growth) - 1)


def characteristic(tex: str) -> None:
    r"""The characteristic function: symbolic in ω, for n up to 10.

    --8<-- [start:characteristic]
    E\left[e^{-i\omega S_n}\right] = \cos^n \omega
    --8<-- [end:characteristic]
    """
    omega = sp.Symbol("omega", real=True)
    parts = re.fullmatch(r"E\\left\[(.+)\\right\] = (.+)", tex.strip())
    assert parts, tex
    inside = latex2sympy(parts[1].replace("S_n", "k"))
    right = latex2sympy(parts[2])
    for n in range(11):
        values = {"omega": omega, "i": sp.I, "n": n}
        mean = sum(
            sp.Rational(p) * _put(inside, {**values, "k": k}, {})
            for k, p in exact.law(n).items()
        )
        power = _put(right, values, {}).rewrite(sp.exp)
        assert sp.expand(mean - power) == 0, f"fails for {n} steps"


def _integral(expr: Expr) -> Expr:
    """Integrate a product of powers of cosines exactly, as a sum of exponentials."""
    assert isinstance(expr, sp.Integral)
    variable, low, high = expr.limits[0]
    total = sp.Integer(0)
    terms = sp.expand(expr.function.rewrite(sp.exp))
    for term in sp.Add.make_args(terms):
        rate = sp.diff(sp.log(term), variable)
        rate = sp.simplify(rate)
        if rate == 0:
            total += term * (high - low)
        else:
            total += (term.subs(variable, high) - term.subs(variable, low)) / rate
    return sp.simplify(total)


def integral(tex: str) -> None:
    r"""A probability as an integral: exact, for n up to 5 and k from −n − 1 to n + 1.

    --8<-- [start:integral]
    P(S_n = k) = \frac{1}{2\pi} \int_{-\pi}^{\pi} \cos^n\theta \, \cos k\theta \, d\theta
    --8<-- [end:integral]
    """
    left, right = _read(tex)
    for n in range(6):
        for k in range(-n - 1, n + 2):
            values = {"n": n, "k": k}
            value = _put(right, values, {}).replace(
                lambda e: isinstance(e, sp.Integral), _integral
            )
            assert sp.simplify(value - _put(left, values, {"f": _position})) == 0


# Δt and Δs become single symbols, X_t the position k·Δs after t/Δt = n steps.
FINE = ((r"\\Delta t", r"\\tau"), (r"\\Delta s", r"\\sigma"))


def _refined(tex: str) -> tuple[Expr, Expr]:
    """Return what stands in E[…], as a function of the position x, and its value."""
    for pattern, stands_for in FINE:
        tex = re.sub(pattern, stands_for, tex)
    parts = re.fullmatch(r"E\\left\[(.+)\\right\] = (.+)", tex.strip())
    assert parts, tex
    assert "X_t" in parts[1]
    return latex2sympy(parts[1].replace("X_t", "x")), latex2sympy(parts[2])


def refined_generating(tex: str) -> None:
    r"""Finer steps: symbolic in z, Δs and Δt, for t/Δt up to 8.

    --8<-- [start:refined_generating]
    E\left[z^{X_t}\right] = \left(\frac{z^{\Delta s} + z^{-\Delta s}}{2}\right)^{t/\Delta t}
    --8<-- [end:refined_generating]
    """
    z, sigma, tau = sp.symbols("z sigma tau", positive=True)
    inside, right = _refined(tex)
    for n in range(9):
        values = {"z": z, "sigma": sigma, "tau": tau, "t": n * tau}
        mean = sum(
            sp.Rational(p) * _put(inside, {**values, "x": k * sigma}, {})
            for k, p in exact.law(n).items()
        )
        assert sp.expand(sp.powsimp(mean - sp.expand(_put(right, values, {})))) == 0


def refined_characteristic(tex: str) -> None:
    r"""The same with z = exp(−iω): symbolic in ω, Δs and Δt, for t/Δt up to 8.

    --8<-- [start:refined_characteristic]
    E\left[e^{-i\omega X_t}\right] = \cos^{t/\Delta t}(\omega\,\Delta s)
    --8<-- [end:refined_characteristic]
    """
    omega, sigma, tau = sp.symbols("omega sigma tau", positive=True)
    inside, right = _refined(tex)
    for n in range(9):
        values = {"omega": omega, "sigma": sigma, "tau": tau, "t": n * tau, "i": sp.I}
        mean = sum(
            sp.Rational(p) * _put(inside, {**values, "x": k * sigma}, {})
            for k, p in exact.law(n).items()
        )
        power = _put(right, values, {}).rewrite(sp.exp)
        assert sp.expand(mean - power) == 0, f"fails for {n} steps"


def scaling(tex: str) -> None:
    r"""The variance that survives: symbolic; the left side by differentiating the power.

    --8<-- [start:scaling]
    E[X_t^2] = \frac{t}{\Delta t}\,\Delta s^2 = \alpha t \iff \Delta s^2 = \alpha\,\Delta t
    --8<-- [end:scaling]
    """
    sigma, tau, t, alpha = symbols = sp.symbols("sigma tau t alpha", positive=True)
    for pattern, stands_for in FINE:
        tex = re.sub(pattern, stands_for, tex)
    parts = re.fullmatch(r"E\[X_t\^2\] = (.+?) = (.+?) \\iff (.+?) = (.+)", tex.strip())
    assert parts, tex
    variance, wanted, left, right = (
        _with(latex2sympy(part), symbols) for part in parts.groups()
    )
    z = sp.Symbol("z", positive=True)
    second = ((z**sigma + z**-sigma) / 2) ** N
    for _ in range(2):
        second = z * sp.diff(second, z)
    _zero(variance.subs(t, N * tau) - second.subs(z, 1))
    _zero(wanted / t - alpha)
    _zero(wanted / (left / tau * t) * (left / sigma**2) - alpha * tau / sigma**2)
    assert sp.solve(variance - wanted, alpha) == sp.solve(left - right, alpha)
    assert {*left.free_symbols, *right.free_symbols} == {sigma, tau, alpha}


def limit(tex: str) -> None:
    r"""The limit at a fixed ω: by SymPy, symbolic in ω, α and t.

    --8<-- [start:limit]
    \lim_{n\to\infty} \cos^n\left(\omega \sqrt{\frac{\alpha t}{n}}\right) = e^{-\omega^2 \alpha t/2}
    --8<-- [end:limit]
    """
    left, right = _read(tex)
    declared = sp.symbols("omega alpha t", positive=True)
    assert isinstance(left, sp.Limit)
    expression, variable, point, _ = left.args
    assert point == sp.oo
    _zero(
        sp.limit(_with(expression, declared), variable, point) - _with(right, declared)
    )


def inverse(tex: str) -> None:
    r"""The inverse Fourier transform: by SymPy, symbolic in x, α and t.

    --8<-- [start:inverse]
    \frac{1}{2\pi} \int_{-\infty}^{\infty} e^{-\omega^2 \alpha t/2}\, e^{i\omega x}\, d\omega = \frac{1}{\sqrt{2\pi\alpha t}}\, e^{-x^2/(2\alpha t)}
    --8<-- [end:inverse]
    """
    left, right = _read(tex)
    assert isinstance(left.atoms(sp.Integral).pop().function, sp.Mul)
    assert all(e.is_Integer for e in [p.exp for p in left.atoms(sp.Pow)])
    alpha, t = sp.symbols("alpha t", positive=True)
    x = sp.Symbol("x", real=True)
    left = left.subs(sp.Symbol("i"), sp.I).subs(
        {s: sp.I for s in left.free_symbols if s.name == "i"}
    )
    _zero(_with(left, [alpha, t, x]).doit() - _with(right, [alpha, t, x]))


def discrete_heat(tex: str) -> None:
    r"""The heat equation of the walk: exact, for n up to 12 and every k that matters.

    --8<-- [start:discrete_heat]
    P(S_{n+1} = k) - P(S_n = k) = \frac{P(S_n = k+1) - 2P(S_n = k) + P(S_n = k-1)}{2}
    --8<-- [end:discrete_heat]
    """
    recursion(tex)


def heat(tex: str) -> None:
    r"""The heat equation: symbolic, for the density of variance αt.

    --8<-- [start:heat]
    \frac{\partial p}{\partial t} = \frac{\alpha}{2}\, \frac{\partial^2 p}{\partial x^2}
    --8<-- [end:heat]
    """
    derivative = (
        r"\\frac\{\\partial(?:\^(\w))? p\}\{\\partial (\w)(?:\^(\w))?\}",
        lambda match: f"f({match[1] or 1}, {match[2]}, {match[3] or 1})",
    )
    left, right = _read(tex, notation=[derivative])  # type: ignore[list-item]
    alpha, t, x = sp.symbols("alpha t x", positive=True)
    density = sp.exp(-(x**2) / (2 * alpha * t)) / sp.sqrt(2 * sp.pi * alpha * t)

    def derive(order: Any, variable: Any, again: Any) -> Expr:
        assert order == again
        return sp.diff(density, variable, int(order))

    values = {"alpha": alpha, "t": t, "x": x}
    _same([left, right], values, {"f": derive})


def _limit_of_central(side: Expr) -> Expr:
    """Return the limit of an expression with C(2m, m)/4ᵐ, by the proof of Wallis.

    Let I_n be the integral of sinⁿ from 0 to π. Integrating by parts gives
    n·I_n = (n − 1)·I_{n−2}, so I_2m = π·c and I_{2m+1} = 2/((2m + 1)·c) with
    c = C(2m, m)/4ᵐ. As I falls, I_{2m+1} ≤ I_2m ≤ I_{2m−1}, and so
    2m/(2m + 1) ≤ πm·c² ≤ 1: the middle tends to 1.
    """
    expression, variable, point, _ = side.args
    assert point == sp.oo
    x = sp.Symbol("x")
    by_parts = sp.diff(-sp.cos(x) * sp.sin(x) ** (M - 1), x) / sp.sin(x) ** (M - 2)
    _zero(sp.powsimp(sp.expand(by_parts)) - M * sp.sin(x) ** 2 + M - 1)
    central = sp.binomial(2 * M, M) / 4**M
    step = sp.combsimp(central.subs(M, M + 1) / central)
    _zero(step - (2 * M + 1) / (2 * M + 2))
    rest = expression.subs(variable, M) / (central * sp.sqrt(sp.pi * M))
    rest = sp.powsimp(sp.gammasimp(sp.combsimp(rest)), force=True)
    assert not rest.has(sp.gamma, sp.binomial, sp.factorial)
    return sp.limit(rest, M, point)


def wallis(tex: str) -> None:
    r"""Wallis's product: a limit, proved for every m by two integrals beside it.

    --8<-- [start:wallis]
    \lim_{m\to\infty} \sqrt{\pi m}\; 4^{-m} \binom{2m}{m} = 1
    --8<-- [end:wallis]
    """
    left, right = _read(tex)
    assert isinstance(left, sp.Limit)
    assert _limit_of_central(left) == right


def wallis_bounds(tex: str) -> None:
    r"""Bounds for the return probability: for every m from 1 on, and 8 is best.

    Squared quotients of the middle and a side are rational functions of m. From m to
    m + 1 the one with the lower side falls, the one with the upper side rises, and
    both tend to 1. So the first stays above 1, the second below.

    --8<-- [start:wallis_bounds]
    \frac{1}{\sqrt{\pi m}} \left(1 - \frac{1}{8m}\right) \le 4^{-m} \binom{2m}{m} \le \frac{1}{\sqrt{\pi m}}
    --8<-- [end:wallis_bounds]
    """
    parts = re.fullmatch(r"(.+) \\le (.+) \\le (.+)", tex.strip())
    assert parts, tex
    low, middle, high = (_with(latex2sympy(part), [M]) for part in parts.groups())
    central = sp.binomial(2 * M, M) / 4**M
    assert sp.combsimp(middle / central) == 1
    step = ((2 * M + 1) / (2 * M + 2)) ** 2
    for side, sign in ((low, 1), (high, -1)):
        square = sp.simplify(side**2 * sp.pi * M)
        assert sp.limit(square, M, sp.oo) == 1
        growth = step * (M + 1) / M * square / square.subs(M, M + 1)
        _nonnegative_from(sp.simplify(sign * (1 - growth)), 1)
    # No better constant: at infinity the middle leaves the upper side by 1/(8m).
    better = sp.limit(sp.simplify((1 - low / high) * M), M, sp.oo)
    ratio = 1 - sp.sqrt(sp.pi * M) * sp.binomial(2 * M, M) / 4**M
    assert abs(sp.N((ratio * M).subs(M, 10**4)) - better) < 1e-5


def cosine_bound(tex: str) -> None:
    r"""The cosine lies below the bell: for 0 < |θ| < π/2, by the sign of a derivative.

    The logarithm of the right side over the left is 0 at 0 and has the derivative
    tan θ − θ there, which is positive since its own derivative is tan² θ. A constant
    other than 2 would leave a term in θ².

    --8<-- [start:cosine_bound]
    \cos\theta \le e^{-\theta^2/2}
    --8<-- [end:cosine_bound]
    """
    left, right = _read(tex, sp.Le)
    theta = sp.Symbol("theta", real=True)
    left, right = _with(left, [theta]), _with(right, [theta])
    gap = sp.expand_log(sp.log(right), force=True) - sp.log(left)
    assert gap.subs(theta, 0) == 0
    slope = sp.simplify(sp.diff(gap, theta))
    assert slope.subs(theta, 0) == 0
    assert sp.simplify(sp.diff(slope, theta) - sp.tan(theta) ** 2) == 0
    assert sp.simplify(gap - gap.subs(theta, -theta)) == 0


def local_limit(tex: str) -> None:
    r"""The local limit theorem with its error: exact, for six m up to 12 and all j.

    The proof for every m is on the page; both sides here are compared as numbers known
    to 30 digits.

    --8<-- [start:local_limit]
    \left|P(S_{2m} = 2j) - \frac{e^{-j^2/m}}{\sqrt{\pi m}}\right| \le \frac{1}{\sqrt{\pi m}} - P(S_{2m} = 0)
    --8<-- [end:local_limit]
    """
    left, right = _read(tex, sp.Le)
    assert isinstance(left, sp.Abs)
    for m in (1, 2, 3, 5, 8, 12):
        for j in range(-m - 1, m + 2):
            values = {"m": m, "j": j}
            apart = _put(left.args[0], values, {"f": _position})
            bound = _put(right, values, {"f": _position})
            if j == 0:
                assert sp.expand(apart + bound) == 0
            else:
                assert abs(apart.evalf(30)) < bound.evalf(30)


def mean_limit(tex: str) -> None:
    r"""How fast the walk spreads: a limit, from the exact mean, by SymPy.

    --8<-- [start:mean_limit]
    \lim_{m\to\infty} \frac{E|S_{2m}|}{\sqrt{2 \cdot 2m/\pi}} = 1
    --8<-- [end:mean_limit]
    """
    mean = r"(2m\\, 4^{-m} \\binom{2m}{m})"  # as `mean_distance` proves
    left, right = _read(tex, notation=[(r"E\|S_\{2m\}\|", mean)])
    assert isinstance(left, sp.Limit)
    assert _limit_of_central(left) == right


def _biased(steps: Any, place: Any) -> Expr:
    """Return P(S_n = k) of a biased walk as a polynomial in p and q."""
    p, q = sp.symbols("p q")
    paths = Counter(path[-1] for path in _by_enumeration(int(steps)))
    count = paths[int(place)]
    ups = (int(steps) + int(place)) // 2
    return count * p**ups * q ** (int(steps) - ups) if count else sp.Integer(0)


PQ = {"p": sp.Symbol("p"), "q": sp.Symbol("q")}


def biased_law(tex: str) -> None:
    r"""The law of the biased walk: symbolic in p and q, for n up to 9, by all paths.

    --8<-- [start:biased_law]
    P(S_n = k) = \binom{n}{(n+k)/2}\, p^{(n+k)/2}\, q^{(n-k)/2}
    --8<-- [end:biased_law]
    """
    sides = _read(tex)
    for n in range(10):
        for k in range(-n, n + 1, 2):
            _same(sides, {"n": n, "k": k, **PQ}, {"f": _biased})


def biased_generating(tex: str) -> None:
    r"""Its generating function: symbolic in p, q and z, for n up to 9.

    --8<-- [start:biased_generating]
    \sum_{k=-n}^{n} P(S_n = k)\, z^k = \left(p z + q z^{-1}\right)^n
    --8<-- [end:biased_generating]
    """
    sides = _read(tex)
    for n in range(10):
        _same(sides, {"n": n, "z": sp.Symbol("z"), **PQ}, {"f": _biased})


def biased_moments(tex: str) -> None:
    r"""Mean and variance of the biased walk: symbolic in n and p, with q = 1 − p.

    --8<-- [start:biased_moments]
    E[S_n] = n(p-q), \qquad \operatorname{Var} S_n = 4npq
    --8<-- [end:biased_moments]
    """
    z, p = sp.symbols("z p", positive=True)
    shape = r"E\[S_n\] = (.+), \\qquad \\operatorname\{Var\} S_n = (.+)"
    parts = re.fullmatch(shape, tex.strip())
    assert parts, tex
    power = (p * z + (1 - p) / z) ** N
    first = z * sp.diff(power, z)
    second = z * sp.diff(first, z)
    mean, square = (sp.simplify(each.subs(z, 1)) for each in (first, second))
    for claim, value in zip(parts.groups(), (mean, square - mean**2), strict=True):
        said = _with(latex2sympy(claim), [N, p])
        _zero(said.subs({s: 1 - p for s in said.free_symbols if s.name == "q"}) - value)


def reflection(tex: str) -> None:
    r"""The reflection principle: exact, for n up to 9, a up to n + 1, by all paths.

    --8<-- [start:reflection]
    P(M_n \ge a) = P(S_n \ge a) + P(S_n > a)
    --8<-- [end:reflection]
    """
    parts = re.fullmatch(r"(P\(.+?\)) = (P\(.+?\)) \+ (P\(.+?\))", tex.strip())
    assert parts, tex
    compare: dict[str, Any] = {
        r"\ge": operator.ge,
        ">": operator.gt,
    }

    def chance(text: str, n: int, a: int) -> Fraction:
        event = re.fullmatch(r"P\((\w)_(\w) (\\ge|>) (\w)\)", text)
        assert event, text
        assert (event[2], event[4]) == ("n", "a")
        reach: Any = {
            "M": max,
            "S": lambda path: path[-1],
        }[event[1]]
        return _share(n, lambda path: compare[event[3]](reach(path), a))

    assert parts[1].startswith("P(M_n")
    for n in range(10):
        for a in range(n + 2):
            left, one, other = (chance(text, n, a) for text in parts.groups())
            assert left == one + other
            highest = returns.highest_law(n)
            assert left == sum(p for height, p in highest.items() if height >= a)


def hitting(tex: str) -> None:
    r"""The first visit to a: exact, for n up to 11 and a up to n + 1, by all paths.

    --8<-- [start:hitting]
    P(T_a = n) = \frac{a}{n}\, P(S_n = a)
    --8<-- [end:hitting]
    """
    sides = _read(tex, notation=[(r"P\(T_(\w) = (\w)\)", r"g(\1, \2)"), AT])

    def first_visit(level: Any, step: Any) -> Fraction:
        return _share(
            int(step),
            lambda path: int(level) in path and path.index(int(level)) == int(step),
        )

    for n in range(1, 12):
        for a in range(1, n + 2):
            _same(sides, {"n": n, "a": a}, {"f": _position, "g": first_visit})


def visits_series(tex: str) -> None:
    r"""The generating function of the visits to 0: symbolic, by a differential equation.

    The series and the right side U both have U = 1 at 0 and, in w = z², the property
    2(1 − w)U′ = U; for the series that is a recurrence of its terms.

    --8<-- [start:visits_series]
    U(z) = \sum_{m=0}^{\infty} P(S_{2m} = 0)\, z^{2m} = \frac{1}{\sqrt{1-z^2}}
    --8<-- [end:visits_series]
    """
    parts = re.fullmatch(r"U\(z\) = (\\sum.+?) = (\\frac.+)", tex.strip())
    assert parts, tex
    series = latex2sympy(re.sub(*AT, parts[1]))
    w, z = sp.symbols("w z", positive=True)
    assert isinstance(series, sp.Sum)
    index, low, high = series.limits[0]
    assert (low, high) == (0, sp.oo)
    right = _with(latex2sympy(parts[2]), [z])
    expansion = sp.series(right, z, 0, 16).removeO()
    for m in range(8):
        term = _put(series.function, {index.name: m, "z": z}, {"f": _position})
        assert sp.expand(term - expansion.coeff(z, 2 * m) * z ** (2 * m)) == 0
        assert expansion.coeff(z, 2 * m + 1) == 0
    root = right.subs(z, sp.sqrt(w))
    assert root.subs(w, 0) == 1
    _zero(2 * (1 - w) * sp.diff(root, w) - root)
    central = sp.binomial(2 * M, M) / 4**M
    step = sp.combsimp(central.subs(M, M + 1) / central)
    _zero(2 * (M + 1) * step - 2 * M - 1)


def _series(name: str, order: int) -> Expr:
    """Return U or F up to z to this power, from all paths of that many steps."""
    z = sp.Symbol("z")
    total = sp.Integer(1 if name == "U" else 0)
    for n in range(1, order + 1):
        home = {
            "U": lambda path: path[-1] == 0,
            "F": lambda path: path[-1] == 0 and 0 not in path[1:-1],
        }[name]
        total += sp.Rational(_share(n, home)) * z**n
    return total


def renewal(tex: str) -> None:
    r"""Divided by first returns: exact up to z to the 12th, by all paths.

    --8<-- [start:renewal]
    U(z) = 1 + F(z)\, U(z)
    --8<-- [end:renewal]
    """
    sides = _read(
        tex, notation=[(r"U\((\w)\)", r"g(1,\1)"), (r"F\((\w)\)", r"g(2,\1)")]
    )
    z = sp.Symbol("z")

    def value(which: Any, at: Any) -> Expr:
        return _series("U" if which == 1 else "F", 12).subs(z, at)

    left, right = (_put(side, {"z": z}, {"g": value}) for side in sides)
    difference = sp.expand(left - right)
    assert all(difference.coeff(z, power) == 0 for power in range(13))


def first_return_series(tex: str) -> None:
    r"""The generating function of the first return: symbolic, and against all paths.

    --8<-- [start:first_return_series]
    F(z) = 1 - \sqrt{1-z^2}
    --8<-- [end:first_return_series]
    """
    left, right = _read(tex, notation=[(r"F\((\w)\)", r"g(\1, 0)")])
    z = sp.Symbol("z")
    right = _with(right, [z])
    assert (left.func.__name__, left.args[0].name) == ("g", "z")
    visits = 1 / sp.sqrt(1 - z**2)
    _zero(visits - 1 - right * visits)
    expansion = sp.series(right, z, 0, 13).removeO()
    assert sp.expand(expansion - _series("F", 12)) == 0


def first_return(tex: str) -> None:
    r"""The law of the first return: exact, for m up to 40.

    Up to 12 steps against all paths, up to 80 against the division of power series.

    --8<-- [start:first_return]
    P(T = 2m) = \frac{1}{2m-1}\, 4^{-m} \binom{2m}{m}
    --8<-- [end:first_return]
    """
    sides = _read(tex, notation=[(r"P\(T = (.+?)\)", r"g(\1, 0)")])
    first = returns.first_returns_by_renewal([comb(2 * m, m) for m in range(41)])

    def chance(step: Any, _: Any) -> Fraction:
        n = int(step)
        found = Fraction(first[n // 2], 2**n) if n % 2 == 0 else Fraction(0)
        if n <= 12:
            assert found == _share(
                n, lambda path: path[-1] == 0 and 0 not in path[1:-1]
            )
        return found

    for m in range(1, 41):
        _same(sides, {"m": m}, {"g": chance})
        assert chance(2 * m, 0) == returns.first_return(m)


def no_return(tex: str) -> None:
    r"""Never back as often as back now: exact, for m up to 6, by all paths.

    --8<-- [start:no_return]
    P(S_1 \ne 0,\ S_2 \ne 0,\ \dots,\ S_{2m} \ne 0) = P(S_{2m} = 0)
    --8<-- [end:no_return]
    """
    never = r"P\(S_1 \\ne 0,\\ S_2 \\ne 0,\\ \\dots,\\ S_\{(.+?)\} \\ne 0\)"
    sides = _read(tex, notation=[(never, r"g(\1, 0)"), AT])

    def out(steps: Any, place: Any) -> Fraction:
        return _share(int(steps), lambda path: int(place) not in path[1:])

    for m in range(1, 7):
        _same(sides, {"m": m}, {"f": _position, "g": out})


def last_visit(tex: str) -> None:
    r"""The last visit to 0: exact, for m up to 6 and all k, by all paths.

    --8<-- [start:last_visit]
    P(L_{2m} = 2k) = P(S_{2k} = 0)\, P(S_{2m-2k} = 0)
    --8<-- [end:last_visit]
    """
    last = (r"P\(L_\{(.+?)\} = (.+?)\)", r"g(\1, \2)")
    sides = _read(tex, notation=[last, AT])

    def chance(steps: Any, place: Any) -> Fraction:
        n, k = int(steps), int(place)
        return _share(n, lambda path: max(i for i in range(n + 1) if not path[i]) == k)

    for m in range(7):
        for k in range(m + 1):
            _same(sides, {"m": m, "k": k}, {"f": _position, "g": chance})
            assert chance(2 * m, 2 * k) == returns.last_visit_law(m)[k]


def arcsine_density(tex: str) -> None:
    r"""The density of the share at which the last visit comes: a limit, for every x.

    By `last_visit` the probability is a product of two middle terms, and by `wallis`
    each of them, times √(πk) with its own k, tends to 1. Here k is xm − d with d in
    [0, 1), and d has no influence on the limit.

    --8<-- [start:arcsine_density]
    \lim_{m\to\infty} m\, P(L_{2m} = 2\lfloor xm \rfloor) = \frac{1}{\pi\sqrt{x(1-x)}}
    --8<-- [end:arcsine_density]
    """
    last = (r"P\(L_\{(.+?)\} = (.+?)\)", r"g(\1, \2)")
    left, right = _read(tex, notation=[last])
    assert isinstance(left, sp.Limit)
    expression, variable, point, _ = left.args
    assert (variable.name, point) == ("m", sp.oo)
    x, d = sp.symbols("x d", positive=True)

    def near(steps: Any, place: Any) -> Expr:
        assert (steps / 2).is_integer
        assert (place / 2).is_integer
        k, rest = (
            each.replace(sp.floor, lambda y: y - d) / 2
            for each in (place, steps - place)
        )
        return 1 / (sp.pi * sp.sqrt(k * rest))

    ratio = _put(expression, {"m": M, "x": x}, {"g": near}) / _with(right, [x])
    # sympy takes the limit of a square without asking for the sign of 1 − x
    assert sp.simplify(sp.limit(sp.simplify(ratio**2), M, point)) == 1

    def exactly(steps: Any, place: Any) -> Fraction:
        m, k = int(steps) // 2, int(place) // 2
        assert (2 * m, 2 * k) == (steps, place)
        return Fraction(comb(2 * k, k) * comb(2 * m - 2 * k, m - k), 4**m)

    for share in (sp.Rational(1, 3), sp.Rational(1, 2), sp.Rational(9, 10)):
        said = _put(right, {"x": share}, {})
        seen = _put(expression, {"m": 2000, "x": share}, {"g": exactly})
        assert abs(float(seen / said) - 1) < 2e-3


def arcsine(tex: str) -> None:
    r"""The arcsine law's integral: symbolic, by differentiating, with both sides 0 at 0.

    --8<-- [start:arcsine]
    \int_0^x \frac{du}{\pi\sqrt{u(1-u)}} = \frac{2}{\pi} \arcsin\sqrt{x}
    --8<-- [end:arcsine]
    """
    left, right = _read(tex)
    x = sp.Symbol("x", positive=True)
    assert isinstance(left, sp.Integral)
    variable, low, high = left.limits[0]
    assert low == 0
    assert high.name == "x"
    right = _with(right, [x])
    assert right.subs(x, 0) == 0
    slope = sp.diff(right, x) / left.function.subs(variable, x)
    for at in (sp.Rational(1, 5), sp.Rational(1, 2), sp.Rational(7, 9)):
        assert sp.simplify(slope.subs(x, at)) == 1
    _zero(sp.powdenest(slope**2, force=True) - 1)


# h(a) is the probability to reach b before 0, from a; p and q = 1 − p are given.
WALL = ((r"h\(([^()]+)\)", r"f(\1, 0)"),)
ODDS = (Fraction(1, 3), Fraction(2, 5), Fraction(18, 37), Fraction(3, 4))


def _won(goal: int, up: Fraction) -> Callable[[Any, Any], Fraction]:
    return lambda start, _: ruin.wins(int(start), goal, up)


def ruin_equation(tex: str) -> None:
    r"""One step on: exact, for the code's h, goals up to 7, four p and a fair coin.

    --8<-- [start:ruin_equation]
    h(a) = p\,h(a+1) + q\,h(a-1), \qquad h(0) = 0, \qquad h(b) = 1
    --8<-- [end:ruin_equation]
    """
    parts = tex.split(r", \qquad")
    assert len(parts) == 3
    step, *walls = (_read(part, notation=WALL) for part in parts)
    assert walls[0][0].args[0] == 0
    for up in (*ODDS, Fraction(1, 2)):
        for goal in range(2, 8):
            won = {"f": _won(goal, up)}
            for wall in walls:
                _same(wall, {"b": goal}, won)
            for start in range(1, goal):
                _same(step, {"a": start, "p": up, "q": 1 - up}, won)


def ruin_probability(tex: str) -> None:
    r"""The gambler's chance: symbolic, by the equation and its walls; and the code's.

    --8<-- [start:ruin_probability]
    h(a) = \frac{1 - (q/p)^a}{1 - (q/p)^b}
    --8<-- [end:ruin_probability]
    """
    sides = _read(tex, notation=WALL)
    for up in ODDS:
        for goal in range(1, 8):
            for start in range(goal + 1):
                values = {"a": start, "b": goal, "p": up, "q": 1 - up}
                _same(sides, values, {"f": _won(goal, up)})
    a, b, r = sp.symbols("a b r", positive=True)  # r = q/p, so p = 1/(1 + r)
    p, q = 1 / (1 + r), r / (1 + r)
    claim = sp.powsimp(_put(sides[1], {"a": a, "b": b, "p": p, "q": q}, {}))
    claim = claim.replace(lambda e: e.is_Pow, lambda e: sp.cancel(e.base) ** e.exp)
    _zero(claim.subs(a, 0))
    _zero(claim.subs(a, b) - 1)
    step = p * claim.subs(a, a + 1) + q * claim.subs(a, a - 1) - claim
    _zero(sp.expand(step * (1 - r**b) * (1 + r)))


def fair_ruin(tex: str) -> None:
    r"""The fair game as a limit of unfair ones: by SymPy, symbolic in a and b.

    --8<-- [start:fair_ruin]
    \lim_{r\to 1} \frac{1 - r^a}{1 - r^b} = \frac{a}{b}
    --8<-- [end:fair_ruin]
    """
    left, right = _read(tex)
    a, b = sp.symbols("a b", positive=True)
    assert isinstance(left, sp.Limit)
    expression, variable, point, _ = left.args
    value = sp.limit(_with(expression, [a, b]), variable, point)
    _zero(value - _with(right, [a, b]))
    for goal in range(1, 6):
        for start in range(goal + 1):
            said = _put(right, {"a": start, "b": goal}, {})
            assert said == sp.Rational(ruin.wins(start, goal, Fraction(1, 2)))


def _steps(start: Any, goal: Any, up: Fraction) -> Fraction:
    return ruin.duration(int(start), int(goal), up)


def duration(tex: str) -> None:
    r"""How long it takes: exact, goals up to 7, by the equation of one step.

    The unfair game first, then the fair one. The mean d from a satisfies
    d(a) = 1 + p·d(a + 1) + q·d(a − 1), and is 0 at the walls.

    --8<-- [start:duration]
    E[T] = \frac{b\,h(a) - a}{p - q} \quad (p \ne q), \qquad E[T] = a(b-a) \quad (p = q)
    --8<-- [end:duration]
    """
    shape = r"E\[T\] = (.+) \\quad \(p \\ne q\), \\qquad E\[T\] = (.+) \\quad \(p = q\)"
    parts = re.fullmatch(shape, tex.strip())
    assert parts, tex
    unfair, fair = (latex2sympy(re.sub(*WALL[0], part)) for part in parts.groups())
    for up in (*ODDS, Fraction(1, 2)):
        claim = fair if up == Fraction(1, 2) else unfair
        for goal in range(1, 8):
            said = [
                _put(
                    claim,
                    {"a": start, "b": goal, "p": up, "q": 1 - up},
                    {"f": _won(goal, up)},
                )
                for start in range(goal + 1)
            ]
            assert said == [sp.Rational(_steps(a, goal, up)) for a in range(goal + 1)]
            assert said[0] == said[-1] == 0
            for a in range(1, goal):
                ahead = (
                    sp.Rational(up) * said[a + 1] + sp.Rational(1 - up) * said[a - 1]
                )
                assert said[a] == 1 + ahead


def plane(tex: str) -> None:
    r"""Loops in the plane: exact, for m up to 12, and by all walks of up to 6 steps.

    --8<-- [start:plane]
    \sum_{j=0}^{m} \frac{(2m)!}{(j!)^2\, ((m-j)!)^2} = \binom{2m}{m}^2
    --8<-- [end:plane]
    """
    sides = _read(tex)
    for m, loops in enumerate(islice(polya.lattice_loops(2), 13)):
        _same(sides, {"m": m})
        assert _put(sides[0], {"m": m}, {}) == loops
        if m <= 3:
            assert loops == _loops_by_enumeration(2, 2 * m)


def _loops_by_enumeration(dimension: int, steps: int) -> int:
    """Return how many lattice paths end where they began, by looking at all of them."""
    ahead = [
        tuple(sign * (axis == other) for other in range(dimension))
        for axis in range(dimension)
        for sign in (-1, 1)
    ]
    return sum(
        all(sum(jump[axis] for jump in path) == 0 for axis in range(dimension))
        for path in product(ahead, repeat=steps)
    )


def space(tex: str) -> None:
    r"""Loops in space: exact, for m up to 8, and by all walks of up to 6 steps.

    --8<-- [start:space]
    \sum_{j=0}^{m} \sum_{k=0}^{m-j} \frac{(2m)!}{(j!\,k!\,(m-j-k)!)^2} = \binom{2m}{m} \sum_{k=0}^{m} \binom{m}{k}^2 \binom{2k}{k}
    --8<-- [end:space]
    """
    sides = _read(tex)
    for m, loops in enumerate(islice(polya.lattice_loops(3), 9)):
        left, right = (_put(side, {"m": m}, {}) for side in sides)
        assert left == right == loops
        if m <= 3:
            assert loops == _loops_by_enumeration(3, 2 * m)


def space_recurrence(tex: str) -> None:
    r"""A recurrence for the sum over k: symbolic, for every m, by Zeilberger's method.

    Let t(m, k) be the k-th term of c_m. The recurrence applied to t, for a fixed k, is
    the difference of R·t at k + 1 and at k, where R = k³(3k − 4m − 4)/(m + 1 − k)²; the
    sum over k telescopes to 0. The first 30 values are compared, too.

    --8<-- [start:space_recurrence]
    (m+1)^2\, c_{m+1} = (10m^2 + 10m + 3)\, c_m - 9m^2\, c_{m-1}
    --8<-- [end:space_recurrence]
    """
    terms = (r"c_(?:\{(.+?)\}|(\w))", r"f(\1\2, 0)")
    left, right = _read(tex, notation=[terms])

    def value(m: Any, _: Any) -> int:
        return sum(comb(int(m), k) ** 2 * comb(2 * k, k) for k in range(int(m) + 1))

    for m in range(1, 30):
        _same([left, right], {"m": m}, {"f": value})
    k = sp.Symbol("k")
    ratios = {1: ((M + 1) / (M + 1 - k)) ** 2, 0: sp.Integer(1), -1: ((M - k) / M) ** 2}

    def ratio(shifted: Any, _: Any) -> Expr:
        return ratios[int(shifted - M)]

    applied = _put(left - right, {"m": M}, {"f": ratio})
    certificate = k**3 * (3 * k - 4 * M - 4) / (M + 1 - k) ** 2
    next_term = ((M - k) / (k + 1)) ** 2 * 2 * (2 * k + 1) / (k + 1)
    _zero(applied - (certificate.subs(k, k + 1) * next_term - certificate))


def certificate(tex: str) -> None:
    r"""The certificate of the recurrence for the sum over k: symbolic, for all m and k.

    The recurrence applied to the k-th term of c_m is the difference of R times that term
    at k + 1 and at k. Everything is divided by the k-th term.

    --8<-- [start:certificate]
    R(m, k) = \frac{k^3\,(3k - 4m - 4)}{(m + 1 - k)^2}
    --8<-- [end:certificate]
    """
    left, right = _read(tex, notation=[(r"R\(m, k\)", "f(m, k)")])
    assert left == sp.Function("f")(*sp.symbols("m k"))
    k = sp.Symbol("k")
    found = _put(right, {"m": M, "k": k}, {})
    applied = (
        (M + 1) ** 2 * ((M + 1) / (M + 1 - k)) ** 2
        - (10 * M**2 + 10 * M + 3)
        + 9 * M**2 * ((M - k) / M) ** 2
    )
    next_term = ((M - k) / (k + 1)) ** 2 * 2 * (2 * k + 1) / (k + 1)
    _zero(applied - (found.subs(k, k + 1) * next_term - found))


def return_probability(tex: str) -> None:
    r"""Return and visits: exact up to z to the 20th, in one, two and three dimensions.

    --8<-- [start:return_probability]
    F(z) = 1 - \frac{1}{U(z)}
    --8<-- [end:return_probability]
    """
    sides = _read(
        tex, notation=[(r"U\((\w)\)", r"g(1,\1)"), (r"F\((\w)\)", r"g(2,\1)")]
    )
    z = sp.Symbol("z")
    for dimension in (1, 2, 3):
        loops = list(islice(polya.lattice_loops(dimension), 11))
        counts = {1: loops, 2: returns.first_returns_by_renewal(loops)}

        def value(which: Any, at: Any, counts: dict[int, list[int]] = counts) -> Expr:
            return sum(
                count * at ** (2 * m) for m, count in enumerate(counts[int(which)])
            )

        left, right = (_put(side, {"z": z}, {"g": value}) for side in sides)
        difference = sp.series(left - right, z, 0, 21).removeO()
        assert difference == 0


# Bounds of c_{m+1}/(9 c_m), proved by induction in `tail`.
LOW, HIGH = (
    1 - 1 / M + sp.Rational(5, 4) / M**2 - sp.Rational(25, 16) / M**3 + c / M**4
    for c in (sp.Rational(7, 4), sp.Rational(15, 8))
)


@cache
def _quotients_hold() -> bool:
    """Prove LOW ≤ c_{m+1}/(9 c_m) ≤ HIGH for every m from 34 on, by induction.

    By the recurrence the next quotient is a rising function of the one before.
    """
    start = 34
    c = [sum(comb(m, k) ** 2 * comb(2 * k, k) for k in range(m + 1)) for m in (34, 35)]
    quotient = sp.Rational(c[1], 9 * c[0])
    assert LOW.subs(M, start) <= quotient <= HIGH.subs(M, start)

    def following(before: Expr) -> Expr:
        return ((10 * M**2 + 10 * M + 3) / 9 - M**2 / (9 * before)) / (M + 1) ** 2

    _nonnegative_from(following(LOW.subs(M, M - 1)) - LOW, start + 1)
    _nonnegative_from(HIGH - following(HIGH.subs(M, M - 1)), start + 1)
    return True


def tail(tex: str) -> None:
    r"""The tail of the expected visits in space: proved for every m from 4 on.

    Let R be a bracket. If R(m)·u_m − R(m + 1)·u_{m+1} is never above u_m, the sum over
    m of these differences shows that the tail is at least R(m)·u_m; never below, at
    most. From 34 on both follow from rational bounds of u_{m+1}/u_m; from 4 to 33 from
    exact sums down from there.

    --8<-- [start:tail]
    u_m \left(2m + 1 + \frac{3}{20m} - \frac{1}{6m^2}\right) \le \sum_{j=m}^{\infty} u_j \le u_m \left(2m + 1 + \frac{3}{20m}\right)
    --8<-- [end:tail]
    """
    parts = re.fullmatch(r"u_m (.+) \\le (\\sum.+) \\le u_m (.+)", tex.strip())
    assert parts, tex
    assert parts[2] == r"\sum_{j=m}^{\infty} u_j"
    low, high = (_with(latex2sympy(parts[i]), [M]) for i in (1, 3))
    assert low.free_symbols == high.free_symbols == {M}
    _quotients_hold()
    step = (2 * M + 1) / (2 * (M + 1))  # of C(2m, m)/4ᵐ
    _nonnegative_from(1 - (low - low.subs(M, M + 1) * step * LOW), 34)
    _nonnegative_from(high - high.subs(M, M + 1) * step * HIGH - 1, 34)
    u = [
        sp.Rational(loops, 36**m)
        for m, loops in enumerate(islice(polya.lattice_loops(3), 35))
    ]
    least, most = (u[34] * side.subs(M, 34) for side in (low, high))
    for m in range(33, 3, -1):
        least, most = least + u[m], most + u[m]
        assert u[m] * low.subs(M, m) <= least
        assert most <= u[m] * high.subs(M, m)
    # The code computes with the same two brackets.
    sums = [sum(u[:10]) + u[10] * side.subs(M, 10) for side in (low, high)]
    assert [1 - 1 / each for each in sums] == list(
        map(sp.Rational, polya.return_in_space(10))
    )


def watson(tex: str) -> None:
    r"""The closed form of the visits: compared only, within the proved bounds, 10⁻¹¹.

    --8<-- [start:watson]
    \sum_{m=0}^{\infty} u_m = \frac{\sqrt{6}}{32\pi^3}\, \Gamma\left(\frac{1}{24}\right) \Gamma\left(\frac{5}{24}\right) \Gamma\left(\frac{7}{24}\right) \Gamma\left(\frac{11}{24}\right)
    --8<-- [end:watson]
    """
    parts = re.fullmatch(r"\\sum_\{m=0\}\^\{\\infty\} u_m = (.+)", tex.strip())
    assert parts, tex
    value = latex2sympy(parts[1]).evalf(30)
    low, high = (1 / (1 - sp.Rational(bound)) for bound in polya.return_in_space(1000))
    assert high - low < sp.Rational(1, 10**11)
    assert low < value < high


def speed(tex: str) -> None:
    r"""The mean speed over a time h: symbolic, from the density of variance αh.

    --8<-- [start:speed]
    \frac{E|X_{t+h} - X_t|}{h} = \sqrt{\frac{2\alpha}{\pi h}}
    --8<-- [end:speed]
    """
    mean = [(r"E\|X_\{t\+(\w)\} - X_t\|", r"f(\1, 0)")]
    left, right = _read(tex, notation=mean)
    alpha, h, x = sp.symbols("alpha h x", positive=True)

    def distance(time: Any, _: Any) -> Expr:
        density = sp.exp(-(x**2) / (2 * alpha * time)) / sp.sqrt(
            2 * sp.pi * alpha * time
        )
        return 2 * sp.integrate(x * density, (x, 0, sp.oo))

    values = {"alpha": alpha, "h": h}
    left, right = (_put(side, values, {"f": distance}) for side in (left, right))
    _zero(left - right)


def lattice_speed(tex: str) -> None:
    r"""The speed of one step: symbolic, with Δs² = αΔt.

    --8<-- [start:lattice_speed]
    \frac{\Delta s}{\Delta t} = \sqrt{\frac{\alpha}{\Delta t}}
    --8<-- [end:lattice_speed]
    """
    sides = _read(tex, notation=FINE)
    alpha, tau = sp.symbols("alpha tau", positive=True)
    _same(sides, {"alpha": alpha, "tau": tau, "sigma": sp.sqrt(alpha * tau)})


def quadratic_variation(tex: str) -> None:
    r"""What the squared steps add up to: symbolic in t and Δt, with Δs² = αΔt.

    A step leads from any place to that place ± Δs.

    --8<-- [start:quadratic_variation]
    \sum_{j=1}^{t/\Delta t} (X_{j\Delta t} - X_{(j-1)\Delta t})^2 = \sum_{j=1}^{t/\Delta t} \Delta s^2 = \alpha t
    --8<-- [end:quadratic_variation]
    """
    parts = re.fullmatch(r"(\\sum.+) = (\\sum.+) = (.+)", tex.strip())
    assert parts, tex
    alpha, tau, t, j = sp.symbols("alpha tau t j", positive=True)
    place = (r"X_(?:\{(\(.+?\)|\w)\\tau\}|(\w))", r"f(\1\2, 0)")
    before, sign = sp.symbols("before sign")
    texts = list(parts.groups())
    for pattern, stands_for in (*FINE, place):
        texts = [re.sub(pattern, stands_for, text) for text in texts]
    sigma = sp.sqrt(alpha * tau)
    values = {"alpha": alpha, "tau": tau, "sigma": sigma, "t": t, "j": j}

    def position(time: Any, _: Any) -> Expr:
        places = {j: before + sign * sigma, j - 1: before}
        assert time in places, f"not one end of a step: {time}"
        return places[time]

    for text in texts[:2]:
        total = latex2sympy(text)
        index, low, high = total.limits[0]
        assert index.name == "j"
        term = sp.expand(_put(total.function, values, {"f": position}))
        term = term.subs(sign**2, 1)
        assert term.free_symbols == {alpha, tau}  # the same for each j and each path
        _zero(term * _put(high - low + 1, values, {}) - alpha * t)
    _zero(_put(latex2sympy(texts[2]), values, {}) - alpha * t)


def lazy(tex: str) -> None:
    r"""The lazy walk takes half steps, twice as many: symbolic in z, for n up to 8.

    --8<-- [start:lazy]
    \left(\frac{1}{2} + \frac{z + z^{-1}}{4}\right)^n = \left(\frac{z^{1/2} + z^{-1/2}}{2}\right)^{2n}
    --8<-- [end:lazy]
    """
    sides = _read(tex)
    z = sp.Symbol("z", positive=True)
    for n in range(9):
        left, right = (sp.expand(_put(side, {"n": n, "z": z}, {})) for side in sides)
        lawful = sum(sp.Rational(p) * z**k for k, p in exercises.lazy_law(n).items())
        assert left == right == sp.expand(lawful)


def ballot(tex: str) -> None:
    r"""The ballot theorem: exact, for up to 7 votes each, and by all orders up to 9.

    Here L is that the winner leads during the whole count of a against b votes.

    --8<-- [start:ballot]
    P(L) = \frac{a - b}{a + b}
    --8<-- [end:ballot]
    """
    left, right = _read(tex, notation=[(r"P\(L\)", "f(a, b)")])
    assert left.func.__name__ == "f"

    def counted(a: int, b: int) -> Fraction:
        paths = [path for path in _by_enumeration(a + b) if path[-1] == a - b]
        return Fraction(sum(min(path[1:]) > 0 for path in paths), len(paths))

    for a in range(1, 8):
        for b in range(a):
            said = _put(right, {"a": a, "b": b}, {})
            assert said == sp.Rational(exercises.always_ahead(a, b))
            if a + b <= 9:
                assert said == sp.Rational(counted(a, b))


def mean_returns(tex: str) -> None:
    r"""The expected number of returns: symbolic by induction on m, and for the code.

    --8<-- [start:mean_returns]
    \sum_{j=1}^{m} P(S_{2j} = 0) = (2m+1)\, 4^{-m} \binom{2m}{m} - 1
    --8<-- [end:mean_returns]
    """
    sides = _read(tex)
    for m in range(13):
        _same(sides, {"m": m}, {"f": _position})
        said = _put(sides[1], {"m": m}, {})
        assert said == sp.Rational(exercises.mean_returns(m))
    claim = _with(sides[1], [M])
    central = sp.binomial(2 * M, M) / 4**M
    term = central.subs(M, M + 1)
    _zero(sp.combsimp((claim.subs(M, M + 1) - claim - term) / central))
