"""The copy for readers without a network, opened from a folder: no server, and nothing that asks for one."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from docsite.web.build import LANGUAGES
from docsite.web.playground.runner import FOLDER as RUN
from tests.browser.conftest import PLACE, READ_ON, load, press
from tests.conftest import ROOT, Site


@dataclass
class Visit:
    """A tab, and all that it has complained of or asked for elsewhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack the built site as `make offline` does, and unpack it."""
    place = tmp_path_factory.mktemp("离线 copy")  # a folder as readers have them
    command = [sys.executable, "-m", "docsite", "offline", "--site", str(site.out), "--out", str(place / "a.zip")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(place / "a.zip") as packed:
        packed.extractall(place)
    return place / "notes-that-run"


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Callable[..., Visit]]:
    """Open pages of the copy; at the end, nothing must have failed and no other place been asked."""
    visits: list[Visit] = []

    def start(name: str) -> Visit:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(15_000)
        one = Visit(context.new_page())
        visits.append(one)

        def complain(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                one.complaints.append(message.text)

        def look(asked: Request) -> None:
            if not asked.url.startswith(("file:", "data:", "blob:")):
                one.complaints.append(asked.url)

        def fail(failed: Request) -> None:
            if failed.failure != "net::ERR_ABORTED":  # as it is when the reader leaves before a page is complete
                one.complaints.append(f"{failed.failure}: {failed.url}")

        context.on("console", complain)
        context.on("weberror", lambda error: one.complaints.append(str(error.error)))
        context.on("request", look)
        context.on("requestfailed", fail)
        load(one.page, (folder / name).as_uri())
        return one

    yield start
    for one in visits:
        one.page.context.close()
    assert [one.complaints for one in visits] == [[]] * len(visits)


def test_what_runs_python_stays_away(folder: Path) -> None:
    """A page that was opened as a file may not start it."""
    assert not (folder / RUN).exists()


def test_from_the_first_page_to_an_article_and_its_sister(visit: Callable[..., Visit], folder: Path) -> None:
    page = visit("index.html").page
    page.get_by_role("link", name="English").click()
    page.wait_for_url((folder / "en/index.html").as_uri())
    page.locator(".card a[href*='maximum_gap']").click()
    page.wait_for_url((folder / "en/maximum_gap/index.html").as_uri())
    page.locator(".site-language").click()
    page.wait_for_url((folder / "zh/maximum_gap/index.html").as_uri())
    page.locator("a[href$='#buckets']:visible").first.click()
    page.wait_for_url("**/zh/maximum_gap/index.html#buckets")


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_have_their_fonts(visit: Callable[..., Visit], language: str) -> None:
    page = visit(f"{language}/random_walk/index.html").page
    drawn = page.evaluate(
        """async () => {
            await document.fonts.ready;
            return [...document.fonts].filter(face => face.family.startsWith("MJX")).map(face => face.status);
        }"""
    )
    assert "loaded" in drawn
    assert "error" not in drawn


def test_back_leads_to_the_line_that_was_read(visit: Callable[..., Visit], folder: Path) -> None:
    page = visit("zh/maximum_gap/index.html").page
    page.evaluate(READ_ON)
    index, top = page.evaluate(PLACE)
    page.locator(".site-language").dispatch_event("click")
    page.wait_for_url((folder / "en/maximum_gap/index.html").as_uri())
    page.go_back()
    page.wait_for_function(f"(([index, top]) => index === {index} && Math.abs(top - {top}) < 3)(({PLACE})())")


def test_scripts_work(visit: Callable[..., Visit]) -> None:
    page = visit("en/maximum_gap/index.html").page
    press(page.locator(".takeaway__copy"))
    expect(page.locator(".takeaway__copy")).to_have_text("Copied")
    assert "def maximum_gap_exact" in page.evaluate("navigator.clipboard.readText()")
    block = page.locator("[data-run]").first
    block.hover()
    block.locator("[data-md-type=copy]").click()
    expect(page.locator(".md-dialog")).to_have_text("Copied to clipboard")
    button = page.locator(".formula__copy").first
    button.scroll_into_view_if_needed()
    button.click()
    expect(page.locator(".formula__status")).to_have_text("Copied")
    assert r"\sum" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("language", "says"), [("en", "Search works online only"), ("zh", "搜索只在联网的网站上可用")])
def test_search_says_that_it_does_not_work(visit: Callable[..., Visit], language: str, says: str) -> None:
    search = visit(f"{language}/maximum_gap/index.html").page.locator(".md-search__input")
    expect(search).to_be_disabled()
    expect(search).to_have_attribute("placeholder", says)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_and_every_link_leads_to_a_file(
    visit: Callable[..., Visit], folder: Path, language: str
) -> None:
    for path in sorted((folder / language).rglob("*.html")):
        page = visit(path.relative_to(folder).as_posix()).page
        links = page.evaluate("[...document.querySelectorAll('a[href], link[href]')].map(link => link.href)")
        ours = {link.partition("#")[0] for link in links if link.startswith("file:")}
        assert ours
        missing = [link for link in ours if not file_of(link).is_file()]
        assert missing == [], path


def file_of(url: str) -> Path:
    return Path(url2pathname(urlsplit(url).path))
