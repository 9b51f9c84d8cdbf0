"""What is written between the blocks: title, headings, words, and no formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import autocorrect_py

from docsite.page import LOOKS_LIKE_INCLUDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.page import Page
    from docsite.problems import Problem

TYPED_FORMULA = re.compile(r"\$\$|\\\[|\\\(|\\begin\{|(?<![\w$\\])\$(?=\S)[^$\n]*[=<>\\^_≤≥][^$\n]*\$")
INLINE_CODE = re.compile(r"(`+).+?\1")
CHINESE = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
HALF_WIDTH_MARK = re.compile(rf"(?<=[{CHINESE}])[,;:!?()]|[,;:!?()](?=[{CHINESE}])")
LINK_TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|<[^>]+>|\{[^}]*\}")


def check_front_matter(page: Page) -> Iterator[Problem]:
    """Every page has a title and a one-sentence description: navigation, cards and search show them."""
    for name in ("title", "description"):
        if not page.meta.get(name):
            yield page.problem(1, f"the front matter has no '{name}'", f"add the line `{name}: …`")


def check_headings(page: Page) -> Iterator[Problem]:
    """One title, three levels at most, none skipped; each section has an id that both languages share."""
    titles = [heading for heading in page.headings if heading.level == 1]
    if len(titles) != 1:
        line = titles[1].line if titles else page.first_line
        yield page.problem(line, f"a page has one heading of level 1; this one has {len(titles)}")
    level = 0
    for heading in page.headings:
        if heading.level > max(level + 1, 1) or heading.level > 3:
            message = f"a heading of level {heading.level} follows one of level {level}; use 1 to 3, one at a time"
            yield page.problem(heading.line, message)
        if heading.level > 1 and not heading.id:
            yield page.problem(
                heading.line,
                f"the heading '{heading.text}' has no id",
                "end it with {#name}, the same in both languages",
            )
        level = heading.level


def check_formulas(page: Page) -> Iterator[Problem]:
    """No formula is typed: each is included from the function that proves it."""
    for number, text in page.prose:
        if found := TYPED_FORMULA.search(INLINE_CODE.sub("", text)):
            message = f"a formula typed by hand: `{found[0]}`; nothing proves it"
            yield page.problem(number, message, "include it from snippets/<topic>/formulas.py")


def check_words(page: Page) -> Iterator[Problem]:
    """Chinese and Latin text are spaced and punctuated by the rules of autocorrect; Chinese takes full-width marks."""
    text = "\n".join("" if LOOKS_LIKE_INCLUDE.match(line) else line for line in page.lines)
    half_width: set[int] = set()
    for number, line in page.prose:
        words = LINK_TARGET.sub("", INLINE_CODE.sub("", line))
        if mark := HALF_WIDTH_MARK.search(words):
            half_width.add(number)
            near = words[max(mark.start() - 6, 0) : mark.end() + 6]
            yield page.problem(number, f"half-width '{mark[0]}' in Chinese text: '{near}'", "use the full-width mark")
    for result in autocorrect_py.lint_for(text, "md").lines:
        if result.line not in half_width:
            yield page.problem(result.line, f"'{result.old}' is written '{result.new}'")
