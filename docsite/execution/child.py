"""Runs the blocks of a page where a reader would: in an empty folder, without this checkout."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.processes import FLOOD, FLOODED, GLANCE, clean_environment, decoded, family, stop
from docsite.source.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO, Any

KERNEL = Path(__file__).parent / "children/kernel.py"
JUDGE = Path(__file__).parent / "children/session.py"
UNSEEN = re.compile(r"Can't get attribute .* on <module '__main__'")
SPAWNED = "a process that is spawned sees nothing of what blocks define: run the program by a ```bash block"
LAST = 3  # lines of the standard error that tell why a process did not come to its end


@dataclass(frozen=True)
class Result:
    """What a block did: what it printed, and if it failed, why.

    Attributes:
        output: What it printed.
        error: Why it failed, or "".
        line: The line of its source file where it did, if it is known.
        missing: The name that it found nowhere, if it failed of that.
        mend: What mends it, if that is known.
    """

    output: str
    error: str = ""
    line: int | None = None
    missing: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Judgement:
    """What became of an answer: its own result, what `judge` found, and how many seconds of a processor that took."""

    result: Result
    found: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


class SessionError(Exception):
    """The process has ended, or was stopped since its time was over; it answers no more.

    Attributes:
        mend: What mends it, if that is known.
    """

    def __init__(self, text: str, mend: str = "") -> None:
        """Take what happened, and what mends it."""
        super().__init__(text)
        self.mend = mend


class _Spoken:
    """A file that a process writes to, and how much of it has been heard."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self._heard = 0

    @property
    def size(self) -> int:
        return os.fstat(self.file.fileno()).st_size

    def hear(self) -> bytes:
        """Return what has been written since this was last asked; the position in the file is the process's."""
        size = self.size
        told = os.pread(self.file.fileno(), size - self._heard, self._heard)
        self._heard = size
        return told


class Child:
    """A Python process in an empty folder that runs a script of ours, and answers requests one after the other."""

    task = "task"  # what a request asks for, in the words of messages

    def __init__(self, script: Path, timeout: float, *arguments: str) -> None:
        """Start the process.

        Args:
            script: The script: it reads lines of JSON from one file descriptor and replies on another.
            timeout: How many seconds each request may take.
            arguments: What the script gets after the numbers of the two file descriptors.
        """
        self.timeout = timeout
        self._folder = tempfile.TemporaryDirectory(prefix="session-", ignore_cleanup_errors=True)
        home = Path(self._folder.name)
        self._errors = _Spoken((home / ".stderr").open("w+b"))
        self._printed = _Spoken((home / ".stdout").open("w+b"))
        work = home / "work"
        work.mkdir()
        request_end, self._requests = os.pipe()
        self._replies, reply_end = os.pipe()
        self._process = subprocess.Popen(
            # -P and -s: neither the script's folder nor the user's packages can be imported.
            [sys.executable, "-P", "-s", "-W", "error", str(script), str(request_end), str(reply_end), *arguments],
            cwd=work,
            env=clean_environment(home) | {"PYTHONHASHSEED": "2"},  # another one than where outputs are recorded
            stdin=subprocess.DEVNULL,
            stdout=self._printed.file,
            stderr=self._errors.file,
            pass_fds=(request_end, reply_end),
            start_new_session=True,
        )
        os.close(request_end)
        os.close(reply_end)
        self._pending = b""

    def ask(self, request: Mapping[str, object]) -> dict[str, Any]:
        """Return the process's reply to a request.

        Raises:
            SessionError: It took too long, or the process has ended.
        """
        with contextlib.suppress(BrokenPipeError):
            os.write(self._requests, json.dumps(request).encode() + b"\n")
        try:
            reply = self._read_reply(time.monotonic() + self.timeout)
        except TimeoutError:
            self._stop()
            said = self._said()
            last = "\n".join(lines_of(said)[-LAST:])
            text = f"still running after {self.timeout:g} s; it was stopped\n{last}".strip()
            raise SessionError(text, SPAWNED if UNSEEN.search(said) else "") from None
        if not reply:
            raise SessionError(self._explain_end())
        answer: dict[str, Any] = json.loads(reply)
        return answer

    def _read_reply(self, deadline: float) -> bytes:
        """Return the next line of the process, or nothing if it has ended.

        Raises:
            TimeoutError: The time is over.
            SessionError: The process prints without an end; it was stopped.
        """
        while b"\n" not in self._pending:
            left = max(deadline - time.monotonic(), 0)
            if not select.select([self._replies], [], [], min(left, GLANCE))[0]:
                if self._printed.size > FLOOD:
                    self._stop()
                    raise SessionError(FLOODED)
                if left <= GLANCE:
                    raise TimeoutError
                continue
            chunk = os.read(self._replies, 1 << 16)
            if not chunk:
                return b""
            self._pending += chunk
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _stop(self) -> None:
        stop(family(self._process.pid), self._process.pid, grace=0)

    def _explain_end(self) -> str:
        status = _wait(self._process, timeout=5)
        said = self._said()
        return f"the process ended within the {self.task} (exit status {status})" + (f"\n{said}" if said else "")

    def _said(self) -> str:
        """Return what has been written to the standard error since this was last asked."""
        return self._errors.hear().decode("utf-8", "replace").strip()

    def close(self) -> tuple[str, ...]:
        """End the process; return the command lines of those that it left running (which are ended, too)."""
        started = family(self._process.pid)
        os.close(self._requests)
        os.close(self._replies)
        _wait(self._process, timeout=5)
        left = stop(started, self._process.pid)
        self._errors.file.close()
        self._printed.file.close()
        self._folder.cleanup()
        return left


