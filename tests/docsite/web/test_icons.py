"""Icons of the theme are drawn by the stylesheet."""

from __future__ import annotations

import re

from docsite.web.delivery.icons import icon_styles, without_icons

ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{}"/></svg>'
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1h2"/><path d="M2 2h2"/></svg>'


def test_each_icon_is_drawn_once_and_has_one_rule() -> None:
    pages = [ICON.format("M0 0h1") + ICON.format("M0 0h2"), ICON.format("M0 0h1") + FIGURE]
    styles = icon_styles(pages)
    assert re.findall(r"path d='([^']*)'", styles) == ["M0 0h1", "M0 0h2"]
    for page in map(without_icons, pages):
        assert "M0" not in page
        assert all(f".{name}{{" in styles for name in re.findall(r'class="([^"]*)"', page))
    assert without_icons(pages[1]).endswith(FIGURE)


def test_without_icons_there_are_no_styles() -> None:
    assert icon_styles([FIGURE]) == ""
