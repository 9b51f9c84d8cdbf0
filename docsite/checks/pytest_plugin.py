"""Collects the pages, programs and project of a site as tests.

`docs/<language>/<page>.md` gives one test for each check of the page, and one for each block, named by its
line as pytest-codeblocks names it. `snippets/<topic>/<program>` gives one test: its output. `mkdocs.yml`
stands for the project as a whole, `snippets/<topic>/formulas.py` gives one test for each formula.
"""

from __future__ import annotations

import difflib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_codeblocks.plugin import TestBlock

from docsite.checks import (
    blocks,
    dollars,
    formulas,
    links,
    literal,
    loops,
    names,
    needs,
    nesting,
    numbers,
    parity,
    prose,
    rendered,
    symbols,
    usage,
)
from docsite.checks.displayed import unexecuted_by
from docsite.checks.exercises import exercise_problems
from docsite.checks.formulas import FormulaModule, Prover, proof_problems
from docsite.checks.mutants import Fate, Sample
from docsite.checks.players import check_players
from docsite.checks.seconds import Seconds
from docsite.checks.spread import concerns, group, join
from docsite.checks.takeaway import check_takeaway
from docsite.checks.witness import Messenger, Witness
from docsite.execution.blocks import Block, executable_blocks
from docsite.execution.commands import Commands
from docsite.execution.labs import result_problems
from docsite.execution.outputs import figure_problems, output_problems, trace_problems
from docsite.execution.printable import output_fault, visible
from docsite.execution.processes import told
from docsite.execution.session import Kernel, Result
from docsite.source.exercises import FILE
from docsite.source.labs import Lab, check_cells
from docsite.source.lines import lines_of
from docsite.source.needs import check_needs
from docsite.source.notebooks import stored_outputs
from docsite.source.problems import Problem, ProblemsError
from docsite.source.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from docsite.execution.commands import CommandRun
    from docsite.source.page import Page

PROJECT = pytest.StashKey[Project]()
RESULTS = pytest.StashKey[dict[tuple[str, ...], Result]]()
COMMANDS = pytest.StashKey[Commands]()

PAGE_CHECKS: dict[str, Callable[[Page], Iterable[Problem]]] = {
    "front matter": prose.check_front_matter,
    "needs": check_needs,
    "headings": prose.check_headings,
    "formulas": formulas.check_formulas,
    "inline equations": formulas.check_inline_equations,
    "inline mathematics": symbols.check_inline_mathematics,
    "words": prose.check_words,
    "terms": prose.check_terms,
    "bold terms": prose.check_bold_terms,
    "numbers": numbers.check_numbers,
    "fences": blocks.check_fences,
    "count": blocks.check_count,
    "shown": rendered.check_shown,
    "html": rendered.check_html,
    "rendered headings": rendered.check_rendered_headings,
    "outputs": blocks.check_outputs,
    "imports": blocks.check_imports,
    "nesting": nesting.check_nesting,
    "literal": literal.check_literal,
    "dollars": dollars.check_dollars,
    "loops": loops.check_loops,
    "ids": links.check_ids,
    "links": links.check_links,
    "players": check_players,
    "foreign hosts": links.check_foreign_hosts,
    "takeaway": check_takeaway,
}