class Kernel(Child):
    """One Python process in one empty folder, for the Python blocks of one page."""

    task = "block"

    def __init__(self, timeout: float) -> None:
        """Start the process; each block may take ``timeout`` seconds."""
        super().__init__(KERNEL, timeout)

    def run(self, code: str, file: Path, origins: Sequence[int]) -> Result:
        """Execute one block after those before it.

        Args:
            code: The block's text.
            file: The file that it was included from: tracebacks and coverage name it.
            origins: The line in ``file`` of each line of ``code``.
        """
        try:
            answer = self.ask({"code": code, "file": str(file), "origins": list(origins)})
        except SessionError as silence:
            return Result("", str(silence), mend=silence.mend)
        return replace(self._result(answer), missing=answer.get("missing", ""))

    def judge(self, code: str, file: Path, origins: Sequence[int], check: Mapping[str, str]) -> Judgement:
        """Hold an answer to an exercise against its check, after the blocks so far, to which it is not added.

        Args:
            code: The answer's text.
            file: The file that it was included from.
            origins: The line in ``file`` of each line of ``code``.
            check: What `judge` in docsite/execution/children/session.py, which judges in the browser, needs to know.
        """
        request = {"code": code, "file": str(file), "origins": list(origins), "check": check, "script": str(JUDGE)}
        try:
            answer = self.ask(request)
        except SessionError as silence:
            return Judgement(Result("", str(silence)))
        return Judgement(self._result(answer), answer.get("verdict", {}), answer.get("seconds", 0.0))

    def _result(self, answer: Mapping[str, Any]) -> Result:
        said, output = self._said(), decoded(self._printed.hear())
        error = answer["error"] or (f"it writes to the standard error:\n{said}" if said else "")
        return Result(output, error, answer["line"])


def _wait(process: subprocess.Popen[bytes], timeout: float) -> int | None:
    """Return the exit status of a process, or None if it had to be killed.

    `Popen.wait` with a time limit polls, and would cost each page some 50 ms.
    """
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(timeout, expire)
    timer.start()
    try:
        status = process.wait()
    finally:
        timer.cancel()
    return None if expired.is_set() else status
