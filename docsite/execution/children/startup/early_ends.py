"""Notes the processes of a page's command that end before they come to their end.

A launcher takes a worker that ends with status 0 for one that has done its work. So where code ends its own process,
a line of JSON with `call`, `file` and `line` goes to the file that EARLY_ENDS names. FOLDER_OF_PROGRAMS names the one
that holds the page's programs.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import coverage

if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

NOTES = Path(os.environ["EARLY_ENDS"])
PROGRAMS = Path(os.environ["FOLDER_OF_PROGRAMS"])
MULTIPROCESSING = Path(os.__file__).with_name("multiprocessing")  # its processes end by `os._exit` as a rule
COVERAGE = Path(coverage.__file__).parent
end_process, end_program = os._exit, sys.exit


def _exit_process(status: int) -> NoReturn:
    frame = sys._getframe(1)
    while frame.f_back and Path(frame.f_code.co_filename).parent == COVERAGE:  # which saves its data first
        frame = frame.f_back
    if Path(frame.f_code.co_filename).parent != MULTIPROCESSING:
        _note(f"os._exit({status})", frame)
    end_process(status)


def _exit_program(status: object = None) -> NoReturn:
    """Note an end that passes for success; others are seen by whoever waits for the process."""
    frame = sys._getframe(1)
    if not status and Path(frame.f_code.co_filename).parent == PROGRAMS:
        _note(f"sys.exit({'' if status is None else status})", frame)
    end_program(status)  # type: ignore[arg-type]


def _note(call: str, frame: FrameType) -> None:
    note = {"call": call, "file": Path(frame.f_code.co_filename).name, "line": frame.f_lineno}
    with NOTES.open("a", encoding="utf-8") as notes:
        notes.write(json.dumps(note) + "\n")


def _keep_coverage(event: str, arguments: tuple[object, ...]) -> None:
    """Save what was executed before a process kills itself, as one does that shows what happens after a crash."""
    if event == "os.kill" and arguments[0] == os.getpid() and (measured := coverage.Coverage.current()):
        measured.save()


os._exit = _exit_process
sys.exit = builtins.exit = builtins.quit = _exit_program  # type: ignore[assignment]
sys.addaudithook(_keep_coverage)
