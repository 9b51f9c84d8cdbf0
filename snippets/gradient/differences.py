"""Derivatives by finite differences, and the best step."""

# --8<-- [start:rules]
from collections.abc import Callable
from typing import Any


def forward(f: Callable[[Any], Any], t: float, h: float) -> float:
    """Return a quotient to one side, h not 0; error O(h) + O(rounding / h)."""
    return float((f(t + h) - f(t)) / h)


def central(f: Callable[[Any], Any], t: float, h: float) -> float:
    """Return the quotient over both sides, h not 0; error O(h²) + O(rounding / h)."""
    return float((f(t + h) - f(t - h)) / (2 * h))


def complex_step(f: Callable[[Any], Any], t: float, h: float) -> float:
    """Return Im f(t + ih) over h, h not 0; error O(h²), f analytic."""
    return float(f(complex(t, h)).imag / h)


# --8<-- [end:rules]


# --8<-- [start:profile]
def profile(t: Any) -> Any:
    """Return 1 / (1 + x² + y²) on the way from (1, 2) along (3/5, 4/5)."""
    x, y = 1 + t * 3 / 5, 2 + t * 4 / 5
    return 1 / (1 + x * x + y * y)


# --8<-- [end:profile]

if __name__ == "__main__":
    # --8<-- [start:table]
    exact = -11 / 90
    print("   h    forward  central  complex")
    for exponent in (-1, -2, -4, -6, -8, -10, -12, -14):
        errors = []
        for rule in (forward, central, complex_step):
            error = abs(rule(profile, 0.0, 10.0**exponent) - exact)
            errors.append(f"{error:.0e}" if error > 1e-15 else "<1e-15")
        print(f"1e{exponent:<5}" + "".join(f"{text:>9}" for text in errors))
    # --8<-- [end:table]
    # --8<-- [start:best]
    unit, value, second, third = 2.0**-53, 1 / 6, 167 / 1350, 506 / 3375
    best_forward = 2 * (unit * value / second) ** (1 / 2)
    best_central = (3 * unit * value / third) ** (1 / 3)
    error_forward = 2 * unit * value / best_forward + second * best_forward / 2
    error_central = unit * value / best_central + third * best_central**2 / 6
    print(f"forward: h = {best_forward:.1e}, error about {error_forward:.1e}")
    print(f"central: h = {best_central:.1e}, error about {error_central:.1e}")
    # --8<-- [end:best]