PROJECT_CHECKS: dict[str, Callable[[Project], Iterable[Problem]]] = {
    "sisters": parity.sister_problems,
    "structure": parity.structure_problems,
    "edits": parity.edit_problems,
    "usage": usage.usage_problems,
    "topics": usage.topic_problems,
    "names": names.name_problems,
    "needs": needs.needs_problems,
    "inline equations": formulas.unused_equation_problems,
    "numbers": numbers.unused_number_problems,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the time that a block may take."""
    parser.addoption("--topic", default="", help="run only what concerns an article, and the project as a whole")
    parser.addini("block_timeout", "seconds that one block or program of a page may take", default="120")


def pytest_configure(config: pytest.Config) -> None:
    """Find the project at pytest's root."""
    config.stash[PROJECT] = Project(config.rootpath)
    if topic := config.getoption("topic"):
        try:
            config.stash[PROJECT].check_topic(topic)
        except ProblemsError as error:
            raise pytest.UsageError(str(error)) from None
    config.stash[RESULTS] = {}
    config.stash[COMMANDS] = Commands(_timeout(config), measured=True)
    shared = hasattr(config, "workerinput")  # by pytest-xdist, with other processes
    config.pluginmanager.register(Messenger() if shared else Witness(config.stash[PROJECT]))
    if not shared:
        config.pluginmanager.register(Seconds(config.stash[PROJECT]))
    config.addinivalue_line("markers", "spread: the tests of this module may run in several processes at once")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out other topics; keep those tests in one process that share what they have started."""
    if topic := config.getoption("topic"):
        project = config.stash[PROJECT]
        left_out = {
            item
            for item in items
            if not (isinstance(item.parent, ProjectFile) or concerns(item.nodeid, topic, project))
        }
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    if hasattr(config, "workerinput"):
        for item in items:
            join(item, group(item, config.stash[PROJECT]))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a page, a program, a module of figures, frames or formulas, or the project."""
    project = parent.config.stash[PROJECT]
    if not file_path.is_relative_to(project.root):
        return None
    path = file_path.relative_to(project.root)
    collector: type[pytest.File]
    if path in project.pages:
        collector = PageFile
    elif path == Path("mkdocs.yml"):
        collector = ProjectFile
    elif path in project.programs:
        collector = ProgramFile
    elif path in project.figure_modules:
        collector = FigureFile
    elif path in project.trace_modules:
        collector = TraceFile
    elif path in project.labs:
        collector = LabFile
    elif path in project.formula_modules:
        collector = FormulaFile
    else:
        return None
    return collector.from_parent(parent, path=file_path)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Tell an author's fault as it is, also where a file of tests looks at the pages before there is any test."""
    report = yield
    call = getattr(report, "call", None)
    if call and call.excinfo and isinstance(call.excinfo.value, ProblemsError):
        report.longrepr = str(call.excinfo.value)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell an author's fault as it is, whichever test or fixture meets it: a traceback would only hide it."""
    report = yield
    if call.excinfo and isinstance(call.excinfo.value, ProblemsError):
        report.longrepr = str(call.excinfo.value)
    return report


def _timeout(config: pytest.Config) -> float:
    return float(config.getini("block_timeout"))


class CheckItem(pytest.Item):
    """A test that passes if a check finds no problem.

    Attributes:
        shows: What a pass shows, in the words of `docsite.checks.witness`.
    """

    def __init__(self, *, check: Callable[[], Iterable[Problem]], shows: Sequence[str] = (), **kwargs: Any) -> None:
        """Keep the check to run."""
        super().__init__(**kwargs)
        self.check = check
        self.shows = list(shows)

    def runtest(self) -> None:
        """Run the check."""
        if problems := list(self.check()):
            raise ProblemsError(problems)
        self.user_properties += [("shows", word) for word in self.shows]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show problems as they are, and only faults of the tooling with a traceback."""
        if isinstance(excinfo.value, ProblemsError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the file and the check."""
        return self.path, None, f"{self.path.relative_to(self.config.rootpath)}: {self.name}"


class ProjectFile(pytest.File):
    """The project as a whole: what no single page can tell."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for each check."""
        project = self.config.stash[PROJECT]
        for name, check in PROJECT_CHECKS.items():
            yield CheckItem.from_parent(self, name=name, check=partial(check, project))


class ProgramFile(pytest.File):
    """A program that pages show."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test of its output, and of the exercises in it."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        check = partial(output_problems, project, path, self.config.stash[COMMANDS])
        yield CheckItem.from_parent(self, name="output", check=check)
        if path.name == FILE:
            exercises = partial(exercise_problems, project, path, _timeout(self.config))
            yield CheckItem.from_parent(self, name="exercises", check=exercises)


class FigureFile(pytest.File):
    """A module that draws figures."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test of its figures."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        check = partial(figure_problems, project, path, _timeout(self.config))
        yield CheckItem.from_parent(self, name="figures", check=check)


class TraceFile(pytest.File):
    """A module that records the frames of players."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test of its recordings."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        check = partial(trace_problems, project, path, _timeout(self.config))
        yield CheckItem.from_parent(self, name="frames", check=check)


class FormulaFile(pytest.File):
    """A module that proves formulas, all in one process."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for each formula, and one for a sample of their mutants."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        try:
            module = FormulaModule(project, path)
        except ProblemsError as error:
            yield CheckItem.from_parent(self, name="formulas", check=partial(list, error.problems))
            return
        self._prover = Prover(project, path, _timeout(self.config))
        for name in module.names:
            check = partial(proof_problems, module, name, self._prover)
            yield CheckItem.from_parent(self, name=name, check=check, shows=[f"formula {_include_name(module, name)}"])
        yield MutantsItem.from_parent(self, name="mutants", module=module, prover=self._prover)

    def teardown(self) -> None:
        """End the process, if it was started."""
        if hasattr(self, "_prover"):
            self._prover.close()


class MutantsItem(CheckItem):
    """The test of a sample of a topic's mutants."""

    def __init__(self, *, module: FormulaModule, prover: Prover, **kwargs: Any) -> None:
        """Keep the formulas, and what proves them."""
        super().__init__(check=self.problems, **kwargs)
        self._module, self._prover = module, prover

    def problems(self) -> Iterator[Problem]:
        """Try the sample, and note which of them were killed."""
        sample = Sample(self._module)
        fates = sample.fates(self._prover)
        killed = [mutant for mutant, fate in fates.items() if fate in {Fate.REFUTED, Fate.REFUSED}]
        self.shows = [f"mutant {_include_name(self._module, mutant.formula.name)}" for mutant in killed]
        yield from sample.problems(fates)


def _include_name(module: FormulaModule, name: str) -> str:
    """Return how a page includes a formula."""
    return f"{module.file.relative_to('snippets').as_posix()}:{name}"


class LabFile(pytest.File):
    """A lab: its cells, its results, and the checks of a page in each language."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for each check."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        lab = project.labs[path]
        yield CheckItem.from_parent(self, name="cells", check=partial(check_cells, lab))
        results = partial(result_problems, lab, _timeout(self.config))
        yield CheckItem.from_parent(self, name="results", check=results, shows=self._shown(lab))
        for page in project.pages.values():
            if page.path == path:
                for name, check in PAGE_CHECKS.items():
                    yield CheckItem.from_parent(self, name=f"{name} ({page.language})", check=partial(check, page))

    @staticmethod
    def _shown(lab: Lab) -> list[str]:
        """Return what is shown if the results of a lab are those that are stored."""
        try:
            printing = sum(map(bool, stored_outputs(lab)))
        except ProblemsError:
            return []  # told by the check itself
        return ["block"] * len(lab.code) + ["output"] * printing


class PageFile(pytest.File):
    """A page: its checks, and its program in one kernel."""

    @property
    def page(self) -> Page:
        """The page at this path."""
        return self.config.stash[PROJECT].pages[self.path.relative_to(self.config.rootpath)]

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for each check, and one for each executable block."""
        if unreadable := list(blocks.unreadable_problems(self.page)):
            yield CheckItem.from_parent(self, name="fences", check=partial(list, unreadable))
            return
        for name, check in PAGE_CHECKS.items():
            yield CheckItem.from_parent(self, name=name, check=partial(check, self.page))
        try:
            found = executable_blocks(self.page)
        except ProblemsError as error:
            if not set(error.problems) <= set(blocks.check_fences(self.page)):  # else they are told there
                yield CheckItem.from_parent(self, name="blocks", check=partial(list, error.problems))
            return
        self._program = PageProgram(found, self.config)
        for index, block in enumerate(found):
            yield BlockItem.from_parent(self, name=f"line {block.fence.line}", program=self._program, index=index)

    def teardown(self) -> None:
        """End the page's kernel, if it was started."""
        if hasattr(self, "_program") and (left := self._program.close()):
            # What else is raised here is shown with all that pytest and its plugins have called up to here.
            pytest.fail(str(ProblemsError([self._left_problem(left)])), pytrace=False)

    def _left_problem(self, left: Sequence[str]) -> Problem:
        message = f"the page's blocks left processes running; they were stopped: {told(left)}"
        return self.page.problem(self.page.first_line, message, "let the block that starts one wait for its end")


class PageProgram:
    """The blocks of one page, executed in their order, each once."""

    def __init__(self, blocks: list[Block], config: pytest.Config) -> None:
        """Take the blocks; nothing is started before a result is asked for."""
        self.blocks = blocks
        self._timeout = _timeout(config)
        # Sister pages share their blocks: what one has executed, the other need not execute again.
        self._results = config.stash[RESULTS]
        self._commands = config.stash[COMMANDS]
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
        path = block.page.project.root / shown
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
        file = block.page.project.root / block.lines[0].file
        return kernel.run(block.extracted.code, file, [line.line for line in block.lines])

    def close(self) -> tuple[str, ...]:
        """End the kernel; return the command lines of the processes that it has left running."""
        return self._kernel.close() if self._kernel else ()


class BlockItem(TestBlock, CheckItem):  # type: ignore[misc]
    """One block, as pytest-codeblocks extracted it, executed after the blocks above it."""

    def __init__(self, *, name: str, parent: pytest.File, program: PageProgram, index: int) -> None:
        """Keep the block and its program."""
        self.obj = program.blocks[index].extracted
        shows = ["block"] if self.obj.expected_output is None else ["block", "output"]
        CheckItem.__init__(self, name=name, parent=parent, check=self.problems, shows=shows)
        self.program = program
        self.index = index

    def runtest(self) -> None:
        """Compare what the block does with what the page says; pytest-codeblocks would run it in this process."""
        CheckItem.runtest(self)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show problems without a traceback."""
        return CheckItem.repr_failure(self, excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the page and the line of the block."""
        return CheckItem.reportinfo(self)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the block."""
        block = self.program.blocks[self.index]
        result = self.program.result(self.index)
        line, unshowable = block.fence.line, output_fault(result.output)
        if result.error:
            origin = f" ({block.lines[0].file.as_posix()}:{result.line})" if result.line else ""
            fault = "this block is not proved: " if block.is_script else f"this block fails{origin}: "
            yield block.page.problem(line, fault + result.error, result.mend or self._hint(result.missing))
        elif unshowable:
            yield block.page.problem(line, f"this block prints, but {unshowable.message}", unshowable.mend)
        elif (expected := self.obj.expected_output) is None:
            if result.output:
                message = f"this block prints, but the page shows no output of it:\n{_told(result.output)}"
                yield block.page.problem(line, message, "add a ```text block that includes its .out region")
        elif result.output != expected:
            before, after = (_told(text).split("\n") for text in (expected, result.output))
            shown = "\n".join(difflib.unified_diff(before, after, "on the page", "printed now", lineterm="", n=1))
            message = f"this block prints something else than the page shows\n{shown}"
            yield block.page.problem(line, message, "make outputs")

    def _hint(self, name: str) -> str:
        """Tell where a name that is missing here is defined, if a later block does."""
        if not name:
            return ""
        for later in self.program.blocks[self.index + 1 :]:
            if any(
                line.text.startswith((f"def {name}(", f"class {name}", f"{name} =", f"{name}:")) for line in later.lines
            ):
                return f"'{name}' is defined in the block on line {later.fence.line}: move that block up"
        return ""


def _told(output: str) -> str:
    """Return an output as a message has it."""
    return "\n".join(map(visible, lines_of(output)))
