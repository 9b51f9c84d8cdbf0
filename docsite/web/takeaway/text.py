"""The lists of the pages' Markdown, for programs that read sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docsite.source.pieces import address

if TYPE_CHECKING:
    from docsite.source.page import Page


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
