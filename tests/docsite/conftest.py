"""A small site that each test gets as a copy of its own, to break it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


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

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        # The coverage of the tests that run now is not to be measured in the tests of a copy.
        ours = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**ours, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def docsite(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "docsite", *arguments)

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "pytest", *arguments)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a fresh copy of the fixture site."""
    shutil.copytree(Path(__file__).with_name("site"), tmp_path / "site")
    return Site(tmp_path / "site")
