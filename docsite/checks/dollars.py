"""Dollars that are no formula's, and bars that are no formula's either: in a table they end the cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docsite.source.page import DISPLAY, LOOKS_LIKE_INCLUDE
from docsite.source.tex import CODE_OR_INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem

DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
WORDS = re.compile(r"\\(?:text|mathrm|operatorname|mathtt|textbf|mbox)\*?\{[^{}]*\}|\\[A-Za-z]+")
# Between the dollars of `$5-$10`, `$5，又花了$6` and `$HOME/bin:$PATH` stands what no formula ends in or holds.
NO_FORMULA = re.compile(r"(?<=[\w)/])[-–—~+/,;:(]$|[\u3400-\u9fff，。；、]|[A-Za-z]{4}")
MEND = r"write a dollar that is no formula's as `\$`: \$5; put code between `…`"
MEND_BAR = r"write \lvert x \rvert, or \lVert x \rVert for a norm, or \mid before a condition"


def check_dollars(page: Page) -> Iterator[Problem]:
    """What stands between two dollars is a formula, and each row of a table has its cells."""
    columns = _columns(page)
    for line, text in page.prose:
        if LOOKS_LIKE_INCLUDE.match(text) or DISPLAY.match(text):
            continue
        cut = False
        for found in CODE_OR_INLINE.finditer(text):
            if not found["tex"]:
                continue
            if _is_accident(text, found):
                yield page.problem(line, f"'{found[0]}' is typeset as a formula, but looks like none", MEND)
            if "|" in found["tex"] and line in columns:
                cut = True
                message = f"a bar in a formula ends the cell of the table: `{found[0]}`"
                yield page.problem(line, message, MEND_BAR)
        if line in columns and not cut and (cells := _cells(text)) != columns[line]:
            message = (
                f"this row has another number of cells than the head of its table: {cells}, and not {columns[line]}"
            )
            yield page.problem(line, message, "add the cell that is missing; a bar within a cell is written \\|")


def _is_accident(text: str, found: re.Match[str]) -> bool:
    """Tell whether two dollars are no formula's: of `$5-$10`, the second one belongs to what follows it."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    beside = re.match(r"[0-9A-Za-z]", before) or re.match("[0-9]", after)
    return bool(beside or NO_FORMULA.search(WORDS.sub("0", found["tex"])))


def _columns(page: Page) -> dict[int, int]:
    """Return the lines of the tables, each with the number of its table's columns."""
    rows = dict(page.prose)
    found: dict[int, int] = {}
    for line, text in page.prose:
        head = rows.get(line - 1, "")
        if "|" in text and DELIMITERS.fullmatch(text) and head.strip():
            last = line
            while rows.get(last + 1, "").strip():
                last += 1
            found.update(
                dict.fromkeys((number for number in range(line - 1, last + 1) if number != line), _cells(text))
            )
    return found


def _cells(row: str) -> int:
    bare = CODE_OR_INLINE.sub("", row).replace("\\|", "").strip()
    return bare.removeprefix("|").removesuffix("|").count("|") + 1
