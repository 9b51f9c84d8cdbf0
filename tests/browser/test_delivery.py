"""What a reader pays for a page, and what the page may do: budgets, the policy, figures as files, and axe."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect
from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

from docsite.delivery.colours import NAMES
from docsite.delivery.icons import icon_styles, without_icons
from docsite.polish import COLOUR_OF, COLOURS
from tests.browser.conftest import Reader, load
from tests.conftest import ROOT, Site, page_names

PAGES = page_names()
ARTICLES = [name for name in PAGES if name.count("/") > 1]

# In KiB over the wire, as a host sends it that compresses by gzip.
FIRST_VISIT = 200
NEXT_ARTICLE = 80

HEADERS = 300  # bytes of one answer
COMPRESSED = {".html", ".js", ".css", ".svg", ".json"}

# How much has moved under the reader, who scrolls to the end.
SHIFT = """async () => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({type: "layout-shift", buffered: true});
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
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


def weight(site: Site, urls: list[str]) -> float:
    """Return how many KiB go over the wire for these addresses."""
    total = 0
    for url in urls:
        path = site.out / url.removeprefix(site.url).partition("?")[0].partition("#")[0]
        path = path / "index.html" if path.is_dir() else path
        content = path.read_bytes()
        total += HEADERS + len(gzip.compress(content, 6) if path.suffix in COMPRESSED else content)
    return total / 1024


def phone(reader: Callable[..., Reader], **options: Any) -> Reader:
    return reader(viewport={"width": 412, "height": 823}, **options)


@pytest.mark.parametrize("name", PAGES)
def test_first_visit_is_within_the_budget(site: Site, reader: Callable[..., Reader], name: str) -> None:
    one = phone(reader)
    load(one.page, site.url + name)
    assert weight(site, one.requests) <= FIRST_VISIT
    assert one.page.evaluate(SHIFT) < 0.001


@pytest.mark.parametrize("name", ARTICLES)
def test_next_article_is_within_the_budget(site: Site, reader: Callable[..., Reader], name: str) -> None:
    """By instant navigation, after another article and the front page."""
    language = name.partition("/")[0]
    one = phone(reader)
    other = next(article for article in ARTICLES if article.startswith(language) and article != name)
    load(one.page, site.url + other)
    load(one.page, f"{site.url}{language}/")
    seen = set(one.requests)
    one.page.locator(f".card a[href*='{name.split('/')[1]}/']").click()
    one.page.wait_for_url(f"{site.url}{name}")
    expect(one.page.locator(".home")).to_have_count(0)
    one.settle()
    new = [url for url in dict.fromkeys(one.requests) if url not in seen]
    assert weight(site, new) <= NEXT_ARTICLE


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


@pytest.mark.parametrize("width", [412, 1350])
@pytest.mark.parametrize("name", ARTICLES)
def test_formulas_have_their_height_before_they_are_laid_out(
    site: Site, reader: Callable[..., Reader], name: str, width: int
) -> None:
    """Else the page would jump under a reader who scrolls, or follows a link into it."""
    page = reader(viewport={"width": width, "height": 300}).page
    load(page, site.url + name)
    heights = page.evaluate(HEIGHTS)
    assert [(expected, real) for expected, real in heights if abs(expected - real) > 5] == []
    assert abs(sum(expected - real for expected, real in heights)) <= 0.5 * len(heights) + 2


# The blocks that are laid out though they are far from the window, and the headings that are not.
AMISS = """() => [...document.querySelectorAll(".md-content__inner > *")].filter((block, index) => {
    const heading = /^H[1-6]$/.test(block.tagName), far = block.getBoundingClientRect().top > 4 * innerHeight;
    const probe = block.querySelector("*") ?? block;
    const kind = block.matches("p:has(*), ul, ol, table, .highlight, .formula, figure, :is(h2, h3)");
    return far && index >= 20 && kind && probe.checkVisibility({contentVisibilityAuto: true}) !== heading;
}).map(block => block.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_far_is_not_laid_out_but_for_headings(site: Site, reader: Callable[..., Reader], name: str) -> None:
    """Material's script asks where each heading stands, and would have laid out what is around it."""
    page = phone(reader).page
    load(page, site.url + name)
    assert page.evaluate(AMISS) == []


