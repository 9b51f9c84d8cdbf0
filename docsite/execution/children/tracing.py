"""Runs a topic's `trace.py` and records frames while the program on the page runs.

A script of its own, and nothing but Python, so that it also runs in a browser: `recorder.py ROOT MODULE` imports MODULE
from ROOT and calls each of its functions whose first parameter is `record`. It prints JSON: `recordings`, the text of
each recording by the name of its function, and `problems`, a list of [file or "", line, message].
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

# What a line looks like to the reader: the key of a caption, the values that it names, and what the view draws.
Sight = tuple[str, dict[str, Any], dict[str, Any]]
MARKER = re.compile(r"-+8<-+\s+\[\s*(?P<type>start|end)\s*:\s*(?P<name>[-\w]+)\s*\]")


class RecordingError(Exception):
    """The fault of a `trace.py`: what it asks for cannot be recorded."""


class Statement(NamedTuple):
    """The lines of a statement, or of the head of one that holds others."""

    first: int
    last: int


class Program:
    """A program that pages show: its statements, and its regions."""

    def __init__(self, file: str) -> None:
        """Read the file."""
        text = Path(file).read_text(encoding="utf-8")
        self.file = Path(file)
        self.lines = text.removesuffix("\n").split("\n")  # as Python counts them
        self.statements = {
            line: statement
            for statement in _statements(ast.parse(text))
            for line in range(statement[0], statement[1] + 1)
        }
        self.regions = list(_regions(self.lines))

    @property
    def name(self) -> str:
        """The name that pages include it by, such as ``topic/program.py``."""
        return "/".join(self.file.parts[-2:])

    def region(self, line: int) -> tuple[str, int]:
        """Return the region of a line, and the line before the region's first.

        Raises:
            RecordingError: No page can show the line.
        """
        for name, before, after in self.regions:
            if before < line < after:
                return name, before
        raise RecordingError(f"a frame runs through {self.name}:{line}, which lies in no region: no page can show it")


def _statements(tree: ast.AST) -> Iterator[Statement]:
    """Yield statements from the outside to the inside; of one that holds others only what stands above these."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno
            yield Statement(node.lineno, max(node.lineno, last or 0))


