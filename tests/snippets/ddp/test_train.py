"""train.py against training with full batches in one process, and against a run that nothing disturbs."""

import argparse
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel

from snippets.ddp import train
from tests.snippets.ddp.group import SIZE, Group
from tests.snippets.ddp.starting import TORCHRUN, Run

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores


def checkpoint(folder: Path, epoch: int) -> Path:
    (path,) = folder.glob(f"epoch-{epoch:05}-*.pt")
    return path


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = torch.load(path, weights_only=True)
    return found


def equal(one: Any, other: Any) -> bool:
    """Whether two nested states agree bit for bit."""
    if isinstance(one, torch.Tensor):
        return torch.equal(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(equal, one, other))
    return bool(one == other)


@pytest.fixture(scope="module")
def reference() -> tuple[list[float], list[float], dict[str, torch.Tensor]]:
    """Losses, shares of right labels, weights: one process, batches of 16, the momentum written out."""
    images, labels = train.gratings(960, seed=1).tensors
    test_images, test_labels = train.gratings(253, seed=2).tensors
    model = train.network()
    velocity = [torch.zeros_like(p) for p in model.parameters()]
    losses, shares = [], []
    for epoch in (1, 2, 3):
        order = torch.randperm(960, generator=torch.Generator().manual_seed(epoch))
        batch_losses = []
        for batch in order.view(60, 16):
            loss = cross_entropy(model(images[batch]), labels[batch])
            gradients = torch.autograd.grad(loss, list(model.parameters()))
            with torch.no_grad():
                for p, v, gradient in zip(model.parameters(), velocity, gradients, strict=True):
                    v.mul_(0.9).add_(gradient)
                    p.sub_(0.02 * v)
            batch_losses.append(loss.item())
        losses.append(sum(batch_losses) / 60)
        with torch.no_grad():
            shares.append((model(test_images).argmax(1) == test_labels).double().mean().item())
    return losses, shares, model.state_dict()


def test_two_processes_train_as_one_with_full_batches(
    undisturbed: Path, reference: tuple[list[float], list[float], dict[str, torch.Tensor]]
) -> None:
    losses, shares, weights = reference
    assert (undisturbed / "printed").read_text().splitlines() == [
        "2 × cpu, backend gloo",
        *(f"epoch {i + 1}: loss {losses[i]:.3f}, accuracy {shares[i]:.0%}" for i in range(3)),
    ]
    state = read(checkpoint(undisturbed / "checkpoints", 3))
    for name, weight in weights.items():
        torch.testing.assert_close(state["model"][name], weight, rtol=1e-3, atol=1e-4)


def test_one_process_prints_the_same(run: Run, programs: Callable[..., Path], undisturbed: Path) -> None:
    done = run(programs("train.py"), *TORCHRUN, "1", "train.py")
    assert done.returncode == 0, done.stderr
    printed = (undisturbed / "printed").read_text()
    assert done.stdout == printed.replace("2 × cpu", "1 × cpu")


def test_the_digits_that_are_printed_are_safe(
    reference: tuple[list[float], list[float], dict[str, torch.Tensor]],
) -> None:
    losses, shares, _ = reference
    for loss in losses:
        assert abs(loss * 1e3 % 1 - 0.5) > 0.1
    for share in shares[:2]:  # the third is 1: the margins of its labels are wide
        assert {f"{share + flip / 253:.0%}" for flip in (-1, 0, 1)} >= {f"{share:.0%}"}
    assert {f"{shares[1] + flip / 253:.0%}" for flip in (-1, 0, 1)} == {f"{shares[1]:.0%}"}


def test_the_checkpoint_is_the_state_of_torch(tmp_path: Path) -> None:
    model = train.network()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    model(torch.ones(1, 1, 16, 16)).sum().backward()
    optimizer.step()
    state = {"epoch": 7, "model": model.state_dict(), "optimizer": optimizer.state_dict()}
    train.save(state, tmp_path / "new" / "folder")
    path = train.newest(tmp_path / "new" / "folder")
    assert path == checkpoint(tmp_path / "new" / "folder", 7)
    assert equal(read(path), state)


def test_two_checkpoints_are_kept(tmp_path: Path) -> None:
    assert train.newest(tmp_path) is None
    for epoch in range(1, 12):
        train.save({"epoch": epoch}, tmp_path)
        assert train.newest(tmp_path) == checkpoint(tmp_path, epoch)
    assert {path.name[:11] for path in tmp_path.iterdir()} == {"epoch-00010", "epoch-00011"}


def test_the_newest_is_the_newest_whatever_its_number_of_digits(tmp_path: Path) -> None:
    for epoch in (998, 999, 1000, 1001, 99_998, 99_999, 100_000, 100_001):
        train.save({"epoch": epoch}, tmp_path)
        assert train.newest(tmp_path) == checkpoint(tmp_path, epoch)
    assert {path.name.split("-")[1] for path in tmp_path.iterdir()} == {"100000", "100001"}


@given(st.data())
def test_no_damage_passes(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damage")
    for epoch in (1, 2):
        train.save({"epoch": epoch, "model": {"weight": torch.arange(50.0)}}, folder)
    path = checkpoint(folder, 2)
    whole = path.read_bytes()
    if data.draw(st.booleans()):
        path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    else:
        place, change = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])
    assert train.newest(folder) == checkpoint(folder, 1)


