"""A page's executable blocks, handed to pytest-codeblocks and matched with the page again.

pytest-codeblocks expands no includes, sees only bare ```python and ```bash fences, and names its blocks by
their lines. So the page is rewritten for it: each executable block expanded, its fence normalised, its
expected output marked. What it extracts is what runs.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_codeblocks.main import CodeBlock, extract_from_buffer

from docsite.source.includes import content_problems
from docsite.source.kinds import KINDS, Rule
from docsite.source.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docsite.source.page import CodeLine, Fence, Page

TICKS = "`" * 12  # more than any block holds
MAX_LINES = 1_000_000  # pytest-codeblocks refuses longer files; the limit is not ours to set


@dataclass(frozen=True)
class Block:
    """An executable block of a page: its fence, what pytest-codeblocks made of it, and where each line comes from."""

    page: Page
    fence: Fence
    extracted: CodeBlock
    lines: tuple[CodeLine, ...]

    @property
    def folder(self) -> Path:
        """The folder of the topic that it shows a program of."""
        return self.page.project.root / self.lines[0].file.parent

    @property
    def is_command(self) -> bool:
        """Whether it is run by bash."""
        return self.fence.kind == "bash"

    @property
    def is_script(self) -> bool:
        """Whether it shows lines that commands execute."""
        return self.page.shows_script(self.fence)

    @property
    def in_session(self) -> bool:
        """Whether it is executed in the page's own Python session."""
        return not self.is_command and not self.is_script


def executable_blocks(page: Page) -> list[Block]:
    """Return the blocks of a page that are to be executed.

    Raises:
        ProblemsError: A block is not made of includes, one of these finds nothing, or pytest-codeblocks does not see
            the blocks that the page has.
    """
    shown = [(fence, KINDS[fence.kind]) for fence in page.fences if _rule(fence) in {Rule.EXECUTED, Rule.COMPARED}]
    if problems := [problem for fence, kind in shown for problem in content_problems(page, fence, kind)]:
        raise ProblemsError(problems)
    fences = [fence for fence in page.fences if _rule(fence) is Rule.EXECUTED]
    text = "".join(_normalized(page))
    extracted = extract_from_buffer(io.StringIO(text), max_num_lines=MAX_LINES)
    if [block.syntax for block in extracted] != [fence.kind for fence in fences]:
        message = f"the page has {len(fences)} executable blocks, but pytest-codeblocks sees {len(extracted)}"
        raise ProblemsError([page.problem(page.first_line, message)])
    blocks = []
    for fence, block in zip(fences, extracted, strict=True):
        block.lineno = fence.line
        blocks.append(Block(page, fence, block, tuple(page.code(fence))))
    return blocks


def _rule(fence: Fence) -> Rule | None:
    kind = KINDS.get(fence.kind)
    return kind.rule if kind else None


def _normalized(page: Page) -> Iterator[str]:
    """Yield the page's blocks as pytest-codeblocks reads them."""
    above: Fence | None = None
    for fence in page.fences:
        rule = _rule(fence)
        if rule is Rule.EXECUTED:
            above = None if page.shows_script(fence) else fence
            yield from _fenced(page, fence, fence.kind)
        elif rule is Rule.COMPARED and above is not None:
            above = None
            yield "<!--pytest-codeblocks:expected-output-->\n"
            yield from _fenced(page, fence, "")


def _fenced(page: Page, fence: Fence, kind: str) -> Iterator[str]:
    yield f"{TICKS}{kind}\n"
    for line in page.code(fence):
        yield f"{line.text}\n"
    yield f"{TICKS}\n"
