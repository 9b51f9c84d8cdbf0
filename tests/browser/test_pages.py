"""Each page in a real browser: one visit by day on a phone and one by night on a desk answer all questions about it.

A visit asks all of its questions, also after one that was answered wrongly. A new question about every page belongs in
`BY_DAY` or `BY_NIGHT`; what a page does when its reader acts is tested where it is, on one page.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import OVERFLOWING, WHOLE, Reader, load
from tests.conftest import ROOT, Site, page_names

pytestmark = pytest.mark.spread

PAGES = page_names()
ARTICLES = [name for name in PAGES if name.count("/") > 1]

# In KiB over the wire, as a host sends it that compresses by gzip.
FIRST_VISIT = 220
NEXT_ARTICLE = 80

HEADERS = 300  # bytes of one answer
COMPRESSED = {".html", ".js", ".css", ".svg", ".json"}

PHONE: ViewportSize = {"width": 412, "height": 823}
DESK: ViewportSize = {"width": 1350, "height": 850}
LOW = 300  # pixels: a window so low that few formulas are laid out before they are measured

# How much has moved under the reader, who scrolls to the end.
SHIFT = """async () => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({type: "layout-shift", buffered: true});
    for (let y = 0; y < document.body.scrollHeight; y += 0.8 * innerHeight) {
        scrollTo(0, y);
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
    return sum;
}"""
INJECT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    return window.injected === true;
}"""

# The height that a formula has before it comes near and is laid out, and the one that it then has.
HEIGHTS = """async () => {
    const formulas = [...document.querySelectorAll(".md-content__inner > .formula")];
    const heights = visibility => formulas.map(formula => {
        formula.style.contentVisibility = visibility;
        return formula.getBoundingClientRect().height;
    });
    heights("visible");
    await document.fonts.ready;
    const real = heights("visible");
    return heights("hidden").map((expected, index) => [expected, real[index]]);
}"""

# The blocks that are laid out though they are far from the window, and the headings that are not.
AMISS = """() => [...document.querySelectorAll(".md-content__inner > *")].filter((block, index) => {
    const heading = /^H[1-6]$/.test(block.tagName), far = block.getBoundingClientRect().top > 4 * innerHeight;
    const probe = block.querySelector("*") ?? block;
    const kind = block.matches("p:has(*), ul, ol, table, .highlight, .formula, figure, :is(h2, h3)");
    return far && index >= 20 && kind && probe.checkVisibility({contentVisibilityAuto: true}) !== heading;
}).map(block => block.outerHTML.slice(0, 120))"""

# What scrolls sideways and no keyboard reaches.
STUCK = """() => [...document.querySelectorAll("main *")].filter(element =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth
    && element.tabIndex < 0).map(element => element.outerHTML.slice(0, 120))"""
SECTIONS = "[...document.querySelectorAll('.md-content__inner > h2[id]')].map(heading => heading.id)"
OPENED = """async () => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@cache
def axe() -> str:
    """Return the program that looks for what is hard to see, to hear or to reach."""
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def weight(site: Site, urls: Sequence[str]) -> float:
    """Return how many KiB go over the wire for these addresses."""
    total = 0
    for url in urls:
        path = site.out / url.removeprefix(site.url).partition("?")[0].partition("#")[0]
        path = path / "index.html" if path.is_dir() else path
        content = path.read_bytes()
        total += HEADERS + len(gzip.compress(content, 6) if path.suffix in COMPRESSED else content)
    return total / 1024


@dataclass
class Visit:
    """A reader on a page that has just been loaded, for the first time.

    Attributes:
        site: The site.
        name: The page, such as ``en/maximum_gap/``.
        reader: Who looks at it.
        scheme: The colours that the reader's system asks for: ``light`` or ``dark``.
        asked: What was asked for until the page was complete.
        styled: How many elements scripts have had styled, each time.
        others: What other pages ask for, by their names.
    """

    site: Site
    name: str
    reader: Reader
    scheme: str
    asked: list[str]
    styled: list[int]
    others: Callable[[str], set[str]]

    @property
    def page(self) -> Page:
        """The open tab."""
        return self.reader.page

    @property
    def is_article(self) -> bool:
        """Whether this is no front page."""
        return self.name in ARTICLES


def console_is_silent_and_no_other_host_asked(visit: Visit) -> None:
    assert visit.reader.errors == []
    assert visit.reader.foreign == []


def colours_are_those_of_the_system(visit: Visit) -> None:
    expected = {"light": "default", "dark": "slate"}[visit.scheme]
    expect(visit.page.locator("body")).to_have_attribute("data-md-color-scheme", expected)


def first_visit_is_within_the_budget(visit: Visit) -> None:
    assert weight(visit.site, visit.asked) <= FIRST_VISIT


def next_article_is_within_the_budget(visit: Visit) -> None:
    """After another article and the front page; `test_next_article_brings_what_is_new_alone` does so by clicks."""
    if visit.is_article:
        assert weight(visit.site, sorted(news(visit.name, set(visit.asked), visit.others))) <= NEXT_ARTICLE


def scripts_do_not_have_the_page_styled_anew(visit: Visit) -> None:
    """The first script that asks for a size may have all of it styled, but no further one."""
    if visit.is_article:
        elements = visit.page.evaluate("document.querySelectorAll('body *:not(.formula *)').length")
        assert 0 < sum(visit.styled) - max(visit.styled) < 0.4 * elements, (visit.styled, elements)


def what_is_far_is_not_laid_out_but_for_headings(visit: Visit) -> None:
    """Material's script asks where each heading stands, and would have laid out what is around it."""
    if visit.is_article:
        assert visit.page.evaluate(AMISS) == []


