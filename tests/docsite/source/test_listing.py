"""What editors and systems leave among an author's files is seen by nothing."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest

from docsite.source.listing import is_leftover
from docsite.source.project import Project
from docsite.source.seal import source_hash
from tests.leftovers import lay_beside

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

FILES = (
    "docs/en/sums.md",
    "docs/zh/sums.md",
    "docs/en.yml",
    "snippets/sums/total.py",
    "snippets/sums/run.sh",
    "snippets/sums/run.out",
    "snippets/sums/figures.py",
    "snippets/sums/trace.py",
    "snippets/sums/formulas.py",
    "snippets/sums/square.svg",
    "snippets/sums/grow.frames.json",
    "snippets/sums/grow.frames.svg",
    "snippets/__init__.py",
)


def test_leftovers_are_tested_recorded_and_told_nowhere(site: Site) -> None:
    before = source_hash(Project(site.root), "sums.md")
    for file in FILES:
        lay_beside(site.root / file)
    assert site.problems() == ""
    assert source_hash(Project(site.root), "sums.md") == before
    tests = site.tests()
    assert tests.returncode == 0, tests.stdout
    assert "._" not in tests.stdout
    outputs = site.docsite("outputs")
    assert outputs.stdout == "0 files changed\n"


@pytest.mark.parametrize(
    "name",
    [".#x.md", "._x.md", "x.md~", "#x.md#", ".DS_Store", "x.py.swp", "__pycache__/x.pyc", "en/.idea/x.md", "4913"],
)
def test_what_no_author_has_written(name: str) -> None:
    assert is_leftover(PurePath(name))


@pytest.mark.parametrize(
    "name", ["x.md", "__init__.py", "no#1.md", "a~b.py", "swp.py", "bak.md", "x.orig.md", "x.swap"]
)
def test_what_an_author_has_written(name: str) -> None:
    assert not is_leftover(PurePath(name))
