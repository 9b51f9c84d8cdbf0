"""What becomes of a lab: its stored results, the notebook for the readers of a language, and the page of the site.

`snippets/<topic>/lab.ipynb` holds the executed code cells, and no prose: an edited sentence makes no result stale.
Building the site executes nothing.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from docsite.source.lines import lines_of
from docsite.source.problems import ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

    from docsite.source.labs import Cell, Lab, LabPage

Notebook = dict[str, Any]
Output = dict[str, Any]

MEND = "make outputs"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
HEADING_MARK = re.compile(r"^(#+ .*?)\s*\{#[-\w]+\}$", re.MULTILINE)
PAGE_LINK = re.compile(r"\]\((?P<name>\w+)\.(?:md|ipynb)(?P<fragment>#[-\w]+)?\)")
START, END = '<script type="text/markdown">', "</script>"


def results_file(lab: Lab) -> Path:
    """Return where the results of a lab are stored, relative to the root."""
    return lab.path.with_suffix(".ipynb")


def code_notebook(lab: Lab, outputs: list[list[Output]] | None = None) -> Notebook:
    """Return the code cells as a notebook, with their outputs."""
    return notebook([code_cell(cell.source, shown) for cell, shown in _with_outputs(lab, outputs)])


def notebook(cells: list[Notebook]) -> Notebook:
    """Return a notebook of cells, which it numbers: the ids that Jupyter draws at random would differ each time."""
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def code_cell(source: str, outputs: list[Output] | None = None) -> Notebook:
    """Return a cell of code with what it shows."""
    lines = lines_of(source, keepends=True)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": outputs or [], "source": lines}


def markdown_cell(source: str, metadata: dict[str, object] | None = None) -> Notebook:
    """Return a cell of prose."""
    return {"cell_type": "markdown", "metadata": metadata or {}, "source": lines_of(source, keepends=True)}


def dump(content: Notebook) -> str:
    """Return a notebook as it is stored: one line for each line of a cell, so that a diff can be read."""
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def stored_outputs(lab: Lab) -> list[list[Output]]:
    """Return the outputs of each code cell, as they were when `make outputs` last ran.

    Raises:
        ProblemsError: There are none, or the code has changed since.
    """
    path = lab.layout.root / results_file(lab)
    if not path.is_file():
        raise ProblemsError([lab.problem(1, f"there are no results of this lab: no {results_file(lab).name}", MEND)])
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    known = ["".join(cell["source"]) for cell in cells]
    for cell, source in zip(lab.code, known, strict=False):
        if cell.source != source:
            raise ProblemsError([lab.problem(cell.line, "stale: this cell has changed since it was executed", MEND)])
    if len(known) != len(lab.code):
        message = f"stale: this lab has {len(lab.code)} code cells, its results are of {len(known)}"
        raise ProblemsError([lab.problem(1, message, MEND)])
    return [cell["outputs"] for cell in cells]


def notebook_for(page: LabPage, site_url: str) -> Notebook:
    """Return the executed notebook that readers of a language take away.

    Args:
        page: The lab in that language.
        site_url: The address of the site in that language, which the notebook's links lead to.

    Raises:
        ProblemsError: The results are missing or stale.
    """
    outputs = iter(stored_outputs(page.lab))
    cells: list[Notebook] = []
    for cell in page.lab.cells:
        if not cell.markdown:
            cells.append(code_cell(cell.source, next(outputs)))
        elif cell.tags == (page.language,):
            cells.append(_markdown(cell, site_url))
            if cell.alt:
                cells[-2]["metadata"]["alt"] = cell.alt
    return notebook(cells)


def page_markdown(exported: str, site_url: str, download: str) -> str:
    """Return the Markdown of a lab's page.

    Args:
        exported: What mkdocs-jupyter made of it by `docsite/web/jupyter`: Markdown in a <script>, then styles.
        site_url: The address that the notebook's links lead to; on the page they are links between pages again.
        download: The HTML that stands below title and description.
    """
    text = exported.partition(START)[2].partition(END)[0]
    text = re.sub(rf"\]\({re.escape(site_url)}(\w+)/(#[-\w]+)?\)", r"](\1.md\2)", text)
    title, description, rest = text.lstrip().split("\n\n", 2)
    return f"{title}\n\n{description}\n\n{download}\n\n{rest}"


def download_link(name: str, words: str) -> str:
    """Return the link by which readers take the notebook; it lies beside the page."""
    return f'<p class="lab-download"><a href="{name}" download>{html.escape(words)}</a></p>'


def _with_outputs(lab: Lab, outputs: list[list[Output]] | None) -> list[tuple[Cell, list[Output]]]:
    return list(zip(lab.code, outputs or [[] for _ in lab.code], strict=True))


def _markdown(cell: Cell, site_url: str) -> Notebook:
    """Return a cell of prose; the id of its heading, which Markdown in Jupyter does not know, goes to the metadata."""
    text = HEADING_MARK.sub(r"\1", cell.source)
    text = PAGE_LINK.sub(lambda link: f"]({site_url}{link['name']}/{link['fragment'] or ''})", text)
    metadata: dict[str, object] = {"anchor": cell.id} if cell.id else {"caption": True} if cell.alt else {}
    return markdown_cell(text, metadata)
