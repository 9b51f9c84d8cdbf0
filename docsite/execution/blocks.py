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

from docsite.execution.child import Kernel, Result
from docsite.execution.coverage import unexecuted_by
from docsite.source.includes import content_problems
from docsite.source.kinds import KINDS, Rule
from docsite.source.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docsite.execution.commands import CommandRun, Commands
    from docsite.source.page import CodeLine, Fence, Page

TICKS = "`" * 12  # more than any block holds
Results = dict[tuple[str, ...], Result]  # of blocks in a session, by the code of all that ran up to each
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
        return self.page.layout.root / self.lines[0].file.parent

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


class PageProgram:
    """The blocks of one page, executed in their order, each once."""

    def __init__(self, blocks: list[Block], commands: Commands, results: Results, timeout: float) -> None:
        """Take the blocks; nothing is started before a result is asked for.

        Args:
            blocks: The blocks.
            commands: Where commands are run.
            results: What Python blocks have done, in this page or another. Sister pages share their blocks: what one
                has executed, the other need not execute again.
            timeout: How many seconds each Python block may take.
        """
        self.blocks = blocks
        self._commands = commands
        self._results = results
        self._timeout = timeout
        self._kernel: Kernel | None = None
        self._next = 0

    def result(self, index: int) -> Result:
        """Return what a block does after those above it; a block below one that fails is not executed."""
        block = self.blocks[index]
        if block.is_command:
            run = self.command_run(block)
            return Result(run.output, run.error)
        if block.is_script:
            return self._unexecuted(block)
        key = self._key(index)
        if key not in self._results:
            self._run_python_up_to(index)
        return self._results[key]

    def command_run(self, block: Block) -> CommandRun:
        """Return what a block's command does."""
        return self._commands.run(block.folder, block.extracted.code)

    def _unexecuted(self, block: Block) -> Result:
        """Say which lines of a script the page shows, but the page's commands do not execute."""
        shown = block.lines[0].file
        path = block.page.layout.root / shown
        commands = [other for other in self.blocks if other.is_command and path in self.command_run(other).executed]
        if not commands:
            error = f"the page does not show a command that runs {shown.as_posix()}"
            return Result("", error, mend="show the region of the .sh file that runs it, in a ```bash block")
        for command in commands:
            if self.command_run(command).error:
                return Result("", f"not executed to its end, since the command on line {command.fence.line} fails")
        executed = frozenset().union(*(self.command_run(command).executed[path] for command in commands))
        missing = unexecuted_by(path, executed)
        lines = [f"{shown.as_posix()}:{line.line}: {line.text.strip()}" for line in block.lines if line.line in missing]
        if not lines:
            return Result("")
        told = ", ".join(f"`{other.extracted.code.strip()}` on line {other.fence.line}" for other in commands)
        error = "\n".join([f"never executed by {told}:", *lines])
        return Result("", error, mend="show a command that executes it, or take it out of the region")

    def _key(self, index: int) -> tuple[str, ...]:
        """Return what determines the result of a block: all that ran up to it."""
        return tuple(block.extracted.code for block in self.blocks[: index + 1] if block.in_session)

    def _run_python_up_to(self, index: int) -> None:
        self._kernel = self._kernel or Kernel(self._timeout)
        failed = ""
        for position in range(index + 1):
            block = self.blocks[position]
            if not block.in_session:
                continue
            if position >= self._next:
                result = Result("", failed) if failed else self._run_python(self._kernel, block)
                self._results[self._key(position)] = result
            if self._results[self._key(position)].error and not failed:
                failed = f"not executed, since the block on line {block.fence.line} fails"
        self._next = index + 1

    @staticmethod
    def _run_python(kernel: Kernel, block: Block) -> Result:
        file = block.page.layout.root / block.lines[0].file
        return kernel.run(block.extracted.code, file, [line.line for line in block.lines])

    def close(self) -> tuple[str, ...]:
        """End the kernel; return the command lines of the processes that it has left running."""
        return self._kernel.close() if self._kernel else ()
