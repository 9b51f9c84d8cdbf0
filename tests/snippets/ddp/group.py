"""Processes that form groups of 1 to 4 ranks, started once and given one task after the other."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import torch
import torch.distributed as dist
import torch.distributed.nn  # before there is a group, or it holds on to it

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

SIZE = 4
PATIENCE = 300.0  # seconds; to import torch four times on a busy machine takes one minute


class Group:
    """The parent's end of the processes."""

    def __init__(self, folder: Path) -> None:
        """Start them; they meet by a file in the folder."""
        context = multiprocessing.get_context("spawn")
        self._pipes, self._processes = [], []
        for rank in range(SIZE):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(rank, str(folder / "store"), theirs), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def run(self, function: Callable[..., Any], arguments: Sequence[Any]) -> list[Any]:
        """Call the function on as many ranks as there are arguments, with their group and an argument each.

        Raises:
            AssertionError: One of them failed, or there is no answer.
        """
        ranks = self._pipes[: len(arguments)]
        for pipe, argument in zip(ranks, arguments, strict=True):
            pipe.send((function, len(arguments), argument))
        answers = []
        for pipe in ranks:
            assert pipe.poll(PATIENCE), "no answer"
            answers.append(pipe.recv())
        errors = [error for error, _ in answers if error]
        assert not errors, errors
        return [result for _, result in answers]

    def close(self) -> None:
        """Let the processes end."""
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join(PATIENCE)
            process.kill()  # does nothing to one that has ended
        assert [process.exitcode for process in self._processes] == [0] * SIZE


def _serve(rank: int, store: str, pipe: Connection) -> None:
    torch.set_num_threads(1)
    patience = timedelta(seconds=PATIENCE)
    dist.init_process_group("gloo", init_method=f"file://{store}", rank=rank, world_size=SIZE, timeout=patience)
    groups = {size: dist.new_group(list(range(size))) for size in range(1, SIZE + 1)}
    while (task := pipe.recv()) is not None:
        function, size, argument = task
        try:
            pipe.send(("", function(groups[size], argument)))
        except Exception as error:  # noqa: BLE001 - the parent raises it
            pipe.send((repr(error), None))
    dist.destroy_process_group()


def all_reduce(group: dist.ProcessGroup, tensor: torch.Tensor) -> torch.Tensor:
    """Return the sum over the group."""
    result = tensor.clone()
    dist.all_reduce(result, group=group)
    return result


def all_gather(group: dist.ProcessGroup, item: object) -> list[object]:
    """Return what each rank of the group has."""
    found: list[object] = [None] * dist.get_world_size(group)
    dist.all_gather_object(found, item, group=group)
    return found
