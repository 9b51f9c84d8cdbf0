"""Marks of Markdown that this site's pages do not have, and those that are no marks where they stand.

Readers would see the marks themselves. What has no place here at all is looked for in the source, line by line; what is
a mark elsewhere on the same pages, in what Markdown has made of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docsite.source.page import DISPLAY, HEADING, LOOKS_LIKE_INCLUDE
from docsite.source.tex import CODE_OR_INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem

BOLD = "write **…**, or say it in words"
PLAIN = "say it in words"
CODE = "put what is meant as it stands between `…`; of Markdown, pages have what rule 67 names"
# What no page has: the word for it, what it looks like, what to write.
FOREIGN = [
    (name, re.compile(pattern), mend)
    for name, pattern, mend in (
        ("a footnote", r"\[\^[^\]\s]+\]:?", "say it in the sentence, or link to the references"),
        ("a task list", r"^\s*(?:[-*+]|\d+\.)\s+\[[ xX]\](?=\s)", "write the items of a plain list"),
        ("a definition list", r"^\s*:\s+\S+", "write `- **term**: what it is`"),
        ("a highlight", r"==(?=[^\s=])[^=]*[^\s=]==", BOLD),
        ("a deletion", r"~~(?=[^\s~])[^~]*~~", PLAIN),
        ("an insertion", r"\^\^(?=[^\s^])[^^]*\^\^", BOLD),
        ("a raised text", r"(?<=\w)\^(?=[^\s^])[^^\s]*\^", "write <sup>…</sup>, or TeX between dollars"),
        ("a lowered text", r"(?<=\w)~(?=[^\s~])[^~\s]*~", "write <sub>…</sub>, or TeX between dollars"),
        ("a key", r"\+\+(?=[\w\"])[\w\"+-]*\+\+", "write <kbd>Ctrl</kbd>"),
        ("an editor's mark", r"\{(?:\+\+|--|~~|==|>>).*?(?:\+\+|--|~~|==|<<)\}", PLAIN),
        ("an abbreviation", r"^\s*\*\[[^\]]+\]:", "write it out where it first stands"),
        ("an emoji", r"(?<![\w:/]):[a-z][a-z0-9_+-]*:(?![\w:/])", PLAIN),
        ("a tab", r"^\s*===\+?!?\s+[\"“]", "write a heading or a list"),
        ("a container", r"^\s*(?::{3,}|/{3,}).*", 'write `!!! note "…"`, and indent what it holds by 4 spaces'),
        ("an alert", r"\[![A-Za-z]+\]", 'write `!!! note "…"`, and indent what it holds by 4 spaces'),
        ("a wiki link", r"\[\[[^\]]+\]\]", "write [words](page.md)"),
        ("a citation", r"\[-?@[^\]]+\]", "write [words](#references)"),
        ("a template", r"\{\{.*?\}\}|\{%.*?%\}", "no template is filled in; " + CODE),
        ("emphasis within a word", r"(?<=[A-Za-z0-9])\*[^*\s]+\*(?=[A-Za-z0-9])", "write ×, or a star as \\*, or code"),
        ("bold text by underscores", r"(?<![\w`])__[a-z]\w*?__(?!\w)", "write **…**, or a name as code: `__init__`"),
        ("a table of contents", r"^\s*\[TOC\]\s*$", "the page has one already"),
        ("a link by reference", r"^\s*\[(?!\^)[^\]]+\]:\s*\S.*", "write [words](target) where the link stands"),
    )
]
# What has been left of a mark in the text that readers see.
LEFT = [
    (name, re.compile(pattern, re.MULTILINE), mend)
    for name, pattern, mend in (
        ("a list", r"^(?:[-*+]|\d{1,2}\.)[ \t]+\S+", "leave a line free above a list"),
        ("a list", r"^\(?\d{1,2}\)[ \t]+\S+", "number with a full stop: `1. …`"),
        ("an admonition", r"^(?:!!!|\?\?\?\+?)(?:\s.*|$)", 'write `!!! note "…"` with a free line above'),
        ("a table", r"^\|.*\|[ \t]*$", "leave a line free above it, and write `|---|` below its first row"),
        ("a quotation", r"^>[ \t]\S+", "leave a line free above it"),
        ("a heading", r"^#{1,6}[ \t]+\S+", "leave a line free above it, and begin it at the start of the line"),
        ("attributes", r"\{:?[ \t]*[#.][^}\s][^}]*\}", "they belong directly behind a heading, an image or a link"),
        (
            "a link",
            r"!?\[[^\]\n]+\][\[(][^\])\n]*[\])]?",
            "write [words](target), without a space between the brackets",
        ),
        (
            "bold text",
            r"(?<![A-Za-z0-9*])\*\*(?=[^\s*])\S*|(?<=[^\s*])\*\*(?![A-Za-z0-9*])|^\*\*\s\S+",
            "close it: **…**",
        ),
        ("emphasis", r"(?<![\w*])\*(?=[^\s*])\S*", "close it: *…*; a star of its own is written \\*"),
        ("code", r"`+[^`\n]*", "close it: `…`"),
        ("a line break", r"\\$", "end the line with two spaces, or begin a new paragraph"),
        ("an inline formula", r"\$ (?:[A-Za-z]|[^$\n]*[\\^_=][^$\n]*) ?\$", "leave no space beside the dollars: $x$"),
    )
]
SEEN = "\ufffd"  # stands for what is meant to be seen as it stands: code, formulas, escaped characters
ADDRESS = re.compile(r"(?<![<(\[\w/\"'=])https?://[^\s<>)\]，。；）]*[^\s<>)\]，。；）.,;:!?]")
STRONG = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!$~^=:|]")
TARGET = re.compile(r"(?<=\])\([^)]*\)|</?[A-Za-z][^>]*>|<(?:https?|mailto):[^>]*>")


def check_literal(page: Page) -> Iterator[Problem]:
    """No mark of Markdown stands on the page as it was typed."""
    sources = dict(_prose(page))
    told: set[int] = set()
    for line, text in sources.items():
        for name, pattern, mend in FOREIGN:
            if found := pattern.search(text):
                told.add(line)
                yield page.problem(line, f"{name} is no part of this site's Markdown: '{found[0].strip()}'", mend)
        for words in _not_bold_elsewhere(text):
            message = f"bold here, but in a notebook two stars beside '{words.replace(SEEN, '…')}'"
            yield page.problem(line, message, "let words begin and end it, and put the mark outside the stars: **…**。")
        if line not in told and (found := ADDRESS.search(text)):
            mend = f"write <{found[0]}>, or [words]({found[0]})"
            yield page.problem(line, f"an address that is no link: '{found[0]}'", mend)
    for name, word, mend in _left(page):
        if (line := _line_of(word, sources)) and line not in told:
            shown = word.replace(SEEN, "…")
            yield page.problem(line, f"the page shows '{shown}' as it stands: to Markdown this is not {name}", mend)


def _prose(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the lines of prose without code, formulas, escaped characters and what links lead to."""
    for line, text in page.prose:
        if LOOKS_LIKE_INCLUDE.match(text) or DISPLAY.match(text):
            continue
        heading = HEADING.match(text)
        words = heading["text"] if heading else text
        yield line, TARGET.sub(" ", ESCAPED.sub(SEEN, CODE_OR_INLINE.sub(SEEN, words)))