@pytest.mark.parametrize("width", [412, 1350])
@pytest.mark.parametrize("name", ARTICLES)
def test_links_into_a_page_land_at_their_headings(
    site: Site, reader: Callable[..., Reader], name: str, width: int
) -> None:
    """Though what stands above has another height once it is laid out."""
    page = reader(viewport={"width": width, "height": 823}).page
    load(page, site.url + name)
    ids = page.evaluate("[...document.querySelectorAll('.md-content__inner > h2[id]')].map(heading => heading.id)")
    tops = {}
    for id_ in (ids[len(ids) // 3], ids[2 * len(ids) // 3]):
        page.goto("about:blank")
        load(page, f"{site.url}{name}#{id_}")
        tops[id_] = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", id_)
    assert {id_: top for id_, top in tops.items() if not 40 < top < 130} == {}


@pytest.mark.parametrize("name", ARTICLES)
def test_scripts_do_not_have_the_page_styled_anew(
    site: Site, reader: Callable[..., Reader], browser: Browser, name: str
) -> None:
    """The first script that asks for a size may have all of it styled, but no further one."""
    page = phone(reader).page
    categories = ["devtools.timeline", "disabled-by-default-devtools.timeline.stack"]
    browser.start_tracing(page=page, categories=categories)
    load(page, site.url + name)
    styled = [
        event["args"]["elementCount"]
        for event in json.loads(browser.stop_tracing())["traceEvents"]
        if event["name"] == "UpdateLayoutTree" and "stackTrace" in event["args"].get("beginData", {})
    ]
    elements = page.evaluate("document.querySelectorAll('body *:not(.formula *)').length")
    assert 0 < sum(styled) - max(styled) < 0.4 * elements, (styled, elements)


@pytest.mark.parametrize("name", PAGES)
def test_only_files_of_this_site_run(site: Site, reader: Callable[..., Reader], name: str) -> None:
    one = reader()
    load(one.page, site.url + name)
    assert one.errors == []
    assert one.page.evaluate(INJECT) is False
    assert len(one.errors) == 1
    assert "Content Security Policy" in one.errors[0]


def test_policy_survives_instant_navigation(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    load(one.page, f"{site.url}en/")
    one.page.locator(".card a").first.click()
    expect(one.page.locator(".home")).to_have_count(0)
    one.settle()
    assert one.errors == []
    assert one.page.evaluate(INJECT) is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(site: Site, reader: Callable[..., Reader], name: str, scheme: str) -> None:
    page = reader(color_scheme=scheme).page
    load(page, site.url + name)
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def figure_page(site: Site) -> str:
    """Return a page that has a figure in a file of its own."""
    files = [site.out / name / "index.html" for name in ARTICLES]
    found = next(file for file in files if "assets/figures/" in file.read_text(encoding="utf-8"))
    return site.url + found.parent.relative_to(site.out).as_posix() + "/"


def test_figures_come_when_the_reader_draws_near(site: Site, reader: Callable[..., Reader]) -> None:
    one = phone(reader)
    load(one.page, figure_page(site))
    one.page.locator("figure:has(.figure), figure:has(svg text)").last.scroll_into_view_if_needed()
    drawing = one.page.locator("figure svg").last
    expect(drawing).to_be_visible()
    drawing.locator("text").first.evaluate("text => getSelection().selectAllChildren(text)")
    assert one.page.evaluate("String(getSelection())").strip()
    assert one.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figure_that_cannot_be_fetched_stays_an_image(site: Site, reader: Callable[..., Reader], scheme: str) -> None:
    """In the colours of the page, as does one that no script has put into the page."""
    one = phone(reader, color_scheme=scheme)
    one.page.route(
        "**/figures/*", lambda route: route.abort() if route.request.resource_type == "fetch" else route.fallback()
    )
    one.page.goto(figure_page(site))
    image = one.page.locator("img.figure").first
    image.scroll_into_view_if_needed()
    image.evaluate("image => image.decode()")
    pixels = Image.open(io.BytesIO(image.screenshot())).convert("L").tobytes()
    assert (sum(pixels) / len(pixels) > 128) == (scheme == "light")
    assert (max(pixels) - min(pixels)) > 100  # its ink stands out from the page


def test_without_scripts_a_figure_is_an_image(site: Site, reader: Callable[..., Reader]) -> None:
    one = phone(reader, java_script_enabled=False)
    one.page.goto(figure_page(site))
    expect(one.page.locator("img.figure").first).to_be_visible()
    assert one.errors == []


def add_all_colours(page: Page, site: Site) -> None:
    """Give the page the colours of Material's own stylesheet, of which the site keeps only what it uses."""
    (styles,) = (site.out / "assets/stylesheets").glob("main.*.css")
    page.add_style_tag(content="\n".join(re.findall(r"\.highlight [^{}]*\{color:[^}]*\}", styles.read_text("utf-8"))))


def test_dropped_tokens_have_the_colour_that_remains(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    load(page, f"{site.url}en/")
    add_all_colours(page, site)
    for colour, kinds in COLOURS.items():
        shown = {kind: computed(page, kind) for kind in kinds.split()}
        assert set(shown.values()) == {computed(page, colour)}, colour


# For each block its language, its text, and the name of the highlight that paints each letter, a space for none.
PAINTED = """() => {
    dispatchEvent(new Event("beforeprint"));
    const painted = new Map();
    for (const [name, highlight] of CSS.highlights) {
        for (const range of highlight) {
            const node = range.startContainer;
            if (!painted.has(node)) painted.set(node, Array(node.length).fill(" "));
            painted.get(node).fill(name.replace("code-", ""), range.startOffset, range.endOffset);
        }
    }
    const codes = [...document.querySelectorAll("[class*=language-].highlight > pre > code:not(:has(*))")];
    return codes.map(code => [
        /language-(\\w+)/.exec(code.closest(".highlight").className)[1],
        code.textContent,
        (painted.get(code.firstChild) ?? []).join("").padEnd(code.textContent.length),
    ]);
}"""


def colour(kind: Any) -> str:
    """Return the name of the highlight for a token; a kind without a class of its own has that of the one above."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    name = STANDARD_TYPES[kind]
    return NAMES.get(COLOUR_OF.get(name, name), " ")


@pytest.mark.parametrize("name", ARTICLES)
def test_code_is_painted_as_pygments_colours_it(site: Site, reader: Callable[..., Reader], name: str) -> None:
    page = reader().page
    load(page, site.url + name)
    blocks = page.evaluate(PAINTED)
    assert any(painted.strip() for _, _, painted in blocks) == ("language-python" in page.content())
    for language, text, painted in blocks:
        if language == "text":
            assert painted.strip() == ""
            continue
        lexer = get_lexer_by_name({"sbatch": "bash"}.get(language, language), stripnl=False)
        expected = "".join(colour(kind) * len(value) for kind, value in lex(text, lexer))
        pairs = [pair for letter, *pair in zip(text, expected, painted, strict=True) if not letter.isspace()]
        assert [one for one, _ in pairs] == [other for _, other in pairs], text


def test_highlights_have_the_colours_of_elements(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    load(page, f"{site.url}en/")
    add_all_colours(page, site)
    for kind, name in NAMES.items():
        painted = page.evaluate(
            "name => getComputedStyle(document.querySelector('.highlight code'), `::highlight(code-${name})`).color",
            name,
        )
        assert computed(page, kind).startswith(painted), kind


def computed(page: Page, kind: str) -> str:
    return str(
        page.evaluate(
            """kind => {
                const token = document.createElement("span");
                token.className = kind;
                document.querySelector(".highlight code").append(token);
                const { color, fontStyle, fontWeight } = getComputedStyle(token);
                token.remove();
                return [color, fontStyle, fontWeight].join();
            }""",
            kind,
        )
    )


def test_icons_look_as_they_were_drawn(browser: Browser) -> None:
    """The squares would show if one icon shone into the next."""
    paths = ["M0 0h24v24H0z", "M12 0 24 24H0z", "M0 0h24v24H0zM4 4v16h16V4z", "M0 12h24v12H0z"]
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{}"/></svg>'
    drawn = "".join(map(icon.format, paths))
    rules = (
        "svg{display:block;float:left;width:36px;height:36px;margin:12px;fill:currentcolor}body{color:#b2321b;margin:0}"
    )
    page = browser.new_page(viewport={"width": 240, "height": 60})
    shots = []
    for body in (drawn, without_icons(drawn)):
        page.set_content(f"<style>{rules}{icon_styles([drawn])}</style>{body}")
        shots.append(Image.open(io.BytesIO(page.screenshot())).convert("L"))
    page.close()
    assert shots[0].getextrema() != (255, 255)
    differences = ImageChops.difference(*shots).histogram()
    assert sum(differences[64:]) == 0  # of 255: the edges of slanted lines


def pages_of_languages(site: Site) -> dict[str, str]:
    names = [f"{name}index.html" for name in PAGES] + ["en/404.html", "zh/404.html"]
    return {name: (site.out / name).read_text(encoding="utf-8") for name in names}


def test_all_pages_have_one_policy_and_one_script_in_them(site: Site) -> None:
    """But for data, and for what stands above the languages."""
    policies, codes = set(), set()
    for name, text in pages_of_languages(site).items():
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
        (code,) = [code for tag, code in scripts if "src=" not in tag and "application/json" not in tag]
        assert text.index(code) < text.index("rel=stylesheet"), name  # else it would wait for that
        codes.add(code)
        policies.update(re.findall(r'http-equiv="?Content-Security-Policy"?[^>]*>', text))
    (code,), (policy,) = codes, policies
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}';" in policy
    assert f"'sha256-{digest}'" in (site.out / "_headers").read_text(encoding="utf-8")


def test_parser_stops_once_and_behind_the_opening(site: Site) -> None:
    """What a browser shows first is a heading with what stands below it, not all that has come of a page."""
    for name, text in pages_of_languages(site).items():
        scripts = [match for match in re.finditer(r"<script([^>]*)>", text) if "src=" in match[1]]
        (script,) = [match for match in scripts if not re.search("defer|type=module", match[1])]
        assert "/early." in script[0]
        assert text.index("<h1") < script.start() < (text + "<h2").index("<h2"), name
        # no other is asked for while the page is read
        laid_by = re.findall(r"<template class=late><script[^>]*></script></template>", text)
        assert len(laid_by) == len(scripts) - 1 > 0, name


def test_scripts_come_to_a_page_that_nobody_looks_at(site: Site, reader: Callable[..., Reader]) -> None:
    """It is painted only when its reader turns to it, and then should be ready."""
    page = reader().page
    page.add_init_script(
        "requestAnimationFrame = () => 0; Object.defineProperty(document, 'hidden', {get: () => true});"
    )
    page.goto(site.url + "en/ddp/")
    page.wait_for_selector(".formula__copy", state="attached")
    page.wait_for_function("globalThis.document$ && new Promise((told) => document$.subscribe(() => told(true)))")


@pytest.mark.parametrize("lost", [r"/takeaway\.js$", r"/site\.\w+\.js$"])
def test_script_that_does_not_come_holds_up_no_other(site: Site, reader: Callable[..., Reader], lost: str) -> None:
    page = reader().page
    page.route(re.compile(lost), lambda route: route.abort())
    page.goto(site.url + "en/ddp/")
    page.wait_for_selector(".run__button", state="attached")


def test_figures_of_the_opening_stand_in_the_page_and_all_others_wait(site: Site) -> None:
    found = set()
    for name, text in pages_of_languages(site).items():
        first, *rest = re.split("(?=<h2)", text)
        opening = first + "".join(rest[:1])
        assert "class=figure" not in opening, name
        found.update(re.findall(r"<div aria-label=[^>]* role=img><(svg|img)\b", opening))
        assert all("loading=lazy" in image for image in re.findall(r"<img[^>]*class=figure[^>]*>", text)), name
    assert found == {"svg"}


@pytest.mark.parametrize(
    ("clicks", "system", "shown"), [(0, "dark", "slate"), (1, "dark", "default"), (2, "light", "slate")]
)
def test_scheme_waits_for_no_file(
    site: Site, reader: Callable[..., Reader], clicks: int, system: str, shown: str
) -> None:
    """A reader in a dark room is not dazzled by a page whose scripts are still on their way."""
    page = reader(color_scheme=system).page
    load(page, f"{site.url}en/")
    for _ in range(clicks):  # from following the system to light, then to dark
        page.locator(".md-header__option label:visible").click()
    page.route(re.compile(r"\.m?js$"), lambda route: route.abort())
    page.goto(f"{site.url}zh/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", shown)
    assert not page.evaluate("'__md_get' in window")
