"""A page taken apart for those who read it elsewhere: plain Markdown, blocks and drawings, in their order.

Includes are expanded, links lead to the site, formulas carry their numbers, and an admonition is a quotation with a
bold title: what every reader of Markdown understands.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING

from docsite.source.kinds import is_output
from docsite.source.lines import lines_of
from docsite.source.page import FORMULA_ID, HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docsite.source.page import Display, Fence, Include, Page

ADMONITION = re.compile(r'^(?P<indent> *)(?:!!!|\?\?\?\+?) +(?P<type>[-\w]+)[^"]*(?:"(?P<title>[^"]*)")?\s*$')
LINK = re.compile(
    r"(?P<code>(?P<ticks>`+).+?(?P=ticks))|\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\)"
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
TITLE = re.compile(r'title="([^"]*)"')
WRAPPER = re.compile(r"^\s*</?(?:div|figure)\b[^>]*>\s*$")
LABEL = re.compile(r'<div role="img" aria-label="([^"]*)">')
CAPTION = re.compile(r"^\s*<figcaption>(?P<text>.*)</figcaption>\s*$")
PAGE_SUFFIXES = {".md", ".ipynb"}


@dataclass(frozen=True)
class Line:
    """A line of Markdown, within `depth` quotations; one of code stays as it is."""

    text: str
    depth: int
    code: bool = False


@dataclass(frozen=True)
class Drawing:
    """A figure: a file in `snippets`, and what it says to those who do not see it."""

    file: str
    alt: str
    depth: int
    indent: str

    def line(self, source: str) -> Line:
        """Return the image, to be found at `source`."""
        return Line(f"{self.indent}![{self.alt}]({source})", self.depth)


@dataclass(frozen=True)
class Listing:
    """A block, with what it includes."""

    fence: Fence
    text: str
    depth: int
    indent: str

    def lines(self) -> list[Line]:
        """Return it as a fenced block."""
        ticks = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", self.text))])
        info = " ".join([self.fence.kind, *(f'title="{title}"' for title in TITLE.findall(self.fence.info))])
        rows = [f"{ticks}{info}", *self.text.split("\n"), ticks]
        return [Line(f"{self.indent}{row}" if row else "", self.depth, code=True) for row in rows]


Piece = Line | Drawing | Listing


def address(name: str) -> str:
    """Return the address of a page, below that of its language, by its name there."""
    path = PurePosixPath(name)
    stem = path.with_suffix("").as_posix()
    return stem.removesuffix("index") if path.stem == "index" else f"{stem}/"


class Pieces:
    """The pieces of a page, in their order. What is wrong with a page is told by its checks and its build, not here.

    Attributes:
        page: The page.
        site_url: The address of its language, with a slash at the end.
    """

    def __init__(self, page: Page, site_url: str) -> None:
        """Take the page."""
        self.page = page
        self.site_url = site_url
        self._asides: list[int] = []  # how far the content of each open admonition is indented
        self._alt = ""
        self._in_figure = False

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces."""
        fences = {fence.line: fence for fence in self.page.fences}
        displays = {display.line: (number, display) for number, display in enumerate(self.page.displays, start=1)}
        includes = {include.line: include for include in self.page.prose_includes}
        done = self.page.first_line - 1
        for number, text in enumerate(self.page.lines, start=1):
            if number <= done:
                continue
            self._enter(text)
            if number in fences:
                done = fences[number].last
                yield self._block(fences[number])
            elif number in displays:
                done = displays[number][1].last
                yield from self._formula(*displays[number], self._indent(text))
            elif number in includes:
                yield from self._included(includes[number])
            else:
                yield from self._prose(text)

    @property
    def _depth(self) -> int:
        return len(self._asides)

    def _enter(self, text: str) -> None:
        """Leave the admonitions that a line does not belong to."""
        while self._asides and text.strip() and len(self._indent_of(text)) < self._asides[-1]:
            self._asides.pop()

    @staticmethod
    def _indent_of(text: str) -> str:
        return text[: len(text) - len(text.lstrip(" "))]

    def _indent(self, text: str) -> str:
        """Return how far a line is indented within its admonition: that of a list, for one."""
        return self._indent_of(text)[self._asides[-1] if self._asides else 0 :]

    def _line(self, text: str) -> Line:
        return Line(text.rstrip(), self._depth)

    def _block(self, fence: Fence) -> Listing:
        text = "\n".join(line.text for line in self.page.code(fence))
        text = text if is_output(fence) else text.strip("\n")  # of an output each line counts
        return Listing(fence, text, self._depth, self._indent(fence.indent + "`"))

    def _formula(self, number: int, display: Display, indent: str) -> Iterator[Line]:
        texts = self._region(display.include) if display.include else [text for _, text in display.body]
        rows = [text.strip() for text in texts if text.strip()] or [""]
        for row in ["$$", *rows[:-1], rf"{rows[-1]} \tag{{{number}}}", "$$"]:
            yield self._line(indent + row)

    def _included(self, include: Include) -> Iterator[Piece]:
        path = self.page.layout.snippets / include.file
        indent = self._indent(include.indent + "-")
        if path.suffix == ".svg":
            yield Drawing(include.file, self._alt, self._depth, indent)
        else:
            yield from (self._line(indent + row) for row in self._region(include))

    def _region(self, include: Include) -> list[str]:
        """Return the lines that an include names."""
        region = self.page.region(include)
        lines = lines_of((self.page.layout.snippets / include.file).read_text(encoding="utf-8"))
        return lines[region.first - 1 : region.last]

    def _prose(self, text: str) -> Iterator[Line]:
        if match := ADMONITION.match(text):
            self._asides.append(len(match["indent"]) + 4)
            title = match["type"].capitalize() if match["title"] is None else match["title"]
            yield from (self._line(row) for row in ([f"**{title}**", ""] if title else [""]))
        elif WRAPPER.match(text):
            self._in_figure = (self._in_figure or "<figure" in text) and "</figure" not in text
            if found := LABEL.search(text):
                self._alt = html.unescape(found[1])
        elif caption := CAPTION.match(text):
            yield from (self._line(row) for row in ["", f"*{html.unescape(caption['text'])}*"])
        elif not self._in_figure:  # what else stands in a figure is for the page's scripts
            indent = self._indent(text)
            yield self._line(indent + self._links(self._heading(text.strip())))

    @staticmethod
    def _heading(text: str) -> str:
        """Return a heading without its id, which Markdown elsewhere does not know."""
        match = HEADING.match(text)
        return f"{match['marks']} {match['text']}" if match else text

    def _links(self, text: str) -> str:
        def link(match: re.Match[str]) -> str:
            if match["code"]:
                return match[0]
            words = match["words"] or self._number(match["target"])
            return f"[{words}]({self._absolute(match['target'])}{match['title'] or ''})"

        return LINK.sub(link, text)

    def _absolute(self, target: str) -> str:
        if SCHEME.match(target):
            return target
        path, mark, fragment = target.partition("#")
        folder = PurePosixPath(self.page.name).parent
        name = normpath((folder / path).as_posix()) if path else self.page.name
        place = address(name) if PurePosixPath(name).suffix in PAGE_SUFFIXES else name
        return self.site_url + place + mark + fragment

    def _number(self, target: str) -> str:
        """Return the number of the formula that a link without words leads to; of any other, the build will tell."""
        path, _, fragment = target.partition("#")
        page = self.page.beside(path) if path else self.page
        names = [FORMULA_ID + display.name for display in page.displays] if page else []
        return f"({names.index(fragment) + 1})" if fragment in names else ""


def quoted(lines: Sequence[Line]) -> str:
    """Return lines as Markdown: those of an admonition as a quotation; of empty lines in a row, one is enough."""
    rows: list[str] = []
    for index, line in enumerate(lines):
        following = next((later.depth for later in lines[index + 1 :] if later.text), 0)
        depth = line.depth if line.text or line.code else min(line.depth, following)
        row = "> " * depth + line.text
        row = row if line.code and line.text else row.rstrip()  # at the end of a line of code spaces count
        if line.code or line.text or (rows and rows[-1].strip("> ")):
            rows.append(row)
    return "\n".join(rows).strip("\n")
