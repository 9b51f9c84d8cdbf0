"""What the article says of train.py and no run that goes well would show."""

import argparse
import os
import signal
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist
from torch import nn

from snippets.ddp import train
from tests.snippets.ddp.group import SIZE, Group

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores


class Trap:
    """An object whose pickle executes a call as soon as it is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


def one_epoch(_: object, folder: Path) -> None:
    train.run(argparse.Namespace(epochs=1, folder=folder, crash_at=None), torch.device("cpu"))


def test_a_checkpoint_that_holds_an_object_is_refused_before_anything_of_it_is_executed(
    group: Group, tmp_path: Path
) -> None:
    train.save({"epoch": 1, "model": Trap(tmp_path / "executed")}, tmp_path / "checkpoints")
    with pytest.raises(AssertionError, match="Weights only load failed"):
        group.run(one_epoch, [tmp_path / "checkpoints"] * SIZE)
    assert not (tmp_path / "executed").exists()


def test_a_checkpoint_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []

    def note(descriptor: int) -> None:
        assert not list(tmp_path.glob("*.pt"))
        synced.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fsync", note)
    train.save({"epoch": 1}, tmp_path)
    assert synced == [path.stat().st_size for path in tmp_path.iterdir()]


def seen_behind_a_late_save(_: object, folder: Path) -> bool:
    """Train while rank 0 saves last of all; whether the checkpoint is there when this rank goes on."""
    store = dist.distributed_c10d._get_default_store()
    ready = f"{folder} {dist.get_rank()}"
    barrier, save = dist.barrier, train.save

    def waiting(*arguments: Any) -> None:
        store.set(ready, "")
        barrier(*arguments)

    def late(checkpoint: dict[str, Any], folder: Path) -> None:
        store.wait([f"{folder} {rank}" for rank in range(1, SIZE)])
        save(checkpoint, folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dist, "barrier", waiting)
        patch.setattr(train, "save", late)
        one_epoch(None, folder)
    found = train.newest(folder) is not None
    store.set(ready, "")  # for a rank 0 that would wait for one that has gone on
    return found


def test_no_rank_goes_on_before_the_checkpoint_is_there(group: Group, tmp_path: Path) -> None:
    assert group.run(seen_behind_a_late_save, [tmp_path] * SIZE) == [True] * SIZE


def seeds(_: object, folder: Path) -> list[int]:
    """Train for two epochs and return what the random numbers of each begin with on this rank."""
    found: list[int] = []

    def note(model: nn.Module, *arguments: Any) -> float:
        found.append(torch.initial_seed())
        return epoch(model, *arguments)

    epoch = train.train
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "train", note)
        train.run(argparse.Namespace(epochs=2, folder=folder, crash_at=None), torch.device("cpu"))
    return found


def test_no_epoch_of_any_rank_has_the_random_numbers_of_another(group: Group, tmp_path: Path) -> None:
    found = [seed for own in group.run(seeds, [tmp_path] * SIZE) for seed in own]
    assert len(found) == len(set(found)) == 2 * SIZE


def test_settling_changes_no_weight_no_buffer_and_no_random_number() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout(), nn.Flatten(), nn.Linear(392, 4))
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    state = torch.get_rng_state()
    passes: list[bool] = []
    model[-1].register_full_backward_hook(lambda *_: passes.append(True))
    train.settle(model, torch.ones(1, 1, 16, 16))
    assert passes == [True]
    assert torch.equal(torch.get_rng_state(), state)
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())


def without_gradients(_: object, __: object) -> list[bool]:
    """Whether the model kept what a gradient needs, or was in training, while it was tested."""
    model = train.network()
    found: list[bool] = []
    model.register_forward_hook(lambda module, *_: found.append(torch.is_grad_enabled() or module.training))
    train.accuracy(model, train.gratings(253, seed=2), torch.device("cpu"))
    return found


def test_a_model_is_tested_without_gradients(group: Group) -> None:
    assert group.run(without_gradients, [None] * SIZE) == [[False]] * SIZE


@pytest.mark.parametrize("restarts", ["0", "1"])
@pytest.mark.parametrize("rank", [0, 1, 2])
def test_only_rank_1_dies_once_and_in_the_step_that_is_named(
    rank: int, restarts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    steps: list[tuple[int, int]] = []
    monkeypatch.setattr(dist, "get_rank", lambda: rank)
    monkeypatch.setattr(os, "kill", lambda *call: steps.append(call))
    monkeypatch.setenv("TORCHELASTIC_RESTART_COUNT", restarts)
    hook = train.crash_at(3)
    for step in range(1, 6):
        hook(None)
        if len(steps) > len(killed):
            killed.append(step)
    assert killed == ([3] if rank == 1 and restarts == "0" else [])
    assert set(steps) <= {(os.getpid(), signal.SIGKILL)}
