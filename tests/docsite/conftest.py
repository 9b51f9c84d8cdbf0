"""A small site that each test gets as a copy of its own, to break it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from docsite.__main__ import main
from docsite.checks.static import static_problems
from docsite.source.problems import ProblemsError
from docsite.source.project import Project

ROOT = Path(__file__).parents[2]

# What pytest does to the process that it runs in, the outer one has done to this: it captures, rewrites and so on.
WITHIN = ("--capture=no", "--assert=plain", "-p", "no:xdist", "-p", "no:faulthandler")


@dataclass(frozen=True)
class Site:
    """A copy of the fixture site."""

    root: Path

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace the first ``old``, which has to be there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def append_to_page(self, name: str, text: str) -> None:
        """Append to a page in both languages, and record that they are in step."""
        for language in ("en", "zh"):
            self.append(f"docs/{language}/{name}", text)
        self.docsite("parity", "--one-sided")

    def line(self, path: str, text: str) -> int:
        """Return the number of the first line that holds ``text``."""
        return next(n for n, line in enumerate(self.read(path).splitlines(), 1) if text in line)

    def python(self, *arguments: str, tooling: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Run Python with the docsite that lies in a folder."""
        # The coverage of the tests that run now is not to be measured in the tests of a copy.
        ours = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**ours, "PYTHONPATH": str(tooling)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def docsite(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ours in this process, which spares starting one."""
        return self._here(main, list(arguments))

    def tests(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the tests in this process: for all that is not pytest's own doing, such as how it starts and ends."""
        return self._here(pytest.main, [*WITHIN, *arguments])

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the tests as an author does."""
        return self.python("-m", "pytest", *arguments)

    def problems(self) -> str:
        """Return what `make check` finds, as it is told."""
        return str(ProblemsError(static_problems(Project(self.root))))

    def _here(self, run: Callable[[list[str]], int], arguments: list[str]) -> subprocess.CompletedProcess[str]:
        said = io.StringIO()
        (self.root / "build/coverage").mkdir(parents=True, exist_ok=True)  # the coverage of these tests writes there
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.chdir(self.root))
            stack.enter_context(contextlib.redirect_stdout(said))
            stack.enter_context(contextlib.redirect_stderr(said))
            stack.enter_context(imports_apart())
            status = run(arguments)
        return subprocess.CompletedProcess(arguments, int(status), said.getvalue())


@contextlib.contextmanager
def imports_apart() -> Iterator[None]:
    """Let a copy's own programs and tests be imported, and keep nothing of them: ours have the same names."""
    path = sys.path[:]
    ours = _programs_and_tests()
    for name in ours:
        del sys.modules[name]
    try:
        yield
    finally:
        sys.path[:] = path
        for name in _programs_and_tests():
            del sys.modules[name]
        sys.modules.update(ours)


def _programs_and_tests() -> dict[str, ModuleType]:
    return {name: one for name, one in sys.modules.items() if name.partition(".")[0] in {"snippets", "tests"}}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a fresh copy of the fixture site."""
    shutil.copytree(Path(__file__).with_name("site"), tmp_path / "site")
    return Site(tmp_path / "site")
