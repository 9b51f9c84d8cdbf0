"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it. `_Reader` computes what the TeX says,
from left to right, for given matrices, vectors and numbers: exact ones, or symbols. A
name is its letter with its index and star, such as x_k+1 or x*.
"""

# ruff: noqa: E501 - a formula is one line

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import sympy as sp

from snippets.quadratic import quadratic

Value = Any  # SymPy's types do not help.
TOKEN = re.compile(r"\\left\s*|\\right\s*|\\[a-zA-Z]+|\\.|\d+|\S")
SPACING = {r"\,", r"\left", r"\right", r"\!", r"\;"}
RELATIONS = {"=", r"\ne", r"\le", r"\ge", "<", ">"}
FRACTIONS = {r"\frac", r"\tfrac", r"\dfrac"}


def _tokens(tex: str) -> list[str]:
    found = [token.strip() for token in TOKEN.findall(tex)]
    return [token for token in found if token not in SPACING]


class _Reader:
    """Computes what an expression says, given the values of its names."""

    def __init__(self, tokens: list[str], names: Mapping[str, Value]) -> None:
        self.tokens, self.names, self.at = tokens, names, 0
        self.closers = {"", "+", "-", ")", "}", ","}

    def read(self) -> Value:
        """Return the value of all tokens."""
        value = self.sum()
        assert self.at == len(self.tokens), f"not read: {self.tokens[self.at :]}"
        return value

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.next
        assert token, "it ends too early"
        assert not expected or token == expected, f"{token} instead of {expected}"
        self.at += 1
        return token

    def sum(self) -> Value:
        sign = -1 if self.next == "-" else 1
        if self.next in {"+", "-"}:
            self.take()
        total = sign * self.product()
        while self.next in {"+", "-"}:
            sign = 1 if self.take() == "+" else -1
            total = total + sign * self.product()
        return total

    def product(self) -> Value:
        value = self.factor()
        while self.next not in self.closers:
            if self.next == r"\cdot":
                self.take()
            value = _scalar(value * self.factor())
        return value

    def group(self) -> Value:
        """Return the value of an argument: a pair of braces, or a single token."""
        if self.next != "{":
            return _Reader([self.take()], self.names).read()
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def factor(self) -> Value:
        value = self.atom()
        while self.next == "^":
            self.take()
            if self.tokens[self.at : self.at + 4] == ["{", r"\mathsf", "T", "}"]:
                self.at += 4
                assert isinstance(value, sp.MatrixBase), "a transposed number"
                value = value.T
            else:
                value = value ** self.group()
        return value

    def atom(self) -> Value:
        word = self.take()
        if word.isdigit():
            return sp.Integer(word)
        if word in FRACTIONS:
            return self.group() / self.group()
        if word == r"\sqrt":
            return sp.sqrt(self.group())
        if word == "(":
            value = self.sum()
            self.take(")")
            return value
        if word == r"\|":
            self.closers.add(word)
            value = self.sum()
            self.closers.remove(self.take(word))
            return self.names[word + self.index()](value)
        if word == r"\nabla":
            word += self.take()
        name = word + self.index()
        if self.tokens[self.at : self.at + 2] == ["^", "*"]:
            self.at += 2
            name += "*"
        assert name in self.names, f"what is {name}?"
        value = self.names[name]
        return value(*self.arguments()) if callable(value) else value

    def index(self) -> str:
        """Return what stands below a name: _k+1."""
        if self.next != "_":
            return ""
        self.take()
        if self.next != "{":
            return "_" + self.take()
        end = self.tokens.index("}", self.at)
        text = "".join(self.tokens[self.at + 1 : end])
        self.at = end + 1
        return "_" + text

    def arguments(self) -> Iterator[Value]:
        self.take("(")
        yield self.sum()
        while self.next == ",":
            self.take()
            yield self.sum()
        self.take(")")


def _scalar(value: Value) -> Value:
    """Return the entry of a matrix of one row and one column, else what it gets."""
    if isinstance(value, sp.MatrixBase) and value.shape == (1, 1):
        return value[0, 0]
    return value


def _sides(tex: str, names: Mapping[str, Value], relation: str = "=") -> list[Value]:
    """Return both sides of a formula that has this relation and no other."""
    tokens = _tokens(tex)
    assert [t for t in tokens if t in RELATIONS] == [relation], f"no {relation}: {tex}"
    middle = tokens.index(relation)
    parts = tokens[:middle], tokens[middle + 1 :]
    return [_Reader(part, names).read() for part in parts]


def _same(tex: str, names: Mapping[str, Value]) -> None:
    """Assert that both sides are equal, whatever the symbols in them are."""
    left, right = _sides(tex, names)
    difference = left - right
    parts = list(difference) if isinstance(difference, sp.MatrixBase) else [difference]
    assert all(sp.simplify(part) == 0 for part in parts), f"{left} is not {right}"


def _vector(name: str, n: int) -> Value:
    return sp.Matrix(sp.symbols(f"{name}:{n}"))


def _square(name: str, n: int) -> Value:
    return sp.Matrix(n, n, sp.symbols(f"{name}:{n}:{n}"))


def _symmetric(name: str, n: int) -> Value:
    return sp.Matrix(n, n, lambda i, j: sp.Symbol(f"{name}{min(i, j)}{max(i, j)}"))


def _f(matrix: Value, b: Value, c: Value = 0) -> Value:
    """Return the code's f as a function of a column."""
    return lambda x: quadratic.value(matrix.tolist(), list(b), list(x), c)


