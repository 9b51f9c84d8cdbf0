"""What the page says of torch and shows in no block."""

import copy
import functools
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from snippets.nn_functional.layers import ByModules, Mixed, by_functions, frames, train
from snippets.nn_functional.state import Lossy, Noisy
from snippets.nn_functional.tools import Lambda, Twice

PAIRS: list[tuple[nn.Module, Callable[[torch.Tensor], torch.Tensor]]] = [
    (nn.ReLU(), F.relu),
    (nn.ReLU6(), F.relu6),
    (nn.ELU(), F.elu),
    (nn.SELU(), F.selu),
    (nn.CELU(), F.celu),
    (nn.GELU(), F.gelu),
    (nn.SiLU(), F.silu),
    (nn.Mish(), F.mish),
    (nn.Softplus(), F.softplus),
    (nn.Hardtanh(), F.hardtanh),
    (nn.Hardswish(), F.hardswish),
    (nn.Hardsigmoid(), F.hardsigmoid),
    (nn.LeakyReLU(), F.leaky_relu),
    (nn.LogSigmoid(), F.logsigmoid),
    (nn.Sigmoid(), F.sigmoid),
    (nn.Tanh(), F.tanh),
    (nn.Softsign(), F.softsign),
    (nn.Tanhshrink(), F.tanhshrink),
    (nn.Hardshrink(), F.hardshrink),
    (nn.Softshrink(), F.softshrink),
]


@pytest.mark.parametrize(("module", "function"), PAIRS)
def test_module_and_function_give_the_same_bits(module: nn.Module, function: Any) -> None:
    x = torch.linspace(-4, 4, 41)
    a, b = x.clone().requires_grad_(), x.clone().requires_grad_()
    left, right = module(a), function(b)
    left.sum().backward()
    right.sum().backward()
    assert torch.equal(left, right)
    assert a.grad is not None
    assert b.grad is not None
    assert torch.equal(a.grad, b.grad)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.integers(0, 3), st.integers(1, 3), st.integers(1, 3))
def test_both_spellings_of_a_convolution(batch: int, padding: int, stride: int, kernel: int) -> None:
    layer = nn.Conv2d(2, 3, kernel, stride=stride, padding=padding)
    x = torch.rand(batch, 2, 7, 6)
    assert torch.equal(layer(x), F.conv2d(x, layer.weight, layer.bias, stride, padding))


def test_three_networks_are_one() -> None:
    network, mixed = ByModules(), Mixed()
    mixed.load_state_dict(network.state_dict())
    x = torch.rand(3, 1, 28, 28)
    weights: dict[str, torch.Tensor] = dict(network.named_parameters())
    assert torch.equal(network(x), mixed(x))
    assert torch.equal(network(x), by_functions(weights, x))
    assert network(torch.rand(0, 1, 28, 28)).shape == (0, 10)
    assert train(network, list(network.parameters()), 0) == []
    losses = train(mixed, list(mixed.parameters()), 30)
    assert losses[-1] < losses[0]


def test_sizes_on_the_way_through_the_network() -> None:
    x = torch.rand(1, 1, 28, 28)
    network = ByModules()
    x = network.conv1(x)
    sizes = [x.shape[-1]]
    for step in (network.pool, network.conv2, network.pool):
        x = step(F.relu(x)) if step is network.pool else step(x)
        sizes.append(x.shape[-1])
    assert sizes == [24, 12, 8, 4]


def test_frames_restores_what_profiled_before() -> None:
    import sys  # noqa: PLC0415

    before = sys.getprofile()
    assert frames(len, "abc") == []
    with pytest.raises(ZeroDivisionError):
        frames(lambda: 1 / 0)
    assert sys.getprofile() is before
    padded = nn.Conv2d(1, 1, 3, padding=1, padding_mode="circular")
    assert "_conv_forward" in frames(padded, torch.rand(1, 1, 4, 4))
    assert F.conv2d is torch.conv2d


