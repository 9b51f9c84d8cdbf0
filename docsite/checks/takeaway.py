"""What readers take of a page is Markdown that needs nothing of ours: said of the page, before it is built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown import markdown as plain

from docsite.checks.blocks import check_fences
from docsite.source.labs import LabPage
from docsite.source.plain import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem

SITE = "https://example.org/"
BLOCK = re.compile(r"^(> )? *(`{3,}|~{3,}).*?^(> )? *\2$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r'(?:href|src)="([^"]*)"')
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|&#")  # the converter hides addresses of mail
OURS = re.compile(r"^\s*(?:!!!|\?\?\?).*|\{#[^}]*\}?|</?(?:div|figure|figcaption)[^>]*>|\S*8<.*", re.MULTILINE)


def check_takeaway(page: Page) -> Iterator[Problem]:
    """Links lead to the site from anywhere, and nothing stands in the Markdown that only our converter understands."""
    if isinstance(page, LabPage) or any(check_fences(page)):
        return
    prose = BLOCK.sub("", markdown(page, SITE))
    for target in TARGET.findall(plain(prose)):
        if not SCHEME.match(target):
            message = f"the link {target} leads nowhere from the notebook that readers take of this page"
            yield page.problem(page.line_of(target), message, "write [words](target)")
    for found in OURS.finditer(prose):
        message = f"readers of this page's notebook would see '{found[0].strip()}'"
        mend = "give it lines of its own, without an indent, and write {#id} behind headings alone"
        yield page.problem(page.line_of(found[0].strip()), message, mend)
