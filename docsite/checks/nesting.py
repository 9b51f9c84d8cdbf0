"""What belongs to a list item or an admonition is indented by four spaces.

By fewer, Markdown takes it for no part of that: a list ends and begins anew, an admonition is empty, and the source
looks right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docsite.source.page import DISPLAY, FENCE, HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docsite.source.page import Page
    from docsite.source.problems import Problem

STEP = 4
ITEM = re.compile(r"^\s*(?:[-*+]|(?P<number>\d+)\.)\s")
ADMONITION = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s*(?P<type>\w.*)?$")
MEND = f"indent it by {STEP} spaces more than the list item or the admonition that it belongs to"


@dataclass
class _Holder:
    """A list item or an admonition: what may hold what is indented below it.

    Attributes:
        line: Its line.
        kind: What it is.
        number: How many items its list has, up to it.
        empty: Whether it is an admonition that holds nothing yet.
    """

    line: int
    kind: str
    number: int = 0
    empty: bool = False


@dataclass
class _Scan:
    """A page as far as it has been read.

    Attributes:
        page: The page.
        holders: The open list items and admonitions, by their levels.
        paragraph: What paragraph the next line would go on with: one of an "item", of "text", or none.
    """

    page: Page
    holders: list[_Holder] = field(default_factory=list)
    paragraph: str = ""

    def problems(self, line: int, text: str) -> Iterator[Problem]:
        """Take a line that is not within a block, or one that opens a block; yield what is wrong with its indent."""
        item, admonition = ITEM.match(text), ADMONITION.match(text)
        block = FENCE.match(text) or DISPLAY.match(text)
        goes_on = self.paragraph and not (block or admonition or (item and self.paragraph == "item"))
        if not text.strip():
            self.paragraph = ""
        if not text.strip() or goes_on:
            return
        self.paragraph = "item" if item else "" if FENCE.match(text) or HEADING.match(text) or admonition else "text"
        spaces = text.expandtabs(STEP)
        indent = len(spaces) - len(spaces.lstrip())
        level, rest = divmod(indent, STEP)
        if rest or level > len(self.holders):
            yield self._indent_problem(line, indent)
            level = min(level + bool(rest), len(self.holders))  # as it was meant, so that it is told once
        if level:
            self.holders[level - 1].empty = False
        left, self.holders = self.holders[level:], self.holders[:level]
        yield from self._empty_problems(left)
        if item:
            yield from self._take_item(line, int(item["number"] or 0), left[0] if left else None)
        elif admonition:
            self.holders.append(_Holder(line, "admonition", empty=True))

    def _indent_problem(self, line: int, indent: int) -> Problem:
        if indent % STEP:
            message = f"indented by {indent}: Markdown, which counts by {STEP}, takes it for no part of what is above"
            return self.page.problem(line, message, MEND)
        message = f"indented by {indent}, but no list item or admonition above holds it"
        return self.page.problem(line, message, "begin it further to the left; code is shown by a block (```)")

    def _empty_problems(self, holders: Sequence[_Holder]) -> Iterator[Problem]:
        for holder in holders:
            if holder.empty:
                mend = f"indent what belongs to it by {STEP} spaces"
                yield self.page.problem(holder.line, "this admonition is empty", mend)

    def _take_item(self, line: int, number: int, before: _Holder | None) -> Iterator[Problem]:
        """Take an item of a list; one with a number follows the item before it."""
        kind = "numbered item" if number else "bullet"
        if before and before.kind not in {kind, "admonition"}:
            message = f"a {kind} behind a {before.kind}: Markdown makes one list of both, with the marks of the first"
            yield self.page.problem(line, message, "write a sentence between the two lists")
        count = before.number + 1 if before and before.kind != "admonition" else 1
        self.holders.append(_Holder(line, before.kind if before and before.number else kind, count))
        if number not in {0, 1, count}:
            began = ", since Markdown begins a new list here" if count == 1 else ""
            mend = f"indent what stands between the items by {STEP} spaces, or count from 1"
            yield self.page.problem(line, f"the item {number}. has the number {count} on the page{began}", mend)

    def end(self) -> Iterator[Problem]:
        """Yield what is wrong with what is still open."""
        yield from self._empty_problems(self.holders)


def check_nesting(page: Page) -> Iterator[Problem]:
    """What is indented belongs to what holds it, to a reader of the source and to Markdown."""
    scan = _Scan(page)
    openings = {fence.line for fence in page.fences}
    closings = {fence.last for fence in page.fences}
    rows = dict(page.prose) | {line: page.lines[line - 1] for line in openings}
    for line, text in sorted(rows.items()):
        if line - 1 in closings:
            scan.paragraph = ""
        yield from scan.problems(line, text)
    yield from scan.end()
