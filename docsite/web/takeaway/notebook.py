"""An article as a notebook: its prose, its blocks as cells, and below them the outputs that the tests have compared."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.source.kinds import KINDS, Rule
from docsite.source.lines import lines_of
from docsite.source.notebooks import code_cell, markdown_cell, notebook
from docsite.source.page import HEADING
from docsite.source.pieces import Drawing, Line, Listing, Pieces, quoted
from docsite.web.takeaway.drawings import standalone
from docsite.web.takeaway.programs import program, shown_files

if TYPE_CHECKING:
    from docsite.source.notebooks import Notebook
    from docsite.source.page import Page


def article_notebook(page: Page, site_url: str, opening: str) -> Notebook:
    """Return an article as a notebook that runs from top to bottom in an empty folder.

    Args:
        page: The article.
        site_url: The address of its language, which links lead to.
        opening: A line of Markdown to stand below the title.
    """
    return notebook(_Cells(page, site_url, opening).cells)


class _Cells:
    """The cells of an article, as far as they have been made."""

    def __init__(self, page: Page, site_url: str, opening: str) -> None:
        self.cells: list[Notebook] = []
        self._page = page
        self._opening = opening
        self._prose: list[Line] = []
        self._attachments: dict[str, dict[str, str]] = {}
        self._printing: Notebook | None = None
        self._written: set[str] = set()
        for piece in Pieces(page, site_url):
            self._add(piece)
        self._flush()

    def _add(self, piece: Line | Drawing | Listing) -> None:
        if isinstance(piece, Line):
            self._add_line(piece)
        elif isinstance(piece, Drawing):
            name = PurePosixPath(piece.file).name
            drawing = standalone((self._page.layout.snippets / piece.file).read_text(encoding="utf-8"))
            self._attachments[name] = {"image/svg+xml": b64encode(drawing.encode()).decode()}
            self._prose.append(piece.line(f"attachment:{name}"))
        else:
            self._add_block(piece)

    def _add_line(self, line: Line) -> None:
        """Take a line of prose; each section has a cell of its own, so that it can be folded."""
        heading = None if line.depth else HEADING.match(line.text)
        if heading and self._prose:
            self._flush()
        self._prose.append(line)
        if heading and len(heading["marks"]) == 1:
            self._prose += [Line("", 0), Line(self._opening, 0)]

    def _add_block(self, block: Listing) -> None:
        kind = KINDS.get(block.fence.kind)
        rule = kind.rule if kind else None
        if rule is Rule.EXECUTED and not self._page.shows_script(block.fence):
            self._flush()
            if block.fence.kind != "python":
                self._write_programs(block)
            self._printing = code_cell(_source(block))
            self.cells.append(self._printing)
        elif rule is Rule.COMPARED and self._printing is not None:
            self._flush()
            self._printing["outputs"] = [_printed(f"{block.text}\n")]
            self._printing = None
        else:
            self._prose += block.lines()

    def _write_programs(self, block: Listing) -> None:
        """Lay the programs that a command names into the folder: a reader of the page has saved them there."""
        for file in shown_files(self._page):
            name = PurePosixPath(file).name
            if name not in self._written and re.search(rf"(?<![-\w./]){re.escape(name)}(?![-\w])", block.text):
                self._written.add(name)
                cell = code_cell(f"%%writefile {name}\n{program(self._page, file).rstrip()}")
                cell["outputs"] = [_printed(f"Writing {name}\n")]
                self.cells.append(cell)

    def _flush(self) -> None:
        """Make a cell of the prose so far."""
        text = quoted(_at_the_margin(self._prose))
        if text:
            cell = markdown_cell(text)
            if self._attachments:
                cell["attachments"] = self._attachments
            self.cells.append(cell)
        self._prose, self._attachments = [], {}


def _source(block: Listing) -> str:
    return block.text if block.fence.kind == "python" else f"%%{block.fence.kind}\n{block.text}"


def _printed(text: str) -> dict[str, object]:
    return {"name": "stdout", "output_type": "stream", "text": lines_of(text, keepends=True)}


def _at_the_margin(lines: list[Line]) -> list[Line]:
    """Move what follows a block within a list to the left: without its item above it, it would be shown as code."""
    first = next((line for line in lines if line.text), None)
    if first is None or not first.text.startswith("    "):
        return lines
    margin = len(first.text) - len(first.text.lstrip())
    moved = list(lines)
    for index, line in enumerate(lines):
        if line.text and not line.text.startswith(" " * margin):
            break
        moved[index] = Line(line.text[margin:], line.depth)
    return moved
