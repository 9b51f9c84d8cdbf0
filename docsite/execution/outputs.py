"""What programs print and figures look like: recorded by `make outputs`, compared by the tests.

`snippets/<topic>/<program>.out` holds what the program prints, region by region. The figures and tables of a
topic are written by its `figures.py`, the frames of its players by its `trace.py`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.commands import Commands
from docsite.execution.labs import record_lab
from docsite.execution.players import record
from docsite.execution.printable import output_fault
from docsite.execution.processes import clean_environment, content, decoded, encoded, raise_if_unfinished, run_group
from docsite.source.lines import lines_of
from docsite.source.listing import listed
from docsite.source.notebooks import results_file
from docsite.source.players import PICTURE
from docsite.source.problems import Problem, ProblemsError
from docsite.source.regions import parse_regions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docsite.source.project import Project

    Piece = tuple[int, bytes]  # a line of a program, and what was printed when it was executed

RECORDER = Path(__file__).parent / "children/printing.py"
DRAWN_SUFFIXES = {".svg", ".md"}
LONGEST_QUOTE = 200  # characters


def record_output(project: Project, program: Path, commands: Commands) -> str:
    """Run a program and return the text of its ``.out`` file, or "" if it prints nothing.

    Args:
        project: The project.
        program: A ``.py`` or ``.sh`` file of a topic, relative to the root.
        commands: Where a shell program's regions are run, and how many seconds each of them, or a program, may take.

    Raises:
        ProblemsError: It fails, takes too long, or prints outside of its regions.
    """
    record = _record_python if program.suffix == ".py" else _record_bash
    printed = record(project, program, commands)
    texts = {region: decoded(b"".join(output for _, output in pieces)) for region, pieces in printed.items()}
    for region, text in texts.items():
        if fault := output_fault(text):
            line = _line_at(printed[region], len(encoded(text[: fault.position])))
            raise ProblemsError([Problem(program, line, fault.message, fault.mend)])
    return "".join(f"--8<-- [start:{region}]\n{text}--8<-- [end:{region}]\n" for region, text in texts.items() if text)


def _line_at(pieces: Sequence[Piece], position: int) -> int:
    """Return the line that has printed the byte at a position of an output."""
    for line, output in pieces:
        if position < len(output):
            return line
        position -= len(output)
    return pieces[-1][0]


def _record_python(project: Project, program: Path, commands: Commands) -> dict[str, list[Piece]]:
    regions = parse_regions(project.root / program, program)
    module = ".".join(program.with_suffix("").parts)
    printed: dict[str, list[Piece]] = {region: [] for region in regions}
    for line, output in _run_recorded(project, program, module, commands.timeout):
        region = next((region for region in regions.values() if line in region), None)
        if line is None or region is None:
            text = decoded(output)
            told = repr(text.removesuffix("\n") or text)
            told = told if len(text) < LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]!r} …"
            message = f"prints {told} outside of its regions; no page can show it"
            raise ProblemsError([Problem(program, line or 1, message)])
        printed[region.name].append((line, output))
    return printed


def _run_recorded(project: Project, program: Path, module: str, timeout: float) -> list[tuple[int | None, bytes]]:
    """Run a program; return what it prints, piece by piece, each with the line of its own code that was executed."""
    with tempfile.TemporaryDirectory(prefix="program-") as folder, tempfile.TemporaryFile() as reply:
        home, descriptor = Path(folder), reply.fileno()
        command = [sys.executable, "-W", "error", str(RECORDER), str(project.root), module, str(descriptor)]
        environment = clean_environment(home)
        done = run_group(command, cwd=home, environment=environment, timeout=timeout, pass_fds=[descriptor])
        text = content(reply)
    raise_if_unfinished(program, f"`python -m {module}`", done, timeout)
    if not text:
        message = f"`python -m {module}` ended early with exit status {done.status}\n{done.said}"
        raise ProblemsError([Problem(program, 1, message.strip())])
    report = json.loads(text)
    if report["error"]:
        message = f"`python -m {module}` fails: {report['error']}"
        raise ProblemsError([Problem(program, report["line"] or 1, message)])
    output = encoded(done.output)
    lines, starts = zip(*report["marks"], strict=True)
    ends = [*starts[1:], len(output)]
    return [(line, output[a:b]) for line, a, b in zip(lines, starts, ends, strict=True) if a < b]


def _record_bash(project: Project, program: Path, commands: Commands) -> dict[str, list[Piece]]:
    path = project.root / program
    lines = lines_of(path.read_text(encoding="utf-8"))
    printed = {}
    for region in parse_regions(path, program).values():
        code = "\n".join(lines[region.first - 1 : region.last])
        result = commands.run(path.parent, code)
        if result.error:
            raise ProblemsError([Problem(program, region.first, f"this command fails: {result.error}")])
        printed[region.name] = [(region.first, encoded(result.output))]
    return printed


def draw_figures(project: Project, module: Path, folder: Path, timeout: float) -> None:
    """Let a topic's ``figures.py`` write its figures and tables into ``folder``.

    Raises:
        ProblemsError: It fails or takes too long.
    """
    name = ".".join(module.with_suffix("").parts)
    command = [sys.executable, "-W", "error", "-m", name, str(folder)]
    with tempfile.TemporaryDirectory(prefix="figures-") as home:
        done = run_group(command, cwd=project.root, environment=clean_environment(Path(home)), timeout=timeout)
    raise_if_unfinished(module, f"`python -m {name} DIR`", done, timeout)
    if done.status:
        message = f"`python -m {name} DIR` ended with exit status {done.status}\n{done.said.strip()}"
        raise ProblemsError([Problem(module, 1, message)])


def drawn(folder: Path) -> dict[str, str]:
    """Return what a ``figures.py`` has drawn; a picture of a player is its ``trace.py``'s."""
    found = (path for path in listed(folder) if path.suffix in DRAWN_SUFFIXES)
    files = (path for path in found if not path.name.endswith(PICTURE))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def rewrite(project: Project, timeout: float, topic: str = "") -> list[Path]:
    """Bring the outputs, figures, frames and labs of a topic, or of all, up to date; return the files that changed."""

    def wanted(files: Mapping[Path, object]) -> list[Path]:
        return [file for file in files if topic in {"", file.parent.name}]

    changed = []
    commands = Commands(timeout, measured=False)
    for program in wanted(project.programs):
        changed += write_output(project, program, commands)
    for module in wanted(project.figure_modules):
        with tempfile.TemporaryDirectory(prefix="figures-") as folder:
            draw_figures(project, module, Path(folder), timeout)
            for name, text in drawn(Path(folder)).items():
                changed += _write(project, module.with_name(name), text)
    for module in wanted(project.trace_modules):
        for name, text in record(project, module, timeout).items():
            changed += _write(project, module.with_name(name), text)
    for path in wanted(project.labs):
        lab = project.labs[path]
        changed += _write(project, results_file(lab), record_lab(lab, timeout))
    return changed


def write_output(project: Project, program: Path, commands: Commands) -> list[Path]:
    """Bring the output of one program up to date; return its file, if that changed."""
    return _write(project, program.with_suffix(".out"), record_output(project, program, commands))


def _write(project: Project, file: Path, text: str) -> list[Path]:
    """Write ``text`` where it differs; an empty text removes the file."""
    path = project.root / file
    if (path.read_text(encoding="utf-8") if path.is_file() else "") == text:
        return []
    if text:
        _replace(path, text)
    else:
        path.unlink()
    return [file]


def _replace(path: Path, text: str) -> None:
    """Write a file that is the old one until the new one is whole."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as folder:
        new = Path(folder, path.name)
        new.write_text(text, encoding="utf-8")
        new.replace(path)
