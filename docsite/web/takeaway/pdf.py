"""Writes the book of each language beside its pages, and lets a browser make a PDF of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.browser import find_browser
from docsite.source.pieces import address
from docsite.source.project import HOME, Project
from docsite.web.takeaway.book import BuiltPage, Cover, book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig

BOOK = "print"  # the folder of the book among those of the pages
FOOTER = (
    '<div style="width: 100%; font-size: 8px; text-align: center; color: #575c63">'
    '<span class="pageNumber"></span></div>'
)

# Paper shows no image that waits for its reader to come near.
READY = """async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await Promise.all(images.map((image) => image.decode()));
    await document.fonts.ready;
}"""


def write_books(root: Path, configs: Sequence[MkDocsConfig]) -> None:
    """Write the books of the languages that were built with ``configs``."""
    project = Project(root)
    for config in configs:
        language, site = Path(config.docs_dir).name, Path(config.site_dir)
        names = [address(page.name) for page in project.reading_order(language) if page.name != HOME]
        pages = [
            BuiltPage(name.rstrip("/"), f"{config.site_url}{name}", (site / name / "index.html").read_text("utf-8"))
            for name in names
        ]
        folder = site / BOOK
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(book(_cover(config, language), pages), encoding="utf-8")


def _cover(config: MkDocsConfig, language: str) -> Cover:
    return Cover(
        language,
        config.site_name,
        str(config.site_description),
        str(config.site_url),
        str(config.copyright),
        config.extra["words"]["contents"],
        "../../assets/book.css",
        "../../assets/favicon.svg",
    )


def print_book(page: Path, pdf: Path) -> None:
    """Let Chromium make a PDF of a book, with bookmarks and tags for those who listen.

    Args:
        page: The built book.
        pdf: The file to write.

    Raises:
        BrowserError: No browser is installed, or Playwright is not.
    """
    browser = find_browser("PDF")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - comes with the tests, not with the site

    pdf.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--allow-file-access-from-files"]
        )
        tab = chromium.new_page()
        tab.goto(page.resolve().as_uri())
        tab.evaluate(READY)
        tab.pdf(
            path=pdf,
            prefer_css_page_size=True,
            print_background=True,
            outline=True,
            tagged=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
        )
        chromium.close()
