"""Runs a module as a program and records which of its lines printed what.

A script of its own: `printing.py ROOT MODULE FD` runs MODULE as `__main__`, importable from ROOT, and writes JSON to
FD: `marks`, a list of [line, size]: before the module's own code came to that line, so many bytes had been written to
the standard output, which is a file; at its end the line is null; `error`, what ended the module early, or null; and
`line`, the line of the module at which that happened.

What is written is known by its time and not by who writes it: processes, threads and extensions print, too.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import runpy
import sys
import traceback
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

MARK = "<mark>"  # no program can have such a name
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Marks:
    """Called before each statement of a module: notes how much has been written up to there."""

    def __init__(self) -> None:
        """Begin with what is printed before the first statement, such as by a package above the module."""
        self._stream = sys.stdout
        self._descriptor = os.dup(1)  # which the program may close, or lead elsewhere
        self.noted: list[tuple[int | None, int]] = [(None, 0)]

    def __call__(self, line: int | None) -> None:
        """Note that ``line`` comes now."""
        if not self._stream.closed:
            self._stream.flush()
        size = os.fstat(self._descriptor).st_size
        if self.noted[-1][1] == size:  # the line before has printed nothing
            self.noted.pop()
        self.noted.append((line, size))


class MarkedLoader(SourceFileLoader):
    """Loads a module that says, before each statement of its own, which one comes: but for functions and classes."""

    def get_code(self, fullname: str) -> CodeType:
        """Compile it, leaving the files alone that Python keeps of compiled modules."""
        path = self.get_filename(fullname)
        tree = ast.parse(self.get_data(path), path)
        first = next((index for index, one in enumerate(tree.body) if not _is_preamble(one)), len(tree.body))
        tree.body[first:] = _marked(tree.body[first:])
        return compile(tree, path, "exec", dont_inherit=True)


def _is_preamble(statement: ast.stmt) -> bool:
    """Tell whether a statement may have to come first: a docstring, or what concerns the compiler."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _marked(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Return statements, and those within them that belong to the module's own code, each below a call of `Marks`."""
    marked = []
    for statement in statements:
        decorators = getattr(statement, "decorator_list", [])
        line = ast.Constant(min(one.lineno for one in [statement, *decorators]))
        call = ast.Expr(ast.Call(ast.Name(MARK, ast.Load()), [line], []))
        marked += [ast.fix_missing_locations(ast.copy_location(call, statement)), statement]
        if isinstance(statement, DEFINITIONS):
            continue
        for part in [statement, *getattr(statement, "handlers", []), *getattr(statement, "cases", [])]:
            for field in ("body", "orelse", "finalbody"):
                if inner := getattr(part, field, None):
                    setattr(part, field, _marked(inner))
    return marked


class Finder(MetaPathFinder):
    """Finds one module as always, and lets it be loaded with marks."""

    def __init__(self, module: str) -> None:
        """Keep the module's name."""
        self._module = module
        self.file = ""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module lies; leave all others to Python."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname == self._module else None
        if spec and spec.origin:
            self.file = spec.origin
            spec.loader = MarkedLoader(fullname, spec.origin)
        return spec


def main() -> None:
    """Run the module named on the command line."""
    root, module, descriptor = sys.argv[1:]
    os.set_inheritable(int(descriptor), False)  # noqa: FBT003 - has no keywords
    sys.path[0] = root
    sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="\n", line_buffering=True)  # type: ignore[union-attr]
    marks, finder, own = Marks(), Finder(module), os.getpid()
    report: dict[str, Any] = {"marks": marks.noted, "error": None, "line": None}
    setattr(builtins, MARK, marks)
    sys.meta_path.insert(0, finder)
    sys.argv = [module]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except BaseException as error:  # noqa: BLE001 - whatever it raises is the author's to see
        report["error"], report["line"] = _told(error, finder.file)
    if os.getpid() == own:  # and not a fork that has come here, too
        marks(None)
        with os.fdopen(int(descriptor), "w", encoding="utf-8") as reply:
            json.dump(report, reply)


def _told(error: BaseException, file: str) -> tuple[str, int | None]:
    """Return what an error says, and the innermost line of the module that it went through."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return f"{type(error).__name__}: {error.msg}", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    line = next((frame.lineno for frame in reversed(frames) if frame.filename == file), None)
    return "".join(traceback.format_exception_only(error)).strip(), line


if __name__ == "__main__":
    main()