def _not_bold_elsewhere(text: str) -> Iterator[str]:
    """Yield the bold words of a line that CommonMark does not see: between a word and a mark, no stars begin or end."""
    for bold in STRONG.finditer(text):
        words = bold["words"]
        for outside, inside in (text[: bold.start()][-1:], words[0]), (text[bold.end() :][:1], words[-1]):
            if outside.isalnum() and not (inside.isalnum() or inside.isspace()):
                yield words


def _left(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield what is left of marks in the rendered page: what it was to be, what is seen, what to write."""
    reader = _TextReader()
    try:
        reader.feed(page.html)
    except Exception:  # noqa: BLE001 - told by check_count, whatever it was
        return
    for text in reader.texts:
        for name, pattern, mend in LEFT:
            for found in pattern.finditer(text):
                yield name, found[0].strip(), mend


def _line_of(word: str, sources: dict[int, str]) -> int:
    """Return the first line that holds a word; 0 where none does, since it was written so that it is seen."""
    return next((line for line, text in sources.items() if word in text), 0)


@dataclass
class _TextReader(HTMLParser):
    """Collects the text of each element that holds lines of its own, but for code, formulas and drawings."""

    texts: list[str] = field(default_factory=lambda: [""])
    _skipped: list[str] = field(default_factory=list)

    SKIPPED = frozenset({"pre", "code", "kbd", "script", "style", "svg"})
    INLINE = frozenset({"a", "abbr", "em", "strong", "sub", "sup", "span", "br"})
    EMPTY = frozenset({"br", "hr", "img"})

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped or tag in self.SKIPPED or dict(attrs).get("class") in {"arithmatex", "headerlink"}:
            if tag not in self.EMPTY:
                self._skipped.append(tag)
            self.texts[-1] += SEEN
        elif tag in self.INLINE:
            self.texts[-1] += "" if self.texts[-1].rstrip(" ")[-1:].strip() else "\u2060"  # no line begins with it
        else:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            while self._skipped.pop() != tag:
                pass
        elif not self._skipped and tag not in self.INLINE:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.texts[-1] += data if self.texts[-1] else data.lstrip("\n")
