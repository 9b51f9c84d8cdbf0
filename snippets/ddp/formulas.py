"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it and reads it with latex2sympy2_extended.
The notation that it does not know is written out before: capitals become Greek letters
that no formula has, and what has an index becomes a function of the index.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from typing import Any

import sympy as sp
import torch
from latex2sympy2_extended import latex2sympy
from torch.utils.data import DistributedSampler, TensorDataset

from snippets.ddp.exercises import tree_all_reduce
from snippets.ddp.figures import finish_times
from snippets.ddp.ring import ring_steps, server_steps, traffic

Expr = Any  # SymPy's expressions are not typed closely enough to help.
Values = Mapping[str, Any]
CAPITALS = {
    "N": r"\nu ",
    "K": r"\kappa ",
    "B": r"\theta ",
    "D": r"\delta ",
    "T": r"\tau ",
    "S": r"\psi ",
    "P": r"\rho ",
}
FOLDS: dict[type, Callable[[Any, Any], Any]] = {
    sp.Add: operator.add,
    sp.Mul: operator.mul,
}


def gradient(tex: str) -> None:
    r"""The mean of the ranks' mean gradients. Identity: symbols for all, N, B up to 4.

    Here g_j is the gradient of sample j; rank r has the samples rB + 1 to rB + B.

    --8<-- [start:gradient]
    \frac{1}{N} \sum_{r=0}^{N-1} \left( \frac{1}{B} \sum_{i=1}^{B} g_{rB+i} \right)
    = \frac{1}{NB} \sum_{j=1}^{NB} g_j
    --8<-- [end:gradient]
    """
    statement = _read(tex, "g")
    for n, b in product(range(1, 5), repeat=2):
        of_sample = dict(enumerate(sp.symbols(f"g_1:{n * b + 1}"), start=1))
        _same(statement, {"nu": n, "theta": b}, g=of_sample)


def mean_of_means(tex: str) -> None:
    r"""What makes up for unequal batches. Identity: symbols, up to 3 ranks of up to 3.

    Here rank r has B_r samples with the gradients g_{r,1} to g_{r,B_r}, whose mean is
    m_r, and B is the number of all samples.

    --8<-- [start:mean_of_means]
    \frac{1}{N} \sum_{r=1}^{N} \frac{N B_r}{B} m_r
    = \frac{1}{B} \sum_{r=1}^{N} \sum_{i=1}^{B_r} g_{r,i}
    --8<-- [end:mean_of_means]
    """
    statement = _read(tex, "B", "m", "g")
    for n in range(1, 4):
        for sizes in product(range(1, 4), repeat=n):
            of_rank = {r: sp.symbols(f"g_{r}_1:{b + 1}") for r, b in _counted(sizes)}
            gradients = {(r, i): g for r in of_rank for i, g in _counted(of_rank[r])}
            means = {r: sum(g) / len(g) for r, g in of_rank.items()}
            values = {"nu": n, "theta": sum(sizes)}
            _same(statement, values, B=dict(_counted(sizes)), m=means, g=gradients)


def steps(tex: str) -> None:
    r"""The steps of the ring. Definition: what ring.py counts, N up to 9.

    --8<-- [start:steps]
    s = 2(N - 1)
    --8<-- [end:steps]
    """
    statement = _read(tex)
    for n in range(1, 10):
        counted = traffic(ring_steps(_workers(n, 3)), n)
        _same(statement, {"s": counted.steps, "nu": n})


def volume(tex: str) -> None:
    r"""What each worker sends. Definition: what ring.py counts, N up to 9, N divides K.

    --8<-- [start:volume]
    v = \frac{2(N - 1)}{N} K
    --8<-- [end:volume]
    """
    statement = _read(tex)
    for n, chunk in product(range(1, 10), range(4)):
        counted = traffic(ring_steps(_workers(n, n * chunk)), n)
        assert len(set(counted.sent)) == 1, f"not all alike: {counted.sent}"
        _same(statement, {"v": counted.sent[0], "nu": n, "kappa": n * chunk})


