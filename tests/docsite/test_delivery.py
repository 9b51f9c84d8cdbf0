"""What the build does to files before they are sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from docsite.delivery.search import mend_search
from docsite.delivery.tables import by_class, with_class


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
    worker.write_text('e=[...f(s,this.index.invertedIndex)].join("* ")', encoding="utf-8")
    mend_search(tmp_path)
    once = worker.read_text(encoding="utf-8")
    assert once.endswith("e=cutQuery(s,this.index.invertedIndex)")
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
