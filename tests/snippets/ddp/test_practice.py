"""practice.py and unused.py against one process in float32, with four ranks and with fewer."""

from typing import Any

import pytest
import torch
import torch.distributed as dist
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from snippets.ddp.practice import of_all, step
from snippets.ddp.unused import Checkpointed, TwoHeads
from tests.snippets.ddp.group import SIZE, Group

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores


def network() -> nn.Module:
    """The same small network on every rank."""
    torch.manual_seed(5)
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 1))


def weights(model: nn.Module) -> Tensor:
    """All weights in a row."""
    return torch.cat([weight.detach().flatten() for weight in model.parameters()])


def one_step(group: dist.ProcessGroup, parts: list[tuple[Tensor, Tensor]]) -> tuple[float, Tensor, int, float]:
    """The norm, the weights after it, how many buckets were sent, and the scale."""
    ddp = DistributedDataParallel(network(), process_group=group)
    sent = []

    def count(_: object, bucket: dist.GradBucket) -> torch.futures.Future[Tensor]:
        sent.append(bucket.index())
        done = dist.all_reduce(bucket.buffer(), group=group, async_op=True).get_future()
        mean: torch.futures.Future[Tensor] = done.then(lambda one: one.value()[0] / dist.get_world_size(group))
        return mean

    ddp.register_comm_hook(None, count)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    norm = step(ddp, torch.optim.SGD(ddp.parameters(), lr=0.1), scaler, parts)
    return norm, weights(ddp), len(sent), scaler.get_scale()


@settings(max_examples=10)
@given(
    ranks=st.integers(2, SIZE), parts=st.integers(1, 3), seed=st.integers(0, 2**32), size=st.sampled_from([0.1, 9.0])
)
def test_a_step_is_that_of_the_whole_batch(group: Group, ranks: int, parts: int, seed: int, size: float) -> None:
    generator = torch.Generator().manual_seed(seed)
    inputs = torch.randn(ranks, parts, 4, 3, generator=generator)
    targets = size * torch.randn(ranks, parts, 4, 1, generator=generator)
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    (model(inputs.view(-1, 3)) - targets.view(-1, 1)).square().mean().backward()
    expected = nn.utils.clip_grad_norm_(model.parameters(), 1.0).item()
    optimizer.step()
    shares = [list(zip(inputs[rank], targets[rank], strict=True)) for rank in range(ranks)]
    for norm, found, sent, scale in group.run(one_step, shares):
        assert norm == pytest.approx(expected, rel=0.02, abs=0.01)
        torch.testing.assert_close(found, weights(model), rtol=0.02, atol=0.005)
        assert sent == 1  # for all parts together
        assert scale == 1024


@pytest.mark.parametrize("ranks", [2, 3, 4])
def test_all_skip_the_step_if_one_overflows(group: Group, ranks: int) -> None:
    parts = [[(torch.full((2, 3), 1e6 if rank == 1 else 1.0), torch.ones(2, 1))] for rank in range(ranks)]
    for norm, found, _, scale in group.run(one_step, parts):
        assert not torch.tensor(norm).isfinite()
        assert torch.equal(found, weights(network()))
        assert scale == 512


def everything(_: object, values: Tensor) -> Tensor:
    return of_all(values)


@settings(max_examples=15)
@given(sizes=st.lists(st.integers(0, 4), min_size=SIZE, max_size=SIZE), wide=st.booleans())
def test_the_values_of_all_ranks(group: Group, sizes: list[int], wide: bool) -> None:  # noqa: FBT001
    whole = torch.arange(sum(sizes) * (2 if wide else 1), dtype=torch.float64)
    whole = whole.view(-1, 2) if wide else whole
    for found in group.run(everything, torch.split(whole, sizes)):
        assert torch.equal(found, whole)
        assert found.dtype == whole.dtype


def two_steps(group: dist.ProcessGroup, argument: tuple[str, dict[str, Any]]) -> str:
    name, options = argument
    model = {"TwoHeads": TwoHeads(), "reentrant": Checkpointed(reentrant=True)}[name]
    ddp = DistributedDataParallel(model, process_group=group, **options)
    try:
        for _ in range(2):
            ddp(torch.ones(4, 2, requires_grad=True)).sum().backward()
    except RuntimeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("TwoHeads", {}, "finished reduction"),
        ("TwoHeads", {"find_unused_parameters": True}, ""),
        ("TwoHeads", {"static_graph": True}, ""),
        ("reentrant", {"find_unused_parameters": True}, "ready only once"),
        ("reentrant", {}, ""),
        ("reentrant", {"static_graph": True}, ""),
    ],
)
def test_what_ddp_refuses(group: Group, name: str, options: dict[str, Any], message: str) -> None:
    for said in group.run(two_steps, [(name, options)] * 2):
        assert message in said
        assert bool(message) == bool(said)


def without(group: dist.ProcessGroup, _: object) -> str:
    model = TwoHeads()
    model.unused.requires_grad_(requires_grad=False)
    ddp = DistributedDataParallel(model, process_group=group)
    for _ in range(2):
        ddp(torch.ones(4, 2)).sum().backward()
    return "fine"


def test_a_parameter_that_needs_no_gradient_is_not_waited_for(group: Group) -> None:
    assert group.run(without, [None] * 2) == ["fine"] * 2