def server(tex: str) -> None:
    r"""What worker 0 sends as a server. Definition: what ring.py counts, N, K up to 8.

    --8<-- [start:server]
    v_0 = (N - 1) K
    --8<-- [end:server]
    """
    statement = _read(tex, "v")
    for n, k in product(range(1, 9), repeat=2):
        counted = traffic(server_steps(_workers(n, k)), n)
        _same(statement, {"nu": n, "kappa": k}, v=dict(enumerate(counted.sent)))


def total(tex: str) -> None:
    r"""What all workers send, by the ring or by a server: as counted, N and K up to 8.

    --8<-- [start:total]
    \sum_{r=0}^{N-1} v_r = 2 (N - 1) K
    --8<-- [end:total]
    """
    statement = _read(tex, "v")
    for n, k in product(range(1, 9), repeat=2):
        for method in (ring_steps, server_steps):
            counted = traffic(method(_workers(n, k)), n)
            _same(statement, {"nu": n, "kappa": k}, v=dict(enumerate(counted.sent)))


def time(tex: str) -> None:
    r"""How long the ring takes. Definition: what the steps of ring.py add up to.

    A message of m numbers takes α + m/β; a step takes as long as its longest message.
    N up to 6, N divides K.

    --8<-- [start:time]
    T = 2(N - 1) \left( \alpha + \frac{K}{N \beta} \right)
    --8<-- [end:time]
    """
    statement = _read(tex)
    alpha, beta = sp.symbols("alpha beta", positive=True)
    for n, chunk in product(range(1, 7), range(4)):
        taken = sum(
            alpha + max(len(transfer.numbers) for transfer in transfers) / beta
            for transfers in ring_steps(_workers(n, n * chunk))
        )
        values = {"nu": n, "kappa": n * chunk, "alpha": alpha, "beta": beta}
        _same(statement, {"tau": taken, **values})


def overlap(tex: str) -> None:
    r"""When the last bucket is done. Identity: for up to 3 buckets, times up to 3.

    The gradients of bucket b are ready at c_b, its all-reduce takes t_b, and begins as
    soon as they are ready and the one before is done: at e_b it is done.

    --8<-- [start:overlap]
    e_B = \max_{1 \le b \le B} \left( c_b + \sum_{j=b}^{B} t_j \right)
    --8<-- [end:overlap]
    """
    ranged = re.search(r"= \\max_\{1 \\le b \\le B\} \\left\((.+)\\right\)$", tex)
    assert ranged, f"no maximum over b: {tex}"
    assert tex[: ranged.start()].strip() == "e_B", "the left side is the last end"
    body = _read(ranged[1], "c", "t")
    for count in range(1, 4):
        for times in product(range(4), repeat=2 * count):
            ready, lasting = sorted(times[:count]), times[count:]
            tables = {"c": dict(_counted(ready)), "t": dict(_counted(lasting))}
            ends = [
                _value(body, {"theta": count, "b": b}, tables)
                for b in range(1, count + 1)
            ]
            assert max(ends) == finish_times(ready, lasting)[-1], f"not for {times}"


def samples(tex: str) -> None:
    r"""The samples of each rank. Definition: what DistributedSampler has, D, N to 12.

    --8<-- [start:samples]
    S = \left\lceil \frac{D}{N} \right\rceil
    --8<-- [end:samples]
    """
    statement = _read(tex)
    for d, n, found in _shares():
        for indices in found:
            _same(statement, {"psi": len(indices), "delta": d, "nu": n})


def padding(tex: str) -> None:
    r"""What DistributedSampler repeats. Definition: its surplus, for D, N up to 12.

    --8<-- [start:padding]
    P = N \left\lceil \frac{D}{N} \right\rceil - D
    --8<-- [end:padding]
    """
    statement = _read(tex)
    for d, n, found in _shares():
        surplus = sum(map(len, found)) - len(set().union(*found))
        _same(statement, {"rho": surplus, "delta": d, "nu": n})


