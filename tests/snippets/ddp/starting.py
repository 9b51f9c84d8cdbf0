"""Start the programs as a reader does, and see that nothing of them stays."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import psutil

PROGRAMS = Path(__file__).parents[3] / "snippets" / "ddp"
BIN = Path(sys.executable).parent
TORCHRUN = ("torchrun", "--standalone", "--nproc-per-node")


class Run(Protocol):
    """Runs a command in a folder and returns what it printed; nothing may go on running after it."""

    def __call__(
        self, folder: Path, *command: str, env: Mapping[str, str] = {}, timeout: float = 240
    ) -> subprocess.CompletedProcess[str]: ...


def marked(mark: str) -> Iterator[psutil.Process]:
    """The processes that have inherited a mark, whatever session or parent they have by now."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("STARTED_BY_TEST") == mark and process.status() != psutil.STATUS_ZOMBIE:
                yield process


def run(
    folder: Path, *command: str, env: Mapping[str, str] = {}, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; nothing may go on running after it."""
    mark = uuid.uuid4().hex
    environment = {  # by LD_LIBRARY_PATH, some containers find the libraries of their GPUs
        **{name: os.environ[name] for name in ("HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ},
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "OMP_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",  # what the programs do on GPUs is tested in tests/gpu
        "STARTED_BY_TEST": mark,
        **env,
    }
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
        left = list(marked(mark))
        # What has been told to end may still be about to.
        assert not psutil.wait_procs(left, timeout=10)[1], left
    finally:
        for process in marked(mark):
            process.kill()
    return done
