"""Start the programs as a reader does, in a folder of their own, and see that nothing of them stays."""

import os
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.snippets.ddp.starting import BIN, PROGRAMS, TORCHRUN, Run


def marked(mark: str) -> Iterator[psutil.Process]:
    """The processes that have inherited a mark, whatever session or parent they have by now."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("STARTED_BY_TEST") == mark and process.status() != psutil.STATUS_ZOMBIE:
                yield process


@pytest.fixture(scope="session")
def run() -> Run:
    def start(
        folder: Path, *command: str, env: Mapping[str, str] = {}, timeout: float = 240
    ) -> subprocess.CompletedProcess[str]:
        mark = uuid.uuid4().hex
        environment = {
            **{name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "OMP_NUM_THREADS": "1",
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

    return start


@pytest.fixture
def programs(tmp_path: Path) -> Callable[..., Path]:
    """An empty folder with copies of the named programs."""

    def copy(*names: str) -> Path:
        for name in names:
            shutil.copy(PROGRAMS / name, tmp_path)
        return tmp_path

    return copy


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A folder in which two processes have run train.py to its end."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copy(PROGRAMS / "train.py", folder)
    done = run(folder, *TORCHRUN, "2", "train.py")
    assert done.returncode == 0, done.stderr
    (folder / "printed").write_text(done.stdout)
    return folder
