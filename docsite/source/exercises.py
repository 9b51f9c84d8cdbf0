"""Exercises that check: what readers begin with, our solution, and what their answers are held against.

They are regions of ``snippets/<topic>/exercises.py``: ``NAME_starter``, ``NAME``, ``NAME_check``. Beside it,
``wrong.py`` holds wrong answers, ``NAME_1`` and so on: a check that lets one of them pass checks too little.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.source.lines import lines_of
from docsite.source.regions import Region, parse_regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docsite.source.page import Fence, Page

FILE = "exercises.py"
WRONG = "wrong.py"
STARTER, CHECK = "_starter", "_check"
OURS = ("snippets", "docsite")


@dataclass(frozen=True)
class Exercise:
    """An exercise whose answer can be checked.

    Attributes:
        root: The project's root.
        file: Its file, relative to the root.
        name: Its name.
    """

    root: Path
    file: Path
    name: str

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """The regions of its file."""
        return parse_regions(self.root / self.file, self.file)

    @property
    def parts(self) -> tuple[str, str, str]:
        """The names of its regions."""
        return f"{self.name}{STARTER}", self.name, f"{self.name}{CHECK}"

    @property
    def answers(self) -> tuple[str, ...]:
        """The names that its starter defines, by functions and classes."""
        lines = code_of(self.root, self.file, self.parts[0], alone=True)
        tree = ast.parse("\n".join(text for _, text in lines))
        return tuple(one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef))

    @property
    def check(self) -> dict[str, str]:
        """What judges an answer, in the form that ``judge`` in docsite/execution/children/session.py takes."""
        lines = code_of(self.root, self.file, self.parts[2])
        source = ast.unparse(ast.parse("\n".join(text for _, text in lines)))  # pages carry it: comments stay here
        return {"name": self.name, "function": self.answers[0], "source": source}


def code_of(root: Path, file: Path, region: str, *, alone: bool = False) -> list[tuple[int, str]]:
    """Return the numbered lines of a region, below the imports that stand in no region: those that no page shows.

    Wrong answers share whatever stands in no region of their file.

    Args:
        root: The project's root.
        file: The file, relative to it.
        region: The region's name.
        alone: Leave out the imports.
    """
    text = (root / file).read_text(encoding="utf-8")
    lines = list(enumerate(lines_of(text), start=1))
    regions = parse_regions(root / file, file)
    outside = [node for node in ast.parse(text).body if not any(node.lineno in one for one in regions.values())]
    serving = [] if alone else [node for node in outside if _serves(node, helpers=file.name == WRONG)]
    above = [line for node in serving for line in lines[node.lineno - 1 : node.end_lineno]]
    return above + lines[regions[region].first - 1 : regions[region].last]


def _serves(node: ast.stmt, *, helpers: bool) -> bool:
    """Tell whether a statement imports what is there where pages' programs run, or is a helper that may be there."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    else:
        return helpers and not isinstance(node, ast.Expr)
    return not any(name.split(".")[0] in OURS for name in names)


def exercise_of(page: Page, fence: Fence) -> Exercise | None:
    """Return the exercise whose starter a block shows, and nothing else; None if it is no such block."""
    if fence.kind != "python" or len(fence.includes) != 1:
        return None
    include = fence.includes[0]
    file = Path("snippets", include.file)
    if file.name != FILE or not include.region.endswith(STARTER):
        return None
    exercise = Exercise(page.layout.root, file, include.region.removesuffix(STARTER))
    return exercise if set(exercise.parts) <= exercise.regions.keys() else None


def page_checks(page: Page) -> dict[str, dict[str, str]]:
    """Return the check of each exercise of a page, by the code of its starter."""
    found = ((exercise_of(page, fence), fence) for fence in page.fences)
    return {
        "\n".join(line.text for line in page.code(fence)).strip("\n"): exercise.check
        for exercise, fence in found
        if exercise
    }