def nothing_moves_while_the_reader_scrolls(visit: Visit) -> None:
    assert visit.page.evaluate(SHIFT) < 0.001


def axe_finds_nothing(visit: Visit) -> None:
    visit.page.evaluate(axe())
    found = visit.page.evaluate("axe.run().then(result => result.violations)")
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def keyboards_reach_what_scrolls(visit: Visit) -> None:
    assert visit.page.evaluate(STUCK) == []


def nothing_overflows_where_all_is_open(visit: Visit) -> None:
    visit.page.evaluate(OPENED)
    assert visit.page.evaluate(OVERFLOWING) == []
    assert visit.page.evaluate(WHOLE)


def nothing_overflows_on_the_narrowest_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 850})
    nothing_overflows_where_all_is_open(visit)


def only_files_of_this_site_run(visit: Visit) -> None:
    """Whatever has been on this page since it was loaded."""
    assert visit.reader.complaints == []
    assert visit.page.evaluate(INJECT) is False
    (refused,) = visit.reader.complaints
    assert "Content Security Policy" in refused


def link_into_the_page_lands_at_its_heading(visit: Visit) -> None:
    """Though what stands above has another height once it is laid out: one link by day, another one by night."""
    size = PHONE if visit.scheme == "light" else DESK
    visit.page.set_viewport_size({"width": size["width"], "height": LOW})
    ids = visit.page.evaluate(SECTIONS) if visit.is_article else []
    id_ = ids[(1 if visit.scheme == "light" else 2) * len(ids) // 3] if ids else ""
    visit.page.goto("about:blank")
    load(visit.page, f"{visit.site.url}{visit.name}#{id_}")
    if id_:
        top = visit.page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", id_)
        assert 40 < top < 130, (id_, top)


def formulas_have_their_height_before_they_are_laid_out(visit: Visit) -> None:
    """Else the page would jump under a reader who scrolls, or follows a link into it as above."""
    heights = visit.page.evaluate(HEIGHTS)
    assert [(expected, real) for expected, real in heights if abs(expected - real) > 5] == []
    assert abs(sum(expected - real for expected, real in heights)) <= 0.5 * len(heights) + 2


# A page that answers each question wrongly that does not load it anew.
SPOIL = """() => {
    console.error("spoilt");
    const wide = document.createElement("div");
    wide.innerHTML = "<img src='data:,'><p style='width: 3000px'>x</p>"
        + "<div style='overflow-x: auto; width: 50px' tabindex='-1'><div style='width: 500px'>x</div></div>";
    document.querySelector("main").prepend(wide);
    for (const block of document.querySelectorAll(".md-content__inner > *")) block.style.contentVisibility = "visible";
    document.body.append = () => { window.injected = true; };
    addEventListener("scroll", () => { wide.style.height = `${scrollY % 977}px`; });
}"""
LOADING_ANEW = (link_into_the_page_lands_at_its_heading, formulas_have_their_height_before_they_are_laid_out)


Question = Callable[[Visit], None]

# In this order: what a question does to the page, those below it find.
BY_DAY: tuple[Question, ...] = (
    console_is_silent_and_no_other_host_asked,
    colours_are_those_of_the_system,
    first_visit_is_within_the_budget,
    next_article_is_within_the_budget,
    scripts_do_not_have_the_page_styled_anew,
    what_is_far_is_not_laid_out_but_for_headings,
    keyboards_reach_what_scrolls,
    axe_finds_nothing,
    nothing_moves_while_the_reader_scrolls,
    nothing_overflows_where_all_is_open,
    nothing_overflows_on_the_narrowest_phone,
    only_files_of_this_site_run,
    link_into_the_page_lands_at_its_heading,
    formulas_have_their_height_before_they_are_laid_out,
)
BY_NIGHT: tuple[Question, ...] = (
    console_is_silent_and_no_other_host_asked,
    colours_are_those_of_the_system,
    axe_finds_nothing,
    nothing_overflows_where_all_is_open,
    link_into_the_page_lands_at_its_heading,
    formulas_have_their_height_before_they_are_laid_out,
)


def ask(visit: Visit, questions: Sequence[Question]) -> dict[str, str]:
    """Ask all questions; return those that are answered wrongly, with what is wrong."""
    wrong = {}
    for question in questions:
        try:
            question(visit)
        except AssertionError as error:
            wrong[question.__name__] = str(error)
    return wrong


def other_article(name: str) -> str:
    """Return another article in the language of one."""
    return next(other for other in ARTICLES if other.startswith(name.partition("/")[0]) and other != name)


def news(name: str, asked: set[str], others: Callable[[str], set[str]]) -> set[str]:
    """Return what an article asks for that another one and the front page, which lead to it, have not brought."""
    return asked - others(other_article(name)) - others(f"{name.partition('/')[0]}/")


@pytest.fixture(scope="module")
def others(browser: Browser, site: Site) -> Iterator[Callable[[str], set[str]]]:
    """Tell what a page asks for on a phone, each looked at once."""
    context = browser.new_context(viewport=PHONE)

    @cache
    def asks(name: str) -> set[str]:
        one = Reader(context.new_page())
        one.watch(context, site)
        load(one.page, site.url + name)
        one.page.close()
        return set(one.requests)

    yield asks
    context.close()


def traced(page: Page, browser: Browser, url: str) -> list[int]:
    """Load a page; return how many elements scripts have had styled, each time."""
    categories = ["devtools.timeline", "disabled-by-default-devtools.timeline.stack"]
    browser.start_tracing(page=page, categories=categories)
    load(page, url)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    return [
        event["args"]["elementCount"]
        for event in events
        if event["name"] == "UpdateLayoutTree" and "stackTrace" in event["args"].get("beginData", {})
    ]


@pytest.mark.parametrize("name", PAGES)
def test_visit_by_day(
    site: Site,
    reader: Callable[..., Reader],
    browser: Browser,
    others: Callable[[str], set[str]],
    name: str,
) -> None:
    one = reader(viewport=PHONE, color_scheme="light")
    styled = traced(one.page, browser, site.url + name)
    visit = Visit(site, name, one, "light", list(one.requests), styled, others)
    assert ask(visit, BY_DAY) == {}


@pytest.mark.parametrize("name", PAGES)
def test_visit_by_night(
    site: Site, reader: Callable[..., Reader], others: Callable[[str], set[str]], name: str
) -> None:
    one = reader(viewport=DESK, color_scheme="dark")
    load(one.page, site.url + name)
    visit = Visit(site, name, one, "dark", list(one.requests), [], others)
    assert ask(visit, BY_NIGHT) == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_next_article_brings_what_is_new_alone(
    site: Site, reader: Callable[..., Reader], others: Callable[[str], set[str]], language: str
) -> None:
    """By instant navigation, after another article and the front page: no more than the visits count."""
    name = next(article for article in reversed(ARTICLES) if article.startswith(language) and "_lab" not in article)
    one = reader(viewport=PHONE)
    load(one.page, site.url + other_article(name))
    load(one.page, f"{site.url}{language}/")
    seen = set(one.requests)
    one.page.locator(f".card a[href$='{name.partition('/')[2]}']").click()
    one.page.wait_for_url(f"{site.url}{name}")
    expect(one.page.locator(".home")).to_have_count(0)
    one.settle()
    assert weight(site, sorted(set(one.requests) - seen)) <= weight(site, sorted(news(name, others(name), others)))


@pytest.mark.parametrize("name", ["en/missing/", "zh/missing/", "missing/"])
def test_page_that_is_missing_overflows_nowhere(site: Site, reader: Callable[..., Reader], name: str) -> None:
    page = reader(viewport=DESK).page
    page.goto(site.url + name)
    for width in (1350, 412, 320):
        page.set_viewport_size({"width": width, "height": 850})
        page.evaluate(OPENED)
        assert page.evaluate(OVERFLOWING) == []
        assert page.evaluate(WHOLE)


def test_each_question_can_be_answered_wrongly(site: Site, reader: Callable[..., Reader]) -> None:
    """And holds up no other: on a page that was spoilt in all these ways."""
    one = reader(viewport=PHONE, color_scheme="light")
    load(one.page, site.url + ARTICLES[0])
    one.page.evaluate(SPOIL)
    visit = Visit(site, ARTICLES[0], one, "dark", one.requests * 9, [9, 10**6, 10**6], lambda _: set())
    questions = [question for question in BY_DAY if question not in LOADING_ANEW]
    assert set(ask(visit, questions)) == {question.__name__ for question in questions}
