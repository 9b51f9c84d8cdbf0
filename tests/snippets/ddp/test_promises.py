"""What the article says of train.py and no run that goes well would show."""

import argparse
import os
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist

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
