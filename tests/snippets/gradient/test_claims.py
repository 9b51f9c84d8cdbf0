"""What the article claims in prose and no block shows."""

import importlib
import math
import sys
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
import torch
from sympy.vector import CoordSys3D
from sympy.vector import gradient as vector_gradient

from snippets.gradient.differences import central, forward, profile
from snippets.gradient.kinks import masked

X, Y, T = sp.symbols("x y t", real=True)

pytestmark = pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning")


def test_a_step_of_1e_16_loses_the_derivative() -> None:
    assert forward(profile, 0.0, 1e-16) == central(profile, 0.0, 1e-16) == 0


def test_differentiable_with_partial_derivatives_that_jump() -> None:
    """r² sin(1/r): the quotient with the length tends to 0, the partial derivative oscillates."""
    for r in (1e-2, 1e-4, 1e-6):
        assert abs(r * r * math.sin(1 / r)) / r <= r
    slopes = [2 * r * math.sin(1 / r) - math.cos(1 / r) for r in (1 / (math.pi * k) for k in range(1000, 1004))]
    assert [round(slope) for slope in slopes] == [-1, 1, -1, 1]


def test_two_limits_one_after_the_other_find_0_for_torn() -> None:
    torn = X * Y / (X**2 + Y**2)
    assert sp.limit(sp.limit(torn, X, 0), Y, 0) == sp.limit(sp.limit(torn, Y, 0), X, 0) == 0
    assert sp.simplify(torn.subs(Y, X)) == sp.Rational(1, 2)


def test_normal_of_the_hill_is_a_gradient_of_three_variables() -> None:
    z = sp.Symbol("z")
    g = [sp.diff(X**2 + Y**2 - z, s).subs({X: 1, Y: 2}) for s in (X, Y, z)]
    assert g == [2, 4, -1]


def test_polar_basis_of_coordinate_vectors() -> None:
    """1/r² belongs to the coordinate vectors, of which the one along θ has length r."""
    r, theta = sp.symbols("r theta", positive=True)
    place = sp.Matrix([r * sp.cos(theta), r * sp.sin(theta)])
    along = place.diff(theta)
    assert sp.simplify(along.norm()) == r
    f = sp.Lambda((X, Y), X * Y)
    slope = sp.diff(f(*place), theta)
    radial = sp.diff(f(*place), r) * place.diff(r)
    full = sp.Matrix([place[1], place[0]])  # the gradient of xy
    assert sp.simplify(radial + slope / r**2 * along - full) == sp.zeros(2, 1)


def test_natural_gradient_is_the_same_step_in_both_parametrisations() -> None:
    s, g, x = sp.symbols("s g x", positive=True)
    log_density = -sp.log(s) - x**2 / (2 * s**2)
    density = sp.exp(-(x**2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi))
    fisher = sp.simplify(sp.integrate(sp.expand(sp.diff(log_density, s) ** 2) * density, (x, -sp.oo, sp.oo)))
    assert sp.simplify(fisher.subs(s, 3)) == sp.Rational(2, 9)
    in_s = g / (2 / s**2)
    in_log_s = (g * s) / 2 * s  # the metric is 2 there, and a step d log σ moves σ by σ times it
    assert sp.simplify(in_s - in_log_s) == 0


def test_a_step_against_a_subgradient_climbs() -> None:
    def f(x: float, y: float) -> float:
        return abs(x) + 2 * abs(y)

    for x, y in np.random.default_rng(3).normal(size=(200, 2)):
        assert f(x, y) >= f(1, 0) + 1 * (x - 1) + 2 * y - 1e-12
        for a, b in ((1, -1), (-1, 0.5), (0, 0)):
            assert abs(x) + abs(y) >= a * x + b * y
    assert f(1 - 0.25 * 1, 0 - 0.25 * 2) == 7 / 4 > f(1, 0)


def test_all_slopes_0_and_still_a_jump() -> None:
    """1 at the points (t, t²) but for the origin, 0 elsewhere: no line through 0 meets the curve near 0."""

    def f(x: Fraction, y: Fraction) -> int:
        return int(x != 0 and y == x * x)

    for a in range(-5, 6):
        for b in range(-5, 6):
            if a or b:
                assert all(f(Fraction(a, n), Fraction(b, n)) == 0 for n in (7, -7, 1000))
    assert f(Fraction(1, 1000), Fraction(1, 10**6)) == 1


def test_torch_has_two_conventions_for_a_tie() -> None:
    tie = torch.zeros(3, dtype=torch.float64)
    shared = torch.func.grad(lambda q: q.max())(tie)
    assert shared.tolist() == pytest.approx([1 / 3] * 3)
    single = torch.func.grad(lambda q: q.max(dim=0).values)(tie)
    assert sorted(single.tolist()) == [0, 0, 1]


def test_gradcheck_fails_where_the_rule_is_not_the_mean_of_both_sides() -> None:
    zero = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(torch.abs, (zero,))
    assert not torch.autograd.gradcheck(torch.relu, (zero,), raise_exception=False)


def test_forward_mode_survives_the_late_mask() -> None:
    """The reverse mode multiplies by the mask's 0; forward mode picks."""
    zero = torch.zeros(2, dtype=torch.float64)
    assert torch.isnan(torch.func.grad(masked)(zero)).all()
    tangent = torch.func.jvp(masked, (zero,), (torch.ones(2, dtype=torch.float64),))[1]
    assert tangent == 0


def test_torch_s_gradient_of_samples_has_numpy_s_order() -> None:
    columns, rows = np.meshgrid(np.arange(4.0), np.arange(3.0))
    first, second = torch.gradient(torch.from_numpy(10 * columns + rows))
    assert (float(first[0, 0]), float(second[0, 0])) == (1, 10)


def test_gradcheck_fails_a_smooth_cubic_in_single_precision() -> None:
    q = torch.tensor([1.5, 2.5], dtype=torch.float32, requires_grad=True)
    with pytest.warns(UserWarning, match="double precision"):
        passed = torch.autograd.gradcheck(lambda q: (q**3).sum(), (q,), raise_exception=False)
    assert not passed


def test_scipy_misc_has_no_derivative_any_more() -> None:
    sys.modules.pop("scipy.misc", None)
    with pytest.warns(DeprecationWarning, match=r"scipy\.misc is deprecated"):
        misc = importlib.import_module("scipy.misc")
    assert not hasattr(misc, "derivative")


def test_sympy_knows_the_lengths_of_polar_coordinates() -> None:
    c = CoordSys3D("c", transformation="cylindrical", variable_names=("r", "theta", "z"))
    found = vector_gradient(c.r**2 * sp.sin(2 * c.theta) / 2)
    assert found.dot(c.j).equals(c.r * sp.cos(2 * c.theta))
