"""Labs: `snippets/<topic>/lab.py`, a notebook in percent format, one source for all languages.

Code cells are shared; each Markdown cell has one tag, its language. To the checks of pages a lab is one page in each
language: the lines of that language's Markdown cells, each at its own number, and empty lines for all else.

A paragraph below a plot is its caption if its cell says `alt="…"`, what is seen for those who do not see it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.source.lines import lines_of
from docsite.source.listing import listed
from docsite.source.page import HEADING, HEADING_ID, Page
from docsite.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.layout import Layout

MARKER = re.compile(r"^# %%(?P<kind> \[markdown\])?(?P<rest> .*)?$")
LOOKS_LIKE_MARKER = re.compile(r"^#\s*%%")
OPTION = re.compile(r"\s+(?P<key>\w+)=(?P<value>\[[^]]*\]|\"(?:[^\"\\]|\\.)*\")")
OPTIONS = {"tags", "alt"}
LAB = "lab"  # no page can have this name behind that of its topic


@dataclass(frozen=True)
class Cell:
    """A cell of a lab.

    Attributes:
        line: The line of its `# %%`.
        markdown: Whether it holds prose.
        tags: Its tags: the language of a Markdown cell.
        alt: What the plot above it shows, if it is a caption.
        lines: What stands below its `# %%`, as it stands in the file.
    """

    line: int
    markdown: bool
    tags: tuple[str, ...]
    alt: str
    lines: tuple[str, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The lines, those of prose without their `# `."""
        return tuple(line.removeprefix("#").removeprefix(" ") for line in self.lines) if self.markdown else self.lines

    @cached_property
    def source(self) -> str:
        """What a notebook holds: the lines without the empty ones around them."""
        return "\n".join(self.texts).strip("\n")

    @property
    def id(self) -> str:
        """The id of the heading that the cell begins with, or ""."""
        heading = HEADING.match(self.source.partition("\n")[0]) if self.markdown else None
        found = HEADING_ID.search(heading["attributes"] or "") if heading else None
        return found[1] if found else ""


@dataclass(frozen=True)
class Lab:
    """A lab: `path` is that of its source, relative to the project's root."""

    layout: Layout
    path: Path

    @property
    def topic(self) -> str:
        """The article that it belongs to."""
        return self.path.parent.name

    @property
    def name(self) -> str:
        """The name of its page, and of the notebook for readers."""
        return f"{self.topic}_{LAB}"

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source."""
        return lines_of((self.layout.root / self.path).read_text(encoding="utf-8"))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in their order."""
        starts = [number for number, line in enumerate(self.lines) if MARKER.match(line)]
        ends = [*starts[1:], len(self.lines)]
        return tuple(self._cell(start, end) for start, end in zip(starts, ends, strict=True))

    def _cell(self, start: int, end: int) -> Cell:
        match = MARKER.match(self.lines[start])
        assert match  # noqa: S101 - `cells` has just found it
        options = {found["key"]: json.loads(found["value"]) for found in OPTION.finditer(match["rest"] or "")}
        lines = tuple(self.lines[start + 1 : end])
        return Cell(start + 1, bool(match["kind"]), tuple(options.get("tags", ())), options.get("alt", ""), lines)

    @property
    def code(self) -> tuple[Cell, ...]:
        """The code cells."""
        return tuple(cell for cell in self.cells if not cell.markdown)

    def problem(self, line: int, message: str, mend: str = "") -> Problem:
        """Return a problem of this lab."""
        return Problem(self.path, line, message, mend)


@dataclass(frozen=True)
class LabPage(Page):
    """A lab as a page in one language, to the checks of pages; `path` is that of `lab.py`."""

    @cached_property
    def lab(self) -> Lab:
        """The lab."""
        return Lab(self.layout, self.path)

    @property
    def name(self) -> str:
        """The path within the language, as links name it."""
        return f"{self.lab.name}.ipynb"

    @property
    def topic(self) -> str:
        """The article that the lab belongs to."""
        return self.lab.topic

    @property
    def is_part(self) -> bool:
        """A lab stands by itself."""
        return False

    @property
    def rank(self) -> int:
        """It comes after the pages of its topic."""
        return 2

    @property
    def needs(self) -> tuple[str, ...]:
        """A lab goes on where its article ends."""
        return (self.topic,)

    @property
    def folder(self) -> Path:
        """The folder that links start from."""
        return Path("docs", self.language)

    @cached_property
    def text(self) -> str:
        """The Markdown of this language, each line at its number in the source."""
        lines = [""] * len(self.lab.lines)
        for cell in self.lab.cells:
            if cell.markdown and cell.tags == (self.language,):
                lines[cell.line : cell.line + len(cell.texts)] = cell.texts
        return "\n".join(lines)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")

    @cached_property
    def first_line(self) -> int:
        """A lab has no front matter."""
        return 1

    @cached_property
    def meta(self) -> dict[str, object]:
        """What front matter tells of other pages: the title, and the line below it."""
        title, _, rest = self.text.strip().partition("\n")
        heading = HEADING.match(title)
        description = rest.strip().partition("\n")[0]
        if not heading or HEADING.match(description):
            return {}
        return {"title": heading["text"], "description": description}


def lab_pages(layout: Layout, language: str) -> Iterator[tuple[Path, LabPage]]:
    """Yield the labs as pages of a language, each with the path at which it stands in for a page."""
    for source in listed(layout.snippets, "*/lab.py"):
        page = LabPage(layout, source.relative_to(layout.root), language)
        yield page.folder / page.name, page
