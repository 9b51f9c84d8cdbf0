"""Limits and gradients with SymPy."""

# --8<-- [start:limits]
import sympy as sp

x, y, t = sp.symbols("x y t", real=True)
surface = x**2 + y**2
ahead = surface.subs({x: x + sp.Rational(3, 5) * t, y: y + sp.Rational(4, 5) * t})
slope = sp.limit(sp.expand(ahead - surface) / t, t, 0, "+-")
print(slope, "at (1, 2):", slope.subs({x: 1, y: 2}))
print([sp.diff(surface, variable) for variable in (x, y)])
# --8<-- [end:limits]

# --8<-- [start:one_sided]
print(sp.limit(sp.Abs(t) / t, t, 0), sp.limit(sp.Abs(t) / t, t, 0, "-"))
try:
    sp.limit(sp.Abs(t) / t, t, 0, "+-")
except ValueError:
    print("the two sides differ: no limit")
# --8<-- [end:one_sided]

# --8<-- [start:unnormalised]
from sympy.vector import CoordSys3D, directional_derivative

N = CoordSys3D("N")
print(directional_derivative(N.x**2 + N.y**2, 3 * N.i + 4 * N.j))
# --8<-- [end:unnormalised]
