"""What a page offers to take away, and the files that this needs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.source.kinds import PROSE_SUFFIXES
from docsite.source.labs import LabPage
from docsite.source.notebooks import dump
from docsite.source.pieces import address
from docsite.source.plain import markdown
from docsite.source.project import HOME
from docsite.web.takeaway.drawings import standalone
from docsite.web.takeaway.notebook import article_notebook
from docsite.web.takeaway.programs import program, shown_files
from docsite.web.takeaway.text import Site, entry, llms_full_txt, llms_txt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docsite.source.page import Page

MARKDOWN = "index.md"  # beside the `index.html` of its page


@dataclass(frozen=True)
class Offer:
    """What the section at the end of a page leads to.

    Attributes:
        notebook: The name of the notebook, which lies beside the page.
        programs: The files that the page shows, each with its address below that of the language.
    """

    notebook: str
    programs: dict[str, str]


def offer(page: Page) -> Offer | None:
    """Return what a page offers; the front page and one without code offer nothing."""
    if isinstance(page, LabPage):
        return Offer(page.name, {})
    if page.name == HOME or not any(fence.kind == "python" for fence in page.fences):
        return None
    programs = {PurePosixPath(file).name: file for file in shown_files(page)}
    return Offer(f"{page.stem}.ipynb", programs)


def page_files(page: Page, site_url: str, opening: str) -> Iterator[tuple[str, str]]:
    """Yield the files that readers of a page can take, each with its address below that of the language.

    Args:
        page: The page.
        site_url: The address of its language, with a slash at the end.
        opening: The line that stands below the title of a notebook.
    """
    yield address(page.name) + MARKDOWN, markdown(page, site_url)
    for file in shown_files(page):
        yield file, program(page, file)
    for include in page.prose_includes:
        if PurePosixPath(include.file).suffix in PROSE_SUFFIXES - {".md"}:
            yield include.file, standalone((page.layout.snippets / include.file).read_text(encoding="utf-8"))
    offered = offer(page)
    if offered and not isinstance(page, LabPage):
        notebook = article_notebook(page, site_url, opening)
        yield address(page.name) + offered.notebook, dump(notebook)


def site_files(pages: Sequence[Page], site_url: str, name: str, description: str, heading: str) -> dict[str, str]:
    """Return the lists of the pages of a language, each with its address below that of the language.

    Args:
        pages: The pages.
        site_url: The address of the language.
        name: The name of the site.
        description: What it is.
        heading: What stands above the list.
    """
    site = Site(name, description, heading, [entry(page, site_url) for page in pages if page.name != HOME])
    texts = [markdown(page, site_url) for page in pages if page.name != HOME]
    return {"llms.txt": llms_txt(site), "llms-full.txt": llms_full_txt(site, texts)}
