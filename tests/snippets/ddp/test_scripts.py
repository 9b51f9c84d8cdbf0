"""The functions of the scripts, on random input in four processes. What the scripts print stands in inside.out."""

from math import isnan
from typing import Any

import pytest
import torch
import torch.distributed as dist
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present
from torch.nn.parallel import DistributedDataParallel

from snippets.ddp.batchnorm import whole_statistics
from snippets.ddp.uneven import step, steps
from snippets.ddp.weighted import average_by_samples
from tests.snippets.ddp.group import SIZE, Group

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores

SAMPLES = st.floats(-100, 100, width=32)
few = settings(max_examples=25)


def by_rank(least: int, most: int) -> st.SearchStrategy[list[list[float]]]:
    """Return samples for each rank."""
    return st.lists(st.lists(SAMPLES, min_size=least, max_size=most), min_size=SIZE, max_size=SIZE)


def network() -> nn.Module:
    """Return the same small network on every rank."""
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 2))


def gradients(model: nn.Module) -> Tensor:
    """Return all gradients in a row."""
    return torch.cat([p.grad.flatten() for p in model.parameters() if p.grad is not None])


def by_ddp(_: Any, part: Tensor) -> Tensor:
    model = DistributedDataParallel(network())
    model(part).square().mean().backward()
    return gradients(model)