def _column(numbers: quadratic.Vector) -> Value:
    return sp.Matrix([sp.Rational(each) for each in numbers])


def _definite(n: int, rng: Random) -> list[list[Fraction]]:
    """Return a positive definite matrix of whole numbers: GᵀG + 1."""
    g = [[rng.randint(-3, 3) for _ in range(n)] for _ in range(n)]
    return [
        [Fraction(sum(row[i] * row[j] for row in g) + (i == j)) for j in range(n)]
        for i in range(n)
    ]


@cache
def _problems() -> list[tuple[Value, Value, Value]]:
    """Return matrices, b and starts of whole numbers: n = 2, 3, 4, two of each."""
    rng = Random(10)  # noqa: S311 - examples, no secrets
    found = []
    for n in (2, 3, 4, 2, 3, 4):
        matrix = sp.Matrix(_definite(n, rng))
        b, start = (sp.Matrix([rng.randint(-9, 9) for _ in range(n)]) for _ in "bx")
        found.append((matrix, b, start))
    return found


@cache
def _run(number: int, method: str) -> dict[str, list[Value]]:
    """Return what a method computes for one of the problems: x, r, p, alpha, beta."""
    matrix, b, start = _problems()[number]
    given = [[Fraction(int(e)) for e in row] for row in matrix.tolist()]
    right, begin = ([Fraction(int(e)) for e in column] for column in (b, start))
    if method == "cg":
        points = quadratic.conjugate_gradient(given, right, begin)
    else:
        points = quadratic.steepest_descent(given, right, begin, 0, 4)
    x = [_column(point) for point in points]
    r = [b - matrix * each for each in x]
    moves = [after - before for before, after in pairwise(x)]
    alpha: list[Value] = []
    beta: list[Value] = []
    p: list[Value] = []
    for k, shift in enumerate(moves):
        if k and method == "cg":  # the part of A-orthogonality to the last direction
            last = p[-1]
            by = (last.T * matrix * last)[0, 0]
            beta.append(-(r[k].T * matrix * last)[0, 0] / by)
            p.append(r[k] + beta[-1] * last)
        else:
            p.append(r[k])
        where = next(i for i, entry in enumerate(p[-1]) if entry)
        alpha.append(shift[where] / p[-1][where])
        assert alpha[-1] * p[-1] == shift
    return {"x": x, "r": r, "p": p, "alpha": alpha, "beta": beta}


def _indexed(run: Mapping[str, list[Value]], at: Mapping[str, int]) -> dict[str, Value]:
    """Return names such as x_k, x_k+1 and x_k-1, for the values of these indices."""
    names = {}
    for name, values in run.items():
        letter = f"\\{name}" if len(name) > 1 else name
        for index, place in at.items():
            for text, shift in (("", 0), ("+1", 1), ("-1", -1), ("+2", 2), ("-2", -2)):
                if 0 <= place + shift < len(values):
                    names[f"{letter}_{index}{text}"] = values[place + shift]
        for place in (0, 1):
            if place < len(values):
                names[f"{letter}_{place}"] = values[place]
    return names


