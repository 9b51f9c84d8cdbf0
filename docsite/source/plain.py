"""A page as Markdown that needs nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsite.source.labs import LabPage
from docsite.source.notebooks import notebook_for
from docsite.source.pieces import Drawing, Line, Listing, Pieces, quoted

if TYPE_CHECKING:
    from docsite.source.page import Page


def markdown(page: Page, site_url: str) -> str:
    """Return a page as Markdown, with code, outputs and TeX.

    Args:
        page: The page.
        site_url: The address of its language, which links and images lead to.
    """
    if isinstance(page, LabPage):
        return _lab(page, site_url)
    lines: list[Line] = []
    for piece in Pieces(page, site_url):
        if isinstance(piece, Line):
            lines.append(piece)
        elif isinstance(piece, Drawing):
            lines.append(piece.line(site_url + piece.file))
        elif isinstance(piece, Listing):
            lines += piece.lines()
    return quoted(lines) + "\n"


def _lab(page: LabPage, site_url: str) -> str:
    """Return a lab as Markdown; for its plots, which are no files, stands what they show."""
    parts = []
    for cell in notebook_for(page, site_url)["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        printed = (output["text"] for output in cell.get("outputs", []) if output["output_type"] == "stream")
        parts += [f"```text\n{''.join(text).rstrip()}\n```" for text in printed]
        if alt := cell["metadata"].get("alt"):
            parts.append(f"({alt})")
    return "\n\n".join(parts) + "\n"
