"""Chromium, and readers in it who notice every request and every error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Route, sync_playwright

from docsite.execution.browser import BROWSERS, QUIET
from tests.conftest import Site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; where there is none, skip, but fail in CI."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = f"no browser: none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


# What stands at the top of the window, below the header, and where exactly.
PLACE = """() => {
    const blocks = [...document.querySelectorAll(".md-content__inner > :not(script, template)")];
    const index = blocks.findIndex(block => block.getBoundingClientRect().bottom > 100);
    return [index, blocks[index].getBoundingClientRect().top];
}"""
READ_ON = """async () => {
    for (let screen = 0; screen < 20; screen++) {
        scrollBy(0, innerHeight / 2);
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""

# What juts out of the window, save what scrolls in a box of its own.
OVERFLOWING = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= innerWidth + 1 || box.left >= innerWidth) return false;
    for (let above = element; above && above !== document.body; above = above.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(above).overflowX)) return false;
    return getComputedStyle(element).visibility === "visible";
}).map(element => element.outerHTML.slice(0, 120))"""

WHOLE = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"

# Scripts that early.js asks for late have come when Material tells of the page.
SCRIPTS_HAVE_RUN = """() => new Promise(told => {
    const ask = () => window.document$ ? document$.subscribe(() => told(true)) : requestAnimationFrame(ask);
    if (window.__bring) ask(); else told(true);
})"""


# Two times of which nothing is left to do: fonts have come, frames are drawn, no script waits for its turn.
IDLE = """async () => {
    await document.fonts.ready;
    for (let turn = 0; turn < 2; turn++) {
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        await new Promise(done => requestIdleCallback(done, { timeout: 1000 }));
    }
}"""


def load(page: Page, url: str) -> None:
    """Go to an address; return when the network is quiet and the page's scripts have run.

    The first does not hold the second: a slow machine may take long to paint the page, upon which it asks for scripts,
    and to run what has already come.
    """
    page.goto(url, wait_until="load")
    page.wait_for_function(SCRIPTS_HAVE_RUN)
    page.wait_for_load_state("networkidle")


def press(button: Locator) -> None:
    """Click on what lies far down, once it lies still: what is above it is laid out as it comes near, and moves it."""
    button.scroll_into_view_if_needed()
    button.page.evaluate(IDLE)
    button.click()


@dataclass
class Reader:
    """One reader's browser, with storage of its own; every other host is cut off.

    Attributes:
        page: The open tab.
        requests: The addresses asked for on our host, in their order.
        foreign: The addresses asked for elsewhere.
        errors: Errors and warnings of the console, and exceptions of scripts.
        waiting: What was asked for and is still to come.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    waiting: set[Request] = field(default_factory=set)

    def watch(self, context: BrowserContext, site: Site) -> None:
        """Note what the reader's browser asks for, and what it complains of."""

        def route(route: Route) -> None:
            url = route.request.url
            if url.startswith((site.url, "data:", "blob:")):
                self.requests.append(url)
                route.continue_()
            else:
                self.foreign.append(url)
                route.abort()

        def begin(request: Request) -> None:
            self.waiting.add(request)

        def end(request: Request) -> None:
            self.waiting.discard(request)

        def complain(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.errors.append(f"{message.text} ({message.location['url']})")

        context.route("**/*", route)
        context.on("request", begin)
        context.on("requestfinished", end)
        context.on("requestfailed", end)
        context.on("console", complain)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    @property
    def complaints(self) -> list[str]:
        """The errors, but for fonts that come later than Chromium likes when nothing is kept."""
        return [error for error in self.errors if "preload" not in error]

    def settle(self) -> None:
        """Wait until all that the page has asked for has come, and what it does of itself is done.

        For Playwright a page is idle once and for all, so this also holds after instant navigation.
        """
        asked = -1
        while asked < len(self.requests) or self.waiting:
            asked = len(self.requests)
            self.page.wait_for_function(SCRIPTS_HAVE_RUN)
            self.page.evaluate(IDLE)


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Callable[..., Reader]]:
    """Make readers; whatever they do, they must never have asked another host for anything."""
    readers: list[Reader] = []

    def make(**options: Any) -> Reader:
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        one = Reader(context.new_page())
        one.watch(context, site)
        readers.append(one)
        return one

    yield make
    for one in readers:
        one.page.context.close()
    assert [one.foreign for one in readers] == [[]] * len(readers)
