"""Each button that copies, also where browsers give scripts no clipboard: over plain http, as on an intranet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from tests.browser.conftest import load, press
from tests.conftest import SUB_PATH, Site

HOST = "http://notes.intranet/"  # no address of this machine itself, which browsers trust as they do https
REFUSED = "document.execCommand = () => false"
PAGES = ("en/random_walk/", "zh/random_walk/")
DONE = {"en": "Copied", "zh": "已复制"}
FAILED = {
    "en": "Your browser does not let this page copy. Select the text and copy it with the keyboard.",
    "zh": "浏览器不允许本页复制。请选中文字，再用键盘复制。",
}


@pytest.fixture
def intranet(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A reader who has the site from another host, by plain http."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    context.grant_permissions(["clipboard-read"], origin=site.url)

    def answer(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(f"{HOST}{SUB_PATH}", site.url)))

    context.route(f"{HOST}**", answer)
    yield context
    context.unroute_all(behavior="ignoreErrors")  # an answer may still be under way
    context.close()


def opened(context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    load(page, f"{HOST}{SUB_PATH}{name}")
    assert page.evaluate("[isSecureContext, Boolean(navigator.clipboard)]") == [False, False]
    return page


def clipboard(context: BrowserContext, site: Site) -> str:
    """Return what was copied, as a page may read it that the browser trusts."""
    page = context.new_page()
    page.goto(f"{site.url}robots.txt")
    page.bring_to_front()
    text = str(page.evaluate("navigator.clipboard.readText()"))
    page.close()
    return text


@pytest.mark.parametrize("name", PAGES)
def test_all_code_is_copied_by_plain_http(intranet: BrowserContext, site: Site, name: str) -> None:
    page = opened(intranet, name)
    button = page.locator(".takeaway__copy")
    press(button)
    expect(button).to_have_text(DONE[name[:2]])
    expect(button).to_be_focused()
    shown = page.locator(".language-python:not([data-script]) pre > code").first.text_content() or ""
    assert clipboard(intranet, site).startswith(shown.strip())


@pytest.mark.parametrize("name", PAGES)
def test_tex_is_copied_by_plain_http(intranet: BrowserContext, site: Site, name: str) -> None:
    page = opened(intranet, name)
    page.locator(".formula__copy").first.click()
    expect(page.locator(".formula__status")).to_have_text(DONE[name[:2]])
    assert "\\" in clipboard(intranet, site)


def test_a_block_is_copied_by_plain_http(intranet: BrowserContext, site: Site) -> None:
    page = opened(intranet, PAGES[0])
    block = page.locator(".language-python").first
    block.hover()
    block.locator("[data-clipboard-target], .md-code__button").first.click()
    expect(page.locator(".md-dialog")).to_contain_text("Copied")
    shown = block.locator("pre > code").text_content() or ""
    assert clipboard(intranet, site).strip() == shown.strip()


@pytest.mark.parametrize("name", PAGES)
def test_a_browser_that_copies_nothing_is_told_of(intranet: BrowserContext, name: str) -> None:
    intranet.add_init_script(REFUSED)
    page = opened(intranet, name)
    button = page.locator(".takeaway__copy")
    label = button.inner_text()
    press(button)
    expect(button).to_have_text(FAILED[name[:2]])
    asked: list[tuple[str, str]] = []

    def note(dialog: Dialog) -> None:
        asked.append((dialog.message, dialog.default_value))
        dialog.dismiss()

    page.on("dialog", note)
    with page.expect_event("dialog"):
        page.locator(".formula__copy").first.click()
    ((message, tex),) = asked
    assert message == FAILED[name[:2]]
    assert "\\" in tex
    if name == PAGES[0]:  # time enough to read it
        expect(button).to_have_text(label, timeout=15_000)