EXAMPLE = sp.Matrix([[2, 2], [2, 5]])
RIGHT = sp.Matrix([6, 3])


def example(tex: str) -> None:
    r"""The example: symbolic, against the code with A and b of the page.

    --8<-- [start:example]
    f(x, y) = x^2 + 2xy + \tfrac{5}{2} y^2 - 6x - 3y
    --8<-- [end:example]
    """
    x, y = sp.symbols("x y")
    code = _f(EXAMPLE, RIGHT)
    _same(tex, {"x": x, "y": y, "f": lambda u, v: code(sp.Matrix([u, v]))})


def form(tex: str) -> None:
    r"""The standard form: symbolic for n = 2 and 3, against the code, any square A.

    --8<-- [start:form]
    f(x) = \tfrac{1}{2} x^{\mathsf T} A x - b^{\mathsf T} x + c
    --8<-- [end:form]
    """
    for n in (2, 3):
        matrix, b, x, c = (
            _square("a", n),
            _vector("b", n),
            _vector("x", n),
            sp.Symbol("c"),
        )
        _same(tex, {"f": _f(matrix, b, c), "A": matrix, "b": b, "x": x, "c": c})


def gradient(tex: str) -> None:
    r"""The gradient: symbolic for n = 2 and 3, by differentiating the code's f.

    --8<-- [start:gradient]
    \nabla f(x) = \tfrac{1}{2} (A + A^{\mathsf T}) x - b
    --8<-- [end:gradient]
    """
    for n in (2, 3):
        matrix, b, x = _square("a", n), _vector("b", n), _vector("x", n)
        value = _f(matrix, b)(x)
        slope = sp.Matrix([sp.diff(value, each) for each in x])

        def at(point: Value, slope: Value = slope, x: Value = x) -> Value:
            return slope.subs(list(zip(x, point, strict=True)), simultaneous=True)

        _same(tex, {r"\nablaf": at, "A": matrix, "b": b, "x": x})


def completed(tex: str) -> None:
    r"""The square completed: symbolic for n = 2 and 3, with b = Ax* and A symmetric.

    --8<-- [start:completed]
    f(x) = f(x^*) + \tfrac{1}{2} (x - x^*)^{\mathsf T} A (x - x^*)
    --8<-- [end:completed]
    """
    for n in (2, 3):
        matrix, best, x = _symmetric("a", n), _vector("m", n), _vector("x", n)
        names = {"f": _f(matrix, matrix * best), "A": matrix, "x": x, "x*": best}
        _same(tex, names)


def step(tex: str) -> None:
    r"""The step to the lowest point of a line: symbolic for n = 2; exact for the code.

    --8<-- [start:step]
    \alpha_k = \frac{r_k^{\mathsf T} r_k}{r_k^{\mathsf T} A r_k}
    --8<-- [end:step]
    """
    for number, (matrix, _, _) in enumerate(_problems()):
        run = _run(number, "sd")
        _same(tex, {**_indexed(run, {"k": 1}), "A": matrix})
    matrix, b, x, t = (
        _symmetric("a", 2),
        _vector("b", 2),
        _vector("x", 2),
        sp.Symbol("t"),
    )
    r = b - matrix * x
    (best,) = sp.solve(sp.diff(_f(matrix, b)(x + t * r), t), t)
    r_next = r - best * matrix * r
    names = {r"\alpha_k": best, "r_k": r, "r_k+1": r_next, "A": matrix}
    _same(tex, names)


def _gap(number: int) -> tuple[dict[str, Value], Value]:
    """Return the names of one run of steepest descent, with f and f*."""
    matrix, b, _ = _problems()[number]
    f = _f(matrix, b)
    run = _run(number, "sd")
    names = _indexed(run, {"k": 1})
    return {**names, "f": f, "f*": f(matrix.LUsolve(b)), "A": matrix}, matrix


def gap(tex: str) -> None:
    r"""What a step leaves of the gap: exact, for six problems with n = 2, 3 and 4.

    --8<-- [start:gap]
    \frac{f(x_{k+1}) - f^*}{f(x_k) - f^*} = 1 - \frac{(r_k^{\mathsf T} r_k)^2}{(r_k^{\mathsf T} A r_k)(r_k^{\mathsf T} A^{-1} r_k)}
    --8<-- [end:gap]
    """
    for number in range(6):
        _same(tex, _gap(number)[0])


