"""Icons of the theme in the stylesheet, which a reader loads once, and not drawn anew in each page."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ICON = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24"><path d="(?P<path>[^"<>]+)" ?/></svg>', re.ASCII
)
# A mask has the colour of the text around it, as the drawing had; where the system chooses the colours, its colour.
COMMON = (
    "[class^=icon-]{background-color:currentcolor;mask:var(--icon) center/contain no-repeat}"
    "@media(forced-colors:active){[class^=icon-]{forced-color-adjust:none;background-color:CanvasText}}"
)


def icon_styles(pages: Iterable[str]) -> str:
    """Return the styles that draw the icons of these pages; none, if they have no icons."""
    paths = sorted({match["path"] for page in pages for match in ICON.finditer(page)})
    return COMMON + "".join(map(_rule, paths)) if paths else ""


def without_icons(page: str) -> str:
    """Return a page whose icons are drawn by those styles."""
    return ICON.sub(lambda match: f'<svg class="{_name(match["path"])}" viewBox="0 0 24 24"></svg>', page)


def _rule(path: str) -> str:
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='{path}'/></svg>"
    return f'.{_name(path)}{{--icon:url("data:image/svg+xml,{drawing}")}}'


def _name(path: str) -> str:
    return f"icon-{hashlib.blake2s(path.encode(), digest_size=2).hexdigest()}"
