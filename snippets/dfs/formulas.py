"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it and reads it with latex2sympy2_extended.
Notation that it does not know becomes a symbol or a function before: d(u) is the symbol
d_u, and R_n the function r of n, for which the counted work of the page's code is put.
"""

# ruff: noqa: E501 - a formula is one line

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.dfs import backtracking, search
from snippets.dfs.search import Graph

Expr = Any  # SymPy's expressions are not typed closely enough to help.
N = sp.Symbol("n", integer=True, positive=True)


def degrees(tex: str) -> None:
    r"""Every edge stands in two lists: exact, on all graphs of up to five vertices.

    --8<-- [start:degrees]
    \sum_v \deg(v) = 2E
    --8<-- [end:degrees]
    """
    folds: dict[str, Callable[..., int]] = {"sum": sum, "prod": math.prod}
    found = re.match(r"\\(sum|prod)_v \\deg\(v\)", tex.strip())
    assert found, tex
    statement = _read(tex.strip().replace(found[0], "g"))
    for edges, graph in search.every(search.undirected, 5):
        entries = folds[found[1]](len(neighbours) for neighbours in graph)
        _holds(statement, {"g": entries, "E": len(edges)})


def pushes(tex: str) -> None:
    r"""What marking when popping pushes: counted, on all 772 connected small graphs.

    --8<-- [start:pushes]
    P = E + 1
    --8<-- [end:pushes]
    """
    statement = _read(tex)
    tried = 0
    for edges, graph in search.every(search.undirected, 5):
        visits, _, pushed, _ = search.work(search.by_popping, graph)
        if visits == len(graph):
            tried += 1
            _holds(statement, {"P": pushed, "E": len(edges)})
    assert tried == 772


def peak(tex: str) -> None:
    r"""How high the stack grows on a complete graph: symbolic, and counted up to 12.

    The left side is what has been pushed, less what has been popped, just before the
    last vertex is found.

    --8<-- [start:peak]
    1 + \frac{n(n-1)}{2} - (n-1) = \frac{(n-1)(n-2)}{2} + 1
    --8<-- [end:peak]
    """
    left, right = _sides(_read(tex))
    assert sp.expand(left - right) == 0
    for n in range(1, 13):
        complete = search.undirected(n, combinations(range(n), 2))
        assert search.work(search.by_popping, complete)[3] == _put(right, {"n": n})


def rescans(tex: str) -> None:
    r"""Checks on a star if each list is read from its start again: counted, n up to 12.

    Both sides are polynomials of degree 2 in n, so three values would do.

    --8<-- [start:rescans]
    R_n = \frac{(n-1)(n+4)}{2}
    --8<-- [end:rescans]
    """

    def counted(n: Any) -> int:
        star = search.undirected(int(n), [(0, v) for v in range(1, int(n))])
        return search.work(search.by_rescanning, star)[1]

    statement = _read(tex, [_indexed("R")])
    for n in range(1, 13):
        _holds(statement, {"n": n}, counted)


def probes(tex: str) -> None:
    r"""What every algorithm needs: the game against an adversary, for n up to 4.

    --8<-- [start:probes]
    Q_n = \frac{n(n-1)}{2}
    --8<-- [end:probes]
    """
    statement = _read(tex, [_indexed("Q")])
    for n in range(1, 5):
        _holds(
            statement,
            {"n": n},
            lambda n: _game(int(n), frozenset(), frozenset()),
        )


@cache
def _game(n: int, there: frozenset[Any], absent: frozenset[Any]) -> int:
    """Return how many pairs must still be asked for, whoever asks and answers best."""
    pairs = frozenset(combinations(range(n), 2))
    if _connected(n, there) or not _connected(n, pairs - absent):
        return 0
    return min(
        1 + max(_game(n, there | {pair}, absent), _game(n, there, absent | {pair}))
        for pair in pairs - there - absent
    )


@cache
def _connected(n: int, edges: frozenset[Any]) -> bool:
    return len(search.by_iterators(search.undirected(n, edges), 0)) == n


def nested(tex: str) -> None:
    r"""The intervals of u and of v below it: exactly then, on all small digraphs.

    --8<-- [start:nested]
    d(u) < d(v) < f(v) < f(u)
    --8<-- [end:nested]
    """
    statement = _read(tex, [TIMES])
    for graph in _digraphs():
        values, below = _times(graph)
        for u in values:
            for v in values:
                named = {"d_u": values[u][0], "f_u": values[u][1]}
                named |= {"d_v": values[v][0], "f_v": values[v][1]}
                holds = v in below[u] and u != v
                assert _said(statement, named) == holds, (graph, u, v)


def size(tex: str) -> None:
    r"""The vertices of a subtree, from its times: exact, on all small digraphs.

    --8<-- [start:size]
    s(u) = \frac{f(u) - d(u) + 1}{2}
    --8<-- [end:size]
    """
    statement = _read(tex, [TIMES])
    for graph in _digraphs():
        values, below = _times(graph)
        for u, (d, f) in values.items():
            _holds(statement, {"d_u": d, "f_u": f, "s_u": len(below[u])})


def bridge(tex: str) -> None:
    r"""When a tree edge from u to w is a bridge: by deletion, with doubled edges, too.

    On all graphs of up to five vertices, and those of up to three with edges doubled.

    --8<-- [start:bridge]
    \mathrm{low}(w) > \mathrm{num}(u)
    --8<-- [end:bridge]
    """
    statement = _read(tex, LOW)
    for most, copies in ((5, 1), (3, 2)):
        for edges, graph in search.every(search.undirected, most, copies):
            number, low, tree = search.lows(graph)
            for w, u in tree.items():
                if u != w:
                    rest = list(edges)
                    rest.remove((min(u, w), max(u, w)))
                    parted = _parts(search.undirected(len(graph), rest)) > _parts(graph)
                    values = _low_values(number, low, u, w)
                    assert _said(statement, values) == parted, (edges, u, w)


def cut(tex: str) -> None:
    r"""When u, no root, separates its child w: by deletion, up to five vertices.

    --8<-- [start:cut]
    \mathrm{low}(w) \ge \mathrm{num}(u)
    --8<-- [end:cut]
    """
    statement = _read(tex, LOW)
    for edges, graph in search.every(search.undirected, 5):
        number, low, tree = search.lows(graph)
        for w, u in tree.items():
            if tree[u] != u:
                rest = search.undirected(len(graph), [e for e in edges if u not in e])
                parted = tree[u] not in search.by_iterators(rest, w)
                values = _low_values(number, low, u, w)
                assert _said(statement, values) == parted, (edges, u, w)


def nodes(tex: str) -> None:
    r"""The nodes of the tree of permutations: exact for n up to 12, counted up to 6.

    --8<-- [start:nodes]
    \sum_{k=0}^{n} \frac{n!}{k!} = \lfloor e\, n! \rfloor
    --8<-- [end:nodes]
    """
    left, right = _sides(_read(tex))
    for n in range(1, 13):
        total = _put(left, {"n": n}).doit()
        assert total == _put(right, {"n": n}), n
        if n <= 6:
            assert total == sum(1 for _ in backtracking.arrangements(range(n)))


def tail(tex: str) -> None:
    r"""What is missing to e times n!: term by term, for n up to 6, and the sums.

    The left side is shown to be e n! less the finite sum; the middle one, symbolic.

    --8<-- [start:tail]
    \sum_{k=n+1}^{\infty} \frac{n!}{k!} < \sum_{j=1}^{\infty} \frac{1}{(n+1)^j} = \frac{1}{n}
    --8<-- [end:tail]
    """
    statement = _read(tex)
    assert isinstance(statement, sp.And)
    less = next(e for e in statement.args if isinstance(e, sp.StrictLessThan))
    same = next(e for e in statement.args if isinstance(e, sp.Equality))
    assert less.gts in same.args
    rest = next(side for side in same.args if side != less.gts)
    assert isinstance(less.lts, sp.Sum)
    assert isinstance(less.gts, sp.Sum)
    (k, first, last), (j, one, end) = less.lts.limits[0], less.gts.limits[0]
    assert last == end == sp.oo
    for n in range(1, 7):
        start = _put(first, {"n": n})
        terms = [
            _put(less.lts.function, {"n": n, k.name: start + i}) for i in range(12)
        ]
        bounds = [_put(less.gts.function, {"n": n, j.name: one + i}) for i in range(12)]
        assert terms[0] == bounds[0]
        assert all(a < b for a, b in zip(terms[1:], bounds[1:], strict=True))
        finite = sum(sp.factorial(n) / sp.factorial(i) for i in range(n + 1))
        whole = sp.E * sp.factorial(n) - finite
        assert 0 < (whole - sum(terms)).evalf(30) < bounds[11]
        assert sp.summation(
            _put(less.gts.function, {"n": n, j.name: j}), (j, one, end)
        ) == (_put(rest, {"n": n}))


def diamonds(tex: str) -> None:
    r"""Calls on k diamonds: the closed form for every k, counted for k up to 8.

    --8<-- [start:diamonds]
    C_k = 2 C_{k-1} + 3 = 2^{k+2} - 3
    --8<-- [end:diamonds]
    """

    def counted(k: Any) -> int:
        return backtracking.count_paths(backtracking.diamonds(int(k)), 0, 3 * int(k))[1]

    statement = _read(tex, [_indexed("C")])
    assert isinstance(statement, sp.And)
    for k in range(1, 9):
        for part in statement.args:
            _holds(part, {"k": k}, counted)


def deepening(tex: str) -> None:
    r"""Visits of iterative deepening: by induction on d, and counted on small trees.

    --8<-- [start:deepening]
    \sum_{i=0}^{d} (d+1-i)\, b^i = \frac{b^{d+2} - (d+2) b + d + 1}{(b-1)^2}
    --8<-- [end:deepening]
    """
    left, right = _sides(_read(tex))
    for b in range(2, 5):
        for d in range(5):
            said = _put(left, {"b": b, "d": d}).doit()
            assert said == _put(right, {"b": b, "d": d}) == _visits(b, d)
    b, d = sp.symbols("b d", positive=True)
    claim = _put(right, {"b": b, "d": d})
    # From d to d + 1 the sum grows by b^0 + … + b^(d + 1).
    step = (b ** (d + 2) - 1) / (b - 1)
    assert sp.simplify(claim.subs(d, d + 1) - claim - step) == 0


def _visits(b: int, d: int) -> int:
    """Return what the limits 0 to d visit in a tree with b children each."""
    sizes = [1]
    for _ in range(d):
        sizes.append(sizes[-1] * b)
    return sum(sum(sizes[: limit + 1]) for limit in range(d + 1))


TIMES = (r"\b([dfs])\((\w)\)", r"\1_\2")
LOW = [(r"\\mathrm\{(low|num)\}\((\w)\)", r"\1_\2"), ("low", "l"), ("num", "m")]


def _indexed(letter: str) -> tuple[str, str]:
    """Return the notation of a letter with an index, to be read as a function f."""
    return rf"\b{letter}_(?:\{{(.+?)\}}|(\w))", r"f(\1\2, 0)"


def _read(tex: str, notation: Any = ()) -> Expr:
    """Return what SymPy makes of a formula."""
    tex = tex.strip()
    for pattern, stands_for in notation:
        tex = re.sub(pattern, stands_for, tex)
    # The parser takes a single capital for its small letter.
    tex = re.sub(
        r"(?<![\\A-Za-z])[A-Z](?![A-Za-z])", lambda e: f"x_{{{ord(e[0])}}}", tex
    )
    try:
        return latex2sympy(tex)
    except Exception as error:
        raise AssertionError(f"this cannot be read: {tex}") from error


def _sides(statement: Expr) -> list[Expr]:
    assert isinstance(statement, sp.Equality), statement
    return list(statement.args)


def _put(
    expr: Expr, values: Mapping[str, Any], function: Callable[[Any], Any] | None = None
) -> Expr:
    """Put values for symbols by name, then for the function f."""
    given = {symbol: values.get(_name(symbol)) for symbol in expr.free_symbols}
    assert None not in given.values(), f"what is meant by {given}?"
    expr = expr.subs(given, simultaneous=True)
    return expr.replace(
        lambda e: isinstance(e, sp.core.function.AppliedUndef),
        lambda e: sp.sympify(function(e.args[0]) if function else None),
    )


def _name(symbol: Expr) -> str:
    """Return the name of a symbol as the proofs have it: E for x_69."""
    name = re.sub(r"[{}]", "", symbol.name)
    return chr(int(name[2:])) if name.startswith("x_") else name


def _holds(statement: Expr, values: Mapping[str, Any], function: Any = None) -> None:
    """Assert that a statement holds."""
    assert isinstance(statement, sp.Rel), statement
    if statement.has(sp.core.function.AppliedUndef):
        left, right = (_put(side, values, function) for side in statement.args)
        assert statement.func(left, right) == sp.true, f"not so for {values}"
    else:
        assert _said(statement, values), f"not so for {values}"


def _said(statement: Expr, values: Mapping[str, int]) -> bool:
    """Say whether a statement without functions holds, for whole numbers, fast."""
    names, compiled = _compiled(statement)
    assert set(names) <= set(values), f"what is meant by {names}?"
    return bool(compiled(*(Fraction(values[name]) for name in names)))


@cache
def _compiled(statement: Expr) -> tuple[list[str], Any]:
    symbols = sorted(statement.free_symbols, key=_name)
    return [_name(each) for each in symbols], sp.lambdify(symbols, statement, "math")


@cache
def _digraphs() -> list[Graph]:
    """Return all 4,165 directed graphs of up to four vertices without loops."""
    return [graph for _, graph in search.every(search.directed, 4)]


def _times(graph: Graph) -> tuple[dict[int, tuple[int, int]], dict[int, set[int]]]:
    """Return the times of each vertex, and what lies in its subtree, by its tree."""
    discovered, finished = search.times(graph)
    below: dict[int, set[int]] = {}
    for event, u, v in search.search(graph):
        if event == "finish":
            below.setdefault(v, set()).add(v)
            if u != v:
                below.setdefault(u, set()).update(below[v])
    return {u: (discovered[u], finished[u]) for u in discovered}, below


def _parts(graph: Graph) -> int:
    return sum(event == "root" for event, _, _ in search.search(graph))


def _low_values(number: Any, low: Any, u: int, w: int) -> Mapping[str, int]:
    return {"m_u": number[u], "m_w": number[w], "l_u": low[u], "l_w": low[w]}