def test_a_full_disk_leaves_the_last_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    train.save({"epoch": 1}, tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left on device"):
        train.save({"epoch": 2}, tmp_path)
    assert [path.name[:11] for path in tmp_path.iterdir()] == ["epoch-00001"]
    assert train.newest(tmp_path) == checkpoint(tmp_path, 1)


def test_gratings_are_what_they_say() -> None:
    images, labels = train.gratings(4000, seed=3).tensors
    assert images.shape == (4000, 1, 16, 16)
    assert set(labels.tolist()) == {0, 1, 2, 3}
    # The strongest wave of the mean spectrum lies in the direction that the label names.
    waves = torch.fft.fft2(images[:, 0]).abs() ** 2
    for label, peak in enumerate([(0, 3), (2, 2), (3, 0), (14, 2)]):
        spectrum = waves[labels == label].mean(0)
        spectrum[0, 0] = 0
        row, column = divmod(int(spectrum.argmax()), 16)
        assert (row, column) in {peak, (-peak[0] % 16, -peak[1] % 16)}


def test_a_run_goes_on_from_the_checkpoint_before_the_damaged_one(
    run: Run, programs: Callable[..., Path], undisturbed: Path
) -> None:
    folder = programs("train.py")
    shutil.copytree(undisturbed / "checkpoints", folder / "checkpoints")
    path = checkpoint(folder / "checkpoints", 3)
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + b"?" + whole[5001:])
    done = run(folder, *TORCHRUN, "2", "train.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:3] == [
        "epoch-00003 is damaged; trying the one before it",
        "going on after epoch 2",
    ]
    assert path.read_bytes() == whole


def first_and_later(group: dist.ProcessGroup, settled: bool) -> bool:  # noqa: FBT001
    """Whether DDP's first and third gradient of the same images agree bit for bit."""
    ddp = DistributedDataParallel(train.network(), process_group=group)
    images = torch.randn(4, 1, 16, 16, generator=torch.Generator().manual_seed(dist.get_rank(group)))
    if settled:
        train.settle(ddp, images[:1])
    found = []
    for _ in range(3):
        ddp.zero_grad()
        ddp(images).square().mean().backward()
        found.append([p.grad for p in ddp.parameters()])
    return equal(found[0], found[2])


@pytest.mark.parametrize("ranks", [2, 3, 4])
def test_the_first_step_sums_in_another_order_from_three_ranks_on(group: Group, ranks: int) -> None:
    assert group.run(first_and_later, [False] * ranks) == [ranks == 2] * ranks
    assert group.run(first_and_later, [True] * ranks) == [True] * ranks


def noisy_network() -> nn.Module:
    """A network with random numbers and buffers of its own."""
    torch.manual_seed(0)
    layers = [nn.Conv2d(1, 4, 3, stride=2), nn.BatchNorm2d(4), nn.Dropout(), nn.Flatten(), nn.Linear(4 * 49, 4)]
    return nn.Sequential(*layers)


def whole_training(_: object, argument: tuple[int, Path]) -> tuple[list[bytes], list[bytes]]:
    """Train the noisy network by train.run; return all masks of dropout and the means by which it was tested."""
    epochs, folder = argument
    masks: list[bytes] = []
    means: list[bytes] = []

    def note_mask(dropout: nn.Module, inputs: tuple[torch.Tensor], output: torch.Tensor) -> None:
        if dropout.training:
            masks.append((output == 0).numpy().tobytes())
        else:
            assert torch.equal(inputs[0], output)

    def note_mean(norm: nn.Module, *_: object) -> None:
        if not norm.training:
            means.append(norm.get_buffer("running_mean").numpy().tobytes())

    def observed() -> nn.Module:
        model = noisy_network()
        _, norm, dropout, *_ = model.children()
        norm.register_forward_hook(note_mean)
        dropout.register_forward_hook(note_mask)
        return model

    barrier, broadcast = dist.barrier, dist.broadcast_object_list

    def timeout(group: dist.ProcessGroup) -> Any:
        options: Any = group._get_backend(torch.device("cpu")).options
        return options._timeout

    def patient(group: dist.ProcessGroup) -> None:
        assert timeout(group) == train.SAVING
        barrier(group)

    def choosing(found: list[Any], group: dist.ProcessGroup) -> None:
        assert timeout(group) == train.SAVING
        broadcast(found, group=group)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "network", observed)
        patch.setattr(dist, "barrier", patient)  # behind it, the others wait for a save
        patch.setattr(dist, "broadcast_object_list", choosing)  # while rank 0 reads all of them
        train.run(argparse.Namespace(epochs=epochs, folder=folder, crash_at=None), torch.device("cpu"))
    return masks, means


def test_four_ranks_go_on_after_a_restart_as_if_nothing_had_happened(group: Group, tmp_path: Path) -> None:
    whole = group.run(whole_training, [(2, tmp_path / "whole")] * SIZE)
    group.run(whole_training, [(1, tmp_path / "parts")] * SIZE)
    parts = group.run(whole_training, [(2, tmp_path / "parts")] * SIZE)
    for epoch in (1, 2):
        one, other = (checkpoint(tmp_path / name, epoch) for name in ("whole", "parts"))
        assert one.read_bytes() == other.read_bytes()
    for (masks, means), (again, _) in zip(whole, parts, strict=True):
        assert masks[60:] == again  # those of the second epoch
        assert means == whole[0][1]  # all test with the same buffers
    assert len({masks[0] for masks, _ in whole}) == SIZE


@pytest.mark.parametrize("ranks", [3, 17])
def test_unequal_shares_are_refused(ranks: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dist, "get_rank", lambda: 1)
    monkeypatch.setattr(dist, "get_world_size", lambda: ranks)
    with pytest.raises(AssertionError, match=f"{ranks} ranks cannot share 16 equally"):
        train.run(argparse.Namespace(epochs=1, folder=tmp_path, crash_at=None), torch.device("cpu"))
