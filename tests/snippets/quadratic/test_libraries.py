"""What the article says of SciPy and PyTorch, and its helpers for them."""

import numpy as np
import pytest
import torch
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, cg, gmres, lsqr, minres, spilu

from snippets.quadratic import newton
from snippets.quadratic.libraries import cg_steps, gauss_seidel, poisson


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_grid_is_the_sum_of_differences(n: int) -> None:
    grid = poisson(n).toarray()
    field = np.random.default_rng(1).normal(size=(n, n))
    padded = np.pad(field, 1)
    inner = padded[1:-1, 1:-1]
    expected = 4 * inner - padded[2:, 1:-1] - padded[:-2, 1:-1] - padded[1:-1, 2:] - padded[1:-1, :-2]
    assert grid @ field.ravel() == pytest.approx(expected.ravel())
    assert (grid == grid.T).all()


def test_gauss_seidel_inverts_its_product_and_is_symmetric() -> None:
    grid = poisson(4)
    dense = grid.toarray()
    middle = np.diag(1 / np.diag(dense))
    product = np.tril(dense) @ middle @ np.triu(dense)
    inverse = np.column_stack([gauss_seidel(grid) @ column for column in np.eye(16)])
    assert inverse @ product == pytest.approx(np.eye(16))
    assert inverse == pytest.approx(inverse.T)


def test_steps_are_counted() -> None:
    assert cg_steps(sparse.csc_array(np.diag([1.0, 2.0])), 5) == "2"
    assert cg_steps(poisson(10), 3) == "more than 3"


def test_counts_are_not_at_the_margin() -> None:
    # A residual close to the limit could end one step earlier on another machine.
    grid = poisson(60)
    b = np.ones(3600)
    for inverse, steps in ((None, 112), (gauss_seidel(grid), 57)):
        points: list[np.ndarray] = []
        cg(grid, b, rtol=1e-8, M=inverse, callback=lambda x, points=points: points.append(x.copy()))
        before, after = (np.linalg.norm(grid @ x - b) / np.linalg.norm(b) for x in points[-2:])
        assert len(points) == steps
        assert before > 1.02e-8
        assert after < 0.98e-8


def test_the_incomplete_factorisation_is_unsymmetric_and_works_with_gmres() -> None:
    grid = poisson(60)
    half = LinearOperator(grid.shape, matvec=spilu(grid).solve)
    rng = np.random.default_rng(2)
    u, v = rng.normal(size=(2, 3600))
    assert abs(u @ (half @ v) - v @ (half @ u)) > 1e-4 * abs(u @ (half @ v))
    x, info = cg(grid, np.ones(3600), rtol=1e-8, maxiter=500, M=half)
    assert info
    assert np.linalg.norm(grid @ x - 1) > 0.01 * 60
    assert gmres(grid, np.ones(3600), rtol=1e-8, restart=80, M=half)[1] == 0


def test_the_symmetric_mode_of_spilu_gets_through() -> None:
    grid = poisson(60)
    kept = spilu(grid, diag_pivot_thresh=0, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})
    x, info = cg(grid, np.ones(3600), rtol=1e-8, maxiter=100, M=LinearOperator(grid.shape, matvec=kept.solve))
    assert info == 0
    assert np.linalg.norm(grid @ x - 1) < 1e-6 * 60


def test_a_singular_matrix_can_pass_cholesky() -> None:
    passed = 0
    for seed in range(40):
        m = np.random.default_rng(seed).integers(-9, 10, (6, 5)).astype(float)
        try:
            np.linalg.cholesky(m @ m.T)
            passed += 1
        except np.linalg.LinAlgError:
            pass
    assert 0 < passed < 40


def test_cg_forgets_the_start_if_the_right_side_is_zero() -> None:
    x, info = cg(poisson(3), np.zeros(9), x0=np.ones(9))
    assert info == 0
    assert not x.any()


def test_minres_solves_an_indefinite_system() -> None:
    x, info = minres(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([3.0, 4.0]), rtol=1e-10)
    assert info == 0
    assert x == pytest.approx([5 / 3, 2 / 3])


