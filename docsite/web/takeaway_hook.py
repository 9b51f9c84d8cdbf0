"""The MkDocs hook of what readers take away: it offers the files on the pages, and writes them beside these."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from docsite.source.project import Project
from docsite.source.seal import valid_seal
from docsite.web.takeaway.offer import offer, page_files, site_files
from docsite.web.takeaway.programs import link_titles, mark_scripts, shown_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from docsite.source.page import Page

ROOT = Path(__file__).resolve().parents[2]

# Names Colab's address of the branch that holds the notebooks as they are deployed; elsewhere no page speaks of Colab.
COLAB_URL = "COLAB_URL"


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Make the titles of blocks links to the files that they name, and mark the blocks of scripts."""
    source = _source(page, config)
    if source is None:
        return html
    addresses = {file: get_relative_url(file, page.url) for file in shown_files(source)}
    return link_titles(mark_scripts(html, source), addresses)


def on_page_context(
    context: TemplateContext,
    page: MkDocsPage,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001
) -> TemplateContext:
    """Tell the template what the page offers, and what the last test run has shown of it."""
    source = _source(page, config)
    offered = offer(source) if source else None
    context["takeaway"] = offered  # type: ignore[typeddict-unknown-key]
    context["colab"] = _colab(page, config, offered.notebook) if offered else None  # type: ignore[typeddict-unknown-key]
    context["seal"] = valid_seal(Project(ROOT), source.name) if source else None  # type: ignore[typeddict-unknown-key]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files."""
    for name, text in _files(config).items():
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _colab(page: MkDocsPage, config: MkDocsConfig, notebook: str) -> str | None:
    """Return the address at which Colab opens a page's notebook, or None: it reads them from a repository alone."""
    repository = os.environ.get(COLAB_URL, "").rstrip("/")
    return f"{repository}/{Path(config.docs_dir).name}/{page.url}{notebook}" if repository else None


def _files(config: MkDocsConfig) -> dict[str, str]:
    words, url = config.extra["words"], str(config.site_url)
    opening = words["notebook_opening"].format(url=config.extra["root_url"])
    pages = _pages(config)
    found = {name: text for page in pages for name, text in page_files(page, url, opening)}
    return found | site_files(pages, url, config.site_name, str(config.site_description), words["articles"])


def _pages(config: MkDocsConfig) -> list[Page]:
    return Project(ROOT).reading_order(Path(config.docs_dir).name)


def _source(page: MkDocsPage, config: MkDocsConfig) -> Page | None:
    return Project(ROOT).page(Path(config.docs_dir).name, page.file.src_uri)
