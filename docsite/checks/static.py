"""What can be told of all pages without executing anything: `make check`, in seconds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pymdownx.snippets import SnippetMissingError

from docsite.checks.formulas import FormulaModule
from docsite.checks.labs import check_cells
from docsite.checks.pytest_plugin import PROJECT_CHECKS, checks_of
from docsite.execution.blocks import executable_blocks
from docsite.source.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from docsite.source.page import Page
    from docsite.source.problems import Problem
    from docsite.source.project import Project


def static_problems(project: Project) -> list[Problem]:
    """Return what is wrong, as the tests would tell it."""
    problems: list[Problem] = []
    for check in _checks(project):
        try:
            problems += check()
        except ProblemsError as error:
            problems += error.problems
        except SnippetMissingError:
            continue  # a link leads to a page that cannot be rendered, which the check of that page's fences tells
    return problems


def _checks(project: Project) -> Iterator[Callable[[], Iterable[Problem]]]:
    yield from (partial(check, project) for check in PROJECT_CHECKS.values())
    for page in project.pages.values():
        yield from checks_of(page, project).values()
        if page.path.suffix == ".md":
            yield partial(_block_problems, page)
    yield from (partial(check_cells, lab) for lab in project.labs.values())
    yield from (partial(_formula_problems, project, path) for path in project.formula_modules)


def _block_problems(page: Page) -> list[Problem]:
    """Raise what keeps a page's blocks from being told apart."""
    executable_blocks(page)
    return []


def _formula_problems(project: Project, path: Path) -> list[Problem]:
    """Raise what keeps a module's formulas from being told apart."""
    FormulaModule(project, path)
    return []
