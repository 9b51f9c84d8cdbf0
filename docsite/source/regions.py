"""The named regions of a file in ``snippets``.

pymdownx.snippets does the including. It forgives a region that is never closed, opened twice or empty; a page
would then silently show something else than its author meant. This module finds those faults, and knows each
region's lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docsite.source.lines import lines_of
from docsite.source.problems import Problem, ProblemsError
from docsite.source.texts import read_text

REGION_NAME = "[A-Za-z][-_0-9A-Za-z]*"  # what pymdownx takes for one
MARKER = re.compile(rf"-+8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>{REGION_NAME})[ \t]*\]")
OTHER_NAME = re.compile(r"\[[ \t]*(?:start|end)[ \t]*:[ \t]*(?P<name>[^\]]*?)[ \t]*\]")
NAME_RULE = "a name is letters from A to Z, digits, - and _, and begins with a letter"
LOOKS_LIKE_MARKER = re.compile(r"-+8<-+")


@dataclass(frozen=True)
class Region:
    """A region ``name``; its text stands on the lines from ``first`` to ``last``, counted from 1."""

    name: str
    first: int
    last: int

    def __contains__(self, line: object) -> bool:
        """Tell whether ``line`` lies in the region."""
        return isinstance(line, int) and self.first <= line <= self.last


def parse_regions(path: Path, shown_as: Path) -> dict[str, Region]:
    """Return the regions of ``path`` by name, in the order of the file.

    Args:
        path: The file to read.
        shown_as: The path that messages name.

    Raises:
        ProblemsError: A marker is malformed, a region is opened twice, not closed, inside another one, or empty.
    """
    stat = path.stat()
    regions, problems = _parse(path, shown_as, stat.st_mtime_ns, stat.st_size)
    if problems:
        raise ProblemsError(list(problems))
    return regions


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines of a file that readers get, all but the markers, each with its number in the file."""
    lines = enumerate(lines_of(text, keepends=True), start=1)
    return [(number, line) for number, line in lines if not LOOKS_LIKE_MARKER.search(line)]


def without_markers(text: str) -> str:
    """Return the text of a file without the lines that mark its regions: otherwise the very file."""
    return "".join(line for _, line in numbered_lines(text))


@cache
def _parse(path: Path, shown_as: Path, _mtime: int, _size: int) -> tuple[dict[str, Region], tuple[Problem, ...]]:
    """Parse one version of a file; the unused arguments make a changed file another key of the cache."""
    regions: dict[str, Region] = {}
    problems: list[Problem] = []
    open_name, open_line = "", 0
    lines = lines_of(read_text(path, shown_as))
    for number, text in enumerate(lines, start=1):
        if not LOOKS_LIKE_MARKER.search(text):
            continue
        marker = MARKER.search(text)
        fault = _fault(text, marker, open_name, regions)
        if fault or marker is None:
            problems.append(Problem(shown_as, number, fault))
        elif marker["type"] == "start":
            open_name, open_line = marker["name"], number
        else:
            regions[open_name] = Region(open_name, open_line + 1, number - 1)
            if not any(line.strip() for line in lines[open_line : number - 1]):
                problems.append(Problem(shown_as, open_line, f"region '{open_name}' is empty"))
            open_name = ""
    if open_name:
        problems.append(
            Problem(
                shown_as,
                open_line,
                f"region '{open_name}' is never closed",
                f"add the line `--8<-- [end:{open_name}]` where it ends",
            )
        )
    return regions, tuple(problems)


def _fault(text: str, marker: re.Match[str] | None, open_name: str, regions: dict[str, Region]) -> str:
    """Say what is wrong with a marker on a line, given the region that is open and those already closed."""
    if marker is None:
        other = OTHER_NAME.search(text)
        if other and other["name"]:
            return f"'{other['name']}' cannot name a region: {NAME_RULE}"
        return "not a region marker: write `--8<-- [start:name]` or `--8<-- [end:name]`"
    name = marker["name"]
    if marker["type"] == "end":
        return "" if name == open_name else f"region '{name}' ends here but is not open"
    if open_name:
        return f"region '{name}' starts inside region '{open_name}'; regions may not overlap"
    return f"region '{name}' is already defined in this file" if name in regions else ""
