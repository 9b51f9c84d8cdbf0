"""The built site in a real browser, served from a sub-path with every other host cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import PLACE, READ_ON, SCRIPTS_HAVE_RUN, Reader, load
from tests.conftest import Site

ARTICLE = "maximum_gap/"
TITLES = {"en": "Notes That Run", "zh": "跑得通的笔记"}


def first_result(page: Page) -> Locator:
    return page.locator(".md-search-result__link").first


def article(language: str) -> re.Pattern[str]:
    return re.compile(rf"/{language}/{ARTICLE}")


def switch(page: Page) -> None:
    page.locator(".site-language").click()


@pytest.mark.parametrize("language", TITLES)
def test_switch_keeps_page_and_fragment(site: Site, reader: Callable[..., Reader], language: str) -> None:
    other = {"en": "zh", "zh": "en"}[language]
    page = reader().page
    page.goto(f"{site.url}{language}/#articles")
    switch(page)
    page.wait_for_url(f"{site.url}{other}/#articles")
    assert page.title() == TITLES[other]
    page.go_back()  # which returns at the state that Material notes before it leaves
    page.wait_for_url(f"{site.url}{language}/#articles")
    page.goto(f"{site.url}{language}/{ARTICLE}")
    heading = page.locator("h2[id]").last.get_attribute("id")
    page.goto(f"{site.url}{language}/{ARTICLE}#{heading}")
    switch(page)
    page.wait_for_url(f"{site.url}{other}/{ARTICLE}#{heading}")
    expect(page.locator(f"h2#{heading}")).to_be_in_viewport()


def test_switch_works_before_late_scripts_have_come(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(locale="en-US").page
    page.route(re.compile(r"/site\.\w+\.js$"), lambda route: route.abort())
    page.goto(f"{site.url}en/#articles")
    switch(page)
    page.wait_for_url(f"{site.url}zh/#articles")
    page.goto(site.url)
    page.wait_for_url(f"{site.url}zh/")


def test_switch_follows_instant_navigation(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    page = one.page
    load(page, f"{site.url}en/")
    page.evaluate("window.stillHere = true")
    page.locator(".card a").first.click()
    page.wait_for_url(f"{site.url}en/*/")
    expect(page.locator(".home")).to_have_count(0)
    assert page.evaluate("window.stillHere")
    link = page.locator(".site-language")
    expect(link).to_have_attribute("href", page.url.replace("/en/", "/zh/"))
    page.locator("h2[id] .headerlink").first.click(force=True)
    page.wait_for_url("**/#*")
    wanted = page.url.replace("/en/", "/zh/")
    switch(page)
    page.wait_for_url(wanted)
    assert not page.evaluate("window.stillHere")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert one.errors == []


def test_instant_navigation_keeps_the_head_right(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    load(page, f"{site.url}zh/")
    page.locator(".card a").first.click()
    expect(page.locator(".home")).to_have_count(0)
    address = urlsplit(page.url)._replace(fragment="").geturl()
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", address)
    other = page.locator("link[hreflang=en]")
    expect(other).to_have_count(1)
    expect(other).to_have_attribute("href", address.replace("/zh/", "/en/"))


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en-US", "en"), ("zh-CN", "zh"), ("zh-TW", "zh"), ("fr-FR", "en")],
)
def test_root_goes_by_the_browsers_language(
    site: Site, reader: Callable[..., Reader], locale: str, language: str
) -> None:
    page = reader(locale=locale).page
    page.goto(site.url)
    page.wait_for_url(f"{site.url}{language}/")


def test_root_remembers_the_choice(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(locale="en-US").page
    page.goto(site.url)
    page.wait_for_url(f"{site.url}en/")
    switch(page)
    page.wait_for_url(f"{site.url}zh/")
    page.goto(site.url)
    page.wait_for_url(f"{site.url}zh/")
    switch(page)
    page.wait_for_url(f"{site.url}en/")
    page.goto(site.url)
    page.wait_for_url(f"{site.url}en/")


def test_root_without_scripts_offers_both_languages(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(java_script_enabled=False, locale="zh-CN").page
    page.goto(site.url)
    assert page.url == site.url
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"{site.url}zh/")


def test_pages_read_without_scripts(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(java_script_enabled=False).page
    page.goto(f"{site.url}en/{ARTICLE}")
    expect(page.locator("h1")).to_be_visible()
    switch(page)
    page.wait_for_url(f"{site.url}zh/{ARTICLE}")


@pytest.mark.parametrize(
    ("path", "locale", "language"),
    [
        ("en/nothing/", "zh-CN", "en"),
        ("zh/nothing/here.html", "en-US", "zh"),
        ("nothing", "zh-CN", "zh"),
        ("nothing", "fr-FR", "en"),
    ],
)
def test_missing_page_speaks_the_language_of_its_path(
    site: Site, reader: Callable[..., Reader], path: str, locale: str, language: str
) -> None:
    page = reader(locale=locale).page
    answer = page.goto(site.url + path)
    assert answer
    assert answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_count(2)
    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator(f"section:lang({language}) h1")).to_be_visible()


def test_missing_page_leads_to_the_search(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    page.goto(f"{site.url}zh/nothing/")
    page.get_by_role("searchbox").fill("最大间距")
    page.get_by_role("button", name="搜索").click()
    expect(first_result(page)).to_have_attribute("href", article("zh"))


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("zh", "最大间距"),
        ("zh", "桶"),
        ("zh", "间距"),
        ("zh", "NumPy"),
        ("zh", "pigeonhole"),  # stands in brackets there
        ("en", "maximum gap"),
        ("en", "bucket"),
        ("en", "pigeonhole"),
    ],
)
def test_search_finds_the_article(site: Site, reader: Callable[..., Reader], language: str, query: str) -> None:
    one = reader()
    load(one.page, f"{site.url}{language}/")
    field = one.page.locator(".md-search__input")
    field.click()
    field.press_sequentially(query)
    expect(first_result(one.page)).to_have_attribute("href", article(language))
    assert one.errors == []


def test_index_is_fetched_only_for_those_who_search(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    load(one.page, f"{site.url}en/")
    assert not [url for url in one.requests if "search_index" in url]
    with one.page.expect_response("**/search/search_index.json"):
        one.page.locator(".md-search__input").click()


def test_each_stylesheet_is_fetched_once(site: Site, reader: Callable[..., Reader]) -> None:
    """Setting a stylesheet's address, as instant navigation does, would fetch it again over a bare page."""
    one = reader()
    load(one.page, f"{site.url}en/")
    one.page.locator(".card a").first.click()
    expect(one.page.locator(".home")).to_have_count(0)
    styles = [url for url in one.requests if url.endswith(".css")]
    assert len(styles) == len(set(styles)) == one.page.locator("link[rel=stylesheet]").count()


