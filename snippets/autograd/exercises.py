"""Exercises: starters, solutions, and cases that tell right answers from wrong ones."""
# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef, no-untyped-call"

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import torch


# --8<-- [start:order_starter]
def backward_order(inputs: dict[str, list[str]], output: str) -> list[str]:
    """Return what output depends on, each node after all that use it; output first."""
    raise NotImplementedError


# --8<-- [end:order_starter]


# --8<-- [start:order]
def backward_order(inputs: dict[str, list[str]], output: str) -> list[str]:
    """Return what output depends on, each node after all that use it; output first."""
    uses = {output: 0}
    waiting = [output]
    while waiting:
        for source in inputs[waiting.pop()]:
            if source not in uses:
                uses[source] = 0
                waiting.append(source)
            uses[source] += 1
    order = [output]
    for node in order:
        for source in inputs[node]:
            uses[source] -= 1
            if uses[source] == 0:
                order.append(source)
    if any(uses.values()):
        raise ValueError(f"{output} depends on a cycle")
    return order


# --8<-- [end:order]


# --8<-- [start:order_check]
def order_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield graphs, each node below its inputs, and one right order of each."""
    yield ({"a": []}, "a"), ["a"]
    yield ({"a": [], "b": []}, "b"), ["b"]
    graphs: list[dict[str, list[str]]] = [
        {"a": [], "b": ["a", "a"]},
        {"a": [], "b": ["a"], "c": ["a", "b"]},
        {"a": [], "b": ["a"], "c": ["b", "a"]},
        {"a": [], "b": [], "u": ["a", "b"], "v": ["u", "a"], "L": ["u", "v"]},
        {"a": [], "u": ["a"], "v": ["u"], "w": ["v", "u", "a"], "L": ["a", "w", "u"]},
    ]
    chain: dict[str, list[str]] = {"0": []}
    chain |= {str(n + 1): [str(n), "0"] for n in range(2000)}
    for graph in [*graphs, chain]:  # here the last node depends on all others
        order = list(graph)[::-1]
        yield (graph, order[0]), order


def order_agrees(
    got: Any, expected: Any, inputs: dict[str, list[str]], output: str
) -> bool:
    """Accept every order that the task allows."""
    if not isinstance(got, list) or sorted(map(str, got)) != sorted(expected):
        return False
    place = {node: index for index, node in enumerate(got)}
    return got[0] == output and all(
        place[node] < place[source] for node in expected for source in inputs[node]
    )


# --8<-- [end:order_check]


# --8<-- [start:horner_starter]
def horner(coefficients: list[Any], x: Any) -> tuple[Any, Any]:
    """Return a polynomial and its derivative at x in one pass; highest power first."""
    raise NotImplementedError


# --8<-- [end:horner_starter]


# --8<-- [start:horner]
def horner(coefficients: list[Any], x: Any) -> tuple[Any, Any]:
    """Return a polynomial and its derivative at x in one pass; highest power first."""
    value = slope = 0
    for coefficient in coefficients:
        slope = slope * x + value
        value = value * x + coefficient
    return value, slope


# --8<-- [end:horner]


# --8<-- [start:horner_check]
def horner_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield coefficients and a place, with both results by the sums of powers."""
    for coefficients in ([], [7], [1, 0], [3, 5], [1, 2, 3], [2, 0, 0, -1], [1] * 9):
        for x in (0, 2, -3, Fraction(1, 2)):
            powers = list(enumerate(reversed(coefficients)))
            value = sum(c * x**n for n, c in powers)
            slope = sum(n * c * x ** (n - 1) for n, c in powers if n)
            yield (coefficients, x), (value, slope)


# --8<-- [end:horner_check]


# --8<-- [start:sum_back_starter]
def sum_back(bar: list[list[Any]], rows: int, columns: int) -> list[list[Any]]:
    """Return the adjoint of a rows × columns matrix, broadcast to bar's size."""
    raise NotImplementedError


# --8<-- [end:sum_back_starter]


# --8<-- [start:sum_back]
def sum_back(bar: list[list[Any]], rows: int, columns: int) -> list[list[Any]]:
    """Return the adjoint of a rows × columns matrix, broadcast to bar's size."""
    if rows not in (1, len(bar)) or any(columns not in (1, len(row)) for row in bar):
        raise ValueError(f"{rows} × {columns} does not broadcast to this size: {bar}")
    total = [[0] * columns for _ in range(rows)]
    for i, row in enumerate(bar):
        for j, share in enumerate(row):
            total[i % rows][j % columns] += share
    return total


# --8<-- [end:sum_back]


# --8<-- [start:sum_back_check]
def sum_back_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield adjoints of three sizes, and all sizes that were broadcast to them."""
    for m, n in ((1, 1), (1, 2), (2, 1), (2, 3), (3, 2)):
        bar = [[10 * i + j for j in range(n)] for i in range(m)]
        for rows in sorted({1, m}):
            for columns in sorted({1, n}):
                lines = bar if rows == m else [list(map(sum, zip(*bar, strict=True)))]
                whole = [line if columns == n else [sum(line)] for line in lines]
                yield (bar, rows, columns), whole


# --8<-- [end:sum_back_check]

if __name__ == "__main__":
    # --8<-- [start:order_demo]
    page = {"a": [], "b": [], "u": ["a", "b"], "v": ["u", "a"], "L": ["u", "v"]}
    print(backward_order(page, "L"))
    # --8<-- [end:order_demo]
    # --8<-- [start:horner_demo]
    print(horner([1, 0, -2], 3), horner([1, 0, -2], Fraction(3, 2)))
    # --8<-- [end:horner_demo]
    # --8<-- [start:sum_back_demo]
    adjoint = [[0, 1, 2], [10, 11, 12]]
    print(sum_back(adjoint, 1, 3), sum_back(adjoint, 2, 1), sum_back(adjoint, 1, 1))
    # --8<-- [end:sum_back_demo]
    # --8<-- [start:rounding]
    z = torch.tensor([0.4, 1.6], requires_grad=True)
    rounded = z + (z.round() - z).detach()
    (rounded * torch.tensor([3.0, 5.0])).sum().backward()
    print(rounded.tolist(), z.grad)
    # --8<-- [end:rounding]
    # --8<-- [start:product]
    place = torch.tensor([2.0, 3.0], requires_grad=True)
    along = torch.tensor([1.0, 0.0])
    value = place[0] ** 2 * place[1] + place[1] ** 3
    (first_order,) = torch.autograd.grad(value, place, create_graph=True)
    print(torch.autograd.grad(first_order @ along, place)[0])
    # --8<-- [end:product]
