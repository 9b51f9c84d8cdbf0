"""How long a page takes to read, and what should be read before: one line under its title.

What is counted is the page as it is built, so nobody types a number. Folded parts are left out: who opens one takes
the time for it. So is the time for exercises, of which only the text counts.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docsite.source.lines import lines_of
from docsite.source.texts import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping

# How many are read in a minute. Words: silent reading of English non-fiction, the mean of 190 studies (Brysbaert, "How
# many words do we read per minute?", Journal of Memory and Language 109, 2019). Characters: as many as say the same,
# 1.48 for a word in the first twelve articles. The others are our own estimates: two seconds for a line of code, one
# for a line of output, a quarter of a minute for a displayed formula, ten seconds for a figure.
PACES = {"words": 238, "characters": 350, "code": 30, "output": 60, "formulas": 4, "figures": 6}

EXACT = 10  # minutes; more than these are told in steps
STEP = 5

CHARACTER = re.compile(f"[{HAN}]")
WORD = re.compile(rf"(?:(?![{HAN}])\w)+(?:[-'’._](?:(?![{HAN}])\w)+)*")
PRINTED = "language-text"
FORMULA = "arithmatex"
WITHIN_WORDS = frozenset({"a", "code", "em", "i", "kbd", "span", "strong", "sub", "sup"})
UNREAD = frozenset({"svg", "script", "style", "template"})
FOR_PLAYERS = frozenset({"data-caption", "data-input"})  # what a player says while it runs
TITLE_END = "</h1>"


def minutes(content: str) -> int:
    """Return how many minutes a page takes to read: to the minute if there are few, else in steps of five."""
    exact = sum(count / PACES[kind] for kind, count in counts(content).items())
    return max(1, round(exact)) if exact < EXACT else STEP * round(exact / STEP)


def counts(content: str) -> Counter[str]:
    """Return how much of each kind of `PACES` there is to read in the HTML that Markdown made of a page."""
    reader = _PageReader()
    reader.feed(content)
    reader.close()
    prose = "".join(reader.prose)
    words, characters = len(WORD.findall(prose)), len(CHARACTER.findall(prose))
    return reader.counts + Counter(words=words, characters=characters)


def with_reading(content: str, words: Mapping[str, str], before: Mapping[str, str]) -> str:
    """Return a page with the line under its title.

    Args:
        content: The HTML that Markdown made of the page.
        words: The words of the line in the page's language.
        before: The titles of the pages that should be read before, with their addresses.
    """
    number = minutes(content)
    parts = [words["minute"] if number == 1 else words["minutes"].format(number)]
    if before:
        links = (f'<a href="{address}">{html.escape(title)}</a>' for address, title in before.items())
        parts.append(words["before"] + words["separator"].join(links))
    line = f'<p class="reading" data-search-exclude>{" · ".join(parts)}</p>'
    return content.replace(TITLE_END, f"{TITLE_END}\n{line}", 1)


class _PageReader(HTMLParser):
    """Goes through a page as a reader does, who opens nothing that is folded."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.prose: list[str] = []
        self._code: list[str] | None = None  # of the block that is open
        self._kind = "code"
        self._unread: list[str] = []  # the open elements of one name whose content is not read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread:
            if tag == self._unread[0]:
                self._unread.append(tag)
            return
        if self._code is None and tag not in WITHIN_WORDS:
            self.prose.append("\n")
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        if tag in {"svg", "img"}:
            self.counts["figures"] += 1
        elif FORMULA in classes:  # in a sentence it is read as a word
            self.counts["words" if tag == "span" else "formulas"] += 1
        elif "highlight" in classes:
            self._kind = "output" if PRINTED in classes else "code"
        elif tag == "pre":
            self._code = []
        folded = tag == "details" and "open" not in attributes
        if folded or tag in UNREAD or FORMULA in classes or FOR_PLAYERS & attributes.keys():
            self._unread.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[0]:
                self._unread.pop()
        elif tag == "pre" and self._code is not None:
            self.counts[self._kind] += sum(1 for line in lines_of("".join(self._code)) if line.strip())
            self._code = None

    def handle_data(self, data: str) -> None:
        if not self._unread:
            (self.prose if self._code is None else self._code).append(data)