def test_what_lossy_loses() -> None:
    lossy = Lossy()
    assert [name for name, _ in lossy.named_parameters()] == ["seen.weight", "seen.bias"]
    assert lossy.cast.grad_fn is not None
    for kind in (nn.Parameter, nn.Buffer):

        class Early(nn.Module):
            def __init__(self, kind: Any = kind) -> None:
                self.x = kind(torch.ones(1))

        with pytest.raises(AttributeError, match=r"before Module.__init__\(\) call"):
            Early()

    class Plain(nn.Module):
        def __init__(self) -> None:
            self.x = 3

        def forward(self) -> None: ...

    with pytest.raises(AttributeError, match="_backward_hooks"):
        Plain()()


def test_dropouts_deaf_to_eval() -> None:
    x = torch.ones(64)
    assert [torch.equal(one, x) for one in Noisy().eval()(x)] == [True, True, False, False]
    assert [torch.equal(one, x) for one in Noisy().train()(x)] == [False] * 4
    block = nn.Module()
    block.items = [nn.Dropout(0.5)]  # type: ignore[assignment]
    block.eval()
    assert block.items[0].training  # type: ignore[index, union-attr]
    x = torch.ones(1, 64, 4)
    y = F.scaled_dot_product_attention(x, x, x, dropout_p=0.5)
    assert not torch.equal(y, torch.ones(1, 64, 4))


def test_batch_norm_needs_two_values_and_eval_leaves_statistics() -> None:
    norm = nn.BatchNorm1d(1)
    with pytest.raises(ValueError, match="Expected more than 1 value per channel when training"):
        norm(torch.ones(1, 1))
    assert norm.num_batches_tracked is not None
    assert norm.num_batches_tracked.item() == 1
    norm.eval()(torch.ones(1, 1))
    assert norm.running_mean is not None
    assert norm.running_mean.item() == 0
    norm.train()
    for one in norm.parameters():
        one.requires_grad = False
    with torch.no_grad():
        norm(torch.tensor([[1.0], [3.0]]))
    assert norm.running_mean.item() == pytest.approx(0.2)


def test_loading_by_assignment_marks_the_dictionary() -> None:
    source, first, second = (nn.Linear(1, 1) for _ in range(3))
    state = source.state_dict()
    first.load_state_dict(state, assign=True)
    before = second.weight
    second.load_state_dict(state)
    assert second.weight is not before  # the open bug that the page names


@pytest.mark.parametrize(
    ("copied", "is_marked", "forgives"),
    [(copy.deepcopy, False, False), (dict, False, True), (OrderedDict.copy, False, True), (copy.copy, True, False)],
)
def test_a_deep_copy_alone_avoids_the_mark_and_keeps_the_versions(
    copied: Callable[[Any], Any], *, is_marked: bool, forgives: bool
) -> None:
    saved = nn.BatchNorm1d(1).state_dict()
    given = copied(saved)
    nn.BatchNorm1d(1).load_state_dict(given, assign=True)
    later = nn.BatchNorm1d(1)
    before = later.weight
    later.load_state_dict(saved)
    assert (later.weight is not before) == is_marked
    del given["num_batches_tracked"]
    if forgives:
        later.load_state_dict(given)
    else:
        with pytest.raises(RuntimeError, match="num_batches_tracked"):
            later.load_state_dict(given)


def test_the_tied_layers_of_the_page_share_memory_after_assignment() -> None:
    tied = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    tied[1].weight = tied[0].weight
    tied.load_state_dict(copy.deepcopy(tied.state_dict()), assign=True)
    first, second = tied.parameters()
    assert first is not second
    assert first.data_ptr() == second.data_ptr()


def test_shapes_are_checked_without_strict_too() -> None:
    with pytest.raises(RuntimeError, match="size mismatch"):
        nn.Linear(1, 1).load_state_dict({"weight": torch.ones(2, 2)}, strict=False)


def test_tying_survives_copies() -> None:
    tied = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    tied[1].weight = tied[0].weight
    assert len(list(copy.deepcopy(tied).to("meta").parameters())) == 2
    for one in (copy.deepcopy(tied), pickle.loads(pickle.dumps(tied)), tied.double()):  # noqa: S301 - our own
        assert len(list(one.parameters())) == 1


