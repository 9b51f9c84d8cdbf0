"""Runs the blocks of a page in the reader's browser: one program, from top to bottom.

The worker executes this file in Pyodide. It needs nothing but the standard library, and runs in any Python.
"""

from __future__ import annotations

import ast
import builtins
import codeop
import io
import json
import linecache
import os
import sys
import tempfile
import traceback
import types
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any


class _Stream(io.TextIOBase):
    """Hands on what is printed."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def write(self, text: str) -> int:
        self._write(text)
        return len(text)


class Session:
    """One program, whose blocks are executed as far as the reader asks for them."""

    def __init__(self, write: Callable[[str], object], progress: Callable[[int, int], object]) -> None:
        """Begin with nothing executed.

        Args:
            write: Gets what the block that was asked for prints, piece by piece.
            progress: Is told how many of the blocks above it are done, and how many there are to do.
        """
        self._streams = {False: _Stream(lambda _: None), True: _Stream(write)}
        self._progress = progress
        self._restart()

    def _restart(self) -> None:
        """Forget what was executed, and go to an empty folder."""
        self._executed: list[str] = []
        self._module, self._compiler = types.ModuleType("__main__"), codeop.Compile()
        os.chdir(tempfile.mkdtemp())

    def provide(self, packed: bytes) -> None:
        """Let blocks import a package.

        Args:
            packed: A zip file that Python can import it from, packed by xz.
        """
        import lzma  # noqa: PLC0415 - few pages need it

        file, path = tempfile.mkstemp(suffix=".zip")
        with open(file, "wb") as archive:  # noqa: PTH123 - pathlib opens no descriptors
            archive.write(lzma.decompress(packed))
        sys.path.append(path)

    def run(self, request: str) -> str:
        """Execute the last one of some blocks, in the state that those before it lead to.

        Those that were executed last time are not executed again, unless one of them has changed or the program has
        gone beyond them: what is printed is always what the page's program prints there.

        Args:
            request: As JSON, `blocks`: the sources from the first block to the one that is asked for; and
                `no_input`: what to answer a program that asks its user for something.

        Returns:
            As JSON, the `error` as Python tells it, without frames that are not the reader's, or null; the number of
            the `block` that raised it, from 0; and the `lines` that it went through, as pairs of block and line.
        """
        asked = json.loads(request)
        blocks = asked["blocks"]
        done = len(self._executed)
        if done >= len(blocks) or self._executed != blocks[:done]:
            self._restart()
            done = 0
        for index in range(done, len(blocks)):
            last = index == len(blocks) - 1
            if not last:
                self._progress(index - done, len(blocks) - 1 - done)
            error = self._execute(blocks[index], index, asked["no_input"], self._streams[last])
            if error:
                self._restart()
                lines = [list(place) for place in _places(error).items()]
                return json.dumps({"error": _told(error), "block": index, "lines": lines})
            self._executed.append(blocks[index])
        return json.dumps({"error": None, "block": len(blocks) - 1, "lines": []})

    def _execute(self, source: str, index: int, no_input: str, stream: _Stream) -> BaseException | None:
        """Execute one block; return what it raises."""
        file = _file(index)
        # Tracebacks quote the lines of a file that is nowhere but here.
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)

        def ask(*_: object) -> str:
            raise EOFError(no_input)

        kept = {"input": builtins.input, "main": sys.modules.get("__main__")}
        builtins.input = ask
        sys.modules["__main__"] = self._module
        try:
            with redirect_stdout(stream), redirect_stderr(stream):
                code = self._compiler(ast.parse(source, file), file, "exec")  # type: ignore[arg-type]
                exec(code, self._module.__dict__)  # noqa: S102 - this is what a reader has asked for
        except BaseException as error:  # noqa: BLE001 - whatever a block raises is the reader's to see
            return error
        finally:
            builtins.input = kept["input"]  # type: ignore[assignment]
            sys.modules["__main__"] = kept["main"]  # type: ignore[assignment]
        return None


def _file(index: int) -> str:
    return f"block {index + 1}"


def _index(file: str | None) -> int | None:
    """Return the number of the block that stands behind a name of `_file`."""
    kind, _, number = (file or "").partition(" ")
    return int(number) - 1 if kind == "block" and number.isdigit() else None


def _places(error: BaseException) -> dict[int, int]:
    """Return the innermost line of each block that an error went through."""
    if isinstance(error, SyntaxError) and (index := _index(error.filename)) is not None:
        return {index: error.lineno or 1}
    frames = traceback.walk_tb(error.__traceback__)
    places = ((_index(frame.f_code.co_filename), line) for frame, line in frames)
    return {index: line for index, line in places if index is not None}


def _told(error: BaseException) -> str:
    """Return what Python prints of an error, without the frames of its library and of this file."""
    told = traceback.TracebackException.from_exception(error)
    for one in _chain(told):
        frames = [frame for frame in one.stack if _index(frame.filename) is not None]
        one.stack = traceback.StackSummary.from_list(frames)
    if isinstance(error, SyntaxError):
        return "".join(told.format_exception_only()).rstrip()
    return "".join(told.format()).rstrip()


def _chain(told: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    """Yield an error and those that it followed."""
    following: Any = told
    while following:
        yield following
        following = following.__cause__ or following.__context__
