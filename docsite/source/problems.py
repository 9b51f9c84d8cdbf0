"""What is wrong with a page, said to its author."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is, what was expected, and how to mend it.

    Attributes:
        path: The file that the author edits, relative to the project's root.
        line: Its line, counted from 1.
        message: What is there and what was expected.
        mend: The command or the edit that mends it, or an empty string where the message says it all.
    """

    path: Path
    line: int
    message: str
    mend: str = ""

    def __str__(self) -> str:
        """Return ``file:line: message`` and, beneath, the way to mend it."""
        mend = f"\n    mend: {self.mend}" if self.mend else ""
        return f"{self.path.as_posix()}:{self.line}: {self.message}{mend}"


class ProblemsError(Exception):
    """Faults of the pages, not of the program: shown without a traceback."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep ``problems`` in the order of their files and lines, each once."""
        self.problems = sorted(set(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return the faults, each with its file, its line and how to mend it."""
        return "\n".join(map(str, self.problems))


class SiteError(Exception):
    """The author's fault, which no line of a page stands for: its text says what, and no traceback helps."""
