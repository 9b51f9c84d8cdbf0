"""The book of each language holds all of its pages."""

from __future__ import annotations

import re

import pytest

from docsite.build import LANGUAGES
from tests.conftest import ROOT, Site, page_names

NUMBER = re.compile(r'class="formula__number" href="#([^"]+)">\((\d+(?:\.\d+)?)\)')


def text_of(site: Site, name: str) -> str:
    return (site.out / name / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_book_holds_every_page_with_its_formulas_blocks_and_solutions(site: Site, language: str) -> None:
    made = text_of(site, f"{language}/print")
    names = [name for name in page_names() if name.startswith(f"{language}/") and name != f"{language}/"]
    chapters = re.findall(r'<section class="book__chapter" id="([^"]+)"', made)
    assert [f"{language}/{chapter}/" for chapter in chapters] == names
    pages = [text_of(site, name) for name in names]
    for part in ('<div class="formula"', "<pre>", "<figure", "<details", "<table"):
        assert made.count(part) == sum(page.count(part) for page in pages), part
    assert made.count("<details open") == made.count("<details")
    assert "<script" not in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_have_the_number_of_their_page_behind_that_of_their_chapter(site: Site, language: str) -> None:
    numbers = dict(NUMBER.findall(text_of(site, f"{language}/print")))
    names = [name for name in page_names() if name.startswith(f"{language}/") and name != f"{language}/"]
    expected = {
        f"{name.split('/')[1]}--{identity}": f"{chapter}.{number}"
        for chapter, name in enumerate(names, start=1)
        for identity, number in NUMBER.findall(text_of(site, name))
    }
    assert numbers == expected
    shown = sum(
        path.read_text(encoding="utf-8").count("formulas.py:") for path in (ROOT / "docs" / language).glob("*.md")
    )
    assert len(numbers) == shown > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_book_loads_its_styles_and_no_search_finds_it(site: Site, language: str) -> None:
    for path in (site.out / language).rglob("index.html"):
        assert ("book.css" in path.read_text(encoding="utf-8")) == (path.parent.name == "print")
    assert '<meta name="robots" content="noindex">' in text_of(site, f"{language}/print")
    assert "print/" not in (site.out / language / "sitemap.xml").read_text(encoding="utf-8")