def _regions(lines: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for number, text in enumerate(lines, start=1):
        if marker := MARKER.search(text):
            if marker["type"] == "start":
                start = number
            else:
                yield marker["name"], start, number


@cache
def _program(file: str) -> Program:
    return Program(file)


class Recorder:
    """What a `trace.py` calls to record: once in each of its functions."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.view = self.still = ""
        self.frames: list[tuple[str, str, str, int, int, str]] = []

    def __call__(
        self,
        view: str,
        run: Callable[..., object],
        *arguments: object,
        watch: Iterable[Callable[..., object]],
        see: Callable[[str, Mapping[str, Any]], Sight | None],
        still: str,
    ) -> None:
        """Run a function and ask after each statement of the watched ones what there is to see.

        Args:
            view: What draws the frames.
            run: What to run.
            arguments: What it gets.
            watch: The functions on the page; those defined inside of them are watched, too.
            see: Gets the first line of the statement that was executed, and the variables as it left them: with
                "return", if the function has returned. What it returns becomes a frame, None does not.
            still: The caption's key of the frame that stands for all where nothing can move: the last one of its kind.
        """
        self.view, self.still = view, still

        def show(program: Program, statement: Statement, variables: Mapping[str, Any]) -> None:
            if sight := see(program.lines[statement.first - 1].strip(), variables):
                key, values, state = sight
                region, before = program.region(statement.first)
                place = f"{program.name}:{region}", statement.first - before, statement.last - before
                self.frames.append((key, _dump(values), *place, _dump(state)))

        codes = {code for function in watch for code in _codes(function)}
        before = sys.gettrace()  # that of coverage, if a test runs this
        sys.settrace(_tracer(codes, show))
        try:
            run(*arguments)
        finally:
            sys.settrace(before)

    def dump(self, inputs: Mapping[str, object] | None = None) -> str:
        """Return the recording as JSON, a line for each frame; of a state only what differs from the one before.

        Args:
            inputs: What else the function takes that records, with its defaults: readers may give something else.

        Raises:
            RecordingError: There is no frame, or none that could stand still.
        """
        stills = [number for number, frame in enumerate(self.frames) if frame[0] == self.still]
        if not self.frames:
            raise RecordingError("it records no frame")
        if not stills:
            raise RecordingError(f"no frame has the caption '{self.still}' of the still picture")
        blocks = list(dict.fromkeys(frame[2] for frame in self.frames))
        head = {"view": self.view, "blocks": blocks, "still": stills[-1]}
        if inputs:
            head["inputs"] = dict(inputs)
        rows: list[str] = []
        before: dict[str, object] = {}
        for key, values, block, first, last, text in self.frames:
            state = json.loads(text)
            if before.keys() - state.keys():
                gone = ", ".join(sorted(before.keys() - state.keys()))
                raise RecordingError(f"a state lacks what the one before has: {gone}")
            changed = {name: value for name, value in state.items() if name not in before or before[name] != value}
            rows.append(_dump([key, json.loads(values), blocks.index(block), first, last, changed]))
            before = state
        return _dump(head)[:-1] + ',"frames":[\n' + ",\n".join(rows) + "\n]}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _codes(function: Callable[..., object]) -> Iterator[CodeType]:
    """Yield the code of a function and of those defined in it; not of comprehensions, which newer Pythons inline."""
    waiting = [inspect.unwrap(function).__code__]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [inner for inner in code.co_consts if isinstance(inner, CodeType) and inner.co_name[0] != "<"]


def _tracer(
    codes: set[CodeType], show: Callable[[Program, Statement, Mapping[str, Any]], None]
) -> Callable[[FrameType, str, object], Any]:
    """Return a trace function that shows each statement once it is done, with the variables as it left them."""
    pending: dict[FrameType, Statement] = {}

    def shift(frame: FrameType, statement: Statement | None, **more: object) -> None:
        """Show the statement that is done, and wait for the next."""
        if done := pending.pop(frame, None):
            show(_program(frame.f_code.co_filename), done, {**frame.f_locals, **more})
        if statement:
            pending[frame] = statement

    def local(frame: FrameType, event: str, result: object) -> Any:
        if event == "line":
            statement = _program(frame.f_code.co_filename).statements[frame.f_lineno]
            if pending.get(frame) != statement:  # else it goes on in another of its lines, or in a comprehension
                shift(frame, statement)
        elif event == "return":
            shift(frame, None, **{"return": result})
        return local

    return lambda frame, _event, _result: local if frame.f_code in codes else None


def players(module: ModuleType) -> dict[str, Callable[..., None]]:
    """Return the functions of a `trace.py` that record, by their names."""
    own = (function for _, function in inspect.getmembers(module, inspect.isfunction))
    return {
        function.__name__: function
        for function in own
        if function.__module__ == module.__name__ and next(iter(inspect.signature(function).parameters), "") == "record"
    }


def recording(player: Callable[..., None], *arguments: object, **inputs: object) -> str:
    """Return what one function of a `trace.py` records, given what it takes besides `record`.

    Raises:
        RecordingError: What it asks for cannot be recorded.
    """
    recorder = Recorder()
    player(recorder, *arguments, **inputs)
    _, *others = inspect.signature(player).parameters.values()
    return recorder.dump({one.name: one.default for one in others})


def main() -> None:
    """Record all that a module has, and print it."""
    root, name = sys.argv[1:]
    sys.path[0] = root
    recordings: dict[str, str] = {}
    problems: list[tuple[str, int, str]] = []
    with contextlib.redirect_stdout(sys.stderr):
        try:
            found = players(importlib.import_module(name))
        except Exception as error:  # noqa: BLE001 - whatever it raises is the author's to see
            found = {}
            problems.append((*_place(error), f"it cannot be imported: {_said(error)}"))
        for player, function in found.items():
            try:
                recordings[player] = recording(function)
            except RecordingError as error:
                line = function.__code__.co_firstlineno
                problems.append((function.__code__.co_filename, line, f"'{player}': {error}"))
            except Exception as error:  # noqa: BLE001 - as above
                problems.append((*_place(error), f"'{player}' fails: {_said(error)}"))
    print(json.dumps({"recordings": recordings, "problems": problems}))


def _place(error: Exception) -> tuple[str, int]:
    """Return the last line of a `trace.py` that an error has passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [(frame.filename, frame.lineno or 1) for frame in frames if Path(frame.filename).name == "trace.py"]
    return ours[-1] if ours else ("", 1)


def _said(error: Exception) -> str:
    return "".join(traceback.format_exception_only(error)).strip()


if __name__ == "__main__":
    main()
