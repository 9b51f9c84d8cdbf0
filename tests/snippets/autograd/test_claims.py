# mypy: disable-error-code="no-untyped-call"
"""What the page says and no block shows."""

import math
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch.autograd.gradcheck import GradcheckError

from snippets.autograd.safety import CarelessExp, Softplus, said, slope
from snippets.autograd.tensors import cost, in_segments, kept, reachable, show, sines
from snippets.autograd.tensors import said as said_by_tensors

JIT = "`torch.jit.script` is deprecated"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", JIT)
        yield


def ones(*shape: int) -> Any:
    return torch.ones(*shape, requires_grad=True)


class NumpyExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Any) -> Any:
        result = torch.from_numpy(np.exp(x.detach().numpy()))
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Any, bar: Any) -> Any:
        (result,) = ctx.saved_tensors
        return torch.from_numpy(bar.detach().numpy() * result.detach().numpy())


def test_grad_fn_is_a_node_and_no_function() -> None:
    y = ones(1) * 2
    assert isinstance(y.grad_fn, torch.autograd.graph.Node)
    assert not isinstance(y.grad_fn, torch.autograd.Function)
    u = ones(1) * 2
    v = u + 1
    assert (u * v).grad_fn.next_functions[0][0] is v.grad_fn.next_functions[0][0]


def test_the_graph_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show((ones(1) * torch.ones(1)).grad_fn)
    assert capsys.readouterr().out == "MulBackward0\n    AccumulateGrad\n"
    show(ones(1).grad_fn)
    assert capsys.readouterr().out == ""


def test_what_operations_save() -> None:
    for name in ("exp", "sqrt", "sigmoid", "tanh", "relu"):
        assert kept(getattr(torch, name)) == ["result"]
    for name in ("sin", "log", "square"):
        assert kept(getattr(torch, name)) == ["input"]
    for plain in (lambda x: x + 1, lambda x: 2 * x, torch.sum, torch.mean):
        assert kept(plain) == []
    assert kept(lambda x: x.max(dim=0).values) == ["something else"]
    assert kept(lambda x: (x + 1).sin()) == ["something else"]


def test_an_input_that_the_result_does_not_depend_on() -> None:
    y = ones(1) * 2
    with pytest.raises(RuntimeError, match="appears to not have been used in the graph"):
        torch.autograd.grad(y, ones(1), retain_graph=True)
    assert torch.autograd.grad(y, ones(1), allow_unused=True) == (None,)


def test_backward_of_a_vector_needs_weights() -> None:
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        (ones(2) * 2).backward()
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        (ones(0) * 2).backward()
    for shape in ((1,), (1, 1)):
        (ones(*shape) * 2).backward()
    assert "Jacobian-vector product" in str(torch.autograd.backward.__doc__)


def test_zero_gradients_and_none_differ() -> None:
    for gradient, after in ((None, 1.0), (torch.tensor(0.0), 0.95)):
        w = torch.nn.Parameter(torch.tensor(1.0))
        w.grad = gradient
        optimizer = torch.optim.SGD([w], lr=0.1, weight_decay=0.5)
        optimizer.step()
        assert w.item() == pytest.approx(after)
        optimizer.zero_grad()
        assert w.grad is None
    w = torch.nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    w.grad = torch.tensor(1.0)
    optimizer.step()
    w.grad = torch.tensor(0.0)
    optimizer.step()
    assert w.item() == pytest.approx(1 - 0.1 - 0.09)


def test_first_sentences() -> None:
    for say in (said, said_by_tensors):
        assert say(lambda: None) == "no error"
        assert say(lambda: ones(1).add_(1)).startswith("a leaf Variable that requires grad is being used")
        with pytest.raises(ValueError, match="other"):
            say(lambda: (_ for _ in ()).throw(ValueError("other")))
    y = ones(1).exp()
    y.backward()
    assert said(y.backward) == "Trying to backward through the graph a second time"


