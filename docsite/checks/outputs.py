"""What is stale: recorded outputs, figures and frames that programs would not write now."""

from __future__ import annotations

import difflib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.outputs import draw_figures, drawn, record_output
from docsite.execution.players import record
from docsite.execution.printable import visible
from docsite.source.players import recorded
from docsite.source.problems import Problem

if TYPE_CHECKING:
    from docsite.execution.commands import Commands
    from docsite.source.project import Project

MEND = "make outputs"


def output_problems(project: Project, program: Path, commands: Commands) -> list[Problem]:
    """Compare a program's ``.out`` file with what the program prints now."""
    out = program.with_suffix(".out")
    path = project.root / out
    recorded = path.read_text(encoding="utf-8") if path.is_file() else ""
    return _differences(out, recorded, record_output(project, program, commands))


def _differences(file: Path, recorded: str, now: str) -> list[Problem]:
    """Return one problem that tells all differences, at the line of the first; none if there are none."""
    if recorded == now:
        return []
    if not recorded:
        return [Problem(file, 1, "this file does not exist, but its program prints", MEND)]
    if not now:
        return [Problem(file, 1, "its program prints nothing any more", MEND)]
    before, after = recorded.split("\n"), now.split("\n")  # an end without a line break is a difference, too
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    line = next((i for tag, i, _, _, _ in matcher.get_opcodes() if tag != "equal"), len(before) - 1) + 1
    told = [*map(visible, before)], [*map(visible, after)]
    shown = "\n".join(difflib.unified_diff(*told, "recorded", "printed now", lineterm="", n=1))
    return [Problem(file, line, f"stale: this is not what is printed now\n{shown}", MEND)]


def figure_problems(project: Project, module: Path, timeout: float) -> list[Problem]:
    """Compare a topic's figures and tables with what its ``figures.py`` draws now."""
    with tempfile.TemporaryDirectory(prefix="figures-") as folder:
        draw_figures(project, module, Path(folder), timeout)
        now = drawn(Path(folder))
    kept = drawn((project.root / module).parent)
    return _file_problems(module, kept, now)


def trace_problems(project: Project, module: Path, timeout: float) -> list[Problem]:
    """Compare a topic's recordings and their still pictures with what its ``trace.py`` records now."""
    return _file_problems(module, recorded((project.root / module).parent), record(project, module, timeout))


def _file_problems(module: Path, kept: dict[str, str], now: dict[str, str]) -> list[Problem]:
    problems = []
    for name in sorted(now.keys() | kept.keys()):
        file = module.with_name(name)
        if name not in now:
            problems.append(Problem(file, 1, f"{module.as_posix()} does not draw this", "delete it, or draw it"))
        elif name not in kept:
            problems.append(Problem(file, 1, f"{module.as_posix()} draws this, but it does not exist", MEND))
        else:
            problems += _differences(file, kept[name], now[name])
    return problems
