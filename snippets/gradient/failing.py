"""Functions that have partial derivatives at 0 and no derivative there."""

# --8<-- [start:functions]
from collections.abc import Callable
from fractions import Fraction


def cubes(x: Fraction, y: Fraction) -> Fraction:
    """Slopes in all directions, but not those of a plane."""
    return (x**3 + y**3) / (x**2 + y**2) if x or y else Fraction(0)


def ridge(x: Fraction, y: Fraction) -> Fraction:
    """Slopes in all directions, and yet a jump at 0."""
    return x**2 * y / (x**4 + y**2) if x or y else Fraction(0)


def flat(x: Fraction, y: Fraction) -> Fraction:
    """All slopes 0, no jump, and still not differentiable."""
    return x**3 * y / (x**4 + y**2) if x or y else Fraction(0)


def torn(x: Fraction, y: Fraction) -> Fraction:
    """Both partial derivatives 0, and no slope in any other direction."""
    return x * y / (x**2 + y**2) if x or y else Fraction(0)


# --8<-- [end:functions]


# --8<-- [start:slope]
def from_origin(
    f: Callable[[Fraction, Fraction], Fraction], a: Fraction, b: Fraction, h: Fraction
) -> Fraction:
    """Return the difference quotient at 0 along (a, b); ValueError if h is 0."""
    if h == 0:
        raise ValueError("h = 0 leaves no distance to divide by")
    return (f(h * a, h * b) - f(Fraction(0), Fraction(0))) / h


# --8<-- [end:slope]

if __name__ == "__main__":
    # --8<-- [start:slope_demo]
    one, zero, three, four = (Fraction(n, 5) for n in (5, 0, 3, 4))
    print("        x-axis  y-axis   formula   h=1/10  h=1/1000")
    for f in (cubes, ridge, flat, torn):
        fx, fy = (
            from_origin(f, a, b, one / 1000) for a, b in ((one, zero), (zero, one))
        )
        slopes = [fx, fy, fx * three + fy * four]
        slopes += [from_origin(f, three, four, one / n) for n in (10, 1000)]
        print(f"{f.__name__:6}" + "".join(f"{float(slope):9.3f}" for slope in slopes))
    # --8<-- [end:slope_demo]
    # --8<-- [start:parabola]
    for n in (1, 10, 100, 1000):
        t = Fraction(1, n)
        distance = float(t * t + t**4) ** 0.5
        jump, error = ridge(t, t * t), float(flat(t, t * t)) / distance
        print(f"t = 1/{n:<5} ridge {jump}   error of flat / distance {error:.4f}")
    # --8<-- [end:parabola]
