"""The formulas: found on the pages and in `formulas.py`, each proved by the function whose docstring it stands in."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docsite.execution.child import Child, SessionError
from docsite.source.exemptions import read_reasons
from docsite.source.lines import lines_of
from docsite.source.page import DISPLAY, INLINE_CODE
from docsite.source.problems import Problem, ProblemsError
from docsite.source.regions import Region, parse_regions
from docsite.source.tex import Tex, without_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Display, Page
    from docsite.source.project import Project

PROVER = Path(__file__).parents[1] / "execution/children/prover.py"
INLINE_EQUATIONS = Path("docs", "inline_equations.yml")
TYPED = re.compile(r"\$\$.*|\\\[.*|\\\(.*|\\begin\{.*")
TYPED_FENCES = {"math", "latex", "tex", "katex"}
MEND = (
    'put it into formulas.py beside its proof, and write $$, `--8<-- "<topic>/formulas.py:<name>"`, $$ on three lines'
)


@dataclass(frozen=True)
class Formula:
    """A formula of a topic.

    Attributes:
        name: Of the region, and of the function that proves it.
        tex: What is shown.
        file: Its ``formulas.py``, relative to the root.
        line: The line of its first line of TeX.
    """

    name: str
    tex: str
    file: Path
    line: int

    @property
    def topic(self) -> str:
        """The topic that it belongs to."""
        return self.file.parent.name

    def problem(self, message: str, mend: str = "") -> Problem:
        """Return a problem of this formula."""
        return Problem(self.file, self.line, message, mend)


def check_formulas(page: Page) -> Iterator[Problem]:
    """No formula is typed: each is included from the function that proves it, and stands once on a page."""
    shown: dict[str, int] = {}
    for display in page.displays:
        problem = _display_problem(page, display)
        if problem is None and str(display.include) in shown:
            message = f"the formula '{display.name}' stands on line {shown[str(display.include)]} already"
            problem = page.problem(display.line, message, f"refer to it: [](#formula-{display.name})")
        shown[str(display.include)] = display.line
        if problem:
            yield problem
    marks = [number for number, text in page.prose if DISPLAY.match(text)]
    if len(marks) % 2:
        yield page.problem(marks[-1], "this formula is never closed", "add the closing $$")
    for number, text in page.prose:
        if not DISPLAY.match(text) and (found := TYPED.search(without_inline(INLINE_CODE.sub("", text)))):
            yield _typed(page, number, found[0])
    for fence in page.fences:
        if fence.kind in TYPED_FENCES:
            yield _typed(page, fence.line, f"```{fence.kind}")


def _typed(page: Page, line: int, text: str) -> Problem:
    return page.problem(line, f"a formula typed by hand: `{text.strip()}`; nothing proves it", MEND)


def _display_problem(page: Page, display: Display) -> Problem | None:
    """Return what is wrong between two `$$`: exactly one include of a formula may stand there."""
    include = display.include
    if include is None:
        typed = next(((line, text) for line, text in display.body if text.strip()), (display.line, "$$"))
        return _typed(page, *typed)
    if PurePosixPath(include.file).name != "formulas.py" or not include.region:
        return page.problem(include.line, f"between $$ stands a formula, not {include}", MEND)
    try:
        page.region(include)
    except ProblemsError as error:
        return error.problems[0]
    return None


def check_inline_equations(page: Page) -> Iterator[Problem]:
    """What a page states between single dollars is listed with the reason why nothing has to prove it."""
    listed = {Tex(entry.keys[0]).canonical for entry in read_reasons(page.layout, INLINE_EQUATIONS, 1)}
    for line, text in page.inline_formulas:
        tex = Tex(text)
        if tex.states and tex.canonical not in listed:
            message = f"the inline equation `${text}$` states something that nothing proves"
            yield page.problem(line, message, f"display it from formulas.py, or list it in {INLINE_EQUATIONS}")


def unused_equation_problems(project: Project) -> Iterator[Problem]:
    """Name the listed inline equations that no page has."""
    found = {Tex(text).canonical for page in project.pages.values() for _, text in page.inline_formulas}
    for entry in read_reasons(project, INLINE_EQUATIONS, 1):
        if Tex(entry.keys[0]).canonical not in found:
            message = f"no page has the inline equation `{entry.keys[0]}`"
            yield Problem(INLINE_EQUATIONS, entry.line, message, "take it out")


def _docstring(function: ast.FunctionDef) -> ast.Constant | None:
    first = function.body[0]
    return first.value if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None


class FormulaModule:
    """A topic's ``formulas.py`` as text: it is not imported here, since it may need what only tests have."""

    def __init__(self, project: Project, file: Path) -> None:
        """Read the file.

        Raises:
            ProblemsError: It is not Python, or its regions are not in order.
        """
        self.project = project
        self.file = file
        text = (project.root / file).read_text(encoding="utf-8")
        self._lines = lines_of(text)
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            raise ProblemsError([Problem(file, error.lineno or 1, f"not Python: {error.msg}")]) from error
        self.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self.regions = parse_regions(project.root / file, file)
        docstrings = {id(_docstring(function)) for function in self.functions.values()}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
        self._strings = [node for node in constants if isinstance(node.value, str) and id(node) not in docstrings]

    @property
    def names(self) -> list[str]:
        """The formulas: what a region or a public function is named after."""
        public = [name for name in self.functions if not name.startswith("_")]
        return list(dict.fromkeys([*public, *self.regions]))

    def formula(self, name: str) -> Formula:
        """Return a formula.

        Raises:
            ProblemsError: It does not stand in the docstring of the function of its name.
        """
        region, function = self.regions.get(name), self.functions.get(name)
        if region is None:
            line = self.functions[name].lineno
            message = f"'{name}' proves nothing: its docstring has no region '{name}'"
            raise self._error(line, message, "put the formula into one, or begin the name with _")
        if function is None or not self._holds(function, region):
            message = f"the formula '{name}' does not stand in the docstring of a function '{name}' that proves it"
            raise self._error(region.first, message, f'write def {name}(tex: str) -> None: r"""…"""')
        if [argument.arg for argument in function.args.args] != ["tex"]:
            raise self._error(function.lineno, f"'{name}' takes one argument: tex, the text of its formula")
        lines = self._lines[region.first - 1 : region.last]
        if not set(map(str.strip, lines)) <= set(map(str.strip, lines_of(ast.get_docstring(function) or ""))):
            message = f"Python reads the backslashes of '{name}' as something else"
            raise self._error(function.lineno, message, 'begin the docstring with r"""')
        return Formula(name, "\n".join(map(str.strip, lines)), self.file, region.first)

    def _error(self, line: int, message: str, mend: str = "") -> ProblemsError:
        return ProblemsError([Problem(self.file, line, message, mend)])

    @staticmethod
    def _holds(function: ast.FunctionDef, region: Region) -> bool:
        """Tell whether a region lies in the docstring of a function."""
        docstring = _docstring(function)
        return bool(docstring and docstring.lineno < region.first and region.last < (docstring.end_lineno or 0))

    def copy_problems(self, formula: Formula) -> Iterator[Problem]:
        """Name the strings that hold the formula once more: to compare two texts proves nothing."""
        whole = " ".join(Tex(formula.tex).canonical)
        for node in self._strings:
            if whole in " ".join(Tex(str(node.value)).canonical):
                message = f"here stands the formula '{formula.name}' once more; a proof starts from its tex alone"
                yield Problem(self.file, node.lineno, message)

    @cached_property
    def places(self) -> dict[str, list[str]]:
        """Where the pages show each formula: `page:line`."""
        found: dict[str, list[str]] = {}
        own = self.file.relative_to("snippets").as_posix()
        for page in self.project.pages.values():
            for display in page.displays:
                if display.include and display.include.file == own:
                    found.setdefault(display.name, []).append(f"{page.path.as_posix()}:{display.include.line}")
        return found