def test_scheme_holds_in_both_languages(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(color_scheme="light").page
    page.goto(f"{site.url}en/")
    for _ in range(2):  # from following the system to light, then to dark
        page.locator(".md-header__option label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    switch(page)
    page.wait_for_url(f"{site.url}zh/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def comes(page: Page, condition: str) -> bool:
    """Return whether something comes true within some seconds."""
    for _ in range(100):
        if page.evaluate(condition):
            return True
        page.wait_for_timeout(50)
    return False


def test_next_page_starts_at_its_top_and_the_last_one_where_it_was_left(
    site: Site, reader: Callable[..., Reader]
) -> None:
    """Though the reader has scrolled while the page was on its way, and before its scripts have come."""
    page = reader(viewport={"width": 412, "height": 823}).page
    load(page, f"{site.url}en/")
    page.route("**/takeaway.js", lambda _: None)
    held: list[Route] = []
    page.route(f"{site.url}en/{ARTICLE}", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.evaluate("scrollTo(0, 500)")
    assert comes(page, "history.state?.y === 500")
    page.locator(f".card a[href*='{ARTICLE}']").dispatch_event("click")
    page.wait_for_url(f"{site.url}en/{ARTICLE}")
    page.evaluate("scrollTo(0, 600)")
    assert comes(page, "history.state?.y === 600")
    held[0].continue_()
    expect(page.locator(".home")).to_have_count(0)
    assert comes(page, "scrollY === 0")
    page.route(f"{site.url}en/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.evaluate("scrollTo(0, 700); history.back()")
    page.wait_for_url(f"{site.url}en/")
    page.evaluate("scrollTo(0, 800)")
    comes(page, "history.state?.y === 800")  # Material may write that down, or not
    held[1].continue_()
    expect(page.locator(".home")).to_have_count(1)
    assert comes(page, "scrollY === 500 && history.state.y === 500")


# Scrolls as soon as another page stands there, before anything else but our own script can.
READ_AT_ONCE = """() => new MutationObserver((_, observer) => {
    if (document.querySelector(".home")) return;
    document.scrollingElement.scrollTop = 1000;
    observer.disconnect();
}).observe(document.body, { childList: true })"""


def test_who_reads_on_at_once_is_not_thrown_back(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader(viewport={"width": 412, "height": 823})
    load(one.page, f"{site.url}en/")
    one.page.evaluate(READ_AT_ONCE)
    one.page.locator(f".card a[href*='{ARTICLE}']").click()
    expect(one.page.locator(".home")).to_have_count(0)
    one.settle()
    assert one.page.evaluate("scrollY") > 500  # what is above may have grown or shrunk


AT_REST = "history.state?.y === scrollY"  # Material writes the place down a little after the last move


def read(page: Page, url: str) -> tuple[int, float]:
    """Read a page for some screens; return which block stands at the top of the window then, and where."""
    load(page, url)
    page.evaluate(READ_ON)
    assert comes(page, AT_REST)
    block, top = page.evaluate(PLACE)
    return block, top


@pytest.mark.parametrize("fragment", ["", "#widths"])
@pytest.mark.parametrize("width", [412, 1350])
def test_back_leads_to_the_line_that_was_read(
    site: Site, reader: Callable[..., Reader], width: int, fragment: str
) -> None:
    """Though how high the page is above it is only guessed before it is laid out."""
    one = reader(viewport={"width": width, "height": 823})
    page = one.page
    block, top = read(page, f"{site.url}zh/{ARTICLE}{fragment}")
    page.evaluate("window.instant = true")
    page.locator(".md-header__button.md-logo").dispatch_event("click")
    expect(page.locator(".home")).to_have_count(1)
    page.go_back()
    expect(page.locator(".home")).to_have_count(0)
    one.settle()
    there = f"(([block, top]) => block === {block} && Math.abs(top - {top}) < 2)(({PLACE})())"
    assert comes(page, there), (page.evaluate(PLACE), block, top)
    assert page.evaluate("window.instant")


@pytest.mark.parametrize("away", ["reload", "another page"])
@pytest.mark.parametrize("fragment", ["", "#widths"])
@pytest.mark.parametrize("width", [412, 1350])
def test_page_that_is_read_anew_opens_at_the_line_that_was_read(
    site: Site, reader: Callable[..., Reader], width: int, fragment: str, away: str
) -> None:
    one = reader(viewport={"width": width, "height": 823})
    page = one.page
    block, top = read(page, f"{site.url}zh/{ARTICLE}{fragment}")
    if away == "reload":
        page.reload()
    else:
        page.goto(f"{site.url}404.html")
        page.go_back()
    one.settle()
    there = f"(([block, top]) => block === {block} && Math.abs(top - {top}) < 2)(({PLACE})())"
    assert comes(page, there), (page.evaluate(PLACE), block, top)


GROW = """async () => {
    document.documentElement.style.overflowAnchor = "none"; // by which the browser would hold the page itself
    // Not by a further block: from the twentieth on, heights are guessed.
    document.querySelector(".md-content__inner > h1").style.paddingBottom = "300px";
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.mark.parametrize("act", ["", "wheel", "touchmove", "pointerdown", "keydown", "scroll"])
def test_page_that_is_read_anew_is_held_until_its_reader_acts(
    site: Site, reader: Callable[..., Reader], act: str
) -> None:
    one = reader(viewport={"width": 1350, "height": 823})
    page = one.page
    page.add_init_script("const wait = setTimeout; setTimeout = (run, ms) => ms === 5000 ? 0 : wait(run, ms)")
    read(page, f"{site.url}zh/{ARTICLE}")
    page.reload()
    page.wait_for_function(SCRIPTS_HAVE_RUN)
    one.settle()
    if act == "scroll":
        page.evaluate("scrollBy(0, 5)")
        one.settle()
    elif act:
        page.evaluate(f"dispatchEvent(new Event('{act}'))")
    y = page.evaluate("scrollY")
    page.evaluate(GROW)
    assert page.evaluate("scrollY") - y == pytest.approx(0 if act else 300, abs=2)


def test_reader_who_acts_before_the_page_is_read_is_not_moved(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader(viewport={"width": 1350, "height": 823})
    page = one.page
    read(page, f"{site.url}zh/{ARTICLE}")
    page.add_init_script(
        """const wait = setTimeout;
        setTimeout = (run, ms) => ms === 5000 ? 0 : wait(run, ms);
        addEventListener("readystatechange", () => dispatchEvent(new Event("wheel")), { capture: true, once: true });"""
    )
    page.reload()
    page.wait_for_function(SCRIPTS_HAVE_RUN)
    one.settle()
    y = page.evaluate("scrollY")
    page.evaluate(GROW)
    assert page.evaluate("scrollY") == y


def test_page_that_never_came_takes_no_place_from_the_one_before(site: Site, reader: Callable[..., Reader]) -> None:
    """Instant navigation changes the address before it has the page, and the reader may load that anew."""
    page = reader().page
    read(page, f"{site.url}zh/{ARTICLE}")
    held: list[Route] = []
    page.route(f"{site.url}zh/", lambda route: route.fallback() if held else held.append(route))
    page.locator(".md-header__button.md-logo").dispatch_event("click")
    page.wait_for_url(f"{site.url}zh/")
    page.reload()
    page.wait_for_function(SCRIPTS_HAVE_RUN)
    expect(page.locator(".home")).to_have_count(1)
    keys = page.evaluate("Object.keys(sessionStorage).filter(key => key.includes('__place'))")
    assert [key.partition("__place")[2] for key in keys] == [urlsplit(f"{site.url}zh/{ARTICLE}").path]


def test_back_leads_to_another_place_on_a_page_that_was_loaded_anew(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader(viewport={"width": 1350, "height": 823})
    page = one.page
    first, _ = read(page, f"{site.url}zh/{ARTICLE}")
    page.locator("main a[href$='#summary']").first.dispatch_event("click")
    page.wait_for_url("**/#summary")
    assert comes(page, AT_REST)
    page.reload()
    page.wait_for_function(SCRIPTS_HAVE_RUN)
    last, _ = page.evaluate(PLACE)
    page.go_back()
    one.settle()
    now, _ = page.evaluate(PLACE)
    assert abs(now - first) < (last - first) / 4


def test_switch_leads_from_scheme_to_scheme(site: Site, reader: Callable[..., Reader]) -> None:
    """By mouse and by keyboard; the system is followed again at the end, and the browser's own bar goes along."""
    page = reader(color_scheme="light").page
    load(page, f"{site.url}en/")
    label = page.locator(".md-header__option label:visible")
    body, root = page.locator("body"), page.locator("html")

    def shows(title: str, scheme: str) -> None:
        expect(label).to_have_count(1)
        expect(label).to_have_attribute("title", title)
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        assert (
            root.evaluate("root => getComputedStyle(root).colorScheme") == {"default": "light", "slate": "dark"}[scheme]
        )
        bar = page.locator("meta[name=theme-color]").get_attribute("content")
        assert page.locator(".md-header").evaluate("header => getComputedStyle(header).backgroundColor") == bar

    shows("Switch to the light scheme", "default")
    page.emulate_media(color_scheme="dark")
    shows("Switch to the light scheme", "slate")
    label.click()
    shows("Switch to the dark scheme", "default")
    page.keyboard.press("Enter")
    shows("Follow the system's colour scheme", "slate")
    page.emulate_media(color_scheme="light")
    shows("Follow the system's colour scheme", "slate")
    page.keyboard.press("Enter")
    shows("Switch to the light scheme", "default")
    page.reload()
    shows("Switch to the light scheme", "default")


def test_copied_code_is_the_code(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(f"{site.url}en/")
    block = page.locator(".language-python").first
    block.hover()
    block.locator("[data-md-type=copy]").click()
    expect(page.locator(".md-dialog--active")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").rstrip() == block.locator("code").inner_text().rstrip()
