"""Formulas as readers see, copy and hear them: on a site of all kinds of them, and on the pages of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import IDLE, OVERFLOWING, WHOLE, Reader, load
from tests.conftest import Site, built
from tests.mathematics import FORMULAS, TITLE, lay

LABELS = {"en": "Copy TeX", "zh": "复制 TeX"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the site of formulas, where other tests have ours."""
    with built(lay(tmp_path_factory.mktemp("mathematics")), tmp_path_factory.mktemp("built")) as site:
        yield site


class Texts(HTMLParser):
    """Collects the texts of a page that are those of a title, each with its element, and all elements' names."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.found: set[tuple[str, ...]] = set()
        self._open: tuple[str, str] = ("", "")
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self.set_cdata_mode(tag)  # as browsers read it, unlike Python's parser
        self.tags.add(tag)
        self._open = (tag, dict(attrs).get("class") or "")
        self.found |= {(tag, name) for name, value in attrs if TITLE in (value or "")}

    def handle_data(self, data: str) -> None:
        if TITLE in data:
            self.found.add(self._open)


def test_title_is_text_wherever_it_stands(site: Site) -> None:
    """On the home page, in the drawer, in the header, below a page, and for those who share it or search for it."""
    home, own, other = (Texts(site.out / "en" / name / "index.html") for name in (".", "reference", "formulas"))
    assert all(not {"t", "yet"} & page.tags for page in (home, own, other))
    assert home.found == {("a", ""), ("span", "md-ellipsis")}
    assert own.found == {("title", ""), ("meta", "content"), ("span", "md-ellipsis")}
    assert other.found == {("span", "md-ellipsis"), ("a", "aria-label"), ("div", "md-ellipsis")}
    index = json.loads((site.out / "en/search/search_index.json").read_text(encoding="utf-8"))
    assert all("<T>" not in entry["title"] + entry["text"] for entry in index["docs"])


def open_page(one: Reader, site: Site, language: str = "en", name: str = "formulas/") -> Page:
    load(one.page, f"{site.url}{language}/{name}")
    return one.page


def select(page: Page, start: str, end: str, *, wait: bool = True) -> None:
    """Select from the start of one element to the end of another, and copy, once the TeX has come or at once."""
    page.evaluate(
        """([start, end]) => {
            const range = document.createRange();
            range.setStart(document.querySelector(start), 0);
            const last = document.querySelector(end);
            range.setEnd(last, last.childNodes.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [start, end],
    )
    if wait:
        page.evaluate(
            "async () => { while (!Object.keys(formulaTex).length) await new Promise(requestAnimationFrame); }"
        )
    page.keyboard.press("Control+C")


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("language", LABELS)
def test_formulas_need_nothing_but_styles_and_fonts(site: Site, reader: Callable[..., Reader], language: str) -> None:
    one = reader(java_script_enabled=False)
    open_page(one, site, language)
    assert one.errors == []
    asked = [url.rsplit("/", 1)[1] for url in one.requests if "/assets/mathematics/" in url]
    kinds = [re.sub(r"\.[0-9a-f]{8}\.", ".", name) for name in asked]
    assert {"formulas.css", "ncm-n.woff2"} <= set(kinds)
    assert [kind for kind in kinds if not re.fullmatch(r"formulas\.css|ncm-[a-z0-9]+\.woff2", kind)] == []
    expect(one.page.locator(".formula").first).to_be_visible()


def test_fonts_load_and_draw(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(), site)
    states = page.evaluate(
        """async () => {
            await document.fonts.ready;
            return [...document.fonts].filter(face => face.family.startsWith("MJX"))
                .map(face => [face.family, face.status]);
        }"""
    )
    loaded = {family for family, status in states if status == "loaded"}
    assert {"MJX-NCM-ZERO", "MJX-NCM-N"} <= loaded
    assert "error" not in {status for _, status in states}


def test_pages_without_formulas_load_no_mathematics(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    open_page(one, site, name="")
    assert not [url for url in one.requests if "mathematics" in url]


def test_nothing_moves_when_the_fonts_come(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    page.add_init_script(
        """window.shifts = 0; new PerformanceObserver(list => {
            for (const entry of list.getEntries()) shifts += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    load(page, f"{site.url}en/formulas/")
    page.evaluate(IDLE)
    assert page.evaluate("shifts") < 0.001


@pytest.mark.parametrize("width", [320, 412, 1350])
@pytest.mark.parametrize("language", LABELS)
def test_wide_formulas_scroll_in_a_box_of_their_own(
    site: Site, reader: Callable[..., Reader], language: str, width: int
) -> None:
    page = open_page(reader(viewport={"width": width, "height": 850}), site, language)
    page.locator("details").evaluate("element => { element.open = true }")
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(WHOLE)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".formula__box")].map(box =>
            [box.scrollWidth > box.clientWidth, box.tabIndex])"""
    )
    assert boxes[1] == [True, 0]
    assert all(index == 0 for scrolls, index in boxes if scrolls)
    assert page.evaluate(
        """() => [...document.querySelectorAll(".formula__box")].every(box => box.scrollHeight <= box.clientHeight)"""
    )


@pytest.mark.parametrize("language", LABELS)
def test_button_copies_the_tex(site: Site, reader: Callable[..., Reader], language: str) -> None:
    page = open_page(reader(permissions=["clipboard-read", "clipboard-write"]), site, language)
    button = page.get_by_role("button", name=f"{LABELS[language]} (1)")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_class(re.compile("formula__copy--done"))
    expect(page.get_by_role("status")).to_have_text({"en": "Copied", "zh": "已复制"}[language])
    assert clipboard(page) == FORMULAS["law"]


def test_copied_text_holds_the_tex(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(permissions=["clipboard-read", "clipboard-write"]), site)
    select(page, "article p:not(.reading)", "#formula-law mjx-math b:last-of-type")
    text = clipboard(page)
    assert text.startswith("After $n$ steps ($S_n$) the law is (1).")
    assert text.rstrip().endswith(f"$$\n{FORMULAS['law']}\n$$")
    select(page, "#formula-law mjx-math b", "#formula-law mjx-math b:last-of-type")
    assert clipboard(page).strip() == f"$$\n{FORMULAS['law']}\n$$"


def test_who_copies_at_once_gets_the_tex_too(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(permissions=["clipboard-read", "clipboard-write"]), site)
    page.evaluate("navigator.clipboard.writeText('')")
    held: list[Route] = []
    page.route("**/tex.*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    select(page, "#formula-law mjx-math b", "#formula-law mjx-math b:last-of-type", wait=False)
    while not held:
        page.wait_for_timeout(20)
    held[0].fallback()
    page.evaluate(
        "async () => { while (!await navigator.clipboard.readText()) await new Promise(requestAnimationFrame); }"
    )
    assert clipboard(page).strip() == f"$$\n{FORMULAS['law']}\n$$"


def test_tex_is_not_loaded_before_it_is_copied(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    open_page(one, site)
    assert not [url for url in one.requests if "/tex." in url]


def test_other_text_is_copied_as_ever(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(permissions=["clipboard-read", "clipboard-write"]), site)
    select(page, "article h1", "article h1", wait=False)
    assert clipboard(page).startswith("Formulas")


def test_script_runs_after_instant_navigation(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader(permissions=["clipboard-read", "clipboard-write"])
    page = open_page(one, site, name="")
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="see", exact=True).click()
    page.wait_for_url("**/formulas/")
    button = page.get_by_role("button", name="Copy TeX (1)")
    button.click()
    expect(button).to_have_class(re.compile("formula__copy--done"))
    assert page.evaluate("window.stillHere")
    assert clipboard(page) == FORMULAS["law"]
    expect(page.locator(".md-content")).to_have_css("visibility", "visible")
    styles = [url for url in one.requests if "/assets/mathematics/" in url and url.endswith(".css")]
    assert len(styles) == 1
    assert one.errors == []


def test_text_is_shown_even_if_the_styles_never_come(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    page = open_page(one, site, name="")
    page.route("**/assets/mathematics/*.css", lambda route: route.abort())
    page.get_by_role("link", name="see", exact=True).click()
    page.wait_for_url("**/formulas/")
    expect(page.locator(".md-content")).to_have_css("visibility", "visible", timeout=10_000)


def test_number_links_to_itself_and_reference_to_it(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(), site, name="reference/")
    page.get_by_role("link", name="(3)").click()
    page.wait_for_url("**/formulas/#formula-cases")
    expect(page.locator("#formula-law .formula__number")).to_have_attribute("href", re.compile("#formula-law$"))


def test_screen_readers_get_mathml_and_no_glyphs(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(), site)
    page.locator("details").evaluate("element => { element.open = true }")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node["ignored"]]
    formulas = [node for node in shown if node["role"]["value"] == "MathMLMath"]
    assert len(formulas) == len(FORMULAS) + 2  # and two in the text
    parts = {node["role"]["value"] for node in shown}
    assert {"MathMLFraction", "MathMLSub", "MathMLSquareRoot", "MathMLTable"} <= parts
    inside = {child for node in nodes for child in node.get("childIds", ()) if node in formulas}
    for node in nodes:  # parents come first
        if node["nodeId"] in inside:
            inside.update(node.get("childIds", ()))
    elsewhere = "".join(node["name"]["value"] for node in shown if "name" in node and node["nodeId"] not in inside)
    assert "After" in elsewhere
    assert not re.search("[\U0001d400-\U0001d7ff∞√]", elsewhere)  # the letters and signs that are drawn


def test_print_shows_formulas_whole(site: Site, reader: Callable[..., Reader]) -> None:
    page = open_page(reader(), site)
    page.emulate_media(media="print")
    expect(page.locator(".formula__copy").first).to_be_hidden()
    expect(page.locator(".formula__number").first).to_be_visible()