def plane(tex: str) -> None:
    r"""The factor in two dimensions: symbolic, for eigenvalues 1 and κ.

    --8<-- [start:plane]
    q = \frac{(\kappa-1)^2 s(1-s)}{(\kappa-1)^2 s(1-s) + \kappa}
    --8<-- [end:plane]
    """
    kappa, s = sp.symbols("kappa s", positive=True)
    r = sp.Matrix([sp.sqrt(s), sp.sqrt(1 - s)])
    matrix = sp.diag(1, kappa)
    x = matrix.inv() * -r  # with b = 0, so the gap is f
    f = _f(matrix, sp.zeros(2, 1))
    alpha = 1 / (r.T * matrix * r)[0, 0]
    q = sp.simplify(f(x + alpha * r) / f(x))
    _same(tex, {"q": q, r"\kappa": kappa, "s": s})


def kantorovich_step(tex: str) -> None:
    r"""The identity behind Kantorovich's inequality: symbolic.

    --8<-- [start:kantorovich_step]
    \frac{(\lambda-\mu)(L-\lambda)}{\lambda} = \mu + L - \lambda - \frac{\mu L}{\lambda}
    --8<-- [end:kantorovich_step]
    """
    mu, top, between = sp.symbols("mu L lambda", positive=True)
    _same(tex, {r"\mu": mu, "L": top, r"\lambda": between})


