"""Reverse-mode differentiation in pure Python: any order, on floats and fractions."""
# ruff: noqa: D105 - an operator does what its name says

# --8<-- [start:value]
import math
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count
from numbers import Real
from typing import Any, ClassVar


class Value:
    """A number that remembers how it was made.

    data: int, float or Fraction. edges: for each input the input itself, and a function
    that turns the adjoint of this value into that input's share of it.
    """

    made: ClassVar[Any] = count()

    def __init__(self, data: Any, edges: Sequence[tuple["Value", Any]] = ()) -> None:
        """Take the next creation number: what a value is made of has a lower one."""
        if not isinstance(data, Real):
            raise TypeError(f"{data!r} is no real number")
        self.data, self.edges, self.number = data, edges, next(Value.made)

    def __add__(self, other: Any) -> "Value":
        other = as_value(other)
        edges = [(self, lambda bar: bar), (other, lambda bar: bar)]
        return Value(self.data + other.data, edges)

    def __mul__(self, other: Any) -> "Value":
        other = as_value(other)
        edges = [(self, lambda bar: bar * other), (other, lambda bar: bar * self)]
        return Value(self.data * other.data, edges)

    def __pow__(self, power: int) -> "Value":
        if not isinstance(power, int):
            raise TypeError(f"a power is a plain int, not {power!r}")
        edge = (self, lambda bar: bar * power * self ** (power - 1))
        return Value(self.data**power, [edge] if power else [])

    def __truediv__(self, other: Any) -> "Value":
        return self * as_value(other) ** -1

    def __sub__(self, other: Any) -> "Value":
        return self + as_value(other) * -1

    __radd__, __rmul__ = __add__, __mul__


def as_value(number: Any) -> Value:
    """Return a value as it is; a plain number becomes one that is made of nothing."""
    return number if isinstance(number, Value) else Value(number)


# --8<-- [end:value]


# --8<-- [start:gradient]
def gradient(output: Value, inputs: Sequence[Value]) -> list[Value]:
    """Return the derivative of output by each input; these have a graph of their own.

    Cost: one pull and at most one addition for each edge, O(log n) for each of n nodes.
    """
    adjoints = {output: Value(1)}
    waiting = [(-output.number, output)]
    while waiting:
        _, node = heappop(waiting)  # the youngest of those that wait
        for source, pull in node.edges:
            share = pull(adjoints[node])
            if source in adjoints:
                adjoints[source] = adjoints[source] + share
            else:
                adjoints[source] = share
                heappush(waiting, (-source.number, source))
    return [adjoints[one] if one in adjoints else Value(0) for one in inputs]


# --8<-- [end:gradient]


# --8<-- [start:functions]
def exp(x: Value) -> Value:
    """Return e to the power x; OverflowError if a float cannot hold it."""
    result = Value(math.exp(x.data))
    result.edges = [(x, lambda bar: bar * result)]
    return result


def ln(x: Value) -> Value:
    """Return the natural logarithm; ValueError unless x is positive."""
    return Value(math.log(x.data), [(x, lambda bar: bar / x)])


def sin(x: Value) -> Value:
    """Return the sine of x, in radians."""
    return Value(math.sin(x.data), [(x, lambda bar: bar * cos(x))])


def cos(x: Value) -> Value:
    """Return the cosine of x, in radians."""
    return Value(math.cos(x.data), [(x, lambda bar: bar * sin(x) * -1)])


def tanh(x: Value) -> Value:
    """Return the hyperbolic tangent of x."""
    result = Value(math.tanh(x.data))
    result.edges = [(x, lambda bar: bar * (as_value(1) - result**2))]
    return result


# --8<-- [end:functions]


# --8<-- [start:example]
def example(a: Any, b: Any) -> Any:
    """Return L of the running example."""
    u = a * b
    v = u + a
    return u * v


# --8<-- [end:example]


# --8<-- [start:too_soon]
from collections import deque


