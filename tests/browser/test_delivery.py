"""What a reader pays for a page, and what the page may do: budgets, the policy, figures as files, and axe."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from docsite.web.delivery.icons import icon_styles, without_icons
from docsite.web.delivery.tokens import COLOURS
from tests.browser.conftest import Reader, load
from tests.browser.test_pages import ARTICLES, INJECT, PAGES
from tests.conftest import Site


def phone(reader: Callable[..., Reader], **options: Any) -> Reader:
    return reader(viewport={"width": 412, "height": 823}, **options)


def test_policy_survives_instant_navigation(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    load(one.page, f"{site.url}en/")
    one.page.locator(".card a").first.click()
    expect(one.page.locator(".home")).to_have_count(0)
    one.settle()
    assert one.errors == []
    assert one.page.evaluate(INJECT) is False


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