def test_hooks_and_names() -> None:
    seen: list[Any] = []
    twice = Twice()
    twice.register_forward_hook(lambda *_: seen.append("twice"))
    twice.relu.register_forward_hook(lambda *_: seen.append("relu"))
    twice(torch.tensor(1.0))
    assert seen == ["relu", "relu", "twice"]
    twice.forward(torch.tensor(1.0))
    assert seen == ["relu", "relu", "twice", "relu", "relu"]
    assert twice(torch.tensor(0.0)).item() == 0


def test_lambda_pickles_named_functions_only() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        pickle.dumps(Lambda(lambda x: x))
    with pytest.raises((AttributeError, pickle.PicklingError)):
        pickle.dumps(Lambda(F.max_pool2d, kernel_size=2))
    assert repr(Lambda(F.relu)) == "Lambda(relu)"
    assert "partial" in repr(Lambda(functools.partial(F.softmax, dim=0)))
    assert Lambda(F.softmax, dim=0)(torch.zeros(2)).tolist() == [0.5, 0.5]


def test_classes_called_like_functions() -> None:
    x = torch.tensor([1.0, 2.0])
    with pytest.raises(RuntimeError, match="Boolean value of Tensor"):
        repr(nn.ReLU(x)(x))  # type: ignore[arg-type]
    assert isinstance(nn.Softmax(x), nn.Module)  # type: ignore[arg-type]


def test_losses_of_the_pitfalls() -> None:
    assert torch.softmax(torch.tensor([1000.0, 0.0]), 0).log()[1].item() == float("-inf")
    assert torch.log_softmax(torch.tensor([1000.0, 0.0]), 0)[1].item() == -1000
    ignored = torch.tensor([-100, -100])
    assert F.cross_entropy(torch.zeros(2, 3), ignored).isnan()
    assert F.cross_entropy(torch.zeros(2, 3), ignored, reduction="sum").item() == 0
    a = torch.tensor([-1.0, 2.0])
    assert (F.relu(a, inplace=True) + a).tolist() == [0, 4]


def test_functional_call_ignores_unknown_names_unless_strict() -> None:
    model = nn.Linear(1, 1)
    given_weights = dict(model.named_parameters()) | {"nothing": torch.ones(1)}
    torch.func.functional_call(model, given_weights, torch.ones(1))
    with pytest.raises(RuntimeError, match="Unexpected key"):
        torch.func.functional_call(model, given_weights, torch.ones(1), strict=True)


def test_what_has_one_form_only() -> None:
    for name in ("scaled_dot_product_attention", "normalize", "one_hot", "grid_sample", "gumbel_softmax"):
        assert hasattr(F, name)
    for name in ("RNN", "LSTM", "GRU", "Transformer"):
        assert hasattr(nn, name)
        assert not hasattr(F, name.lower())
    with pytest.raises(TypeError, match="is not a Module subclass"):
        nn.Sequential(F.relu)  # type: ignore[call-overload]


def test_functions_warn_no_more() -> None:
    assert F.tanh(torch.zeros(1)).item() == 0  # a warning would be an error here
    assert F.sigmoid(torch.zeros(1)).item() == 0.5
    with pytest.warns(FutureWarning):
        nn.utils.weight_norm(nn.Linear(1, 1))


def test_pitfalls_that_no_block_shows() -> None:
    with pytest.warns(UserWarning, match="target size"):
        assert F.mse_loss(torch.ones(3, 1), torch.zeros(3), reduction="none").shape == (3, 3)
    with pytest.warns(UserWarning, match="Implicit dimension choice"):
        F.softmax(torch.ones(2))
    with pytest.raises(KeyError, match="type"):
        nn.ModuleDict({"type": nn.ReLU()})
    frozen = nn.Linear(1, 1)
    frozen.weight.requires_grad = False
    assert all(one.requires_grad for one in frozen.requires_grad_().parameters())

    class Broken(nn.Module):
        @property
        def size(self) -> Any:
            return self.missing

    with pytest.raises(AttributeError, match="'size'"):
        _ = Broken().size