def test_two_losses_that_share_a_part() -> None:
    def losses() -> tuple[Any, Any]:
        shared = ones(1).exp()
        return shared * 2, shared * 3

    first, second = losses()
    first.backward()
    assert said(second.backward) == "Trying to backward through the graph a second time"
    first, second = losses()
    assert said((first + second).backward) == "no error"


def test_retaining_the_graph_of_a_state_does_not_survive_an_optimiser() -> None:
    w = torch.nn.Parameter(torch.tensor(0.5))
    optimizer = torch.optim.SGD([w], lr=0.1)
    state = torch.tensor(1.0)
    for _ in range(2):  # the first state is a constant, so only the second step saves w
        state = torch.tanh(w * state)
        state.backward(retain_graph=True)
        optimizer.step()
    state = torch.tanh(w * state)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        state.backward(retain_graph=True)


def test_a_linear_graph_without_numbers_of_ours_can_be_walked_twice() -> None:
    y = (ones(3) + 1).sum()
    y.backward()
    y.backward()


def test_what_keeps_a_graph_alive() -> None:
    x = ones(1)
    assert [reachable(one) for one in (x * 2, x * 2 + x, x.detach())] == [2, 3, 0]


def test_checkpoints() -> None:
    assert cost(lambda x: sines(x, 3)) == (
        3,
        3,
        f"{math.cos(1) * math.cos(math.sin(1)) * math.cos(math.sin(math.sin(1))):.4f}",
    )
    waiting, computed, slope_ = cost(in_segments)
    assert (waiting, computed) == (4, 28)
    with torch.utils.checkpoint.set_checkpoint_early_stop(False):
        assert cost(in_segments)[:2] == (4, 32)
    assert slope_ == cost(lambda x: sines(x, 16))[2]
    with pytest.warns(UserWarning, match="use_reentrant"):
        torch.utils.checkpoint.checkpoint(torch.sin, ones(1))
    with pytest.warns(UserWarning, match="None of the inputs have requires_grad"):
        lost = torch.utils.checkpoint.checkpoint(lambda x: x * ones(1), torch.ones(1), use_reentrant=True)
    assert not lost.requires_grad
    assert torch.utils.checkpoint.checkpoint(lambda x: x * ones(1), torch.ones(1), use_reentrant=False).requires_grad


def test_sealed_for_good() -> None:
    with torch.inference_mode():
        sealed = torch.ones(1)
    with pytest.raises(RuntimeError, match="outside InferenceMode is not allowed"):
        sealed.requires_grad_()
    assert sealed.clone().requires_grad_().requires_grad
    assert (sealed + ones(1)).requires_grad
    with pytest.raises(RuntimeError, match="cannot be saved for backward"):
        sealed * ones(1)
    assert (sealed.clone() * ones(1)).requires_grad


def test_what_leaves_the_graph() -> None:
    x = ones(2)
    with pytest.warns(UserWarning, match="scalar"):
        copied = torch.tensor([x[0] * 2])
    for outside in (copied, x.argmax(), x > 0, x.int(), x.detach()):
        assert not outside.requires_grad
    assert torch.stack([x[0] * 2]).requires_grad
    with pytest.raises(RuntimeError, match=r"detach\(\)"):
        x.numpy()


def test_a_leaf_is_served_before_all_others_that_are_ready() -> None:
    a, b, c = (torch.tensor(number, requires_grad=True) for number in (2.0, 3.0, 4.0))
    seen: list[str] = []
    u = a * b
    result = u * c  # c is older than u, and ready at the same time
    assert u.grad_fn
    u.grad_fn.register_prehook(lambda _: seen.append("u"))
    for name, leaf in (("a", a), ("b", b), ("c", c)):
        leaf.register_post_accumulate_grad_hook(lambda _, name=name: seen.append(name))
    result.backward()
    assert seen == ["c", "u", "a", "b"]


def test_where_versions_are_not_compared() -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x**2
    torch.from_dlpack(x.detach()).mul_(100)
    y.backward()
    assert x.grad == 200
    for hooks in (
        torch.autograd.graph.save_on_cpu(),
        torch.autograd.graph.saved_tensors_hooks(lambda one: one, lambda one: one),
    ):
        x = ones(1)
        with hooks:
            y = x.exp()
        y.mul_(100)
        y.backward()
        assert x.grad.item() == pytest.approx(10000 * math.e)


