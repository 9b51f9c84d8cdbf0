"""What the build does to files before they are sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docsite.web.delivery.figures import colours, detach_figures
from docsite.web.delivery.search import mend_search
from docsite.web.delivery.settings import shared_settings, without_settings
from docsite.web.delivery.tables import by_class, with_class


def test_an_unknown_search_worker_is_not_taken_for_mended(tmp_path: Path) -> None:
    worker = tmp_path / "javascripts/workers/search.0.js"
    worker.parent.mkdir(parents=True)
    worker.write_text("postMessage(1)", encoding="utf-8")
    with pytest.raises(ValueError, match="one call that cuts a query was expected, not 0"):
        mend_search(tmp_path)


def test_a_search_worker_is_mended_once(tmp_path: Path) -> None:
    """A preview builds over what it has built."""
    worker = tmp_path / "javascripts/workers/search.0.js"
    worker.parent.mkdir(parents=True)
    worker.write_text(
        r'e=e.replace(new RegExp("\\p{sc=Han}+","gu"),s=>[...f(s,this.index.invertedIndex)].join("* ")),e=g(e)',
        encoding="utf-8",
    )
    mend_search(tmp_path)
    once = worker.read_text(encoding="utf-8")
    assert once.endswith("e=cutQuery(e,this.index.invertedIndex),e=g(e)")
    mend_search(tmp_path)
    assert worker.read_text(encoding="utf-8") == once


def test_tables_get_a_class_once() -> None:
    html = '<table><tr></table><table tabindex="0"></table><table class="other"></table><p class="x">'
    once = (
        '<table class="table"><tr></table><table class="table" tabindex="0"></table><table class="other"></table>'
        '<p class="x">'
    )
    assert with_class(html) == with_class(once) == once


def test_styles_find_tables_by_that_class() -> None:
    assert by_class("a table:not([class]) td>:first-child,b{}") == "a table.table td>:first-child,b{}"


def page(language: str, settings: dict[str, object]) -> str:
    script = f'<script id="__config" type="application/json">{json.dumps(settings)}</script>'
    return f'<html class="no-js" lang="{language}"><p>{script}</p></html>'


def test_what_pages_of_a_language_tell_alike_leaves_them() -> None:
    told: list[tuple[str, dict[str, object]]] = [
        ("en", {"base": ".", "words": {"copy": "Copy"}, "tags": None}),
        ("en", {"base": "..", "words": {"copy": "Copy"}, "tags": None}),
        ("zh", {"base": ".", "words": {"copy": "复制"}, "tags": []}),
        ("zh", {"base": "..", "words": {"copy": "复制"}}),
    ]
    bare = '<html lang="zh"><p></p></html>'
    shared = shared_settings([*(page(*one) for one in told), bare])
    assert shared == {"en": {"words": {"copy": "Copy"}, "tags": None}, "zh": {"words": {"copy": "复制"}}}
    for language, settings in told:
        left = re.search(
            r'<script id="__config" type="application/json">(.*)</script>',
            without_settings(page(language, settings), shared),
        )
        assert left
        own = json.loads(left[1])
        assert not own.keys() & shared[language].keys()
        assert {**shared[language], **own} == settings
    assert without_settings(bare, shared) == bare


STYLES = """
:root { --figure-ink: #111; --figure-paper: #fff; --figure-1: #00f }
@media screen and (prefers-color-scheme: dark) { :root { --figure-ink: #eee; --figure-paper: #000; --figure-1: #99f } }
@media print { :root { --figure-paper: #fffffe } }
"""


def test_a_figure_that_is_a_file_brings_the_colours_that_it_uses(tmp_path: Path) -> None:
    marks = '<path d="M0 0" fill="var(--figure-paper, #abc)" stroke="var(--figure-ink)" color="var(--other, #123)"/>'
    drawing = f'<svg viewBox="0 0 4 2">{marks}{"<path/>" * 200}</svg>'
    page = f'<h2>A</h2><h2>B</h2><div role="img" aria-label="A">{drawing}</div>'
    html = detach_figures(page, tmp_path, "a/", colours(STYLES), {})
    (file,) = tmp_path.rglob("*.svg")
    assert f'<img class="figure" src="a/figures/{file.name}" width="4" height="2"' in html
    style = (
        "<style>svg{--figure-ink:#111;--figure-paper:#fff}"
        "@media(prefers-color-scheme:dark){svg{--figure-ink:#eee;--figure-paper:#000}}</style>"
    )
    bare = marks.replace(", #abc", "")
    assert file.read_text(encoding="utf-8") == drawing.replace(marks, style + bare)


def test_a_figure_on_the_first_screen_stays_in_the_page(tmp_path: Path) -> None:
    drawing = f'<svg viewBox="0 0 4 2">{"<path/>" * 200}</svg>'
    page = f'<h2>A</h2><div role="img" aria-label="A">{drawing}</div><h2>B</h2>'
    assert detach_figures(page, tmp_path, "a/", {}, {drawing: "<svg/>"}) == page.replace(drawing, "<svg/>")
    assert not list(tmp_path.iterdir())
