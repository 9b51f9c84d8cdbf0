"""What is wrong with labs: how their cells are written, and what their stored results are no more."""

from __future__ import annotations

import difflib
import json
from itertools import islice
from typing import TYPE_CHECKING

from docsite.execution.labs import record_lab
from docsite.source.labs import LOOKS_LIKE_MARKER, MARKER, OPTION, OPTIONS, Cell
from docsite.source.lines import lines_of
from docsite.source.notebooks import code_notebook, dump, results_file, stored_outputs
from docsite.source.page import HEADING
from docsite.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.labs import Lab

MEND = "make outputs"


def check_cells(lab: Lab) -> Iterator[Problem]:
    """Every cell has its kind, every Markdown cell its language, and each language as many of them at each place."""
    if not lab.cells or lab.cells[0].line != 1:
        yield lab.problem(1, "a lab begins with a cell", "begin with `# %% [markdown] tags=[…]`")
    for number, line in enumerate(lab.lines, start=1):
        if LOOKS_LIKE_MARKER.match(line):
            yield from _marker_problems(lab, number, line)
    for cell in lab.cells:
        yield from _cell_problems(lab, cell)
    yield from _order_problems(lab)


def _marker_problems(lab: Lab, number: int, line: str) -> Iterator[Problem]:
    match = MARKER.match(line)
    rest = OPTION.sub("", match["rest"] or "") if match else line
    keys = {found["key"] for found in OPTION.finditer(line)}
    if rest.strip() or keys - OPTIONS:
        mend = 'write `# %%`, or `# %% [markdown] tags=["en"]`, and `alt="…"` behind it for a caption'
        yield lab.problem(number, f"not how a cell begins: {line}", mend)


def _cell_problems(lab: Lab, cell: Cell) -> Iterator[Problem]:
    languages = lab.layout.languages
    if not cell.source.strip():
        yield lab.problem(cell.line, "this cell is empty")
    if not cell.markdown and (cell.tags or cell.alt):
        yield lab.problem(cell.line, "code is the same in all languages: a code cell has no tags and no alt text")
    if cell.markdown and not (len(cell.tags) == 1 and cell.tags[0] in languages):
        known = " or ".join(f'tags=["{language}"]' for language in languages)
        yield lab.problem(cell.line, "this Markdown cell does not say its language", f"write {known} behind [markdown]")
    for number, line in enumerate(cell.lines, start=cell.line + 1):
        if cell.markdown and line.strip() and not line.startswith("#"):
            yield lab.problem(number, f"code in a Markdown cell: {line}", "open a code cell with `# %%`")
    for number, text in enumerate(lines_of(cell.source)[1:], start=cell.line + 2):
        if cell.markdown and HEADING.match(text):
            yield lab.problem(number, "a heading opens its cell; this one stands inside", "open a new cell above it")


def _order_problems(lab: Lab) -> Iterator[Problem]:
    """Between two code cells each language has as many Markdown cells as the others, of the same kinds."""
    languages = lab.layout.languages
    seen: dict[str, list[str]] = {language: [] for language in languages}
    for cell in [*lab.cells, Cell(len(lab.lines), markdown=False, tags=(), alt="", lines=())]:
        if cell.markdown:
            for language in cell.tags:
                seen.setdefault(language, []).append("caption" if cell.alt else cell.id or "text")
        elif len({tuple(kinds) for kinds in seen.values()}) > 1:
            shown = "; ".join(f"{language}: {', '.join(kinds) or 'none'}" for language, kinds in seen.items())
            yield lab.problem(
                cell.line, f"the Markdown cells above here differ: {shown}", "write what a language lacks"
            )
            return
        else:
            seen = {language: [] for language in languages}


def result_problems(lab: Lab, timeout: float) -> Iterator[Problem]:
    """Compare a lab's stored results with what it shows now."""
    before = stored_outputs(lab)
    now = [cell["outputs"] for cell in json.loads(record_lab(lab, timeout))["cells"]]
    for cell, old, new in zip(lab.code, before, now, strict=True):
        if old != new:
            before_lines, lines = (lines_of(json.dumps(shown, indent=1, ensure_ascii=False)) for shown in (old, new))
            changes = difflib.unified_diff(before_lines, lines, "recorded", "shown now", lineterm="", n=0)
            shown = "\n".join(islice(changes, 12))
            yield lab.problem(cell.line, f"stale: this cell shows something else now\n{shown}", MEND)
    if (lab.layout.root / results_file(lab)).read_text(encoding="utf-8") != dump(code_notebook(lab, before)):
        yield Problem(results_file(lab), 1, "this is not as `make outputs` writes it", MEND)
