"""Runs a module as a program and records which of its lines printed what.

A script of its own: `printing.py ROOT MODULE FD` runs MODULE as `__main__`, importable from ROOT, and writes
JSON to FD: `written`, a list of [line, text], where line is that of the module's own top-level code which was
being executed when the text was printed, or null; `error`, what ended the module early, or null; and `line`,
the line of the module at which that happened.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import runpy
import sys
import traceback
from importlib.util import find_spec
from typing import Any


class LineRecorder(io.TextIOBase):
    """A standard output that asks the stack, at each write, which top-level line of ``file`` is being executed."""

    def __init__(self, file: str) -> None:
        """Record for the module at ``file``."""
        self.file = file
        self.written: list[tuple[int | None, str]] = []

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Record ``text`` with the line that prints it."""
        frame, line = sys._getframe().f_back, None
        while frame is not None:
            if frame.f_code.co_name == "<module>" and frame.f_code.co_filename == self.file:
                line = frame.f_lineno
            frame = frame.f_back
        self.written.append((line, text))
        return len(text)


def main() -> None:
    """Run the module named on the command line."""
    root, module, descriptor = sys.argv[1:]
    sys.path[0] = root
    spec = find_spec(module)
    recorder = LineRecorder(str(spec.origin) if spec else "")
    report: dict[str, Any] = {"written": recorder.written, "error": None, "line": None}
    atexit.register(_reply, int(descriptor), report)  # registered first, so executed last: nothing is printed after it
    sys.argv = [module]
    sys.stdout = recorder
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except BaseException as error:  # noqa: BLE001 - whatever it raises is the author's to see
        report["error"] = "".join(traceback.format_exception_only(error)).strip()
        frames = traceback.extract_tb(error.__traceback__)
        report["line"] = next((f.lineno for f in reversed(frames) if f.filename == recorder.file), None)


def _reply(descriptor: int, report: dict[str, Any]) -> None:
    with os.fdopen(descriptor, "w", encoding="utf-8") as reply:
        json.dump(report, reply)


if __name__ == "__main__":
    main()