def variance(tex: str) -> None:
    r"""The variance over all ranks. Identity: symbols for the numbers, N, B up to 3.

    Rank r has mean μ_r and variance σ_r² of B numbers; μ and σ² are those of all.

    --8<-- [start:variance]
    \sigma^2 = \frac{1}{N} \sum_{r=1}^{N} \left( \sigma_r^2 + \mu_r^2 \right) - \mu^2
    --8<-- [end:variance]
    """
    text = re.sub(r"\\(sigma|mu)_", lambda match: f"{match[1][0]}_", tex)
    statement = _read(text, "s", "m")
    for n, b in product(range(1, 4), repeat=2):
        of_rank = {r: sp.symbols(f"x_{r}_1:{b + 1}") for r in range(1, n + 1)}
        everything = [x for numbers in of_rank.values() for x in numbers]
        means = {r: _mean(numbers) for r, numbers in of_rank.items()}
        spreads = {r: _deviation(numbers) for r, numbers in of_rank.items()}
        values = {"nu": n, "mu": _mean(everything), "sigma": _deviation(everything)}
        _same(statement, values, s=spreads, m=means)


def scaling(tex: str) -> None:
    r"""Two small steps and a double one. Identity: any quadratic losses of 2 weights.

    Batch j has the loss ½xᵀA_j x + d_jᵀx, whose gradient at the start is g_j. Two steps
    at rate η, one for each batch, lead to x_2; one step at rate 2η by the mean of the
    two gradients leads to x'.

    --8<-- [start:scaling]
    x_2 - x' = \eta^2 A_2 g_1
    --8<-- [end:scaling]
    """
    text = re.sub(r"A_(\S+) g_(\S+)", r"p_{\1,\2}", tex).replace("x'", "w")
    statement = _read(text, "x", "g", "A", "p")
    eta = sp.Symbol("eta")
    start = sp.Matrix(sp.symbols("x_1:3"))
    curved = {j: _symmetric(f"a_{j}") for j in (1, 2)}
    sloped = {j: sp.Matrix(sp.symbols(f"d_{j}_1:3")) for j in (1, 2)}
    slopes = {j: curved[j] * start + sloped[j] for j in (1, 2)}
    first = start - eta * slopes[1]
    second = first - eta * (curved[2] * first + sloped[2])
    leap = start - 2 * eta * (slopes[1] + slopes[2]) / 2
    products = {(i, j): curved[i] * slopes[j] for i in (1, 2) for j in (1, 2)}
    tables = {"x": {0: start, 1: first, 2: second}, "A": curved, "g": slopes}
    _same(statement, {"eta": eta, "w": leap}, **tables, p=products)


def scaling_bound(tex: str) -> None:
    r"""How far k small steps are from one k times as long: proved for k up to 8.

    On the loss ½ax² a step at rate η multiplies x by 1 − ηa. For 0 ≤ ηa ≤ 1. There is
    no better bound of this form: the sides come together as ηa tends to 0.

    --8<-- [start:scaling_bound]
    0 \le (1 - \eta a)^k - (1 - k \eta a) \le \tfrac{k(k-1)}{2} (\eta a)^2
    --8<-- [end:scaling_bound]
    """
    statement = _read(tex)
    assert isinstance(statement, sp.And)
    low, high = sorted(statement.args, key=lambda part: part.lhs != 0)
    assert isinstance(low, sp.LessThan)
    assert isinstance(high, sp.LessThan)
    assert low.lhs == 0
    assert low.rhs == high.lhs
    u, x = sp.symbols("u x", positive=True)
    for k in range(1, 9):
        values = {"k": k, "eta": u / 3, "a": 3}  # so that ηa is u
        difference, bound = (
            sp.expand(_value(side, values, {})) for side in (high.lhs, high.rhs)
        )
        walked = reduce(lambda at, _: at - values["eta"] * 3 * at, range(k), x)
        leap = x - k * values["eta"] * 3 * x
        assert sp.expand(walked - leap - difference * x) == 0
        assert _not_negative(difference, u)
        assert _not_negative(bound - difference, u)
        assert k == 1 or sp.limit(difference / bound, u, 0) == 1


def tree_steps(tex: str) -> None:
    r"""The steps of the tree. Definition: what exercises.py counts, N up to 33.

    --8<-- [start:tree_steps]
    s = 2 \left\lceil \log_2 N \right\rceil
    --8<-- [end:tree_steps]
    """
    statement = _read(tex)
    for n in range(1, 34):
        _, taken, _ = tree_all_reduce(_workers(n, 1))
        _same(statement, {"s": taken, "nu": n})


