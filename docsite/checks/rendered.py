"""What Markdown makes of a page is what the checks have read in its source.

Checks that read the source see what they look for. These read the rendered page and compare: a block or a heading that
the source hides from them, or a piece of HTML that holds code, is found here.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docsite.execution.printable import character_fault
from docsite.source.kinds import is_output
from docsite.source.problems import ProblemsError
from docsite.source.tex import CODE_OR_INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import CodeLine, Fence, Page
    from docsite.source.problems import Problem

TYPED_TAG = re.compile(r"<(?P<tag>[a-zA-Z][-\w]*)(?P<attributes>[^>]*)")
AUTOLINK = re.compile(r"<(?:(?:https?|mailto):[^\s<>]+|[^\s<>@]+@[^\s<>]+)>")
TYPED_TAGS = {"br", "div", "figcaption", "figure", "kbd", "sub", "sup"}
MEND_HEADING = "write every heading as `## Words {#id}`, at the start of a line; a rule has a free line above it"
HEADINGS = {f"h{level}" for level in range(1, 7)}


class _CodeReader(HTMLParser):
    """Collects the text of code blocks and the levels and ids of headings, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self._in_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self.blocks.append("")
            self._in_block = True
        elif tag in HEADINGS:
            self.headings.append((int(tag[1]), dict(attrs).get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._in_block = False

    def handle_data(self, data: str) -> None:
        if self._in_block:
            self.blocks[-1] += data


def _read(page: Page) -> _CodeReader | None:
    """Read the rendered page; None where it cannot be rendered, which `check_count` tells."""
    reader = _CodeReader()
    try:
        reader.feed(page.html)
    except Exception:  # noqa: BLE001 - told by check_count, whatever it was
        return None
    return reader


def check_shown(page: Page) -> Iterator[Problem]:
    """Each rendered block shows, letter for letter, what its fence includes."""
    reader = _read(page)
    if reader is None or len(reader.blocks) != len(page.fences):
        return  # told by check_count
    for fence, shown in zip(page.fences, reader.blocks, strict=True):
        try:
            lines = page.code(fence)
        except ProblemsError:
            continue  # told by check_fences
        included = "\n".join(line.text for line in lines)
        if faults := list(_character_problems(page, fence, lines)):
            yield from faults
        elif not fence.typed and not _same(shown, included, exactly=is_output(fence)):
            yield page.problem(fence.line, f"the rendered page shows something else than this block includes:\n{shown}")
        for line in lines:
            if fence.kind == "python" and line.text.lstrip().startswith(">>>"):
                message = f"an example in a docstring that nothing executes: {line.file.as_posix()}:{line.line}"
                yield page.problem(fence.line, message, "show it as a block with its output")


def _same(shown: str, included: str, *, exactly: bool) -> bool:
    """Compare what a block shows with what it includes; of an output the empty lines at its edges count, too."""
    if exactly:
        return shown.removesuffix("\n") == included
    return shown.strip("\n") == included.strip("\n")


def _character_problems(page: Page, fence: Fence, lines: list[CodeLine]) -> Iterator[Problem]:
    """Name what cannot be shown of the lines of a block; the two texts would look alike."""
    for line in lines:
        if fault := character_fault(line.text, f"of {line.file.as_posix()}", line.line):
            mend = "write its escape, such as \\t, or spaces" if not is_output(fence) else "make outputs"
            yield page.problem(fence.line, fault.message, mend)
            return


def check_rendered_headings(page: Page) -> Iterator[Problem]:
    """Each rendered heading is one that the source's scan has seen, with its level and id."""
    reader = _read(page)
    if reader is None:
        return
    seen = [heading for heading in page.headings if heading.level > 1]
    rendered = [(level, name) for level, name in reader.headings if level > 1]
    lines = list(_other_headings(page)) if len(reader.headings) != len(page.headings) else []
    for line in lines:
        yield page.problem(line, "Markdown takes this for a heading", MEND_HEADING)
    if lines:
        return
    if [(heading.level, heading.id) for heading in seen] != rendered and all(heading.id for heading in seen):
        known = {(heading.level, heading.id) for heading in seen}
        strange = next(((level, name) for level, name in rendered if (level, name) not in known), None)
        found = f"one of level {strange[0]} with the id '{strange[1]}'" if strange else "fewer or in another order"
        message = f"the rendered page has other headings than the source's lines with #: {found}"
        yield page.problem(page.first_line, message, MEND_HEADING)


def _other_headings(page: Page) -> Iterator[int]:
    """Yield the lines that make a heading in another way than by # and a space."""
    above = ""
    for number, text in page.prose:
        if re.match(r"#{1,6}[^#\s]", text) or (above.strip() and re.fullmatch(r"(?:=+|-+)\s*", text)):
            yield number
        above = text


def check_html(page: Page) -> Iterator[Problem]:
    """Only HTML that can hold neither code nor style is typed into a page."""
    for number, text in page.prose:
        for match in TYPED_TAG.finditer(AUTOLINK.sub("", CODE_OR_INLINE.sub("", text))):
            tag = match["tag"].lower()
            if tag not in TYPED_TAGS:
                allowed = ", ".join(sorted(TYPED_TAGS))
                message = f"<{match['tag']}> is typed into the page; only these are: {allowed}"
                mend = "use Markdown, or include what a program or figure makes; put names such as Vec<T> between `…`"
                yield page.problem(number, message, mend)
            elif re.search(r"\s(style|on\w+)\s*=", match["attributes"]):
                yield page.problem(number, f"<{tag}> has a style or a script of its own", "move it to docs/assets")
