"""No label of a figure is cut off at its edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

CUT = """() => {
    const paper = document.querySelector("svg").getBoundingClientRect();
    const inside = ({left, right, top, bottom}) =>
        paper.left <= left && right <= paper.right && paper.top <= top && bottom <= paper.bottom;
    return Array.from(document.querySelectorAll("text"))
        .filter(text => !inside(text.getBoundingClientRect())).map(text => text.textContent);
}"""
FIGURES = sorted((ROOT / "snippets").glob("*/*.svg"))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_labels_lie_on_the_figure(browser: Browser, figure: Path) -> None:
    page = browser.new_page()
    page.set_content(figure.read_text(encoding="utf-8"))
    assert page.evaluate(CUT) == []
    page.close()
