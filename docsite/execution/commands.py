"""The commands that pages show: each is run once, in a folder of its own, and tells which lines it has executed.

A **script** is a Python program of a topic that a command of the topic names: what needs processes, or arguments. Its
blocks are not run in a page's session; they show lines that the page's commands have executed.
"""

from __future__ import annotations

import json
import tempfile
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.processes import FLOODED, clean_environment, run_group, told
from docsite.source.layout import names_in
from docsite.source.lines import lines_of
from docsite.source.regions import numbered_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docsite.execution.processes import Finished

STARTUP = Path(__file__).parent / "children/startup"
ANOTHER_SEED = "2"  # than where outputs are recorded: an output in the order of a set differs
COVERAGE = """\
[run]
source = {work}
parallel = true
data_file = {data}
patch = _exit, execv, fork
"""


@dataclass(frozen=True)
class CommandRun:
    """What a command did.

    Attributes:
        output: What it wrote to the standard output.
        error: Why it failed, or "".
        executed: For each program that it was given, by its path, the lines that any of its processes executed.
    """

    output: str
    error: str = ""
    executed: Mapping[Path, frozenset[int]] = field(default_factory=dict)


class Commands:
    """The commands of all topics, each run once."""

    def __init__(self, timeout: float, *, measured: bool) -> None:
        """Start nothing yet.

        Args:
            timeout: How many seconds one command may take.
            measured: Whether to find out which lines it executes; this needs coverage.
        """
        self.timeout = timeout
        self._measured = measured
        self._runs: dict[tuple[Path, str], CommandRun] = {}

    def run(self, folder: Path, code: str) -> CommandRun:
        """Return what a command does; sister pages and the test of its output share it.

        Args:
            folder: The folder of its topic.
            code: The command's text.
        """
        code = textwrap.dedent(code).strip("\n")
        key = (folder, code)
        if key not in self._runs:
            files = [folder / name for name in names_in(code, folder)]
            self._runs[key] = run_bash(code, files, self.timeout, measured=self._measured)
            if self._measured:
                _keep(self._runs[key].executed)
        return self._runs[key]


def run_bash(code: str, files: Iterable[Path], timeout: float, *, measured: bool = False) -> CommandRun:
    """Run a command for real, in a folder that holds the files that it names as readers get them, and nothing else.

    Args:
        code: The command's text.
        files: The files to lay into the folder.
        timeout: How many seconds it may take.
        measured: Whether to find out which lines it executes, and which processes end before their end.
    """
    with tempfile.TemporaryDirectory(prefix="page-", ignore_cleanup_errors=True) as folder:
        home = Path(folder).resolve()
        work = home / "work"
        work.mkdir()
        originals = {file.name: _Original(file, _lay(file, work)) for file in files}
        end = home / ".end"  # made by a line below the command's last one
        command = ["bash", "-euo", "pipefail", "-c", f"{code}\n: > '{end}'"]
        environment = clean_environment(home) | {"PYTHONPATH": str(STARTUP)}
        if measured:
            environment = _measured(environment, home, work)
        done = run_group(command, cwd=work, environment=environment, timeout=timeout)
        error = _error(done, timeout, at_end=end.exists(), early=_early_ends(home, originals))
        executed = _executed(home) if measured else {}
    lines = {one.file: one.lines(executed.get(name, ())) for name, one in originals.items()}
    return CommandRun(done.output, error, lines)


@dataclass(frozen=True)
class _Original:
    """Where a file of the command comes from.

    Attributes:
        file: Its path in the topic's folder.
        numbers: The number there of each line that readers get.
    """

    file: Path
    numbers: list[int]

    def lines(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return the numbers in the topic's folder of some of the reader's lines; what a command adds has none."""
        return frozenset(self.numbers[number - 1] for number in numbers if number <= len(self.numbers))


def _lay(file: Path, folder: Path) -> list[int]:
    """Lay a file into a folder as readers get it, without markers; return the number of each of its lines before."""
    lines = numbered_lines(file.read_text(encoding="utf-8"))
    (folder / file.name).write_text("".join(line for _, line in lines), encoding="utf-8")
    return [number for number, _ in lines]


def _measured(environment: Mapping[str, str], home: Path, work: Path) -> dict[str, str]:
    """Return an environment that makes each Python process say what it executes, and how it ends."""
    (home / ".coverage").mkdir()
    settings = home / ".coveragerc"
    settings.write_text(COVERAGE.format(work=work, data=home / ".coverage" / "data"), encoding="utf-8")
    clean = {name: value for name, value in environment.items() if not name.startswith("COVERAGE_")}
    return clean | {
        "PYTHONHASHSEED": ANOTHER_SEED,
        "COVERAGE_PROCESS_START": str(settings),
        "EARLY_ENDS": str(_notes(home)),
        "FOLDER_OF_PROGRAMS": str(work),
    }


def _notes(home: Path) -> Path:
    return home / ".early-ends"


def _error(done: Finished, timeout: float, *, at_end: bool, early: list[str]) -> str:
    """Say why a command failed, or ""."""
    if done.flooded:
        return FLOODED
    if done.status is None:
        return f"still running after {timeout:g} s; it was stopped\n{done.said}".strip()
    if done.left:
        return f"the command left processes running; they were stopped: {told(done.left)}"
    if done.status:
        return f"exit status {done.status}\n{done.said}".strip()
    if early:
        return f"a process ends before it comes to its end, and passes for one that has done its work: {early[0]}"
    return "" if at_end else "it ends before its last line"


def _early_ends(home: Path, originals: Mapping[str, _Original]) -> list[str]:
    """Return the calls by which processes ended themselves, with their places in the topic's folder."""
    notes = _notes(home)
    if not notes.is_file():
        return []
    calls = map(json.loads, lines_of(notes.read_text(encoding="utf-8")))
    return [f"{call['call']} in {_place(call['file'], call['line'], originals)}" for call in calls]


def _place(name: str, line: int, originals: Mapping[str, _Original]) -> str:
    found = originals[name].lines([line]) if name in originals else ()
    return f"{name}:{next(iter(found), line)}"


def _executed(home: Path) -> dict[str, set[int]]:
    """Return the lines that were executed, for each program by its name, of all processes together."""
    from coverage import CoverageData  # noqa: PLC0415 - comes with the tests, not with the site

    found: dict[str, set[int]] = {}
    for path in (home / ".coverage").iterdir():
        data = CoverageData(str(path))
        data.read()
        for file in data.measured_files():
            found.setdefault(Path(file).name, set()).update(data.lines(file) or ())
    return found


def _keep(executed: Mapping[Path, frozenset[int]]) -> None:
    """Add the lines to the data of the coverage that these tests run under, if they do."""
    from coverage import Coverage, CoverageData  # noqa: PLC0415

    if coverage := Coverage.current():
        data = CoverageData(str(coverage.get_option("run:data_file")), suffix=True)
        data.add_lines({str(file): lines for file, lines in executed.items()})
        data.write()
