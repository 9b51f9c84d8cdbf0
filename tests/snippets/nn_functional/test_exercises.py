from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from snippets.nn_functional.exercises import Attention, Dilated, hidden, sampling, track, track_agrees, track_cases
from snippets.nn_functional.state import Lossy

numbers = st.lists(st.integers(-9, 9), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(numbers, max_size=5), st.sampled_from([None, 0.1, 0.5, 1.0]))
def test_running_statistics_are_those_of_batch_norm(batches: list[list[int]], momentum: float | None) -> None:
    norm = nn.BatchNorm1d(1, momentum=momentum).double()
    for batch in batches:
        norm(torch.tensor(batch, dtype=torch.float64)[:, None])
    mean, variance = track(batches, momentum)
    assert norm.running_mean is not None
    assert norm.running_var is not None
    assert mean == pytest.approx(norm.running_mean.item(), abs=1e-12)
    assert variance == pytest.approx(norm.running_var.item(), abs=1e-12)


def test_hidden_finds_what_torch_does_not() -> None:
    kinds = (nn.Module, torch.Tensor)
    assert hidden(vars(Lossy()), kinds) == ["cast", "layers", "scale", "table"]
    assert hidden(vars(nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))), kinds) == []


def test_attention_is_quiet_in_evaluation_and_noisy_in_training() -> None:
    x = torch.rand(1, 16, 4, generator=torch.Generator().manual_seed(3))
    attention = Attention(0.5)
    plain = F.scaled_dot_product_attention(x, x, x)
    assert torch.equal(attention.eval()(x, x, x), plain)
    assert not torch.equal(attention.train()(x, x, x), plain)
    assert torch.equal(Attention(0.0)(x, x, x), plain)


@pytest.mark.parametrize("channels", [1, 3])
def test_dilated_has_the_gradient_of_three_tied_layers(channels: int) -> None:
    draw = torch.Generator().manual_seed(4)
    x = torch.rand(2, channels, 9, 7, generator=draw)
    net = Dilated(channels)
    net(x).square().sum().backward()
    ours: Any = net.conv.weight.grad
    net.conv.weight.grad = None
    copies = [nn.Conv2d(channels, channels, 3, padding=d, dilation=d) for d in (1, 2, 3)]
    for one in copies:
        one.weight, one.bias = net.conv.weight, net.conv.bias
    total: Any = sum(one(x) for one in copies)
    total.square().sum().backward()
    torch.testing.assert_close(ours, net.conv.weight.grad)
    assert net(x).shape == x.shape


def test_sampling_switches_dropouts_only() -> None:
    net = nn.Sequential(nn.BatchNorm1d(2), nn.Sequential(nn.Dropout(0.5), nn.Linear(2, 2)))
    assert sampling(net) is net
    modes = [one.training for one in net.modules()]
    assert modes == [False, False, False, True, False]


def test_statistics_that_end_with_the_second_batch_are_refuted() -> None:
    def short(batches: list[list[Any]], momentum: Any) -> tuple[Any, Any]:
        return track(batches[:2], momentum)

    assert not all(track_agrees(short(*arguments), expected, *arguments) for arguments, expected in track_cases())
    assert all(track_agrees(track(*arguments), expected, *arguments) for arguments, expected in track_cases())
