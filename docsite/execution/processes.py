"""Runs processes and ends them with all that they have started, and says what they had left running."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from docsite.execution.children.supervisor import GRACE, group_of, runs
from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import IO

SUPERVISOR = Path(__file__).parent / "children/supervisor.py"
FLOOD = 100_000_000  # bytes of output; a process that writes more is stopped before the disk is full
FLOODED = f"printed more than {FLOOD // 1_000_000} MB; it was stopped"
GLANCE = 1.0  # seconds between two looks at how many there are


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


def clean_environment(home: Path) -> dict[str, str]:
    """Return an environment in which a reader's program would run: nothing of ours but the interpreter.

    Args:
        home: The folder that stands for the reader's home.
    """
    kept = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    ours = {"PATH": path, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}
    same = {
        "OMP_NUM_THREADS": "1",  # a sum over as many threads as there are cores differs from machine to machine
        "PYTHONIOENCODING": "utf-8:strict",  # as on most terminals; under C.UTF-8 Python would be lenient
        "PYTHONHASHSEED": "1",  # an output in the order of a set differs under another seed
        "CUDA_VISIBLE_DEVICES": "",  # a program that takes GPUs where there are some says so, and rounds otherwise
    }
    return {**kept, **ours, **same}


def decoded(output: bytes) -> str:
    """Return an output as text; bytes that are not UTF-8 are kept as lone surrogates, to be refused by their names."""
    return output.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes that were decoded."""
    return text.encode("utf-8", "surrogateescape")


@dataclass(frozen=True)
class Finished:
    """How a process ended.

    Attributes:
        status: Its exit status; None if it was stopped, since its time was over or it printed without an end.
        output: What was written to the standard output.
        said: What was written to the standard error.
        left: The command lines of the processes that it left running (which were stopped).
        flooded: Whether it was stopped since it printed without an end.
    """

    status: int | None
    output: str
    said: str
    left: tuple[str, ...] = ()
    flooded: bool = False


def raise_if_unfinished(file: Path, command: str, done: Finished, timeout: float) -> None:
    """Tell of a process that was stopped, or that left others running.

    Raises:
        ProblemsError: It was, or has.
    """
    if done.flooded:
        raise ProblemsError([Problem(file, 1, f"{command} {FLOODED}")])
    if done.status is None:
        raise ProblemsError([Problem(file, 1, f"{command} still ran after {timeout:g} s; it was stopped")])
    if done.left:
        raise ProblemsError(
            [Problem(file, 1, f"{command} left processes running; they were stopped: {told(done.left)}")]
        )


def run_group(
    arguments: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    timeout: float,
    pass_fds: Sequence[int] = (),
) -> Finished:
    """Run a process and stop all that it started, also in other sessions: at its end, or when its time is over.

    Its output goes to files and not to pipes, since a process left behind would keep a pipe open, and a full one would
    keep the process waiting.

    Args:
        arguments: The program and its arguments.
        cwd: The folder to run in.
        environment: What it finds in its environment.
        timeout: How many seconds it may take.
        pass_fds: File descriptors that it inherits.
    """
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as report,
    ):
        task = {
            "command": arguments,
            "environment": dict(environment),
            "timeout": timeout,
            "report": report.fileno(),
            "flood": FLOOD,
            "glance": GLANCE,
        }
        process = subprocess.Popen(
            [sys.executable, "-I", str(SUPERVISOR), json.dumps(task)],
            cwd=cwd,
            env={},  # which nothing of ours could reach: coverage does not measure the supervisor
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=said,
            pass_fds=(*pass_fds, report.fileno()),
            start_new_session=True,
        )
        try:
            process.wait()
        except BaseException:  # such as Ctrl-C, which does not reach another session
            process.terminate()
            process.wait()
            raise
        text = content(report)
        # Without a report the supervisor was killed itself.
        end = json.loads(text) if text else {"status": process.returncode, "left": [], "flooded": False}
        spoken = content(said).decode("utf-8", "replace")
        return Finished(end["status"], decoded(content(output)), spoken, tuple(end["left"]), end["flooded"])


def content(file: IO[bytes]) -> bytes:
    """Return all that a process has written to an open file."""
    file.seek(0)
    return file.read()
