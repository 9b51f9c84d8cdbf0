"""A page as its author sees it: lines, headings, fences, includes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs.utils import meta

from docsite.source.lines import lines_of
from docsite.source.problems import Problem, ProblemsError
from docsite.source.regions import REGION_NAME, Region, parse_regions
from docsite.source.tex import inline_formulas
from docsite.source.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.layout import Layout

FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
INCLUDE = re.compile(rf"^(?P<indent>\s*)--8<-- \"(?P<file>[^\":]+)(?::(?P<region>{REGION_NAME}))?\"\s*$")
LOOKS_LIKE_INCLUDE = re.compile(r"^\s*;*-+8<-+")
# A fence where Markdown sees none, or not what its author does.
STRAY_FENCE = re.compile(r"^(?P<before>[\s>]*>\s*|\s*(?:[-*+]|\d+[.)])\s+)(?:`{3,}|~{3,})|(?P<within>`{3,})")
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
DISPLAY = re.compile(r"^\s*\$\$\s*$")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s*\{(?P<attributes>[^}]*)\})?\s*$")
HEADING_ID = re.compile(r"#([-\w]+)")
FORMULA_ID = "formula-"  # and the formula's name


@dataclass(frozen=True)
class Include:
    """An include of a page: ``file`` relative to ``snippets``, and the region of it, or "" for all of it."""

    line: int
    indent: str
    file: str
    region: str

    def __str__(self) -> str:
        """Return the include as the author wrote it."""
        return f"{self.file}:{self.region}" if self.region else self.file


@dataclass(frozen=True)
class Fence:
    """A fenced block: its kind (the language after the ticks), and what stands between the ticks."""

    line: int
    last: int
    indent: str
    info: str
    body: tuple[tuple[int, str], ...]

    @property
    def kind(self) -> str:
        """The language of the block, such as ``python``."""
        return self.info.split(maxsplit=1)[0] if self.info else ""

    @cached_property
    def includes(self) -> tuple[Include, ...]:
        """The includes in the block, in their order."""
        return tuple(found for line, text in self.body if (found := parse_include(line, text)))

    @cached_property
    def typed(self) -> tuple[tuple[int, str], ...]:
        """The lines in the block that are neither includes nor empty."""
        return tuple((line, text) for line, text in self.body if text.strip() and not parse_include(line, text))


@dataclass(frozen=True)
class Display:
    """A displayed formula: what stands between two lines of `$$`."""

    line: int
    last: int
    body: tuple[tuple[int, str], ...]

    @cached_property
    def include(self) -> Include | None:
        """The include of the formula, or None where the body is anything else than one include."""
        rows = [(line, text) for line, text in self.body if text.strip()]
        return parse_include(*rows[0]) if len(rows) == 1 else None

    @property
    def name(self) -> str:
        """The formula's name, which is that of its region; "" where there is none."""
        return self.include.region if self.include else ""


@dataclass(frozen=True)
class Heading:
    """A heading of a page."""

    line: int
    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Element:
    """An HTML element of the rendered page, with the attributes of the elements around it."""

    tag: str
    attributes: dict[str, str]
    ancestors: tuple[str, ...]


@dataclass(frozen=True)
class CodeLine:
    """A line of code as shown on a page, and where it comes from."""

    text: str
    file: Path
    line: int


def parse_include(line: int, text: str) -> Include | None:
    """Return the include that stands on a line, or None."""
    match = INCLUDE.match(text)
    return Include(line, match["indent"], match["file"], match["region"] or "") if match else None


