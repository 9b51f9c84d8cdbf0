"""A page as Markdown that needs nothing beside it, and the lists of these files for programs that read sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docsite.source.labs import LabPage
from docsite.source.notebooks import notebook_for
from docsite.web.takeaway.pieces import Block, Drawing, Line, Pieces, address, quoted

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
        elif isinstance(piece, Block):
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


@dataclass(frozen=True)
class Entry:
    """A page in a list of pages."""

    title: str
    description: str
    address: str


@dataclass(frozen=True)
class Site:
    """A site in one language, with its pages below a heading."""

    name: str
    description: str
    heading: str
    entries: Sequence[Entry]


def entry(page: Page, site_url: str) -> Entry:
    """Return what a list tells of a page: its address is that of its Markdown."""
    title, description = str(page.meta.get("title", "")), str(page.meta.get("description", ""))
    return Entry(title, description, f"{site_url}{address(page.name)}index.md")


def llms_txt(site: Site) -> str:
    """Return `llms.txt`, as https://llmstxt.org has it."""
    rows = "\n".join(f"- [{entry.title}]({entry.address}): {entry.description}" for entry in site.entries)
    return f"# {site.name}\n\n> {site.description}\n\n## {site.heading}\n\n{rows}\n"


def llms_full_txt(site: Site, pages: Sequence[str]) -> str:
    """Return `llms-full.txt`: the Markdown of all pages of a language in one file."""
    return "\n\n".join([f"# {site.name}", f"> {site.description}", *(page.rstrip() for page in pages)]) + "\n"
