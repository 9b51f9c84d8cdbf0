"""Start the programs as a reader does, in a folder of their own, and see that nothing of them stays."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import unmeasured_children
from tests.snippets.ddp import starting
from tests.snippets.ddp.group import Group
from tests.snippets.ddp.starting import PROGRAMS, TORCHRUN, Run


@pytest.fixture(autouse=True)
def programs_are_not_measured() -> Iterator[None]:
    """Coverage would see nothing of them: they are copies, in other folders."""
    with unmeasured_children():
        yield


@pytest.fixture(scope="session")
def run() -> Run:
    return starting.run


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


@pytest.fixture(scope="session")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    """Four processes that serve all tests of this folder."""
    group = Group(tmp_path_factory.mktemp("group"))
    yield group
    group.close()