@few
@given(batch=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_ddp_has_the_gradient_of_the_whole_batch(group: Group, batch: int, seed: int) -> None:
    inputs = torch.randn(SIZE * batch, 3, generator=torch.Generator().manual_seed(seed))
    model = network()
    model(inputs).square().mean().backward()
    for found in group.run(by_ddp, inputs.chunk(SIZE)):
        torch.testing.assert_close(found, gradients(model))


def around_ddp(_: Any, part: Tensor) -> tuple[Tensor, Tensor]:
    """The gradients by the wrapper, and then by the model inside."""
    ddp = DistributedDataParallel(network())
    found = []
    for model in (ddp, ddp.module):
        ddp.zero_grad()
        model(part).square().mean().backward()
        found.append(gradients(ddp))
    return found[0], found[1]


def test_the_model_inside_exchanges_no_gradients(group: Group) -> None:
    parts = torch.randn(SIZE, 2, 3, generator=torch.Generator().manual_seed(0))
    exchanged = []
    for (whole, own), part in zip(group.run(around_ddp, list(parts)), parts, strict=True):
        model = network()
        model(part).square().mean().backward()
        torch.testing.assert_close(own, gradients(model))
        exchanged.append(whole)
    assert all(torch.equal(one, exchanged[0]) for one in exchanged)


def by_hand(_: Any, part: Tensor) -> Tensor:
    model = network()
    if len(part):
        model(part).square().mean().backward()
    average_by_samples(model, part)
    return gradients(model)


@few
@given(sizes=st.lists(st.integers(0, 4), min_size=SIZE, max_size=SIZE).filter(any), seed=st.integers(0, 2**32))
def test_average_by_samples_is_the_gradient_of_the_whole_batch(group: Group, sizes: list[int], seed: int) -> None:
    inputs = torch.randn(sum(sizes), 3, generator=torch.Generator().manual_seed(seed))
    model = network()
    model(inputs).square().mean().backward()
    for found in group.run(by_hand, torch.split(inputs, sizes)):
        torch.testing.assert_close(found, gradients(model))


def test_without_samples_there_are_zeros(group: Group) -> None:
    for found in group.run(by_hand, [torch.zeros(0, 3)] * SIZE):
        assert not found.any()


def statistics(_: Any, part: Tensor) -> tuple[Tensor, Tensor]:
    return whole_statistics(part)


@few
@given(batch=st.integers(1, 6), features=st.integers(1, 3), seed=st.integers(0, 2**32))
def test_statistics_of_all_ranks_are_those_of_the_whole_batch(
    group: Group, batch: int, features: int, seed: int
) -> None:
    numbers = torch.randn(SIZE * batch, features, generator=torch.Generator().manual_seed(seed))
    for mean, variance in group.run(statistics, numbers.chunk(SIZE)):
        torch.testing.assert_close(mean, numbers.mean(0))
        torch.testing.assert_close(variance, numbers.var(0, correction=0), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_the_square_of_a_large_mean_takes_the_digits_of_the_variance(group: Group, seed: int) -> None:
    """Which squared distances from the mean keep, of the same numbers in the same 32 bits."""
    numbers = 10_000 + torch.randn(SIZE * 64, 1, generator=torch.Generator().manual_seed(seed))
    exact = numbers.double().var(0, correction=0)
    assert numbers.var(0, correction=0).item() == pytest.approx(exact.item(), rel=1e-3)
    for _, variance in group.run(statistics, numbers.chunk(SIZE)):
        assert variance.item() != pytest.approx(exact.item(), rel=0.5)


def buffers(group: dist.ProcessGroup, _: object) -> list[float]:
    """What each forward of a layer whose buffer was set to the own rank leaves of it."""
    layer = nn.BatchNorm1d(1)
    ddp = DistributedDataParallel(layer, process_group=group)
    found = []

    def forward(model: nn.Module) -> None:
        layer.get_buffer("running_mean").fill_(1 + dist.get_rank(group))
        outputs = model(torch.ones(2, 1))
        found.append(layer.get_buffer("running_mean").item())
        if outputs.requires_grad:
            outputs.sum().backward()

    ddp(torch.ones(2, 1)).sum().backward()
    ddp.eval()
    forward(ddp)
    with torch.no_grad():
        forward(ddp)
        forward(ddp)
        forward(layer)
    forward(ddp)
    forward(ddp)
    with ddp.no_sync():
        forward(ddp)
        forward(ddp)
    forward(ddp)
    forward(ddp)
    return found


@pytest.mark.parametrize("ranks", [2, 3, 4])
def test_the_forward_after_one_that_exchanges_no_gradients_sends_no_buffers(group: Group, ranks: int) -> None:
    expected = [[1, 1, own, own, own, 1, 1, own, own, 1] for own in range(1, ranks + 1)]
    assert group.run(buffers, [None] * ranks) == expected


def of_tokens(group: dist.ProcessGroup, argument: tuple[Tensor, Tensor]) -> tuple[Tensor, float]:
    """The gradient of the sum, times ranks, by the tokens of all; and the own mean."""
    inputs, targets = argument
    torch.manual_seed(0)
    ddp = DistributedDataParallel(nn.Linear(3, 5), process_group=group)
    total = (targets != -100).sum()
    dist.all_reduce(total, group=group)
    scores = ddp(inputs)
    loss: Any = cross_entropy(scores, targets, reduction="sum") * dist.get_world_size(group) / total
    loss.backward()
    gradient = next(ddp.parameters()).grad
    assert gradient is not None
    return gradient, cross_entropy(scores, targets).item()


@pytest.mark.parametrize("ranks", [2, 3, 4])
def test_tokens_that_are_ignored_do_not_count(group: Group, ranks: int) -> None:
    inputs = torch.randn(ranks, 6, 3, generator=torch.Generator().manual_seed(ranks))
    targets = torch.arange(6 * ranks).view(ranks, 6) % 5
    for rank in range(ranks):
        targets[rank, : 6 - 2 * rank] = -100  # none is left on the first
    torch.manual_seed(0)
    model = nn.Linear(3, 5)
    loss: Any = cross_entropy(model(inputs.view(-1, 3)), targets.view(-1))
    loss.backward()
    found = group.run(of_tokens, list(zip(inputs, targets, strict=True)))
    assert [isnan(mean) for _, mean in found] == [True] + [False] * (ranks - 1)
    for gradient, _ in found:
        torch.testing.assert_close(gradient, model.weight.grad)


def test_the_prefix_of_a_wrapped_model_comes_off() -> None:
    layers = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    state = nn.ModuleDict({"module": layers}).state_dict()  # the names that DDP gives
    assert all(name.startswith("module.") for name in state)
    consume_prefix_in_state_dict_if_present(state, "module.")
    assert state.keys() == layers.state_dict().keys()


def plain_step(_: Any, samples: list[float]) -> list[float]:
    return step(samples, weighted=False)


def weighted_step(_: Any, samples: list[float]) -> list[float]:
    return step(samples, weighted=True)


@few
@given(samples=by_rank(1, 4))
def test_ddp_takes_the_mean_of_means_and_weights_mend_it(group: Group, samples: list[list[float]]) -> None:
    means = sum(sum(each) / len(each) for each in samples) / SIZE
    everything = [x for each in samples for x in each]
    for plain, weighted in zip(group.run(plain_step, samples), group.run(weighted_step, samples), strict=True):
        assert plain == pytest.approx([-means] * SIZE, rel=1e-4, abs=1e-4)
        assert weighted == pytest.approx([-sum(everything) / len(everything)] * SIZE, rel=1e-4, abs=1e-4)


def joined_by_all(_: Any, batches: list[float]) -> list[float]:
    return steps(batches, by_all=True)


def joined_by_those_left(_: Any, batches: list[float]) -> list[float]:
    return steps(batches, by_all=False)


@few
@given(batches=by_rank(1, 4))
def test_join_divides_by_all_or_by_those_that_still_have_batches(group: Group, batches: list[list[float]]) -> None:
    rounds = [[each[i] for each in batches if i < len(each)] for i in range(max(map(len, batches)))]
    by_all = -sum(sum(each) / SIZE for each in rounds)
    by_those_left = -sum(sum(each) / len(each) for each in rounds)
    for found in group.run(joined_by_all, batches):
        assert found == pytest.approx([by_all] * SIZE, rel=1e-4, abs=1e-4)
    for found in group.run(joined_by_those_left, batches):
        assert found == pytest.approx([by_those_left] * SIZE, rel=1e-4, abs=1e-4)
