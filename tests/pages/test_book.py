"""The book of each language holds all of its pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docsite.web.build import LANGUAGES
from tests.conftest import ROOT, Site, page_names
from tests.pages.test_site import Document, parse

NUMBER = re.compile(r'<a class="?formula__number"? href="?#([^">]+)"?>\((\d+(?:\.\d+)?)\)')


def names(language: str) -> list[str]:
    """Return the pages of a language that are chapters, in their order."""
    return [name for name in page_names() if name.startswith(f"{language}/") and name != f"{language}/"]


def file(site: Site, name: str) -> Path:
    return site.out / name / "index.html"


def numbers(site: Site, name: str) -> dict[str, str]:
    """Return the numbers of a page's formulas, by their ids."""
    return dict(NUMBER.findall(file(site, name).read_text(encoding="utf-8")))


def count(document: Document) -> list[int]:
    """Count what a chapter must not lose."""
    formulas = sum(div.get("class") == "formula" for div in document.all("div"))
    return [formulas, *(len(document.all(tag)) for tag in ("pre", "figure", "details", "table", "h2", "h3"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_book_holds_every_page_with_its_formulas_blocks_and_solutions(site: Site, language: str) -> None:
    made = parse(file(site, f"{language}/print"))
    chapters = [part["id"] for part in made.all("section") if part.get("class") == "book__chapter"]
    assert [f"{language}/{chapter}/" for chapter in chapters] == names(language)
    pages = [parse(file(site, name)) for name in names(language)]
    offers = sum(part.get("class") == "takeaway" for page in pages for part in page.all("section"))
    expected = [sum(counts) for counts in zip(*map(count, pages), strict=True)]
    expected[-2] -= offers  # the heading of what only the site offers
    assert count(made) == expected
    assert all("open" in details for details in made.all("details"))
    assert not made.all("script")


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_have_the_number_of_their_page_behind_that_of_their_chapter(site: Site, language: str) -> None:
    found = numbers(site, f"{language}/print")
    assert found == {
        f"{name.split('/')[1]}--{identity}": f"{chapter}.{number}"
        for chapter, name in enumerate(names(language), start=1)
        for identity, number in numbers(site, name).items()
    }
    sources = (ROOT / "docs" / language).glob("*.md")
    assert len(found) == sum(path.read_text(encoding="utf-8").count("formulas.py:") for path in sources) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_book_loads_its_styles_and_no_search_finds_it(site: Site, language: str) -> None:
    for path in (site.out / language).rglob("index.html"):
        assert ("book.css" in path.read_text(encoding="utf-8")) == (path.parent.name == "print")
    assert parse(file(site, f"{language}/print")).meta("robots") == ["noindex"]
    assert "print/" not in (site.out / language / "sitemap.xml").read_text(encoding="utf-8")
