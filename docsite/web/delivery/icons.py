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
# All are one image, side by side, since a browser makes a document of its own for each image. One must not shine into
# the next. A mask has the colour of the text around it, as the drawing had; or the system's, where that chooses.
SIZE, STEP = 24, 32
COMMON = (
    "[class^=icon-]{{background-color:currentcolor;"
    'mask:url("data:image/svg+xml,{image}") 0/{width:.6g}% 100% no-repeat}}'
    "@media(forced-colors:active){{[class^=icon-]{{forced-color-adjust:none;background-color:CanvasText}}}}"
)


def icon_styles(pages: Iterable[str]) -> str:
    """Return the styles that draw the icons of these pages; none, if they have no icons."""
    paths = sorted({match["path"] for page in pages for match in ICON.finditer(page)})
    if not paths:
        return ""
    width = STEP * len(paths)
    drawn = "".join(f"<path d='{path}' transform='translate({STEP * place})'/>" for place, path in enumerate(paths))
    image = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {SIZE}'>{drawn}</svg>"
    # In percent of the room that the image lacks.
    places = (100 * STEP * place / (width - SIZE) for place in range(len(paths)))
    rules = (f".{_name(path)}{{mask-position:{x:.6g}%}}" for path, x in zip(paths, places, strict=True))
    return COMMON.format(image=image, width=100 * width / SIZE) + "".join(rules)


def without_icons(page: str) -> str:
    """Return a page whose icons are drawn by those styles."""
    return ICON.sub(lambda match: f'<svg class="{_name(match["path"])}" viewBox="0 0 24 24"></svg>', page)


def _name(path: str) -> str:
    return f"icon-{hashlib.blake2s(path.encode(), digest_size=2).hexdigest()}"
