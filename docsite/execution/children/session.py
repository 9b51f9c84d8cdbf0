"""Runs the blocks of a page in the reader's browser: one program, from top to bottom.

The worker executes this file in Pyodide; the kernel judges answers to exercises by it. It needs nothing but the
standard library, and runs in any Python.
"""

from __future__ import annotations

import ast
import builtins
import codecs
import codeop
import copy
import io
import json
import linecache
import os
import re
import sys
import tempfile
import traceback
import types
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

LONGEST = 400  # characters of a value that are told
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
DEEPEST = 100_000  # calls within calls; a program that asks for more would, without an end, keep its reader waiting
KEPT = 500  # entries at either end of a traceback: to tell of each call of a recursion takes minutes
REPEATED = re.compile(r"(?<=\[Previous line repeated )\d+(?= more times\])")


# What stands for these, and for nothing else, has no name in `unicodedata`.
CONTROLS = """
NULL, START OF HEADING, START OF TEXT, END OF TEXT, END OF TRANSMISSION, ENQUIRY, ACKNOWLEDGE, ALERT, BACKSPACE, TAB,
LINE FEED, LINE TABULATION, FORM FEED, CARRIAGE RETURN, SHIFT OUT, SHIFT IN, DATA LINK ESCAPE, DEVICE CONTROL ONE,
DEVICE CONTROL TWO, DEVICE CONTROL THREE, DEVICE CONTROL FOUR, NEGATIVE ACKNOWLEDGE, SYNCHRONOUS IDLE,
END OF TRANSMISSION BLOCK, CANCEL, END OF MEDIUM, SUBSTITUTE, ESCAPE, INFORMATION SEPARATOR FOUR,
INFORMATION SEPARATOR THREE, INFORMATION SEPARATOR TWO, INFORMATION SEPARATOR ONE
"""
NAMES = {number: name.strip() for number, name in enumerate(CONTROLS.split(","))} | {0x7F: "DELETE", 0x85: "NEXT LINE"}
BYTES = range(0xDC80, 0xDD00)  # what `surrogateescape` makes of bytes that are not UTF-8
Direct = Callable[[], Any]  # of bytes, or None

UNSHOWABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def unshowable(text: str) -> tuple[str, int] | None:
    """Return the name and the position of the first character that a page cannot show as a terminal does, if any."""
    match = UNSHOWABLE.search(text)
    if match is None:
        return None
    number = ord(match[0])
    if number in BYTES:
        return f"the byte 0x{number - BYTES[0] + 0x80:02X}, which is not UTF-8", match.start()
    unnamed = "CONTROL CHARACTER" if number < 0xA0 else "LONE SURROGATE"
    return f"U+{number:04X} {NAMES.get(number) or unicodedata.name(match[0], unnamed)}", match.start()


class _Descriptor(io.RawIOBase):
    """File descriptor 1, as far as a block can tell: hands on as text what is written, and notes what cannot be shown.

    What is written past it, such as by `os.write`, is taken in by its turn.

    Attributes:
        fault: The name of the first character that no page can show, and its line of the output.
    """

    def __init__(self, write: Callable[[str], object], direct: Direct) -> None:
        self._direct = direct
        self.begin(write)

    def begin(self, write: Callable[[str], object]) -> None:
        """Forget what was written, and hand on to `write` what will be."""
        self._direct()
        self._write = write
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._lines = 1
        self.fault: dict[str, object] | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1

    def write(self, data: Any) -> int:
        self.take()
        self._hear(bytes(data))
        return len(data)

    def take(self) -> None:
        """Hand on what was written directly."""
        if data := self._direct():
            self._hear(bytes(data))

    def _hear(self, data: bytes) -> None:
        text = self._decoder.decode(data)
        found = None if self.fault else unshowable(text)
        if found:
            name, position = found
            self.fault = {"character": name, "line": self._lines + text.count("\n", 0, position)}
        self._lines += text.count("\n")
        self._write(text)


class _Stream(io.TextIOWrapper):
    """A standard output as a terminal's: of bytes, each line handed on when it is complete."""

    def __init__(self, write: Callable[[str], object], direct: Direct = lambda: None) -> None:
        self.descriptor = _Descriptor(write, direct)
        buffer = io.BufferedWriter(self.descriptor)
        super().__init__(buffer, encoding="utf-8", errors="strict", newline="\n", line_buffering=True)


