"""The languages of a page, held in step.

Two things are compared. The structure: headings, includes, figures, links, admonitions, tables and lists, in
their order. And the edits: `docs/parity.json` keeps a hash of each section as it was when the languages were
last read side by side; a section that has changed in one language only is an error, whatever its date.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docsite.source.page import parse_include
from docsite.source.problems import Problem, ProblemsError
from docsite.source.tex import without_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.project import Project

RECORD = Path("docs", "parity.json")
ADMONITION = re.compile(r"^\s*(?P<mark>!!!|\?\?\?\+?)\s+(?P<type>[-\w ]+?)\s*(?:\"|$)")
LIST_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|(?P<number>\d+)\.)\s+\S")
TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
HTML_BLOCK = re.compile(r"^\s*<(?P<tag>figure|details|table|div|section|aside)\b")
LINK = re.compile(r"(?P<image>!?)\[(?:[^\]\\]|\\.)*\]\((?P<target>[^)\s]+)[^)]*\)")
Token = tuple[int, str]  # line, what stands there
MEND = "read both sections side by side, then `make parity`"


@dataclass(frozen=True)
class Section:
    """The lines of a page from one heading to the next; ``id`` is empty above the first one."""

    id: str
    line: int
    digest: str


def sister_problems(project: Project) -> Iterator[Problem]:
    """Name the pages that a language lacks."""
    names = {(page.language, page.name): page for page in project.pages.values()}
    for page in project.pages.values():
        for language in project.languages:
            if (language, page.name) not in names:
                missing = Path("docs", language, page.name).as_posix()
                yield page.problem(1, f"this page has no sister: there is no {missing}", f"write {missing}")


def pairs(project: Project) -> Iterator[tuple[Page, Page]]:
    """Yield each page of the first language with each of its sisters."""
    for page in project.pages.values():
        if page.language == project.languages[0]:
            for language in project.languages[1:]:
                if sister := project.page(language, page.name):
                    yield page, sister


def structure_problems(project: Project) -> Iterator[Problem]:
    """Name the first place at which two sisters differ in structure."""
    for page, sister in pairs(project):
        here, there = list(_tokens(page)), list(_tokens(sister))
        matcher = difflib.SequenceMatcher(None, [t for _, t in here], [t for _, t in there], autojunk=False)
        for tag, i, _, j, _ in matcher.get_opcodes():
            if tag != "equal":
                yield _difference(page, _at(here, i), sister, _at(there, j))
                break


def _at(tokens: list[Token], index: int) -> Token | None:
    return tokens[index] if index < len(tokens) else None


def _difference(page: Page, token_here: Token | None, sister: Page, token_there: Token | None) -> Problem:
    line, token = token_here or (len(page.lines), "the end of the page")
    other_line, other = token_there or (len(sister.lines), "the end of the page")
    message = f"out of step with {sister.path.as_posix()}:{other_line}: here stands {token}, there {other}"
    return page.problem(line, message)


def _tokens(page: Page) -> Iterator[Token]:
    """Yield what both languages share, as (line, description), in the order of the page."""
    fences = {fence.line: fence for fence in page.fences}
    headings = {heading.line: heading for heading in page.headings}
    displays = {display.line: display for display in page.displays}
    in_displays = {number for display in page.displays for number in range(display.line + 1, display.last + 1)}
    prose = {number: without_inline(text) for number, text in page.prose if number not in in_displays}
    links: Counter[str] = Counter()
    row = False
    for number in range(page.first_line, len(page.lines) + 1):
        if heading := headings.get(number):
            yield from _link_tokens(number, links)
            yield number, f"a heading of level {heading.level} with the id '{heading.id}'"
        elif fence := fences.get(number):
            shown = ", ".join(map(str, fence.includes))
            options = fence.info.removeprefix(fence.kind)
            yield number, f"a {fence.kind} block{options} of {shown}"
        elif display := displays.get(number):
            yield number, f"the formula {display.include}"
        elif number in prose:
            text = prose[number]
            row, was_row = bool(TABLE_ROW.match(text)), row
            yield from _line_tokens(number, text, first_row=row and not was_row)
            links.update(_links(text))
    yield from _link_tokens(len(page.lines), links)


def _line_tokens(number: int, text: str, *, first_row: bool) -> Iterator[Token]:
    if include := parse_include(number, text):
        yield number, f"an include of {include}"
    elif match := ADMONITION.match(text):
        yield number, f"an admonition {match['mark']} {match['type']}"
    elif match := LIST_ITEM.match(text):
        yield number, f"a list item ({'numbered' if match['number'] else 'bullet'}, indented by {len(match['indent'])})"
    elif TABLE_ROW.match(text):
        place = "the first row of a table" if first_row else "a row of a table"
        yield number, f"{place} with {text.count('|') - 1} columns"
    elif match := HTML_BLOCK.match(text):
        yield number, f"an element <{match['tag']}>"


def _links(text: str) -> Iterator[str]:
    for match in LINK.finditer(text):
        parts = urlsplit(match["target"])
        # An encyclopedia has its own pages for each language; all other links are the same in both.
        foreign = "an encyclopedia" if parts.netloc.endswith("wikipedia.org") else match["target"]
        yield f"{'image' if match['image'] else 'link'} to {foreign}"


def _link_tokens(number: int, links: Counter[str]) -> Iterator[Token]:
    """Yield a section's links as one token: their order follows the word order of the language."""
    if links:
        yield number, "a section with " + ", ".join(f"{count} × {link}" for link, count in sorted(links.items()))
    links.clear()


