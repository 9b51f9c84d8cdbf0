"""Which lines of a program were not executed, among those at which statements begin."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


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