def kantorovich(tex: str) -> None:
    r"""Kantorovich's inequality: exact, on a grid of 150 vectors; where it is attained.

    --8<-- [start:kantorovich]
    (r^{\mathsf T} A r)(r^{\mathsf T} A^{-1} r) \le \frac{(\mu+L)^2}{4\mu L}\, (r^{\mathsf T} r)^2
    --8<-- [end:kantorovich]
    """
    ends = {r"\mu": sp.Integer(2), "L": sp.Integer(12)}
    attained = 0
    for matrix, size in ((2 * EXAMPLE, 2), (sp.diag(2, 4, 12), 3)):
        for code in range(1, 5**size):
            r = sp.Matrix([code // 5**i % 5 - 1 for i in range(size)])
            left, right = _sides(tex, {"A": matrix, "r": r, **ends}, r"\le")
            assert left <= right
            attained += left == right and any(r)
    assert attained >= 6


def rate(tex: str) -> None:
    r"""The rate of steepest descent: exact for six runs; attained from (17, −5).

    --8<-- [start:rate]
    f(x_k) - f^* \le \left(\frac{\kappa-1}{\kappa+1}\right)^{2k} (f(x_0) - f^*)
    --8<-- [end:rate]
    """
    f = _f(EXAMPLE, RIGHT)
    for start, sharp in (((17, -5), True), ((0, 0), False), ((-1, -1), False)):
        begin = [Fraction(each) for each in start]
        points = quadratic.steepest_descent(EXAMPLE.tolist(), list(RIGHT), begin, 0, 5)
        run = {"x": [_column(point) for point in points]}
        for k in range(6):
            names = _indexed(run, {"k": k})
            names |= {"f": f, "f*": f(sp.Matrix([4, -1])), "k": sp.Integer(k)}
            left, right = _sides(tex, {**names, r"\kappa": sp.Integer(6)}, r"\le")
            assert left <= right
            assert (left == right) == (sharp or not k)


def beta(tex: str) -> None:
    r"""The share of the last direction: exact, for every step of six runs of CG.

    The left side is what A-orthogonality to the last direction asks for.

    --8<-- [start:beta]
    \beta_k = \frac{r_{k+1}^{\mathsf T} r_{k+1}}{r_k^{\mathsf T} r_k}
    --8<-- [end:beta]
    """
    for number, (_, b, _) in enumerate(_problems()):
        run = _run(number, "cg")
        for k in range(len(b) - 1):
            _same(tex, _indexed(run, {"k": k}))


def conjugate(tex: str) -> None:
    r"""Directions are A-orthogonal, residuals orthogonal: exact, all pairs of six runs.

    --8<-- [start:conjugate]
    p_i^{\mathsf T} A p_j = 0, \qquad r_i^{\mathsf T} r_j = 0 \qquad (i \ne j)
    --8<-- [end:conjugate]
    """
    parts = re.fullmatch(r"(.+), \\qquad (.+) \\qquad \((\w) (\S+) (\w)\)", tex.strip())
    assert parts, tex
    assert {parts[3], parts[5]} == {"i", "j"}
    assert parts[4] == r"\ne"
    for number, (matrix, b, _) in enumerate(_problems()):
        run = _run(number, "cg")
        assert len(run["x"]) == len(b) + 1
        for i in range(len(b)):
            for j in range(len(b)):
                names = {**_indexed(run, {"i": i, "j": j}), "A": matrix}
                for part in parts.groups()[:2]:
                    if i != j:
                        _same(part, names)


def recurrence(tex: str) -> None:
    r"""CG as a heavy ball: exact, for every step but the first of six runs.

    --8<-- [start:recurrence]
    x_{k+1} = x_k + \alpha_k r_k + \frac{\alpha_k \beta_{k-1}}{\alpha_{k-1}} (x_k - x_{k-1})
    --8<-- [end:recurrence]
    """
    for number, (_, b, _) in enumerate(_problems()):
        for k in range(1, len(b)):
            _same(tex, _indexed(_run(number, "cg"), {"k": k}))


def chebyshev(tex: str) -> None:
    r"""The Chebyshev polynomials off [−1, 1]: symbolic in z, for k up to 6.

    --8<-- [start:chebyshev]
    T_k\left(\frac{z + z^{-1}}{2}\right) = \frac{z^k + z^{-k}}{2}
    --8<-- [end:chebyshev]
    """
    z = sp.Symbol("z", positive=True)
    for k in range(7):

        def polynomial(at: Value, k: int = k) -> Value:
            return sp.chebyshevt(k, at)

        _same(tex, {"T_k": polynomial, "z": z, "k": sp.Integer(k)})


def bound(tex: str) -> None:
    r"""The bound for CG: exact for eigenvalues 1 to 9, against the Chebyshev polynomial.

    On the right, one over T_k((κ + 1)/(κ − 1)) is bounded by 2z⁻ᵏ. The first is what
    the scaled polynomial reaches; CG is never worse, and for k = 1 it can be as bad.

    --8<-- [start:bound]
    \|x_k - x^*\|_A \le 2 \left(\frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\right)^k \|x_0 - x^*\|_A
    --8<-- [end:bound]
    """
    z, kappa = sp.Integer(2), sp.Integer(9)
    for eigenvalues in ((1, 9), (1, 4, 9), (1, 2, 5, 9), (1, 3, 5, 7, 9)):
        matrix = sp.diag(*eigenvalues)

        def norm(vector: Value, matrix: Value = matrix) -> Value:
            return sp.sqrt((vector.T * matrix * vector)[0, 0])

        n = len(eigenvalues)
        best = [Fraction(1, each) + 1 for each in eigenvalues]
        b = [Fraction(1) + each for each in eigenvalues]
        points = quadratic.conjugate_gradient(matrix.tolist(), b, [Fraction(1)] * n)
        run = {"x": [_column(point) for point in points]}
        for k in range(n + 1):
            names = {**_indexed(run, {"k": k}), "x*": _column(best), r"\|_A": norm}
            names |= {r"\kappa": kappa, "k": sp.Integer(k)}
            left, right = _sides(tex, names, r"\le")
            reached = norm(_column(best) - sp.ones(n, 1)) / sp.chebyshevt(
                k, sp.Rational(10, 8)
            )
            assert sp.simplify(right / reached - 1 - z ** (-2 * k)) == 0
            assert left**2 <= reached**2
            if n == 2 and k < 2:
                assert left**2 == reached**2


def squares(tex: str) -> None:
    r"""Least squares as a quadratic function: symbolic, for M with 3 rows and 2 columns.

    --8<-- [start:squares]
    \|Mx - y\|^2 = x^{\mathsf T} M^{\mathsf T} M x - 2\, y^{\mathsf T} M x + y^{\mathsf T} y
    --8<-- [end:squares]
    """
    matrix, x, y = (
        sp.Matrix(3, 2, sp.symbols("m:3:2")),
        _vector("x", 2),
        _vector("y", 3),
    )

    def norm(vector: Value) -> Value:
        return sp.sqrt((vector.T * vector)[0, 0])

    _same(tex, {"M": matrix, "x": x, "y": y, r"\|": norm})