def test_buffers_take_tensors_and_parameters_convert() -> None:
    module = nn.Module()
    module.b = nn.Buffer(torch.ones(1))
    with pytest.raises(TypeError, match="cannot assign 'int' as buffer"):
        module.b = 7  # type: ignore[assignment]
    module.b = torch.zeros(1)
    assert list(module.state_dict()) == ["b"]
    module.register_buffer("moved", torch.ones(1), persistent=False)
    assert list(module.double().state_dict()) == ["b"]
    assert module.get_buffer("moved").dtype == torch.float64
    single = nn.Parameter(torch.ones(1))
    assert isinstance(single.float(), nn.Parameter)  # nothing to convert
    assert not isinstance(single.double(), nn.Parameter)


def test_statistics_that_are_frozen_or_not_kept() -> None:
    column = torch.tensor([[0.0], [2.0], [4.0], [6.0]])
    bare = nn.BatchNorm1d(1, track_running_stats=False)
    assert torch.equal(bare.eval()(column), bare.train()(column))
    assert list(bare.buffers()) == []
    network = nn.Sequential(nn.BatchNorm1d(1).eval())
    assert network.train()[0].training


def test_what_is_inside_the_losses() -> None:
    scores, classes = torch.tensor([[0.5, -1.0], [2.0, 3.0]]), torch.tensor([0, 1])
    wanted = F.cross_entropy(scores, classes)
    assert torch.equal(nn.CrossEntropyLoss()(scores, classes), wanted)
    assert torch.allclose(F.nll_loss(scores.log_softmax(1), classes), wanted)
    truth = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    apart = F.binary_cross_entropy(scores.sigmoid(), truth)
    assert torch.allclose(F.binary_cross_entropy_with_logits(scores, truth), apart)


@pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning")  # from the import of the compiler
def test_compiled_modules_have_other_names() -> None:
    compiled: Any = torch.compile(nn.Linear(1, 1))
    assert list(compiled.state_dict()) == ["_orig_mod.weight", "_orig_mod.bias"]
    layer = nn.Linear(1, 1)
    layer.compile()
    assert list(layer.state_dict()) == ["weight", "bias"]


def test_kinds_of_dropout_are_classes_of_their_own() -> None:
    for kind in (nn.Dropout2d, nn.AlphaDropout):
        assert not issubclass(kind, nn.Dropout)
    for holder in (nn.LSTM(2, 2, 2, dropout=0.5), nn.MultiheadAttention(2, 1, dropout=0.5)):
        assert not any(isinstance(one, nn.Dropout) for one in holder.modules())


def test_vmap_asks_for_randomness() -> None:
    with pytest.raises(RuntimeError, match="randomness"):
        torch.func.vmap(F.dropout)(torch.ones(2, 3))
    assert torch.func.vmap(F.dropout, randomness="different")(torch.ones(2, 3)).shape == (2, 3)


def test_hooks_on_the_last_layer_of_attention_never_run() -> None:
    attention, seen = nn.MultiheadAttention(4, 2), list[str]()
    attention.out_proj.register_forward_hook(lambda *_: seen.append("out_proj"))
    x = torch.ones(3, 1, 4)
    attention(x, x, x)
    attention.eval()(x, x, x)
    assert seen == []


def test_in_evaluation_vmap_asks_for_nothing() -> None:
    x = torch.ones(2, 3)
    assert torch.equal(torch.func.vmap(nn.Dropout().eval())(x), x)
    many = torch.rand(2, 4, 3)
    with pytest.raises(RuntimeError, match="were not batched"):
        torch.func.vmap(nn.BatchNorm1d(3))(many)
    assert torch.func.vmap(nn.BatchNorm1d(3).eval())(many).shape == (2, 4, 3)


def test_not_every_module_calls_the_function() -> None:
    assert frames(F.tanh, torch.ones(1)) == ["tanh"]
    assert frames(nn.Tanh(), torch.ones(1)) == ["_wrapped_call_impl", "_call_impl", "forward"]
