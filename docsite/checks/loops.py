"""A page's blocks start no event loop: the notebook that readers take of the page runs one already."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from docsite.source.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docsite.source.page import CodeLine, Fence, Page
    from docsite.source.problems import Problem

STARTS = {"asyncio.run", "asyncio.Runner", "anyio.run", "uvloop.run"}
METHODS = {"run_until_complete", "run_forever"}
MEND = "make it a script: show its lines in ```python blocks, and the command that runs it in a ```bash block"


def check_loops(page: Page) -> Iterator[Problem]:
    """No block of the page's program, which readers run cell by cell, starts an event loop."""
    names: dict[str, str] = {}
    for fence in page.fences:
        if fence.kind != "python" or page.shows_script(fence):
            continue
        try:
            lines = page.code(fence)
            tree = ast.parse("\n".join(line.text for line in lines))
        except (ProblemsError, SyntaxError):
            continue  # told by check_fences and check_imports
        names |= _imported(tree)
        yield from _loop_problems(page, fence, lines, tree, names)


def _loop_problems(
    page: Page, fence: Fence, lines: list[CodeLine], tree: ast.AST, names: Mapping[str, str]
) -> Iterator[Problem]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _starts_loop(node.func, names):
            place = lines[node.lineno - 1]
            call = ast.unparse(node.func)
            message = (
                f"{call}() starts an event loop ({place.file.as_posix()}:{place.line}); a notebook runs one already"
            )
            yield page.problem(fence.line, message, MEND)


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return what the names that a block imports stand for."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _starts_loop(function: ast.expr, names: Mapping[str, str]) -> bool:
    first, dot, rest = ast.unparse(function).partition(".")
    called = names.get(first, first) + dot + rest
    return called in STARTS or (isinstance(function, ast.Attribute) and function.attr in METHODS)