def gradient_too_soon(output: Value, inputs: Sequence[Value]) -> list[Value]:
    """Do the same in the order in which the walk meets the nodes: wrong."""
    adjoints = {output: Value(1)}
    waiting = deque([output])
    while waiting:
        node = waiting.popleft()  # whoever was met first
        for source, pull in node.edges:
            share = pull(adjoints[node])
            if source in adjoints:
                adjoints[source] = adjoints[source] + share
            else:
                adjoints[source] = share
                waiting.append(source)
    return [adjoints[one] if one in adjoints else Value(0) for one in inputs]


# --8<-- [end:too_soon]


# --8<-- [start:newton]
def newton(f: Any, start: Any, steps: int) -> list[Any]:
    """Return the steps of Newton's method for a zero; ZeroDivisionError if flat."""
    found = [start]
    for _ in range(steps):
        x = Value(found[-1])
        y = as_value(f(x))
        (slope,) = gradient(y, [x])
        found.append(x.data - y.data / slope.data)
    return found


# --8<-- [end:newton]


# --8<-- [start:dual]
class Dual:
    """A number and its derivative along one direction: value and slope.

    made: how many operations on plain numbers all of them have cost so far.
    """

    made: ClassVar[int] = 0

    def __init__(self, value: Any, slope: Any = 0) -> None:
        """Begin with a number whose slope is known; that of a constant is 0."""
        self.value, self.slope = value, slope

    def __add__(self, other: "Dual") -> "Dual":
        Dual.made += 2
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: "Dual") -> "Dual":
        Dual.made += 4
        slope = self.slope * other.value + self.value * other.slope
        return Dual(self.value * other.value, slope)


# --8<-- [end:dual]


# --8<-- [start:count]
def product(factors: Sequence[Any]) -> Any:
    """Return the product of one factor or more, from the left to the right."""
    result, *rest = factors
    for factor in rest:
        result = result * factor
    return result


def reverse_cost(n: int) -> int:
    """Count the operations for a product of n numbers and its n derivatives."""
    inputs = [Value(1) for _ in range(n)]
    before = next(Value.made)
    gradient(product(inputs), inputs)
    return int(next(Value.made) - before - 2)  # neither this number nor the seed


def forward_cost(n: int) -> int:
    """Count the same in forward mode, where each input needs a pass of its own."""
    before = Dual.made
    for chosen in range(n):
        product([Dual(1, int(index == chosen)) for index in range(n)])
    return Dual.made - before


# --8<-- [end:count]

if __name__ == "__main__":
    # --8<-- [start:example_demo]
    p, q = Value(2), Value(3)
    result = example(p, q)
    print(result.data, [one.data for one in gradient(result, [p, q])])
    # --8<-- [end:example_demo]
    # --8<-- [start:too_soon_demo]
    print([one.data for one in gradient_too_soon(result, [p, q])])
    # --8<-- [end:too_soon_demo]
    # --8<-- [start:orders_demo]
    x = Value(2)
    y = x**4
    derivatives = []
    for _ in range(5):
        (y,) = gradient(y, [x])
        derivatives.append(y.data)
    print(derivatives)
    # --8<-- [end:orders_demo]
    # --8<-- [start:exact_demo]
    from fractions import Fraction

    xs = [Value(Fraction(1)) for _ in range(4)]
    o = sum(((one + 2) ** 2 * 3 for one in xs), Value(0)) * Fraction(1, 4)
    print(o.data, *(one.data for one in gradient(o, xs)))
    print(*newton(lambda x: x * x - 2, Fraction(1), steps=4))
    # --8<-- [end:exact_demo]
    # --8<-- [start:count_demo]
    print("inputs  reverse    forward")
    for n in (10, 30, 100, 300):
        print(f"{n:6}  {reverse_cost(n):7}  {forward_cost(n):9}")
    # --8<-- [end:count_demo]
