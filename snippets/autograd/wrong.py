"""Wrong answers to the exercises, which their cases have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

from typing import Any


# --8<-- [start:order_1]
def backward_order(inputs: dict[str, list[str]], output: str) -> list[str]:
    """Breadth first: in the order in which the walk meets the nodes."""
    order = [output]
    for node in order:
        order += [one for one in dict.fromkeys(inputs[node]) if one not in order]
    return order


# --8<-- [end:order_1]


# --8<-- [start:order_2]
def backward_order(inputs: dict[str, list[str]], output: str) -> list[str]:
    """A node once for each use."""
    order = [output]
    for node in order:
        order += inputs[node]
        if len(order) > 10_000:
            break
    return order


# --8<-- [end:order_2]


# --8<-- [start:order_3]
def backward_order(inputs: dict[str, list[str]], output: str) -> list[str]:
    """All nodes, also those that the output does not depend on."""
    return [output, *(node for node in reversed(list(inputs)) if node != output)]


# --8<-- [end:order_3]


# --8<-- [start:order_4]
def backward_order(inputs: dict[str, list[str]], output: str) -> list[str]:
    """By recursion, which a long chain breaks."""
    done: list[str] = []

    def visit(node: str) -> None:
        for source in inputs[node]:
            if source not in done:
                visit(source)
        done.append(node)

    visit(output)
    return done[::-1]


# --8<-- [end:order_4]


# --8<-- [start:horner_1]
def horner(coefficients: list[Any], x: Any) -> tuple[Any, Any]:
    """The value is brought up to date first, so the slope gets the new one."""
    value = slope = 0
    for coefficient in coefficients:
        value = value * x + coefficient
        slope = slope * x + value
    return value, slope


# --8<-- [end:horner_1]


# --8<-- [start:horner_2]
def horner(coefficients: list[Any], x: Any) -> tuple[Any, Any]:
    """The lowest power is taken to come first."""
    value = slope = 0
    for coefficient in reversed(coefficients):
        slope = slope * x + value
        value = value * x + coefficient
    return value, slope


# --8<-- [end:horner_2]


# --8<-- [start:horner_3]
def horner(coefficients: list[Any], x: Any) -> tuple[Any, Any]:
    """The product rule without its second half."""
    value = slope = 0
    for coefficient in coefficients:
        slope = slope * x + coefficient
        value = value * x + coefficient
    return value, slope


# --8<-- [end:horner_3]


# --8<-- [start:sum_back_1]
def sum_back(bar: list[list[Any]], rows: int, columns: int) -> list[list[Any]]:
    """The first entry instead of the sum of all that came from it."""
    return [row[:columns] for row in bar[:rows]]


# --8<-- [end:sum_back_1]


# --8<-- [start:sum_back_2]
def sum_back(bar: list[list[Any]], rows: int, columns: int) -> list[list[Any]]:
    """The mean instead of the sum."""
    total = [[0] * columns for _ in range(rows)]
    for i, row in enumerate(bar):
        for j, share in enumerate(row):
            total[i % rows][j % columns] += share
    size = len(bar) * len(bar[0]) // (rows * columns)
    return [[entry / size for entry in row] for row in total]


# --8<-- [end:sum_back_2]


# --8<-- [start:sum_back_3]
def sum_back(bar: list[list[Any]], rows: int, _: int) -> list[list[Any]]:
    """Rows are summed, columns are forgotten."""
    if rows == len(bar):
        return bar
    return [list(map(sum, zip(*bar, strict=True)))]


# --8<-- [end:sum_back_3]