def tree_volume(tex: str) -> None:
    r"""What worker 0 of the tree sends. Definition: as exercises.py counts, N up to 33.

    --8<-- [start:tree_volume]
    v_0 = \left\lceil \log_2 N \right\rceil K
    --8<-- [end:tree_volume]
    """
    statement = _read(tex, "v")
    for n, k in product(range(1, 34), range(3)):
        _, _, sent = tree_all_reduce(_workers(n, k))
        _same(statement, {"nu": n, "kappa": k}, v={0: sent})


def _read(tex: str, *indexed: str) -> Expr:
    """Return what SymPy makes of a formula; the indexed letters become functions."""
    text = " ".join(tex.split())
    for letter in indexed:
        text = _as_function(text, letter)
    greek = re.sub(r"\\[A-Za-z]+|[A-Z]", lambda m: CAPITALS.get(m[0], m[0]), text)
    return latex2sympy(greek)


def _as_function(text: str, letter: str) -> str:
    """Write g_j as f(j, 0) and g_{r,i} as f(r,i), f having the letter's number."""

    def called(match: re.Match[str]) -> str:
        if match["command"]:
            return match[0]
        index = match["long"] or match["short"]
        pair = index if "," in index else f"{index}, 0"
        return f"f_{{{ord(letter)}}}({pair})"

    name = rf"{letter}_(?:\{{(?P<long>[^{{}}]*)\}}|(?P<short>\w))"
    return re.sub(rf"(?P<command>\\[A-Za-z]+)|{name}", called, text)


def _value(expr: Expr, values: Values, tables: Mapping[str, Mapping[Any, Any]]) -> Expr:
    """Return the value of an expression; a table holds what has one index or two."""
    if isinstance(expr, sp.Sum):
        *inner, (index, first, last) = expr.limits
        body = sp.Sum(expr.function, *inner) if inner else expr.function
        run = range(*(int(_value(end, values, tables)) for end in (first, last + 1)))
        terms = (_value(body, {**values, index.name: i}, tables) for i in run)
        return sum(terms, start=sp.Integer(0))
    if isinstance(expr, sp.Symbol):
        return sp.sympify(values[expr.name])
    parts = [_value(part, values, tables) for part in expr.args]
    if isinstance(expr, sp.core.function.AppliedUndef):
        letter = chr(int(expr.func.__name__.strip("f_{}")))
        key = parts[0] if parts[1] == 0 else tuple(parts)
        return sp.sympify(tables[letter][key])
    if type(expr) in FOLDS:  # numbers, symbols and matrices
        return reduce(FOLDS[type(expr)], parts)
    return expr.func(*parts) if parts else expr


def _same(statement: Expr, values: Values, **tables: Mapping[Any, Any]) -> None:
    """Assert that both sides of an equation are the same for these values."""
    assert isinstance(statement, sp.Eq), f"no equation: {statement}"
    left, right = (_value(side, values, tables) for side in statement.args)
    rest = sp.expand(left - right)
    assert rest == rest * 0, f"{left} is not {right} for {dict(values)}"


def _counted(items: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(items, start=1)


def _workers(count: int, length: int) -> list[list[int]]:
    return [[1] * length for _ in range(count)]


def _shares() -> Iterator[tuple[int, int, list[list[int]]]]:
    """Yield how many samples, how many ranks, and which samples each rank is given."""
    for d, n in product(range(13), range(1, 13)):
        data = TensorDataset(torch.zeros(d))
        yield (
            d,
            n,
            [list(DistributedSampler(data, n, r, shuffle=False)) for r in range(n)],
        )


def _mean(numbers: Sequence[Expr]) -> Expr:
    return sum(numbers, start=sp.Integer(0)) / len(numbers)


def _deviation(numbers: Sequence[Expr]) -> Expr:
    middle = _mean(numbers)
    return sp.sqrt(sp.expand(_mean([(x - middle) ** 2 for x in numbers])))


def _symmetric(name: str) -> Expr:
    a, b, c = sp.symbols(f"{name}_1:4")
    return sp.Matrix([[a, b], [b, c]])


def _not_negative(expr: Expr, u: Expr) -> bool:
    """Tell whether a polynomial is nowhere negative for u from 0 to 1."""
    polynomial = sp.Poly(expr, u)
    if polynomial.is_zero:
        return True
    inside = [root for root in polynomial.real_roots() if 0 < root < 1]
    return not inside and polynomial.eval(sp.Rational(1, 2)) > 0