@pytest.mark.parametrize("checkpointed", [False, True])
def test_a_step_before_backward(*, checkpointed: bool) -> None:
    def gradient(*, step: bool) -> float:
        w = torch.nn.Parameter(torch.tensor(1.0))
        optimizer = torch.optim.SGD([w], lr=0.5)
        w.grad = torch.tensor(1.0)
        y = (
            torch.utils.checkpoint.checkpoint(lambda x: x * w**2, torch.tensor(1.0), use_reentrant=False)
            if checkpointed
            else w**2
        )
        if step:
            optimizer.step()
        return float(torch.autograd.grad(y, w)[0])

    assert gradient(step=False) == 2
    if checkpointed:
        assert gradient(step=True) == 1
    else:
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            gradient(step=True)


def test_a_step_does_no_harm_where_no_weight_was_saved() -> None:
    layer, rows = torch.nn.Linear(3, 1), torch.ones(4, 3)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    layer(rows).sum().backward()
    y = layer(rows).sum()
    optimizer.step()
    assert torch.autograd.grad(y, layer.weight)[0].tolist() == [[4, 4, 4]]


def test_an_update_without_no_grad_leaves_the_leaves() -> None:
    w = ones(1)
    (w * 2).backward()
    w = w - 0.1 * w.grad
    (w * 2).backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert w.grad is None


def test_versions_count_through_detach_and_no_grad_only() -> None:
    x = ones(1) * 1
    before = x._version
    x.detach().add_(1)
    with torch.no_grad():
        x.add_(1)
    assert x._version == before + 2
    x.data.add_(1)
    x.detach().numpy()[...] += 1
    assert x._version == before + 2
    assert x.item() == 5


def test_saving_instead_of_an_attribute_is_noticed() -> None:
    class Careful(CarelessExp):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            result = x.exp()
            ctx.save_for_backward(result)
            return result

        @staticmethod
        def backward(ctx: Any, bar: Any) -> Any:
            (result,) = ctx.saved_tensors
            return bar * result

    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = Careful.apply(x)
    (good,) = torch.autograd.grad(y.sum(), x, retain_graph=True)
    assert good.tolist() == pytest.approx([1, math.e])
    y.add_(100)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_softplus_against_pytorch_s() -> None:
    x = torch.linspace(-120, 120, 49, dtype=torch.float64, requires_grad=True)
    ours, theirs = Softplus.apply(x), torch.nn.functional.softplus(x, threshold=1000)
    assert torch.allclose(ours, torch.where(x > 100, x, theirs))
    assert torch.allclose(torch.autograd.grad(ours.sum(), x)[0], torch.sigmoid(x))
    moved = torch.func.jvp(Softplus.apply, (x.detach(),), (torch.full_like(x, 2),))[1]
    assert torch.allclose(moved, 2 * torch.sigmoid(x))
    assert math.isnan(slope(lambda x: (1 + x.exp()).log(), at=100.0))


@pytest.mark.filterwarnings("ignore:Input #0 requires gradient:UserWarning")
def test_gradcheck_and_what_it_misses() -> None:
    x = torch.tensor([0.5], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(NumpyExp.apply, x)
    with pytest.raises(GradcheckError):
        torch.autograd.gradgradcheck(NumpyExp.apply, x)
    with pytest.raises(GradcheckError):
        torch.autograd.gradcheck(lambda x: x**3, ones(1))
    with pytest.raises(GradcheckError):
        torch.autograd.gradcheck(torch.relu, torch.zeros(1, dtype=torch.float64, requires_grad=True))
    with pytest.raises(RuntimeError, match="setup_context"):
        torch.func.grad(NumpyExp.apply)(torch.tensor(1.0))


def test_backward_returns_one_gradient_for_each_argument() -> None:
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, factor: float) -> Any:
            ctx.factor = factor
            return x * factor

        @staticmethod
        def backward(ctx: Any, bar: Any) -> Any:
            return (bar * ctx.factor, None)[: 1 if ctx.factor < 0 else 2]

    assert slope(lambda x: Scaled.apply(x, 3.0)) == 3
    with pytest.raises(RuntimeError, match="incorrect number of gradients"):
        slope(lambda x: Scaled.apply(x, -3.0))


