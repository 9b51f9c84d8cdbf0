"""Figures as files of their own: a page is read before its figures are seen, and should not wait for their data.

The image that stands for one is fetched when the reader draws near; a script then puts the drawing itself into the page
(docsite/web/theme/assets/javascripts/after.js), so that its text can be selected. Without scripts the image remains. A
figure on the first screen stays in the page: it is seen at once, and as a file it would come a round trip later.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.node import run_node
from docsite.web.delivery.files import write_hashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SLIM = Path(__file__).with_name("slim.mjs")
FOLDER = "figures"

# A smaller drawing is sooner read than asked for.
SMALL = 1000  # characters

FIGURE = re.compile(
    r'(?P<opening><div role="img"[^>]*>)\s*(?P<svg><svg(?P<attributes>[^>]*)>(?:(?!</svg>).)*</svg>)\s*(?=</div>)',
    re.DOTALL,
)
BOX = re.compile(r'viewBox="\S+ \S+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')
HEAD = re.compile(r"<svg[^>]*>")
STYLE = re.compile(r' style="[^"]*"')
# An image has no page around it to take its colours from; whether that is dark, it learns from the page's color-scheme.
COLOUR = re.compile(r"(?P<name>--figure-[-\w]+): *(?P<value>#\w+)")
USE = re.compile(r"var\((?P<name>--figure-[-\w]+)(?:,[^()]*)?\)")


def colours(styles: str) -> dict[str, tuple[str, str]]:
    """Return the colours of figures by their names: light and dark, in which order the site's stylesheet has them."""
    found: dict[str, list[str]] = {}
    for match in COLOUR.finditer(styles):
        found.setdefault(match["name"], []).append(match["value"])
    return {name: (light, dark) for name, (light, dark, *_) in found.items()}


def slim_drawings(pages: Iterable[str]) -> dict[str, str]:
    """Return each large drawing of these pages, in fewer letters.

    Raises:
        NodeError: SVGO, which writes them, is not installed.
    """
    found = dict.fromkeys(
        match["svg"] for page in pages for match in FIGURE.finditer(page) if len(match["svg"]) >= SMALL
    )
    return dict(zip(found, json.loads(run_node(SLIM, json.dumps(list(found)))), strict=True)) if found else {}


def detach_figures(
    html: str, assets: Path, base: str, colours: Mapping[str, tuple[str, str]], slim: Mapping[str, str]
) -> str:
    """Return a page with its large drawings in files below ``assets``.

    Args:
        html: The page.
        assets: The folder of the assets.
        base: The address of that folder from the page, with a slash at its end.
        colours: What the function of that name returns.
        slim: What `slim_drawings` returns; a drawing that it lacks stays as it is.
    """
    opening = _end_of_opening(html)

    def image(match: re.Match[str]) -> str:
        drawing, box = match["svg"], BOX.search(match["attributes"])
        if len(drawing) < SMALL or not box:
            return match[0]
        if match.start() < opening:
            return match["opening"] + slim.get(drawing, drawing)
        coloured = _coloured(slim.get(drawing, drawing), colours)
        path = write_hashed(assets / FOLDER, "figure.svg", coloured.encode())
        size = f'width="{float(box["width"]):.0f}" height="{float(box["height"]):.0f}"'
        own = STYLE.search(match["attributes"])
        return (
            f'{match["opening"]}<img class="figure" src="{base}{FOLDER}/{path.name}" {size}{own[0] if own else ""}'
            ' alt="" loading="lazy" decoding="async">'
        )

    return FIGURE.sub(image, html)


def _coloured(drawing: str, colours: Mapping[str, tuple[str, str]]) -> str:
    """Return a drawing that brings the colours which it uses."""
    used = sorted({match["name"] for match in USE.finditer(drawing)} & colours.keys())
    light, dark = (";".join(f"{name}:{colours[name][scheme]}" for name in used) for scheme in (0, 1))
    style = f"<style>svg{{{light}}}@media(prefers-color-scheme:dark){{svg{{{dark}}}}}</style>"
    bare = USE.sub(lambda use: f"var({use['name']})" if use["name"] in colours else use[0], drawing)
    return HEAD.sub(lambda head: head[0] + style, bare, count=1)


def _end_of_opening(html: str) -> int:
    """Return where the second section begins: what stands above it is on the first screen."""
    headings = list(islice(re.finditer("<h2", html), 2))
    return headings[1].start() if len(headings) > 1 else len(html)
