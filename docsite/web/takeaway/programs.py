"""The files that a page shows, as readers download them."""

from __future__ import annotations

import html
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.source.kinds import is_output
from docsite.source.regions import without_markers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docsite.source.page import Page

BLOCK = re.compile(r'<div class="[^"]*\bhighlight\b[^"]*"[^>]*(?=>)')
TITLE = re.compile(r'(?P<open><span class="filename">)(?P<title>[^<]*)(?P<close></span>)')


def shown_files(page: Page) -> tuple[str, ...]:
    """Return the files that the page's blocks show, relative to `snippets`, each once; outputs are no such files."""
    included = (include.file for fence in page.fences if not is_output(fence) for include in fence.includes)
    return tuple(dict.fromkeys(included))


def program(page: Page, file: str) -> str:
    """Return one of the files that a page shows, as readers get it."""
    return without_markers((page.layout.snippets / file).read_text(encoding="utf-8"))


def mark_scripts(content: str, page: Page) -> str:
    """Mark the blocks of scripts, which commands start: they are no part of the page's program.

    Args:
        content: The HTML of a page, which has a block for each fence, in their order.
        page: Its source.
    """
    scripts = [page.shows_script(fence) for fence in page.fences]
    if not any(scripts):
        return content
    of_script = iter(scripts)
    return BLOCK.sub(lambda block: f"{block[0]} data-script" if next(of_script) else block[0], content)


def link_titles(content: str, addresses: Mapping[str, str]) -> str:
    """Make a link to the file of each block's title that names one.

    Args:
        content: The HTML of a page.
        addresses: Where the files that it shows lie, seen from the page; of two of one name, the first is meant.
    """
    by_name: dict[str, str] = {}
    for file, address in addresses.items():
        by_name.setdefault(PurePosixPath(file).name, address)

    def link(match: re.Match[str]) -> str:
        address = by_name.get(html.unescape(match["title"]))
        if address is None:
            return match[0]
        return f'{match["open"]}<a href="{html.escape(address)}" download>{match["title"]}</a>{match["close"]}'

    return TITLE.sub(link, content)
