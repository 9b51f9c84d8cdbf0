"""Executes labs, and holds their stored results against what they show now."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.drawings import UnknownColourError, tidy
from docsite.execution.printable import character_fault
from docsite.execution.processes import clean_environment, run_group
from docsite.source.lines import lines_of
from docsite.source.notebooks import code_notebook, dump
from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.labs import Cell, Lab
    from docsite.source.notebooks import Notebook, Output

CHILDREN = Path(__file__).with_name("children")


def execute(notebook: Notebook, timeout: float, *, plain: bool = False) -> Notebook:
    """Return a notebook as Jupyter executes it, in an empty folder that does not see this checkout.

    Args:
        notebook: The notebook; its outputs, if any, are replaced.
        timeout: How many seconds each cell may take.
        plain: Leave Matplotlib's and Jupyter's settings as a reader has them, not as the site wants its plots.

    Raises:
        RuntimeError: It came to no end.
    """
    with tempfile.TemporaryDirectory(prefix="lab-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        file, work = home / "notebook.ipynb", home / "work"
        work.mkdir()
        file.write_text(dump(notebook), encoding="utf-8")
        if not plain:
            _lay_settings(home, work)
        command = [sys.executable, str(CHILDREN / "notebook.py"), str(file), str(int(timeout))]
        # Time for all cells: it is the script that has to end a kernel that hangs, for that is in a group of its own.
        limit = timeout * (len(notebook["cells"]) + 1)
        done = run_group(command, cwd=work, environment=clean_environment(home), timeout=limit)
        if done.status != 0:
            raise RuntimeError(done.said or "it was stopped")
        executed: Notebook = json.loads(file.read_text(encoding="utf-8"))
    for cell in executed["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = list(_joined(cell["outputs"]))
    return executed


def _joined(outputs: list[Output]) -> Iterator[Output]:
    """Yield the outputs, those of one stream without a break as one: how many they were depends on the time.

    nbclient's own `coalesce_streams` also moves what is printed below a plot above it.
    """
    for name, pieces in groupby(outputs, key=lambda output: output.get("name")):
        if name is None:
            yield from pieces
        else:
            printed = "".join("".join(piece["text"]) for piece in pieces)
            yield {"name": name, "output_type": "stream", "text": lines_of(printed, keepends=True)}


def _lay_settings(home: Path, work: Path) -> None:
    """Put the settings of the site's plots to where the kernel and Matplotlib look for them."""
    profile = home / ".ipython/profile_default"
    profile.mkdir(parents=True)
    shutil.copy(CHILDREN / "ipython_kernel_config.py", profile)
    shutil.copy(CHILDREN / "matplotlibrc", work)


def record_lab(lab: Lab, timeout: float) -> str:
    """Execute a lab and return the text of its results' file.

    Raises:
        ProblemsError: It fails, warns, or shows what the page cannot show.
    """
    try:
        return results(lab, execute(code_notebook(lab), timeout))
    except RuntimeError as error:
        raise ProblemsError([lab.problem(1, f"this lab comes to no end: {error}")]) from error


def results(lab: Lab, executed: Notebook) -> str:
    """Return the text of the results' file of an executed lab: nothing in it differs from run to run.

    Raises:
        ProblemsError: It holds what the page cannot show.
    """
    outputs: list[list[Output]] = []
    for number, (cell, done) in enumerate(zip(lab.code, executed["cells"], strict=True), start=1):
        shown = done["outputs"]
        if faults := list(_output_faults(lab, cell, shown)):
            raise ProblemsError(faults)  # what stands below a cell that fails was not executed
        outputs.append([_kept(output, f"{lab.topic}-{number}", lab, cell) for output in shown])
    return dump(code_notebook(lab, outputs))


def _output_faults(lab: Lab, cell: Cell, outputs: list[Output]) -> Iterator[Problem]:
    plots = 0
    for output in outputs:
        kind = output["output_type"]
        if kind == "error":
            yield lab.problem(cell.line, f"this cell fails: {output['ename']}: {output['evalue']}")
        elif kind == "stream":
            yield from _stream_faults(lab, cell, output["name"], "".join(output["text"]))
        elif kind == "display_data" and "image/svg+xml" in output["data"]:
            plots += 1
        else:
            yield lab.problem(cell.line, f"no page can show this output: {kind}", "print it, or plot it")
    captioned = bool(_caption_below(lab, cell))
    if plots > 1:
        yield lab.problem(cell.line, f"this cell draws {plots} plots; a caption is for one", "split the cell")
    elif plots and not captioned:
        yield lab.problem(
            cell.line, "this plot has no caption", 'write one below: `# %% [markdown] tags=["en"] alt="…"`'
        )
    elif captioned and not plots:
        yield lab.problem(cell.line, "a caption stands below this cell, but it draws nothing")
    if plots and outputs[-1]["output_type"] != "display_data":
        yield lab.problem(cell.line, "this cell prints below its plot; the caption belongs there", "print above it")


def _stream_faults(lab: Lab, cell: Cell, name: str, text: str) -> Iterator[Problem]:
    if name == "stderr":
        yield lab.problem(cell.line, f"this cell warns: {text.strip()}")
    elif fault := character_fault(text):
        yield lab.problem(cell.line, fault.message, fault.mend)


def _caption_below(lab: Lab, cell: Cell) -> str:
    index = lab.cells.index(cell) + 1
    return lab.cells[index].alt if index < len(lab.cells) else ""


def _kept(output: Output, prefix: str, lab: Lab, cell: Cell) -> Output:
    """Return what is stored of an output."""
    if output["output_type"] != "display_data":
        return output
    try:
        drawing = tidy("".join(output["data"]["image/svg+xml"]), prefix)
    except UnknownColourError as error:
        raise ProblemsError([lab.problem(cell.line, str(error), "use C0 to C3, gray or no colour")]) from error
    return {**output, "data": {"image/svg+xml": lines_of(drawing, keepends=True)}, "metadata": {}}