def test_a_constant_factor_as_a_preconditioner_changes_nothing() -> None:
    grid = poisson(20)
    assert cg_steps(grid, 500, sparse.eye_array(400) / 4) == cg_steps(grid, 500)


def test_passing_the_matrix_squares_the_condition_number() -> None:
    dense = poisson(8).toarray()
    assert np.linalg.cond(dense @ dense) == pytest.approx(np.linalg.cond(dense) ** 2)


def test_lsqr_keeps_the_digits_that_the_normal_equations_lose() -> None:
    powers = np.vander(np.linspace(0, 1, 20), 8, increasing=True)
    heights = powers @ np.ones(8)
    assert abs(lsqr(powers, heights, atol=1e-15, btol=1e-15, iter_lim=200)[0] - 1).max() < 1e-9
    assert abs(np.linalg.solve(powers.T @ powers, powers.T @ heights) - 1).max() > 1e-8
    assert np.linalg.cond(powers.T @ powers) == pytest.approx(np.linalg.cond(powers) ** 2, rel=1e-4)


def test_scaling_columns_is_jacobi() -> None:
    m = np.random.default_rng(3).normal(size=(9, 4)) * [1, 10, 100, 1000]
    scaled = m / np.linalg.norm(m, axis=0)
    gram, root = m.T @ m, np.sqrt(np.diag(m.T @ m))
    assert scaled.T @ scaled == pytest.approx(gram / np.outer(root, root))
    assert np.linalg.cond(scaled) < np.linalg.cond(m) / 10


def test_newton_s_step_is_that_of_the_hessian() -> None:
    x = torch.linspace(-1, 1, 7, dtype=torch.float64)
    hessian = torch.autograd.functional.hessian(newton.loss, x)  # type: ignore[no-untyped-call]
    expected = -torch.linalg.solve(hessian, torch.func.grad(newton.loss)(x))
    assert torch.allclose(newton.newton_step(x), expected, rtol=1e-7)


def test_a_step_that_is_not_found_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newton, "cg", lambda *_, **__: (np.zeros(3), 30))
    with pytest.raises(ArithmeticError, match="cg: info 30"):
        newton.newton_step(torch.zeros(3, dtype=torch.float64))


@pytest.mark.parametrize(("momentum", "nesterov"), [(0.3, 0), (0.9, 0), (0.5, 1)])
def test_sgd_is_the_heavy_ball(momentum: float, nesterov: int) -> None:
    a, b = np.array([[2.0, 2.0], [2.0, 5.0]]), np.array([6.0, 3.0])
    place = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([place], lr=0.1, momentum=momentum, nesterov=bool(nesterov))
    x, last = np.zeros(2), np.zeros(2)
    for _ in range(30):
        place.grad = torch.from_numpy(a) @ place.detach() - torch.from_numpy(b)
        optimizer.step()
        x, last = x + 0.1 * (b - a @ x) + momentum * (x - last), x
    assert (place.detach().numpy() == pytest.approx(x, abs=1e-12)) != nesterov


def test_nesterov_in_torch_stores_the_point_ahead() -> None:
    a, b = np.array([[2.0, 2.0], [2.0, 5.0]]), np.array([6.0, 3.0])
    place = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([place], lr=0.1, momentum=0.5, nesterov=True)
    ahead, last = np.zeros(2), np.zeros(2)
    for _ in range(30):
        place.grad = torch.from_numpy(a) @ place.detach() - torch.from_numpy(b)
        optimizer.step()
        x = ahead + 0.1 * (b - a @ ahead)
        ahead, last = x + 0.5 * (x - last), x
        assert place.detach().numpy() == pytest.approx(ahead, abs=1e-12)


def test_leading_minors_do_not_tell_semidefinite_matrices() -> None:
    a = np.array([[0.0, 0.0], [0.0, -1.0]])
    assert [np.linalg.det(a[:k, :k]) for k in (1, 2)] == [0, 0]
    assert np.linalg.eigvalsh(a)[0] < 0
