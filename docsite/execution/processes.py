"""Ends the processes that another one has left running, and says what they were."""

from __future__ import annotations

import contextlib
import textwrap
from typing import TYPE_CHECKING

import psutil

from docsite.execution.children.supervisor import GRACE, group_of, runs

if TYPE_CHECKING:
    from collections.abc import Iterable


def family(pid: int) -> list[psutil.Process]:
    """Return the processes that one has started, in whatever sessions, and those that these have started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return list(psutil.Process(pid).children(recursive=True))
    return []


def stop(started: Iterable[psutil.Process], group: int, grace: float = GRACE) -> tuple[str, ...]:
    """Stop those of some processes, and of a process group, that are still there after a time of grace.

    Returns:
        Their command lines.
    """
    processes = {*started, *(process for process in psutil.process_iter() if group_of(process.pid) == group)}
    psutil.wait_procs(filter(runs, processes), grace)
    left = []
    for process in filter(runs, sorted(processes, key=lambda process: process.pid)):
        with contextlib.suppress(psutil.NoSuchProcess):
            left.append(" ".join(process.cmdline()) or process.name())
            process.kill()
    return tuple(left)


def told(left: Iterable[str]) -> str:
    """Return command lines as a message names them."""
    return ", ".join(f"`{textwrap.shorten(command, 80, placeholder=' …')}`" for command in left)
