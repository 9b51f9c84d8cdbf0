"""Forward-mode differentiation by dual numbers."""

# --8<-- [start:dual]
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Dual:
    """A number and its derivative along one fixed direction."""

    value: Any
    tangent: Any = 0

    def __add__(self, other: Any) -> "Dual":
        """Add values and add tangents."""
        other = lift(other)
        return Dual(self.value + other.value, self.tangent + other.tangent)

    def __mul__(self, other: Any) -> "Dual":
        """Apply the product rule."""
        a, b = self, lift(other)
        return Dual(a.value * b.value, a.tangent * b.value + a.value * b.tangent)

    def __pow__(self, n: int) -> "Dual":
        """Apply the power rule; TypeError unless n is an int."""
        if not isinstance(n, int):
            raise TypeError(f"the exponent {n!r} is not an int")
        slope = n * self.value ** (n - 1) if n else 0
        return Dual(self.value**n, slope * self.tangent)

    def __neg__(self) -> "Dual":
        """Change both signs."""
        return self * -1

    def __sub__(self, other: Any) -> "Dual":
        """Add the negative."""
        return self + lift(other) * -1

    def __rsub__(self, other: Any) -> "Dual":
        """Subtract from a plain number."""
        return lift(other) - self

    def __truediv__(self, other: Any) -> "Dual":
        """Multiply by the power −1."""
        return self * lift(other) ** -1

    def __rtruediv__(self, other: Any) -> "Dual":
        """Divide a plain number."""
        return lift(other) / self

    __radd__, __rmul__ = __add__, __mul__


def lift(number: Any) -> Dual:
    """Return a plain number as a constant, whose tangent is 0."""
    return number if isinstance(number, Dual) else Dual(number)


# --8<-- [end:dual]


# --8<-- [start:derivative]
def derivative(f: Callable[..., Any], point: Sequence[Any], v: Sequence[Any]) -> Any:
    """Return the derivative of f along v by one call of f; v of any length.

    f may use + − * / and whole powers, but no `derivative` inside: the tangents of
    the two would mix. Raises ValueError if p and v differ in length.
    """
    return lift(f(*(Dual(x, w) for x, w in zip(point, v, strict=True)))).tangent


def gradient(f: Callable[..., Any], point: Sequence[Any]) -> list[Any]:
    """Return the n partial derivatives by n calls of f."""
    n = len(point)
    return [derivative(f, point, [int(i == j) for j in range(n)]) for i in range(n)]


# --8<-- [end:derivative]

if __name__ == "__main__":
    # --8<-- [start:derivative_demo]
    def bowl(x: Any, y: Any) -> Any:
        """Return the squared distance from the origin."""
        return x**2 + y**2

    def bump(x: Any, y: Any) -> Any:
        """Return a hill of height 1."""
        return 1 / (1 + x**2 + y**2)

    here, unit = [Fraction(1), Fraction(2)], [Fraction(3, 5), Fraction(4, 5)]
    print(derivative(bowl, here, unit), derivative(bowl, here, [3, 4]))
    print(*gradient(bowl, here))
    print(derivative(bump, here, unit))

    # --8<-- [end:derivative_demo]
    # --8<-- [start:three]
    def cubic(x: Any, y: Any, z: Any) -> Any:
        """Return a polynomial of three variables."""
        return x * y**2 + y * z

    where, along = [1, 2, 3], [2, -1, 2]
    slopes = gradient(cubic, where)
    print(slopes, sum(g * w for g, w in zip(slopes, along, strict=True)))
    print(derivative(cubic, where, along))
    # --8<-- [end:three]
    # --8<-- [start:descent]
    for rate in (Fraction(1), Fraction(1, 2), Fraction(1, 10)):
        step = [x - rate * g for x, g in zip(here, gradient(bowl, here), strict=True)]
        print(f"{rate!s:>4}: ({step[0]}, {step[1]}), height {float(bowl(*step)):.1f}")
    # --8<-- [end:descent]