@dataclass(frozen=True)
class Page:
    """One Markdown page.

    Attributes:
        layout: Where things lie in its project.
        path: Its path relative to the project's root.
        language: The language that it is written in.
    """

    layout: Layout = field(repr=False)
    path: Path
    language: str

    @property
    def name(self) -> str:
        """The path within the language, which the page in the other language shares."""
        return self.path.relative_to(Path("docs", self.language)).as_posix()

    @property
    def folder(self) -> Path:
        """The folder that its links start from, relative to the root."""
        return self.path.parent

    @property
    def stem(self) -> str:
        """The last part of its address."""
        return PurePosixPath(self.name).stem

    @property
    def topic(self) -> str:
        """The name of the article, and of its folder in ``snippets``; several pages may share it."""
        return self.layout.topic_of(self.stem)

    def beside(self, name: str) -> Page | None:
        """Return the page of the same language that has a name, or None."""
        path = Path("docs", self.language, name)
        return Page(self.layout, path, self.language) if (self.layout.root / path).is_file() else None

    @property
    def is_part(self) -> bool:
        """Whether it is a further page of its topic, which has a main page."""
        return self.stem != self.topic

    @property
    def rank(self) -> int:
        """Where it stands among the pages of its topic: the main page comes first."""
        return 1 if self.is_part else 0

    @cached_property
    def text(self) -> str:
        """The page's source."""
        return read_text(self.layout.root / self.path, self.path)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source; ``lines[0]`` is line 1."""
        return lines_of(self.text)

    @cached_property
    def meta(self) -> dict[str, object]:
        """The front matter."""
        return dict(meta.get_data(self.text)[1])

    @property
    def needs(self) -> tuple[str, ...]:
        """The stems of the pages that should be read before, as the front matter lists them."""
        listed = self.meta.get("needs")
        return tuple(map(str, listed)) if isinstance(listed, list) else ()

    @cached_property
    def first_line(self) -> int:
        """The number of the first line after the front matter."""
        body = meta.get_data(self.text)[0]
        return len(self.lines) - len(lines_of(body)) + 1

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """All fenced blocks, in their order."""
        return tuple(self._scan_fences())

    def _scan_fences(self) -> Iterator[Fence]:
        opening: re.Match[str] | None = None
        start = 0
        body: list[tuple[int, str]] = []
        for number, text in enumerate(self.lines, start=1):
            mark = FENCE.match(text)
            if opening is None:
                if mark is None and number >= self.first_line:
                    self._refuse_stray(number, text)
                opening, start, body = mark, number, []
            elif mark is None:
                self._refuse_outside(start, opening, number, text)
                body.append((number, text))
            else:
                self._refuse_other_end(start, opening, number, mark)
                yield Fence(start, number, opening["indent"], opening["info"].strip(), tuple(body))
                opening = None
        if opening is not None:
            raise self._never_closed(start, opening)

    def _never_closed(self, start: int, opening: re.Match[str], before: str = "") -> ProblemsError:
        return ProblemsError(
            [self.problem(start, f"this block is never closed{before}", f"add the closing {opening['ticks']}")]
        )

    def _refuse_stray(self, number: int, text: str) -> None:
        """Raise where a fence stands in a quotation, on the line of its list item, or within a line."""
        found = STRAY_FENCE.search(INLINE_CODE.sub("", text))
        if not found:
            return
        if found["within"]:
            message, mend = "``` within a line opens no block", "write it on a line of its own, with a free line above"
        elif ">" in found["before"]:
            message, mend = "a block in a quotation: nothing would be included there", "write it without the >"
        else:
            message = "a block on the line of its list item: Markdown does not see it"
            mend = "begin the item with words, leave a line free, and indent the block by 4 spaces more than the item"
        raise ProblemsError([self.problem(number, message, mend)])

    def _refuse_outside(self, start: int, opening: re.Match[str], number: int, text: str) -> None:
        """Raise where a line inside a block is indented by less than the block: to Markdown the block is none then."""
        if text.strip() and not text.expandtabs(4).startswith(opening["indent"].expandtabs(4)):
            message = f"this line is indented by less than the block on line {start}, which is not closed before it"
            raise ProblemsError([self.problem(number, message, "indent the block's lines alike")])

    def _refuse_other_end(self, start: int, opening: re.Match[str], number: int, mark: re.Match[str]) -> None:
        """Raise where a fence inside a block does not close it."""
        if mark["info"].strip():
            raise self._never_closed(start, opening, f": line {number} opens the next one")
        if mark["ticks"] != opening["ticks"]:
            message = f"{mark['ticks']} does not close the block on line {start}, which {opening['ticks']} opens"
            raise ProblemsError([self.problem(number, message, f"write {opening['ticks']}")])
        if mark["indent"].expandtabs(4) != opening["indent"].expandtabs(4):
            message = f"this does not close the block on line {start}: the two lines are not indented alike"
            raise ProblemsError([self.problem(number, message, "indent the block's lines alike")])

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """The numbered lines outside front matter and fences."""
        fenced = {n for fence in self.fences for n in range(fence.line, fence.last + 1)}
        return tuple(
            (number, text)
            for number, text in enumerate(self.lines, start=1)
            if number >= self.first_line and number not in fenced
        )

    @cached_property
    def displays(self) -> tuple[Display, ...]:
        """The displayed formulas, in their order: their numbers count from 1."""
        marks = [number for number, text in self.prose if DISPLAY.match(text)]
        pairs = zip(marks[::2], marks[1::2], strict=False)
        return tuple(
            Display(first, last, tuple(row for row in self.prose if first < row[0] < last)) for first, last in pairs
        )

    @cached_property
    def inline_formulas(self) -> tuple[tuple[int, str], ...]:
        """The TeX between single dollars, with its lines."""
        return tuple((number, tex) for number, text in self.prose for tex in inline_formulas(text))

    @cached_property
    def prose_includes(self) -> tuple[Include, ...]:
        """The includes outside fences: figures, tables, formulas."""
        return tuple(found for line, text in self.prose if (found := parse_include(line, text)))

    @property
    def includes(self) -> tuple[Include, ...]:
        """All includes, in the order of the page."""
        fenced = tuple(include for fence in self.fences for include in fence.includes)
        return tuple(sorted(fenced + self.prose_includes, key=lambda include: include.line))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in their order."""
        return tuple(self._scan_headings())

    def _scan_headings(self) -> Iterator[Heading]:
        for number, text in self.prose:
            if match := HEADING.match(text):
                found = HEADING_ID.search(match["attributes"] or "")
                yield Heading(number, len(match["marks"]), match["text"], found[1] if found else "")

    def region(self, include: Include) -> Region:
        """Return the region that an include names; without a name, the whole file.

        Raises:
            ProblemsError: There is no such file or no such region in it, or the file is empty.
        """
        file = Path("snippets", include.file)
        path = self.layout.root / file
        if not path.is_file():
            raise ProblemsError([self.problem(include.line, f"there is no file {file.as_posix()}")])
        regions = parse_regions(path, file)
        if include.region:
            if include.region not in regions:
                known = ", ".join(regions) or "none"
                message = f"{file.as_posix()} has no region '{include.region}'; it has: {known}"
                raise ProblemsError([self.problem(include.line, message)])
            return regions[include.region]
        lines = lines_of(read_text(path, file))
        if not any(line.strip() for line in lines):
            raise ProblemsError([self.problem(include.line, f"{file.as_posix()} is empty")])
        return Region("", 1, len(lines))

    def code(self, fence: Fence) -> list[CodeLine]:
        """Return the lines that a fence shows, expanded by pymdownx itself, with their origins."""
        expand = self.layout.renderer(self.language).preprocessors["snippet"].run
        shown: list[CodeLine] = []
        for include in fence.includes:
            region = self.region(include)
            texts = expand([f'--8<-- "{include}"'])
            file = Path("snippets", include.file)
            shown += [
                CodeLine(text, file, number)
                for number, text in enumerate(texts, start=region.first)
                if number in region
            ]
        return shown

    def shows_script(self, fence: Fence) -> bool:
        """Tell whether a block shows a program that commands run: it is not executed in the page's session."""
        files = {Path("snippets", include.file) for include in fence.includes}
        return fence.kind == "python" and not files.isdisjoint(self.layout.scripts)

    @cached_property
    def html(self) -> str:
        """The page's body as the site's own Markdown converter renders it.

        Raises:
            ProblemsError: An include finds nothing.
        """
        for include in self.includes:
            self.region(include)
        body = "\n".join(self.lines[self.first_line - 1 :])
        return self.layout.renderer(self.language).convert(body)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The elements of the rendered page, in their order."""
        collector = _ElementCollector()
        collector.feed(self.html)
        return tuple(collector.elements)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids that a link can point to; those of the formulas are given to them by the build."""
        formulas = {f"{FORMULA_ID}{display.name}" for display in self.displays if display.name}
        return frozenset(
            formulas | {element.attributes["id"] for element in self.elements if "id" in element.attributes}
        )

    def line_of(self, needle: str) -> int:
        """Return the first line of prose that holds ``needle``, else the first line after the front matter."""
        return next((number for number, text in self.prose if needle in text), self.first_line)

    def problem(self, line: int, message: str, mend: str = "") -> Problem:
        """Return a problem of this page."""
        return Problem(self.path, line, message, mend)


class _ElementCollector(HTMLParser):
    VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, tuple(self._open)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
