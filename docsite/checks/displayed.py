"""Every line of code that a page shows was executed by a test."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coverage import Coverage
from coverage.exceptions import NoSource

from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
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


def unexecuted_lines(path: Path, coverage: Coverage) -> set[int]:
    """Return the lines of a program at which statements begin that were not executed.

    Raises:
        NoSource: There is no such file.
    """
    _, statements, excluded, missing, _ = coverage.analysis2(str(path))
    dropped = _statement_lines(path) - {*statements, *excluded}
    return {*missing, *excluded, *dropped}


def unexecuted_by(path: Path, lines: Collection[int]) -> set[int]:
    """Return the lines of a program at which statements begin, where ``lines`` have been executed."""
    coverage = Coverage(data_file=None, config_file=False)
    coverage.get_data().add_lines({str(path): lines})
    return unexecuted_lines(path, coverage)


def _statement_lines(path: Path) -> set[int]:
    """Return the lines at which statements begin: also of those that the compiler drops, such as below `if False`."""
    declarations = (ast.Global, ast.Nonlocal)
    return {
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.stmt)
        and not isinstance(node, declarations)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.AnnAssign) and node.value is None)
    }


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
