"""What a reader pays for each page: bytes, requests, and the time until something stands there.

The line is Lighthouse's slow 4G, the processor four times slower than this machine's. The figures are medians; the
pages take turns, so that a slow minute of the machine does not fall on one of them.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsite.execution.browser import QUIET, find_browser
from docsite.source.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Request

    from docsite.measure.host import Host

SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWDOWN = 4
WINDOW = {"width": 1350, "height": 940}
SETTLED = 2500  # ms after everything is loaded; no long task begins later by itself

OBSERVE = """
window.measured = {lcp: 0, cls: 0, long_tasks: 0};
const observe = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({type, buffered: true});
observe("largest-contentful-paint", (entry) => { measured.lcp = entry.startTime; });
observe("layout-shift", (entry) => { if (!entry.hadRecentInput) measured.cls += entry.value; });
observe("longtask", (entry) => { measured.long_tasks += entry.duration; });
"""
MEASURED = """() => ({...measured, fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0})"""


@dataclass(frozen=True)
class Visit:
    """What one visit costs.

    Attributes:
        kib: KiB over the wire, headers included.
        requests: How many files were asked for.
        foreign: How many other hosts were asked for something.
        fcp: Milliseconds until anything is painted.
        lcp: Milliseconds until the largest part of the first screen is painted.
        long_tasks: Milliseconds in which the page could not answer its reader, all tasks over 50 ms together.
        cls: How much has moved under the reader.
    """

    kib: float
    requests: float
    foreign: float
    fcp: float
    lcp: float
    long_tasks: float
    cls: float


# What a first visit may cost at most, and the next article.
BUDGET = Visit(kib=220, requests=float("inf"), foreign=0, fcp=900, lcp=1200, long_tasks=800, cls=0)
NEXT_KIB = 80


def measure(host: Host, pages: Sequence[str], runs: int) -> dict[str, dict[str, float]]:
    """Return the figures of each page: those of a first visit, and ``next``, the KiB after other pages.

    Raises:
        BrowserError: No browser is installed.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - comes with the tests, not with the site

    path = find_browser("timings")
    visits: dict[str, list[Visit]] = {page: [] for page in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for _ in range(runs):
            for page in pages:
                visits[page].append(_first_visit(browser, host, page))
        figures = {page: _medians(each) for page, each in visits.items()}
        for page in pages:
            if (before := _page_before(page, host.pages)) is not None:
                figures[page]["next"] = _next_visit(browser, host, before, page)
        browser.close()
    return figures


def _medians(visits: Iterable[Visit]) -> dict[str, float]:
    rows = [asdict(visit) for visit in visits]
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


class _Wire:
    """Counts what a tab sends for and gets, and cuts other hosts off."""

    def __init__(self, context: BrowserContext, page: Page, host: Host) -> None:
        self.bytes = 0.0
        self.requests = 0
        self.foreign: set[str] = set()
        self.session: CDPSession = context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._note)
        # What comes from the browser's cache finishes, too, and weighs nothing.
        page.on("request", lambda request: self._ask(request, host))
        self.session.send("Network.setBlockedURLs", {"urls": ["https://*", "ws://*", "wss://*"]})

    def _note(self, event: Mapping[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.requests += 1

    def _ask(self, request: Request, host: Host) -> None:
        if not request.url.startswith((host.url, "data:", "blob:")):
            self.foreign.add(request.url.split("/")[2])

    def slow_down(self) -> None:
        self.session.send("Network.emulateNetworkConditions", SLOW_LINE)
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def _first_visit(browser: Browser, host: Host, name: str) -> Visit:
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type] # a TypedDict of the same keys
    page = context.new_page()
    wire = _Wire(context, page, host)
    wire.slow_down()
    page.add_init_script(OBSERVE)
    page.goto(host.url + name, wait_until="load", timeout=120_000)
    page.wait_for_timeout(SETTLED)
    seen: dict[str, float] = page.evaluate(MEASURED)
    context.close()
    return Visit(kib=wire.bytes / 1024, requests=wire.requests, foreign=len(wire.foreign), **seen)


def _page_before(name: str, pages: Sequence[str]) -> str | None:
    """Return an article that the reader of this page has read before; the front page is no article."""
    language, _, rest = name.partition("/")
    others = [page for page in pages if page.startswith(f"{language}/") and page not in {name, f"{language}/"}]
    return others[0] if rest and others else None


def _next_visit(browser: Browser, host: Host, before: str, name: str) -> float:
    """Return the KiB of a page that is opened from the front page, after another one."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type] # as above
    page = context.new_page()
    wire = _Wire(context, page, host)
    home = f"{host.url}{name.partition('/')[0]}/"
    for url in (host.url + before, home):
        page.goto(url, wait_until="networkidle")
    start = wire.bytes
    page.locator(f".card a[href$='{name.partition('/')[2]}']").first.click()
    page.wait_for_url(host.url + name)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    context.close()
    return (wire.bytes - start) / 1024


def machine(runs: int) -> str:
    """Return what the figures were measured on, in one line."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = lines_of(cpuinfo.read_text(encoding="utf-8")) if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{name}, {os.cpu_count()} cores, {platform.system()}{load}; {time.strftime('%Y-%m')}, median of {runs}"


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures as a table; those over the budget are marked."""
    budget = {**asdict(BUDGET), "next": NEXT_KIB}
    names = ["kib", "next", "requests", "foreign", "fcp", "lcp", "long_tasks", "cls"]
    rows = [["page", "KiB", "next KiB", "requests", "foreign", "FCP ms", "LCP ms", "long ms", "CLS"]]
    for page, each in figures.items():
        rows.append([page, *(_cell(each.get(name), budget[name], name) for name in names)])
    rows.append(["budget", *(_cell(budget[name], budget[name], name) for name in names)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        row[0].ljust(widths[0])
        + "".join("  " + cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


def _cell(value: float | None, most: float, name: str) -> str:
    if value is None or value == float("inf"):
        return "-"
    # What is rounded away is not over the budget.
    shown = round(value, 3) if name == "cls" else round(value)
    return f"{shown}{' !' if shown > most else ''}"
