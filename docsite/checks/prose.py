"""What is written between the blocks: title, headings, words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import autocorrect_py
import yaml

from docsite.source.page import DISPLAY, HEADING, INLINE_CODE, LOOKS_LIKE_INCLUDE
from docsite.source.tex import masked, unmasked, without_inline
from docsite.source.texts import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:\.{3}|---)[ \t]*\n", re.DOTALL)
META = re.compile(r"(?P<name>title|description):[ \t]+(?P<value>[^\s'\"|>].*?)[ \t]*")
MEND_META = "put what is written there between quotes: `title: '…'`"
ALT_TEXT = re.compile(r'(?:aria-label|alt|title)="([^"]*)"')
MEND_TERM = "add it to docs/glossary.yml, or take its English or its stars away"
# A mark between Chinese words, or parentheses around them; `(n − 1)` and `n!` may stand in a Chinese sentence.
HALF_WIDTH_MARK = re.compile(rf"(?<=[{HAN}])[,;:!?]|[,;:!?](?=[{HAN}])|\([^()]*[{HAN}][^()]*\)")
BOLD = re.compile(r"\*\*(?P<bold>[^*]+)\*\*(?P<after>（[^（）]*）)?")
# What a term is in English: `**桶**（bucket，…）`, or both in bold.
IN_ENGLISH = re.compile(r"(?P<term>[^（）]+)（(?P<english>[A-Za-z][A-Za-z0-9 '’./+–-]*[A-Za-z0-9])[^（）]*）")
LINK_TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|<[^>]+>|\{[^}]*\}")


def check_front_matter(page: Page) -> Iterator[Problem]:
    """Every page has a title and a one-sentence description: navigation, cards and search show them."""
    if problem := _yaml_problem(page):
        yield problem
        return
    yield from _cut_problems(page)
    for name in ("title", "description"):
        if not page.meta.get(name):
            yield page.problem(1, f"the front matter has no '{name}'", f"add the line `{name}: …`")


def _yaml_problem(page: Page) -> Problem | None:
    """Return why a page's front matter cannot be read; MkDocs would show it on the page, as text."""
    found = FRONT_MATTER.match(page.text)
    try:
        yaml.safe_load(found["yaml"] if found else "")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return page.problem(line, f"the front matter is not YAML: {error.problem}", MEND_META)
    return None


def _cut_problems(page: Page) -> Iterator[Problem]:
    """Name what YAML reads as something else than what is written, such as all behind ` #`, which is a comment."""
    for number, text in enumerate(page.lines[: page.first_line - 1], start=1):
        found = META.fullmatch(text)
        if found and str(page.meta.get(found["name"])) != found["value"]:
            read = page.meta.get(found["name"])
            yield page.problem(number, f"the front matter's '{found['name']}' is read as '{read}'", MEND_META)


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


def check_words(page: Page) -> Iterator[Problem]:
    """Chinese and Latin text are spaced and punctuated by the rules of autocorrect; Chinese takes full-width marks."""
    formulas: list[str] = []  # TeX is not prose: a word stands for each formula, spaced like one
    code = (LOOKS_LIKE_INCLUDE, DISPLAY)
    lines = ["" if any(mark.match(line) for mark in code) else masked(line, formulas) for line in page.lines]
    half_width: set[int] = set()
    for number, line in page.prose:
        heard = " ".join(ALT_TEXT.findall(line))
        words = LINK_TARGET.sub("", INLINE_CODE.sub("", without_inline(line))) + heard
        if mark := HALF_WIDTH_MARK.search(words):
            half_width.add(number)
            near = words[max(mark.start() - 6, 0) : mark.end() + 6]
            message = f"half-width '{mark[0][0]}' in Chinese text: '{near}'"
            yield page.problem(number, message, "use the full-width mark")
    for result in autocorrect_py.lint_for("\n".join(lines), "md").lines:
        if result.line not in half_width:
            old, new = (unmasked(text, formulas) for text in (result.old, result.new))
            yield page.problem(result.line, f"'{old}' is written '{new}'")


def check_terms(page: Page) -> Iterator[Problem]:
    """A term of the glossary has its English in brackets where it first stands on a page in another language."""
    terms = {
        term[page.language]: term["en"]
        for term in page.layout.glossary.values()
        if page.language != "en" and page.language in term and "common" not in term
    }
    if not terms:
        return
    longest_first = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    seen: set[str] = set()
    for number, text in page.prose:
        if HEADING.match(text):
            continue
        words = LINK_TARGET.sub("", INLINE_CODE.sub("", without_inline(text))).replace("*", "").replace("[", "")
        for match in longest_first.finditer(words):
            term = match[0]
            if term not in seen and not words[match.end() :].lower().startswith(f"（{terms[term].lower()}"):
                message = f"the term '{term}' first stands here, without its English"
                yield page.problem(number, message, f"write {term}（{terms[term]}）")
            seen.add(term)


def check_bold_terms(page: Page) -> Iterator[Problem]:
    """A bold term with its English in brackets, on a page in another language, stands in the glossary."""
    if page.language == "en":
        return
    known = {(term.get(page.language), term["en"].lower()) for term in page.layout.glossary.values()}
    for number, text in page.prose:
        for bold in BOLD.finditer(without_inline(INLINE_CODE.sub("", text))):
            match = IN_ENGLISH.fullmatch(bold["bold"] + (bold["after"] or ""))
            if match and (match["term"], match["english"].lower()) not in known:
                message = f"the bold term '{match['term']}' ({match['english']}) is not in the glossary"
                yield page.problem(number, message, MEND_TERM)
