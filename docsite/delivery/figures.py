"""Figures as files of their own: a page is read before its figures are seen, and should not wait for their data.

The image that stands for one is fetched when the reader draws near; the script then puts the drawing itself into the page
(docsite/theme/assets/javascripts/after.js), so that its text can be selected. Without scripts the image remains.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docsite.delivery.files import write_hashed

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "figures"

# A smaller drawing is sooner read than asked for.
SMALL = 3000  # characters

FIGURE = re.compile(
    r'(?P<opening><div role="img"[^>]*>)\s*(?P<svg><svg(?P<attributes>[^>]*)>(?:(?!</svg>).)*</svg>)\s*(?=</div>)',
    re.DOTALL,
)
BOX = re.compile(r'viewBox="\S+ \S+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')
STYLE = re.compile(r' style="[^"]*"')
# An image has no page around it to take its colours from; whether that is dark, it learns from the page's color-scheme.
COLOUR = re.compile(r"(?P<name>--figure-[-\w]+): *(?P<value>#\w+)")


def colours(styles: str) -> str:
    """Return the style for an image: the colours of figures in both schemes, from the site's own stylesheet."""
    found = [f"{match['name']}:{match['value']}" for match in COLOUR.finditer(styles)]
    half = len(found) // 2
    light, dark = ";".join(found[:half]), ";".join(found[half:])
    return f"<style>svg{{{light}}}@media(prefers-color-scheme:dark){{svg{{{dark}}}}}</style>"


def detach_figures(html: str, assets: Path, base: str, style: str) -> str:
    """Return a page with its large drawings in files below ``assets``.

    Args:
        html: The page.
        assets: The folder of the assets.
        base: The address of that folder from the page, with a slash at its end.
        style: What `colours` returns.
    """

    def image(match: re.Match[str]) -> str:
        drawing, box = match["svg"], BOX.search(match["attributes"])
        if len(drawing) < SMALL or not box:
            return match[0]
        head = f"<svg{match['attributes']}>"
        path = write_hashed(assets / FOLDER, "figure.svg", drawing.replace(head, head + style, 1).encode())
        size = f'width="{float(box["width"]):.0f}" height="{float(box["height"]):.0f}"'
        own = STYLE.search(match["attributes"])
        return (
            f'{match["opening"]}<img class="figure" src="{base}{FOLDER}/{path.name}" {size}{own[0] if own else ""}'
            ' alt="" loading="lazy" decoding="async">'
        )

    return FIGURE.sub(image, html)
