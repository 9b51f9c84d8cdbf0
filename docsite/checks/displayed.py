"""Every line of code that a page shows was executed by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage import Coverage
from coverage.exceptions import NoSource

from docsite.execution.coverage import unexecuted_lines
from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docsite.source.project import Project


def displayed_lines(project: Project) -> dict[Path, dict[int, tuple[Path, int]]]:
    """Return, for each program, its displayed lines and where they are displayed: page and line of the include."""
    shown: dict[Path, dict[int, tuple[Path, int]]] = {}
    for page in project.pages.values():
        for fence in page.fences:
            if fence.kind == "python":
                for line in page.code(fence):
                    shown.setdefault(line.file, {}).setdefault(line.line, (page.path, fence.line))
    return shown


def unexecuted_problems(project: Project, coverage: Coverage) -> Iterator[Problem]:
    """Name each displayed line that no test has executed.

    Args:
        project: The project.
        coverage: The loaded data of a complete test run.
    """
    for file, lines in displayed_lines(project).items():
        try:
            missing = unexecuted_lines(project.root / file, coverage)
        except NoSource:
            continue  # the page check tells of a missing file
        for line in sorted(missing & lines.keys()):
            page, fence = lines[line]
            message = f"shown by {page.as_posix()}:{fence}, but no test has executed it"
            yield Problem(file, line, message, "test it, or take it out of the region")


def check_displayed(project: Project, topic: str = "") -> None:
    """Hold the displayed lines, of a topic or of all, against the data of the last test run.

    Raises:
        ProblemsError: A displayed line was not executed.
    """
    coverage = Coverage()
    coverage.load()
    found = unexecuted_problems(project, coverage)
    if problems := [problem for problem in found if topic in {"", problem.path.parent.name}]:
        raise ProblemsError(problems)