class Session:
    """One program, whose blocks are executed as far as the reader asks for them."""

    def __init__(
        self,
        write: Callable[[str], object],
        progress: Callable[[int, int], object],
        direct: Direct = lambda: None,
    ) -> None:
        """Begin with nothing executed.

        Args:
            write: Gets what the block that was asked for prints, piece by piece.
            progress: Is told how many of the blocks above it are done, and how many there are to do.
            direct: Returns what was written to file descriptor 1, past the streams of Python, since it was last asked.
        """
        self._write = write
        self._progress = progress
        self._limit = sys.getrecursionlimit()
        self._direct = direct
        self._restart()

    def _restart(self) -> None:
        """Forget what was executed, and go to an empty folder."""
        sys.setrecursionlimit(self._limit)
        self._stream = _Stream(lambda _: None, self._direct)
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
            request: As JSON, `blocks`: the sources from the first block to the one that is asked for;
                `no_input`: what to answer a program that asks its user for something; and perhaps `check`: of the
                exercise that the last block answers, for `judge`.

        Returns:
            As JSON, the `error` as Python tells it, without frames that are not the reader's, or null; the number of
            the `block` that raised it, from 0; the `lines` that it went through, as pairs of block and line; and if
            there was a check, its `verdict`; and `fault`: the `character` and `line` of the output that no page can
            show, or null.
        """
        asked = json.loads(request)
        blocks = asked["blocks"]
        done = len(self._executed)
        if done >= len(blocks) or self._executed != blocks[:done]:
            self._restart()
            done = 0
        check = asked.get("check")
        for index in range(done, len(blocks)):
            last = index == len(blocks) - 1
            if not last:
                self._progress(index - done, len(blocks) - 1 - done)
            # An answer is tried among copies, so that the next one need not wait for the blocks above once more.
            names = dict(self._module.__dict__) if last and check else self._module.__dict__
            self._stream.descriptor.begin(self._write if last else lambda _: None)
            error = self._execute(blocks[index], index, asked["no_input"], names)
            if error:
                reply = self._reply({"error": _told(error), "block": index, "lines": _lines(error)})
                self._restart()
                return reply
            if last and check:
                return self._reply(self._checked(check, index, asked["no_input"], names))
            self._executed.append(blocks[index])
        return self._reply({"error": None, "block": len(blocks) - 1, "lines": []})

    def _reply(self, told: dict[str, Any]) -> str:
        return json.dumps({**told, "fault": self._stream.descriptor.fault})

    def _checked(self, check: dict[str, str], index: int, no_input: str, names: dict[str, Any]) -> dict[str, Any]:
        """Return the reply that tells the verdict on the answer that a block has defined."""
        with self._as_program(no_input):
            verdict = judge(check, names)
        return {"error": None, "block": index, "lines": verdict.pop("lines", []), "verdict": verdict}

    def _execute(self, source: str, index: int, no_input: str, names: dict[str, Any]) -> BaseException | None:
        """Execute one block among some names; return what it raises."""
        file = _file(index)
        # Tracebacks quote the lines of a file that is nowhere but here.
        linecache.cache[file] = (len(source), None, list(io.StringIO(source)), file)
        try:
            with self._as_program(no_input):
                code = self._compiler(ast.parse(source, file), file, "exec")  # type: ignore[arg-type]
                exec(code, names)  # noqa: S102 - this is what a reader has asked for
        except BaseException as error:  # noqa: BLE001 - whatever a block raises is the reader's to see
            return error
        return None

    @contextmanager
    def _as_program(self, no_input: str) -> Iterator[None]:
        """Let what is executed be the main program: one that prints to our stream, and whose user answers nothing."""

        def ask(*_: object) -> str:
            raise EOFError(no_input)

        def limit(depth: int) -> None:
            set_limit(min(depth, DEEPEST))

        kept = {"input": builtins.input, "main": sys.modules.get("__main__")}
        set_limit = sys.setrecursionlimit
        builtins.input = ask
        sys.setrecursionlimit = limit
        sys.modules["__main__"] = self._module
        try:
            with redirect_stdout(self._stream), redirect_stderr(self._stream):
                yield
        finally:
            if not self._stream.closed:
                self._stream.flush()
            self._stream.descriptor.take()
            builtins.input = kept["input"]  # type: ignore[assignment]
            sys.setrecursionlimit = set_limit
            sys.modules["__main__"] = kept["main"]  # type: ignore[assignment]


def judge(check: dict[str, str], namespace: dict[str, Any]) -> dict[str, Any]:
    """Hold an answer against the cases of its exercise, up to the first one on which it is wrong.

    What the answer prints is kept back, but for that case: there it may help.

    Args:
        check: The exercise's `name`, the `function` that answers it, and the `source` of its check.
        namespace: The names of the program, among them the answer. What the check defines does not get there, or an
            answer could pass by what readers do not see.

    Returns:
        Either how many inputs the answer `holds` for; or the `call` on which it is wrong, what was `expected`, and what
        it `got` or `raised`, in this case with the `lines` that it went through; or the name that is `missing`; or why
        the check itself is `broken`, since something above is no longer what it relies on.
    """
    answer = namespace.get(check["function"])
    if answer is None:
        return {"missing": check["function"]}
    own, count = dict(namespace), 0
    try:
        exec(compile(check["source"], "check", "exec"), own)  # noqa: S102 - it comes with the page
        agrees = own.get(f"{check['name']}_agrees", _equals)
        for arguments, expected in own[f"{check['name']}_cases"]():
            if wrong := _wrong(answer, arguments, expected, agrees):
                call = f"{check['function']}({', '.join(map(_shown, arguments))})"
                return {"call": call, "expected": _shown(expected), **wrong}
            count += 1
    except Exception as error:  # noqa: BLE001 - a reader may have changed whatever the check needs
        return {"broken": _last_line(error)}
    return {"holds": count}


def _wrong(answer: Any, arguments: tuple[Any, ...], expected: Any, agrees: Callable[..., bool]) -> dict[str, Any]:
    """Say what is wrong about the answer to one input; nothing if it is right."""
    said: list[str] = []
    stream = _Stream(said.append)
    try:
        with redirect_stdout(stream), redirect_stderr(stream):
            got = answer(*copy.deepcopy(arguments))  # which an answer may change
            stream.flush()
    except BaseException as error:  # noqa: BLE001 - whatever an answer raises is the reader's to see
        stream.flush()
        print("".join(said), end="")
        return {"raised": _told(error), "lines": _lines(error)}
    try:
        right = bool(agrees(got, expected, *arguments))
    except Exception:  # noqa: BLE001 - it is of a kind that cannot be compared
        right = False
    if right:
        return {}
    print("".join(said), end="")
    return {"got": _shown(got)}


def _equals(got: Any, expected: Any, *_: object) -> Any:
    return got == expected


def _shown(value: object) -> str:
    """Return a value as Python shows it: no longer than one can read, without an address that says nothing."""
    try:
        text = ADDRESS.sub("", repr(value))
    except Exception:  # noqa: BLE001 - a reader's class may show itself by a fault
        text = f"<{type(value).__name__}>"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


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


def _lines(error: BaseException) -> list[list[int]]:
    """Return these places in the form of a reply."""
    return [list(place) for place in _places(error).items()]


def _last_line(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error)).strip()


def _told(error: BaseException) -> str:
    """Return what Python prints of an error, without the frames of its library and of this file."""
    omitted = _shorten(error)
    told = traceback.TracebackException.from_exception(error)
    for one in _chain(told):
        frames = [frame for frame in one.stack if _index(frame.filename) is not None]
        one.stack = traceback.StackSummary.from_list(frames)
    if isinstance(error, SyntaxError):
        return "".join(told.format_exception_only()).rstrip()
    return REPEATED.sub(lambda count: str(int(count[0]) + omitted), "".join(told.format()), count=1).rstrip()


def _shorten(error: BaseException) -> int:
    """Take the middle out of the tracebacks of an error, and of those that it followed, if nobody would read them.

    Returns:
        How many entries that were.
    """
    omitted, seen = 0, set[int]()
    following: BaseException | None = error
    while following and id(following) not in seen:  # `raise error from error` follows itself
        seen.add(id(following))
        entries = list(_entries(following.__traceback__))
        if middle := entries[KEPT:-KEPT]:
            entries[KEPT - 1].tb_next = entries[-KEPT]
            for entry in reversed(middle):  # else the first would take all others along, each within the one before
                entry.tb_next = None
        omitted += len(middle)
        following = following.__cause__ or following.__context__
    return omitted


def _entries(entry: types.TracebackType | None) -> Iterator[types.TracebackType]:
    while entry:
        yield entry
        entry = entry.tb_next


def _chain(told: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    """Yield an error and those that it followed."""
    following: Any = told
    while following:
        yield following
        following = following.__cause__ or following.__context__
