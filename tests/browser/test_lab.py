"""The labs in a real browser: pages like any other, in their own language, with a notebook to take away."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from docsite.source.labs import LabPage
from docsite.source.project import Project
from tests.browser.conftest import Reader, load
from tests.browser.test_in_browser import first_result
from tests.conftest import ROOT, Site

LABS = [page for page in Project(ROOT).pages.values() if isinstance(page, LabPage)]
WORDS = {"en": "Download this lab", "zh": "下载本实验"}

LIGHTNESS = """element => {
    const [r, g, b] = getComputedStyle(element).fill.match(/\\d+/g).map(Number);
    return (r + g + b) / 3;
}"""

every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: f"{lab.language}-{lab.lab.name}")


def address(site: Site, lab: LabPage) -> str:
    return f"{site.url}{lab.language}/{lab.lab.name}/"


@every_lab
def test_title_navigation_and_search_are_in_the_readers_language(
    site: Site, reader: Callable[..., Reader], lab: LabPage
) -> None:
    title = str(lab.meta["title"])
    page = reader(viewport={"width": 800, "height": 850}).page
    load(page, address(site, lab))
    assert page.title().startswith(title)
    expect(page.locator("article h1")).to_contain_text(title)
    expect(page.locator(".md-sidebar--primary .md-nav__link--active .md-ellipsis").first).to_have_text(title)
    load(page, f"{site.url}{lab.language}/")
    page.locator("label[for=__search]:visible").first.click()
    page.locator(".md-search__input").press_sequentially(title)
    expect(first_result(page)).to_have_attribute("href", re.compile(rf"/{lab.language}/{lab.lab.name}/"))
    expect(first_result(page).locator("h1")).to_have_text(title)


@every_lab
def test_contents_lead_to_the_sections(site: Site, reader: Callable[..., Reader], lab: LabPage) -> None:
    page = reader(viewport={"width": 1350, "height": 850}).page
    load(page, address(site, lab))
    links = page.locator(".md-sidebar--secondary a.md-nav__link")
    sections = [heading for heading in lab.headings if heading.level > 1]
    expect(links).to_have_text([heading.text for heading in sections])
    links.last.click()
    expect(page.locator(f"h2#{sections[-1].id}")).to_be_in_viewport()


@every_lab
def test_the_notebook_can_be_downloaded(site: Site, reader: Callable[..., Reader], lab: LabPage) -> None:
    """Also after instant navigation, from which it has to be spared."""
    one = reader(accept_downloads=True)
    load(one.page, f"{site.url}{lab.language}/")
    one.page.locator(".card a", has_text=str(lab.meta["title"])).click()
    link = one.page.locator(".lab-download a")
    expect(link).to_contain_text(WORDS[lab.language])
    with one.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == lab.name
    notebook = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert str(lab.meta["title"]) in notebook["cells"][0]["source"][0]
    assert one.errors == []


@every_lab
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plots_follow_the_scheme(site: Site, reader: Callable[..., Reader], lab: LabPage, scheme: str) -> None:
    one = reader(viewport={"width": 412, "height": 850}, color_scheme=scheme)
    load(one.page, address(site, lab))
    figures = one.page.locator("figure").all()
    assert figures
    for figure in figures:
        figure.scroll_into_view_if_needed()
        plot = figure.locator("svg")
        expect(plot).to_be_visible()
        assert (plot.locator("text").first.evaluate(LIGHTNESS) > 128) == (scheme == "dark")
        assert (plot.locator("path").first.evaluate(LIGHTNESS) > 128) == (scheme == "light")
    assert one.foreign == []
    assert one.errors == []


@every_lab
def test_plots_are_named_in_the_readers_language(site: Site, reader: Callable[..., Reader], lab: LabPage) -> None:
    page = reader().page
    load(page, address(site, lab))
    captions = [cell for cell in lab.lab.cells if cell.alt and cell.tags == (lab.language,)]
    figures = page.locator("figure")
    expect(figures).to_have_count(len(captions))
    for figure, cell in zip(figures.all(), captions, strict=True):
        expect(figure.locator("[role=img]")).to_have_attribute("aria-label", cell.alt)
        expect(figure.locator("figcaption")).to_have_text(cell.source)


@every_lab
def test_the_page_is_light(site: Site, lab: LabPage) -> None:
    """What is only the lab's: its text, its code and its plots, as they go over the wire."""
    page = site.out / lab.language / lab.lab.name / "index.html"
    assert len(gzip.compress(page.read_bytes())) < 40 * 1024