def sections(page: Page) -> list[Section]:
    """Return the sections of a page; the first one includes the front matter."""
    starts = [(1, "")] + [(heading.line, heading.id) for heading in page.headings if heading.level > 1]
    ends = [line - 1 for line, _ in starts[1:]] + [len(page.lines)]
    return [
        Section(name, line, _digest(page.lines[line - 1 : end])) for (line, name), end in zip(starts, ends, strict=True)
    ]


def _digest(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines).strip()
    text = re.sub(r"\n{3,}", "\n\n", text)  # between a lab's cells stand those of the other language
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


Record = dict[str, dict[str, dict[str, str]]]  # page -> section -> language -> digest


def read_record(project: Project) -> Record:
    """Return what `make parity` last wrote.

    Raises:
        ProblemsError: The file is not what `make parity` writes.
    """
    path = project.root / RECORD
    if not path.is_file():
        return {}
    try:
        record: Record = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ProblemsError([Problem(RECORD, error.lineno, f"not JSON: {error.msg}", "make parity")]) from error
    return record


def edit_problems(project: Project) -> Iterator[Problem]:
    """Name the sections that have changed since the languages were last read side by side."""
    yield from (problem for problem, _ in _edits(project))


def _edits(project: Project) -> Iterator[tuple[Problem, bool]]:
    """Yield these problems, each with whether the section has changed in one language alone."""
    record = read_record(project)
    for page, sister in pairs(project):
        known = record.get(page.name, {})
        there = {section.id: section for section in sections(sister)}
        for section in sections(page):
            if other := there.get(section.id):  # else told by structure_problems
                yield from _section_edits(page, section, sister, other, known.get(section.id, {}))
        for gone in known.keys() - there.keys():
            yield Problem(RECORD, 1, f"{page.name} has no section '{gone}' any more", "make parity"), False


def _section_edits(
    page: Page, section: Section, sister: Page, other: Section, known: dict[str, str]
) -> Iterator[tuple[Problem, bool]]:
    changed = known.get(page.language) != section.digest
    other_changed = known.get(sister.language) != other.digest
    name = f"section '{section.id}'" if section.id else "the opening"
    if not known or (changed and other_changed):
        place = f"{sister.path.as_posix()}:{other.line}"
        yield page.problem(section.line, f"{name} has changed here and in {place}", MEND), False
    elif changed:
        place = f"{sister.path.as_posix()}:{other.line}"
        yield page.problem(section.line, f"{name} was edited alone: {place} is as it was", f"edit both; {MEND}"), True
    elif other_changed:
        place = f"{page.path.as_posix()}:{section.line}"
        yield sister.problem(other.line, f"{name} was edited alone: {place} is as it was", f"edit both; {MEND}"), True


def record_parity(project: Project, *, one_sided: bool = False, only: str = "") -> list[str]:
    """Record that the languages are in step as they stand; return the sections that were recorded anew.

    Args:
        project: The project.
        one_sided: Also record sections that have changed in one language only, such as a corrected letter.
        only: The one page to record, such as ``random_walk.md``; otherwise all of them.

    Raises:
        ProblemsError: The structures differ, or a section has changed in one language only.
    """
    chosen = [pair for pair in pairs(project) if only in {"", pair[0].name}]
    problems = [*structure_problems(project)]
    if not one_sided:
        problems += [problem for problem, alone in _edits(project) if alone]
    paths = {page.path for pair in chosen for page in pair}
    if found := [problem for problem in problems if problem.path in paths]:
        raise ProblemsError(found)
    before = read_record(project)
    after = {name: known for name, known in before.items() if only and name != only}
    for page, sister in chosen:
        digests = after.setdefault(page.name, {section.id: {} for section in sections(page)})
        for version in (page, sister):
            for section in sections(version):
                digests[section.id][version.language] = section.digest
    (project.root / RECORD).write_text(_dump(after), encoding="utf-8")
    return [
        f"{name}#{section}"
        for name, known in after.items()
        for section, digests in known.items()
        if before.get(name, {}).get(section) != digests
    ]


def _dump(record: Record) -> str:
    """Write one line for each section, so that a diff names the sections."""
    pages = []
    for name, known in sorted(record.items()):
        rows = [f"    {json.dumps(section)}: {json.dumps(digests)}" for section, digests in known.items()]
        pages.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(rows) + "\n  }")
    return "{\n" + ",\n".join(pages) + "\n}\n"
