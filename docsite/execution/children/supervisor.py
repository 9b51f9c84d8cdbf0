"""Runs a command and lets nothing live on that it has started.

A script of its own: `supervisor.py TASK`, where TASK is JSON: the `command`, its `environment`, the `timeout` in
seconds, how many bytes of output are a `flood`, how many seconds lie between two glances at them, `glance`, and the
file descriptor `report`, to which JSON is written: the exit `status` of the command, or null if it was stopped; whether
that was since it `flooded` the file that the standard output is; and `left`, the command lines of the processes that it
left running. These are stopped.

On Linux this process adopts what loses its parent, so that also a process in a session of its own is found: torchrun
starts its workers in such. Elsewhere only the command's process group is looked through.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from types import FrameType

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
GRACE = 2.0  # seconds in which processes may end by themselves, as multiprocessing's resource tracker does


class StoppedError(Exception):
    """The time is over, or whoever wanted the command's result wants it no more."""


def main() -> None:
    """Run the command, stop what it leaves, report."""
    task = json.loads(sys.argv[1])
    os.set_inheritable(task["report"], False)  # noqa: FBT003 - has no keywords
    adopts = _adopt_orphans()
    deadline = time.monotonic() + task["timeout"]
    flooded = False

    def glance(*_: object) -> None:
        nonlocal flooded
        flooded = os.fstat(1).st_size > task["flood"]
        left = deadline - time.monotonic()
        if flooded or left <= 0:
            raise StoppedError
        signal.setitimer(signal.ITIMER_REAL, min(left, task["glance"]))

    signal.signal(signal.SIGALRM, glance)
    signal.signal(signal.SIGTERM, _stop)
    process = subprocess.Popen(task["command"], env=task["environment"], start_new_session=True, close_fds=False)
    try:
        signal.setitimer(signal.ITIMER_REAL, min(task["timeout"], task["glance"]))
        status = process.wait()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except StoppedError:
        status = None
    left = _stop_survivors(process.pid, 0 if status is None else GRACE, adopts=adopts)
    with os.fdopen(task["report"], "w", encoding="utf-8") as report:
        json.dump({"status": status, "left": left, "flooded": flooded}, report)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise StoppedError


def _adopt_orphans() -> bool:
    """Become the parent of each process below this one that loses its own; return whether the system knows of that."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def _stop_survivors(group: int, grace: float, *, adopts: bool) -> list[str]:
    """Stop all processes that are still there after a time of grace; return their command lines."""
    psutil.wait_procs(_survivors(group, adopts=adopts), grace)
    left = []
    while processes := _survivors(group, adopts=adopts):
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                left.append(" ".join(process.cmdline()) or process.name())
                process.kill()
        psutil.wait_procs(processes)
    return left


def _survivors(group: int, *, adopts: bool) -> list[psutil.Process]:
    if adopts:
        found = psutil.Process().children(recursive=True)
    else:
        found = [process for process in psutil.process_iter() if group_of(process.pid) == group]
    return [process for process in found if runs(process)]


def group_of(pid: int) -> int | None:
    """Return the group of a process, or None if it has ended or is another user's."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        return os.getpgid(pid)
    return None


def runs(process: psutil.Process) -> bool:
    """Tell whether a process is still there, and not only its exit status."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


if __name__ == "__main__":
    main()
