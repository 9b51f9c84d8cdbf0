"""The formulas of the sums."""

import re


def square(tex: str) -> None:
    r"""The next square. Exact: polynomials of degree 3 at most that agree at five places are the same.

    --8<-- [start:square]
    (n + 1)^2 = n^2 + 2 n + 1
    --8<-- [end:square]
    """
    _agree(tex)


def cube(tex: str) -> None:
    r"""Three numbers in a row. Exact, like the square.

    --8<-- [start:cube]
    n^3 - n = (n - 1) n (n + 1)
    --8<-- [end:cube]
    """
    _agree(tex)


def _agree(tex: str) -> None:
    left, right = re.sub(r"(?<=[\dn)]) (?=[\dn(])", " * ", tex).replace("^", "**").split("=")
    for n in range(5):
        assert eval(left, {"n": n}) == eval(right, {"n": n}), f"not so for n = {n}"
