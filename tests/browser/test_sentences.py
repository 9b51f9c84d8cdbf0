"""Formulas within sentences: they break at relations only, and look as displayed ones do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Reader, load
from tests.conftest import Site

# How many signs a formula could go on behind in the next line, and those that do so though they may not.
BROKEN = """() => {
    const broken = [], all = [...document.querySelectorAll("mjx-container:not([display]) m-break")];
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const gap of all) {
        const [before, after] = [gap.previousElementSibling, gap.nextElementSibling];
        if (!before || !after || after.getBoundingClientRect().left >= before.getBoundingClientRect().left) continue;
        const formula = gap.closest("mjx-container");
        const may = !formula.style.width && gap.getAttribute("size") === "4";
        if (!may) broken.push(formula.querySelector("math").textContent);
    }
    return [all.length, broken];
}"""
LETTERS = """() => {
    const style = (selector) => {
        const one = getComputedStyle(document.querySelector(selector));
        return [one.fontFamily, one.fontStyle];
    };
    return [style("mjx-container[display] b"), style("p mjx-container:not([display]) b")];
}"""


@pytest.mark.parametrize("name", ["en/maximum_gap/", "zh/maximum_gap/"])
def test_a_formula_in_a_sentence_breaks_at_relations_only(site: Site, reader: Callable[..., Reader], name: str) -> None:
    page = reader().page
    load(page, site.url + name)
    for width in (320, 412, 700, 1350):
        page.set_viewport_size({"width": width, "height": 900})
        count, broken = page.evaluate(BROKEN)
        assert broken == []
        assert count > 10
    shown, inline = page.evaluate(LETTERS)
    assert shown == inline