@dataclass(frozen=True)
class Verdict:
    """What a proof made of a formula.

    Attributes:
        error: What it raised, or why it did not come to its end; "" if it holds the formula to be true.
        line: The line of ``formulas.py`` where that happened, if it is known.
        refuted: Whether it raised an AssertionError.
        stopped: Whether it took too long or ended the process.
    """

    error: str
    line: int | None = None
    refuted: bool = False
    stopped: bool = False


class Prover:
    """One process for all formulas of a topic, since SymPy takes a second to start."""

    def __init__(self, project: Project, file: Path, timeout: float) -> None:
        """Take the module; nothing is started before something is to be proved."""
        self._arguments = (str(project.root), ".".join(file.with_suffix("").parts))
        self._timeout = timeout
        self._session: Child | None = None

    def prove(self, name: str, tex: str) -> Verdict:
        """Let the function ``name`` prove a formula, which need not be its own."""
        self._session = self._session or ProverChild(PROVER, self._timeout, *self._arguments)
        try:
            answer = self._session.ask({"name": name, "tex": tex})
        except SessionError as error:
            self.close()  # the next formula gets a fresh process
            return Verdict(str(error), stopped=True)
        return Verdict(answer["error"] or "", answer["line"], answer["refuted"])

    def close(self) -> None:
        """End the process, if there is one."""
        if self._session:
            self._session.close()
            self._session = None


class ProverChild(Child):
    """The process that proves."""

    task = "proof"


def proof_problems(module: FormulaModule, name: str, prover: Prover) -> Iterator[Problem]:
    """Name what is wrong with a formula: its place, its proof, or that no page shows it."""
    formula = module.formula(name)
    places = module.places.get(name, [])
    if not places:
        yield formula.problem(f"no page shows the formula '{name}'", "show it, or delete it with its proof")
    yield from module.copy_problems(formula)
    verdict = prover.prove(name, formula.tex)
    if verdict.error:
        where = f" on line {verdict.line}" if verdict.line else ""
        shown = f"\n    shown by {', '.join(places)}" if places else ""
        yield formula.problem(f"the proof of '{name}' fails{where}: {verdict.error}{shown}")
