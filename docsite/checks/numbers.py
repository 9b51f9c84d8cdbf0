"""Numbers in prose stand on something: what the page shows, or a reason.

A number of three or more significant digits is one that somebody has measured, computed or read. It has to stand, as it
is or with more digits, in what the page includes; or in ``docs/numbers.yml``, by its topic, with the reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.checks.prose import ALT_TEXT, LINK_TARGET
from docsite.source.exemptions import read_reasons
from docsite.source.labs import LabPage
from docsite.source.lines import lines_of
from docsite.source.notebooks import stored_outputs
from docsite.source.page import HEADING, INLINE_CODE, LOOKS_LIKE_INCLUDE
from docsite.source.players import FRAMES, PICTURE
from docsite.source.problems import Problem, ProblemsError
from docsite.source.tex import inline_formulas, without_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docsite.source.layout import Layout
    from docsite.source.notebooks import Output
    from docsite.source.page import Page
    from docsite.source.project import Project

NUMBERS = Path("docs", "numbers.yml")
ENOUGH = 3  # significant digits
MEND = f"show what it comes from, write fewer digits, or give the reason in {NUMBERS.as_posix()}"
# What quotes the title pages of others: their years, volumes and pages.
REFERENCES = "references"

THIN = "\u2009\u202f"
POWER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
DIGITS = str.maketrans(POWER, "0123456789-")
# `1,234`, `1 234` with a thin space, `1234`, each with decimals; no part of a word or of a version such as 2.13.0.
NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_.#])(?<!10\^)(?<!10\^\{{)(?<!10\^\{{-)(?P<digits>\d{{1,3}}(?:[,{THIN}]\d{{3}})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?!\.?\d)"
    rf"(?:\s?(?:×|\\times|\\cdot)\s?10(?:(?P<power>[{POWER}]+)|\^\{{?(?P<tex>-?\d+)))?"
    r"(?P<unit>\s?(?:\\?%|％|万|亿|thousand|million|billion))?"
)
RAISED = re.compile(rf"10[{POWER}]+|([{POWER}]+)")  # a power of ten has one significant digit
UNITS = {"%": -2, "％": -2, "万": 4, "亿": 8, "thousand": 3, "million": 6, "billion": 9}
TEX_SPACES = re.compile(r"(?<=\d)(?:\\,|\{,\})(?=\d)")
SHOWN = re.compile(r"(?<![A-Za-z0-9_.])\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
GROUPED = re.compile(rf"(?<![\d.])\d{{1,3}}(?:[,{THIN}]\d{{3}})+(?:\.\d+)?(?!\d)")
SVG_TEXT = re.compile(r">([^<>]+)<")


@dataclass(frozen=True)
class Number:
    """A number in prose: its text, its line, its value as it stands, and the power of ten that follows it."""

    text: str
    line: int
    value: Decimal
    scale: int

    @property
    def place(self) -> Decimal:
        """The place of its last significant digit: zeros at the end of a whole number may be rounded."""
        exponent = int(self.value.as_tuple().exponent)
        return Decimal(1).scaleb(exponent if exponent < 0 else int(self.value.normalize().as_tuple().exponent))

    @property
    def counts(self) -> bool:
        """Whether it has so many significant digits that somebody must have it from somewhere."""
        digits = self.value.as_tuple().digits if self.place < 1 else self.value.normalize().as_tuple().digits
        return len(digits) >= ENOUGH

    def stands_in(self, values: Iterable[Decimal]) -> bool:
        """Tell whether it is one of some values, or what one of them is rounded to."""
        meant = [(self.value, self.place)]
        if self.scale:
            meant.append((self.value.scaleb(self.scale), self.place.scaleb(self.scale)))
        return any(_rounds_to(value, *one) for value in values for one in meant)


def _rounds_to(value: Decimal, wanted: Decimal, place: Decimal) -> bool:
    if value.is_zero() or abs(value.adjusted() - wanted.adjusted()) > 1:
        return value == wanted
    ways = (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_DOWN)
    return any((value / place).to_integral_value(way) * place == wanted for way in ways)


def numbers_in(text: str, line: int = 1) -> Iterator[Number]:
    """Yield the numbers of a text, also those that are short."""
    text = TEX_SPACES.sub("", text)
    for raised in RAISED.findall(text):
        if exponent := raised.translate(DIGITS).strip("-"):
            yield Number(exponent, line, Decimal(exponent), 0)
    for match in NUMBER.finditer(text):
        power = match["power"].translate(DIGITS) if match["power"] else match["tex"] or "0"
        unit = (match["unit"] or "").strip().lstrip("\\")
        digits = re.sub(rf"[,{THIN}]", "", match["digits"])
        shown = match["digits"] + (match["decimals"] or "")
        value = Decimal(digits + (match["decimals"] or ""))
        yield Number(shown, line, value, int(power) + UNITS.get(unit, 0))


def check_numbers(page: Page) -> Iterator[Problem]:
    """Each number of three or more significant digits stands in what the page shows, or in the list of reasons."""
    listed = [value for name, value, _ in _listed(page.layout) if name == page.topic]
    try:
        shown = _shown(page)
    except ProblemsError:
        return  # an include that finds nothing is told by the check of the blocks
    for number in _prose_numbers(page):
        if number.value not in listed and not number.stands_in(shown):
            message = f"the number {number.text} stands on nothing that this page shows"
            yield page.problem(number.line, message, MEND)


def unused_number_problems(project: Project) -> Iterator[Problem]:
    """Name the listed numbers that no page of their topic needs."""
    needed: dict[str, set[Decimal]] = {}
    unread = set()  # topics with a page that shows less than its author meant: nothing can be said of them
    for page in project.pages.values():
        values = needed.setdefault(page.topic, set())
        try:
            shown = _shown(page)
        except ProblemsError:
            unread.add(page.topic)
            continue
        values |= {number.value for number in _prose_numbers(page) if not number.stands_in(shown)}
    for name, value, line in _listed(project):
        if name not in unread and value not in needed.get(name, ()):
            yield Problem(NUMBERS, line, f"no page of '{name}' needs a reason for {value}", "take it out")


def _listed(layout: Layout) -> list[tuple[str, Decimal, int]]:
    """Return the numbers that may stand for the reason given: page, value, line.

    Raises:
        ProblemsError: One of them is no number.
    """
    found = []
    for entry in read_reasons(layout, NUMBERS, 2):
        name, text = entry.keys
        number = next(iter(numbers_in(text)), None)
        if number is None:
            raise ProblemsError([Problem(NUMBERS, entry.line, f"'{text}' is no number")])
        found.append((name, number.value, entry.line))
    return found


def _prose_numbers(page: Page) -> Iterator[Number]:
    """Yield the numbers that have to stand on something."""
    section = ""
    for line, text in page.prose:
        if heading := HEADING.match(text):
            section = heading["attributes"] or ""
        if LOOKS_LIKE_INCLUDE.match(text) or section == f"#{REFERENCES}":
            continue
        words = LINK_TARGET.sub(" ", INLINE_CODE.sub(" ", without_inline(text)))
        read = " ; ".join([words, *inline_formulas(text), *ALT_TEXT.findall(text)])
        yield from (number for number in numbers_in(read, line) if number.counts)


def _shown(page: Page) -> frozenset[Decimal]:
    """Return the numbers in all that a page includes: code, outputs, data, tables, figures, players, formulas."""
    files = {Path("snippets", include.file) for include in page.includes}
    texts = ["\n".join(_included(page))]
    texts += [_frames(page.layout.root / file) for file in files if file.name.endswith(PICTURE)]
    if isinstance(page, LabPage):
        texts += [cell.source for cell in page.lab.code]
        texts += [_printed(output) for outputs in stored_outputs(page.lab) for output in outputs]
    return _values("\n".join(texts))


def _printed(output: Output) -> str:
    """Return the text of what a cell of a lab shows."""
    return "".join(output.get("text", output.get("data", {}).get("text/plain", "")))


def _included(page: Page) -> Iterator[str]:
    for include in page.includes:
        region = page.region(include)
        lines = lines_of((page.layout.snippets / include.file).read_text(encoding="utf-8"))
        text = "\n".join(lines[region.first - 1 : region.last])
        # Of a drawing only what is written in it: the numbers of its lines are of no one.
        yield "\n".join(SVG_TEXT.findall(text)) if include.file.endswith(".svg") else text


def _frames(picture: Path) -> str:
    """Return what the captions of a player say, and what it was given."""
    path = picture.with_name(picture.name.replace(PICTURE, FRAMES))
    if not path.is_file():
        return ""
    recording = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps([recording.get("inputs"), *(frame[1] for frame in recording["frames"])])


@cache
def _values(text: str) -> frozenset[Decimal]:
    text = TEX_SPACES.sub("", text)
    plain = (match[0].replace("_", "") for match in SHOWN.finditer(text))
    grouped = (re.sub(rf"[,{THIN}]", "", match[0]) for match in GROUPED.finditer(text))
    return frozenset(Decimal(one) for one in (*plain, *grouped))
