"""What a page cannot show as it was printed: control characters, too much, lines that an include drops.

All that records or compares an output asks here, so that page, program and command refuse it in the same words.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from docsite.execution.children.session import unshowable
from docsite.source.regions import LOOKS_LIKE_MARKER

LONGEST = 100_000  # characters; so many a browser shows of what a block prints (docsite/web/playground/worker.mjs)
MENDS = {
    "\x1b": "print without colours and cursor movements",
    "\r": "print each state on a line of its own, or the last one only",
    "\t": "print spaces, such as by str.expandtabs()",
}
BLANK = re.compile(r"^ +$", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """Why no page can show an output.

    Attributes:
        message: What is wrong.
        mend: What to do.
        position: How many characters are printed before that.
    """

    message: str
    mend: str
    position: int = 0


def character_fault(text: str, place: str = "of the output", first: int = 1) -> Fault | None:
    """Return what is wrong with the first character of a text that no page can show, if there is one.

    Args:
        text: The text; bytes that are not UTF-8 are read by `surrogateescape`.
        place: What the line is counted in.
        first: The number there of the text's first line.
    """
    found = unshowable(text)
    if found is None:
        return None
    name, position = found
    line = first + text.count("\n", 0, position)
    mend = MENDS.get(text[position], "print its repr(), or leave it out")
    return Fault(f"no page can show {name} (line {line} {place})", mend, position)


def output_fault(text: str) -> Fault | None:
    """Return why no page can show an output exactly as it was printed, or None."""
    if not text:
        return None
    if len(text) > LONGEST:
        message = f"no page can show {len(text):,} characters of output; {LONGEST:,} are the most"
        return Fault(message, "print less, such as the first lines")
    return character_fault(text) or _end_fault(text) or _line_fault(text)


def _end_fault(text: str) -> Fault | None:
    """Return what cannot be seen of the end of an output: a page always has one line break there."""
    if not text.strip():
        return _fault("there is nothing in it to see", "print something, or nothing")
    if not text.endswith("\n"):
        return _fault("it ends without a line break", "print one at its end", len(text) - 1)
    if text.endswith("\n\n"):
        return _fault("it ends in an empty line", "leave that out", len(text) - 1)
    return None


def _line_fault(text: str) -> Fault | None:
    """Return what an include would change about the lines of an output."""
    if marker := LOOKS_LIKE_MARKER.search(text):
        return _fault("it looks like a region marker", "print it otherwise", marker.start())
    if blank := BLANK.search(text):
        number = text.count("\n", 0, blank.start()) + 1
        message = f"its line {number} is nothing but spaces, which an include drops"
        return _fault(message, "print an empty line", blank.start())
    if textwrap.dedent(text) != text:
        return _fault("all its lines are indented, and an include takes off what they share", "start one at the left")
    return None


def _fault(reason: str, mend: str, position: int = 0) -> Fault:
    return Fault(f"no page can show this output: {reason}", mend, position)


def visible(line: str) -> str:
    """Return a line as it is told to an author: as it is, or quoted where nobody could see what stands in it."""
    return line if line.isprintable() and line == line.rstrip() else repr(line)