def test_a_constant_first_derivative_has_no_graph() -> None:
    x = ones(1)
    (first,) = torch.autograd.grad(2 * x, x, create_graph=True)
    with pytest.raises(RuntimeError, match="does not require grad"):
        torch.autograd.grad(first, x)
    assert torch.func.grad(torch.func.grad(lambda x: 2 * x))(torch.tensor(1.0)) == 0


def test_hooks() -> None:
    w = ones(1)
    w.register_post_accumulate_grad_hook(lambda leaf: leaf.grad)
    with pytest.raises(RuntimeError, match="should return None"):
        (w * 2).backward()
    module = torch.nn.Sequential(torch.nn.ReLU(inplace=True))
    module[0].register_full_backward_hook(lambda *_: None)
    with pytest.raises(RuntimeError, match="view"):
        module(ones(2) * 1)


def test_ties() -> None:
    assert torch.autograd.grad((x := ones(2)).max(), x)[0].tolist() == [0.5, 0.5]
    assert torch.autograd.grad((x := ones(2)).max(dim=0).values, x)[0].tolist() == [1, 0]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_anomalies() -> None:
    with torch.autograd.detect_anomaly():
        with pytest.raises(RuntimeError, match="SqrtBackward0' returned nan"):
            slope(lambda x: torch.where(x > 0, x.sqrt(), 0.0))
        assert slope(torch.sqrt) == math.inf


@pytest.mark.filterwarnings("ignore:Anomaly Detection has been enabled")
def test_anomaly_mode_tells_where_a_changed_tensor_was_made() -> None:
    with torch.autograd.detect_anomaly():
        made_here = ones(3).exp()
        made_here.add_(1)
        with (
            pytest.warns(UserWarning, match=r"(?s)Traceback of forward call.*made_here = ones\(3\)\.exp\(\)"),
            pytest.raises(RuntimeError, match="modified by an inplace operation"),
        ):
            made_here.sum().backward()


def test_the_root_of_squares_and_the_norm_at_zero() -> None:
    zeros = torch.zeros(2, requires_grad=True)
    assert torch.autograd.grad(zeros.norm(), zeros)[0].tolist() == [0, 0]
    assert torch.autograd.grad(zeros.square().sum().sqrt(), zeros)[0].isnan().all()


def test_pitfalls() -> None:
    assert not ones(2).to(torch.float64).is_leaf
    assert ones(2).to(torch.float32).is_leaf
    with pytest.raises(RuntimeError, match="floating point and complex"):
        torch.tensor(1, requires_grad=True)
    x = ones(2) * 1
    x += x**2
    assert "modified by an inplace operation" in said(x.sum().backward).replace("\n", " ")
    x = ones(2) * 1
    x = x + x**2
    assert said(x.sum().backward) == "no error"
    y = ones(1)
    with pytest.warns(UserWarning, match="reference cycle"):
        y.square().backward(create_graph=True)
    y.grad = None
    z = torch.tensor(1 + 2j, requires_grad=True)
    (z.abs() ** 2).backward()
    assert z.grad == 2 + 4j


def test_then_and_now() -> None:
    x = ones(1)
    with pytest.raises(TypeError):
        (x * 2).backward(retain_variables=True)

    class Old(torch.autograd.Function):
        def forward(self, x: Any) -> Any:  # type: ignore[override]
            return x

    with pytest.warns(DeprecationWarning, match="should not be instantiated"):
        old = Old()
    with pytest.raises(RuntimeError, match="static"):
        old(x)
    module = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Linear(1, 1))
    module.register_backward_hook(lambda *_: None)
    with pytest.warns(FutureWarning, match="full_backward_hook"):
        module(x)
    w = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([w], lr=0.1)
    y = (w * w).sum()
    w.grad = torch.ones(1)
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()
