"""Collects the pages, programs and project of a site as tests.

`docs/<language>/<page>.md` gives one test for each check of the page, and one for each block, named by its
line as pytest-codeblocks names it. `snippets/<topic>/<program>` gives one test: its output. `mkdocs.yml`
stands for the project as a whole, `snippets/<topic>/formulas.py` gives one test for each formula.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_codeblocks.plugin import TestBlock

from docsite.checks import (
    blocks,
    dollars,
    formulas,
    labs,
    links,
    literal,
    loops,
    names,
    needs,
    nesting,
    numbers,
    outputs,
    parity,
    prose,
    rendered,
    symbols,
    usage,
)
from docsite.checks.exercises import exercise_problems
from docsite.checks.formulas import FormulaModule, Prover, proof_problems
from docsite.checks.mutants import Fate, Sample
from docsite.checks.players import check_players
from docsite.checks.seconds import Seconds
from docsite.checks.spread import concerns, group, join
from docsite.checks.takeaway import check_takeaway
from docsite.checks.witness import Messenger, Witness
from docsite.execution.blocks import PageProgram, Results, executable_blocks
from docsite.execution.commands import Commands
from docsite.execution.processes import told
from docsite.source.exercises import FILE
from docsite.source.needs import check_needs
from docsite.source.notebooks import stored_outputs
from docsite.source.problems import Problem, ProblemsError
from docsite.source.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from docsite.source.labs import Lab
    from docsite.source.page import Page

PROJECT = pytest.StashKey[Project]()
RESULTS = pytest.StashKey[Results]()
COMMANDS = pytest.StashKey[Commands]()

PAGE_CHECKS: dict[str, Callable[[Page], Iterable[Problem]]] = {
    "front matter": prose.check_front_matter,
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
    "players": check_players,
    "foreign hosts": links.check_foreign_hosts,
    "takeaway": check_takeaway,
}

# These look at other pages, too.
NEIGHBOUR_CHECKS: dict[str, Callable[[Page, Project], Iterable[Problem]]] = {
    "needs": check_needs,
    "links": links.check_links,
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


def checks_of(page: Page, project: Project) -> dict[str, Callable[[], Iterable[Problem]]]:
    """Return all checks of a page, by their names."""
    alone = {name: partial(check, page) for name, check in PAGE_CHECKS.items()}
    return {**alone, **{name: partial(check, page, project) for name, check in NEIGHBOUR_CHECKS.items()}}


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
        check = partial(outputs.output_problems, project, path, self.config.stash[COMMANDS])
        yield CheckItem.from_parent(self, name="output", check=check)
        if path.name == FILE:
            exercises = partial(exercise_problems, project, path, _timeout(self.config))
            yield CheckItem.from_parent(self, name="exercises", check=exercises)


class FigureFile(pytest.File):
    """A module that draws figures."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test of its figures."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        check = partial(outputs.figure_problems, project, path, _timeout(self.config))
        yield CheckItem.from_parent(self, name="figures", check=check)


class TraceFile(pytest.File):
    """A module that records the frames of players."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test of its recordings."""
        project, path = self.config.stash[PROJECT], self.path.relative_to(self.config.rootpath)
        check = partial(outputs.trace_problems, project, path, _timeout(self.config))
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
        yield CheckItem.from_parent(self, name="cells", check=partial(labs.check_cells, lab))
        results = partial(labs.result_problems, lab, _timeout(self.config))
        yield CheckItem.from_parent(self, name="results", check=results, shows=self._shown(lab))
        for page in project.pages.values():
            if page.path == path:
                for name, check in checks_of(page, project).items():
                    yield CheckItem.from_parent(self, name=f"{name} ({page.language})", check=check)

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
        for name, check in checks_of(self.page, self.config.stash[PROJECT]).items():
            yield CheckItem.from_parent(self, name=name, check=check)
        try:
            found = executable_blocks(self.page)
        except ProblemsError as error:
            if not set(error.problems) <= set(blocks.check_fences(self.page)):  # else they are told there
                yield CheckItem.from_parent(self, name="blocks", check=partial(list, error.problems))
            return
        stash = self.config.stash
        self._program = PageProgram(found, stash[COMMANDS], stash[RESULTS], _timeout(self.config))
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


class BlockItem(TestBlock, CheckItem):  # type: ignore[misc]
    """One block, as pytest-codeblocks extracted it, executed after the blocks above it."""

    def __init__(self, *, name: str, parent: pytest.File, program: PageProgram, index: int) -> None:
        """Keep the block, and how it is checked."""
        self.obj = program.blocks[index].extracted
        shows = ["block"] if self.obj.expected_output is None else ["block", "output"]
        check = partial(blocks.block_problems, program, index)
        CheckItem.__init__(self, name=name, parent=parent, check=check, shows=shows)

    def runtest(self) -> None:
        """Compare what the block does with what the page says; pytest-codeblocks would run it in this process."""
        CheckItem.runtest(self)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show problems without a traceback."""
        return CheckItem.repr_failure(self, excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the page and the line of the block."""
        return CheckItem.reportinfo(self)
