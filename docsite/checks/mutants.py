"""A proof has to fail for a wrong formula: each mutant of its formula has to be killed, or listed with the reason.

`snippets/<topic>/mutants.yml` lists the exceptions by formula and changed TeX: below `survive` those that the proof
may let pass, such as a factor 1 more; below `hang` those on which it does not come to its end.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2s
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from docsite.checks.formulas import Formula, FormulaModule, Prover
from docsite.checks.mutations import Mutation, mutations
from docsite.source.exemptions import Exempt, read_reasons
from docsite.source.problems import Problem, ProblemsError
from docsite.source.tex import Tex

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from docsite.checks.formulas import Verdict
    from docsite.source.project import Project

REQUIRED = 0.95  # of a topic's mutants
SAMPLE = 3  # mutants of each formula in `make test`; fewer, but one at least, where that would make more than
SAMPLE_OF_TOPIC = 60


class Fate(Enum):
    """What became of a mutant."""

    REFUTED = "refuted"  # by an assertion
    REFUSED = "refused"  # by any other error: mostly it could not be read
    SURVIVED = "survive"
    STOPPED = "hang"


SAYS = {
    Fate.REFUTED: "is refuted",
    Fate.REFUSED: "is refused",
    Fate.SURVIVED: "survives",
    Fate.STOPPED: "hangs",
}


@dataclass(frozen=True)
class Mutant:
    """A changed formula that is to be killed."""

    formula: Formula
    mutation: Mutation

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What an entry of the list has to name."""
        return self.formula.name, Tex(self.mutation.tex).canonical


@dataclass
class Tally:
    """What became of the mutants of a topic."""

    topic: str
    formulas: int
    fates: dict[Mutant, Fate] = field(default_factory=dict)
    listed_hangs: int = 0

    def count(self, fate: Fate) -> int:
        """Return how many mutants had this fate."""
        return sum(found is fate for found in self.fates.values())

    @property
    def killed(self) -> int:
        """How many were killed; one that hangs only if it is listed so."""
        return self.count(Fate.REFUTED) + self.count(Fate.REFUSED) + self.listed_hangs

    @property
    def enough(self) -> bool:
        """Whether the share of those killed is what is required."""
        return self.killed >= REQUIRED * len(self.fates)


def list_file(topic: str) -> Path:
    """Return the list of a topic's exceptions, relative to the root."""
    return Path("snippets", topic, "mutants.yml")


class MutantList:
    """The exceptions of a topic."""

    def __init__(self, project: Project, topic: str) -> None:
        """Read the list; a topic may have none.

        Raises:
            ProblemsError: The file is not of its form.
        """
        self.file = list_file(topic)
        entries = read_reasons(project, self.file, 3)
        if unknown := [entry for entry in entries if entry.keys[0] not in {"survive", "hang"}]:
            message = f"'{unknown[0].keys[0]}' is neither 'survive' nor 'hang'"
            raise ProblemsError([Problem(self.file, unknown[0].line, message)])
        self.entries = {
            (formula, Tex(tex).canonical): (Fate(fate), entry)
            for entry in entries
            for fate, formula, tex in [entry.keys]
        }

    def expects(self, mutant: Mutant, fate: Fate) -> bool:
        """Tell whether the list says that this becomes of a mutant."""
        return mutant.key in self.entries and self.entries[mutant.key][0] is fate

    def problems(self, mutants: Iterable[Mutant], fates: dict[Mutant, Fate]) -> Iterator[Problem]:
        """Hold the list against what became of the mutants, as far as that is known."""
        known = {mutant.key: mutant for mutant in mutants}
        for key, (fate, entry) in self.entries.items():
            if key not in known:
                yield self._problem(entry, f"'{entry.keys[1]}' has no such mutant: {entry.keys[2]}")
            elif (found := fates.get(known[key], fate)) is not fate:
                message = f"this mutant of '{entry.keys[1]}' {SAYS[found]}, but stands below '{fate.value}'"
                yield self._problem(entry, f"{message}: {entry.keys[2]}")
        for mutant, fate in fates.items():
            if fate in {Fate.SURVIVED, Fate.STOPPED} and mutant.key not in self.entries:
                yield self._unlisted(mutant, fate)

    def _problem(self, entry: Exempt, message: str) -> Problem:
        return Problem(self.file, entry.line, message, "take it out of the list")

    def _unlisted(self, mutant: Mutant, fate: Fate) -> Problem:
        message = f"a mutant of '{mutant.formula.name}' {SAYS[fate]} ({mutant.mutation.kind}): {mutant.mutation.tex}"
        mend = f"let the proof fail for it, or list it below '{fate.value}' in {self.file.as_posix()}"
        return mutant.formula.problem(message, mend)


def all_mutants(module: FormulaModule) -> list[Mutant]:
    """Return every mutant of a topic's formulas."""
    return [Mutant(formula, mutation) for formula in formulas_in_order(module) for mutation in mutations(formula.tex)]


def formulas_in_order(module: FormulaModule) -> Iterator[Formula]:
    """Yield the formulas that stand where they should; the tests of the others tell of them."""
    for name in module.names:
        try:
            yield module.formula(name)
        except ProblemsError:
            continue


def sample(mutants: list[Mutant]) -> list[Mutant]:
    """Return a few mutants of each formula, the same ones as long as the formula stays as it is."""
    found: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        found.setdefault(mutant.formula.name, []).append(mutant)
    count = max(1, min(SAMPLE, SAMPLE_OF_TOPIC // max(1, len(found))))
    return [mutant for group in found.values() for mutant in sorted(group, key=_lot)[:count]]


def _lot(mutant: Mutant) -> bytes:
    text = "\n".join([mutant.formula.name, mutant.formula.tex, mutant.mutation.tex])
    return blake2s(text.encode()).digest()


def fate_of(verdict: Verdict) -> Fate:
    """Return what a verdict makes of a mutant."""
    if verdict.stopped:
        return Fate.STOPPED
    if not verdict.error:
        return Fate.SURVIVED
    return Fate.REFUTED if verdict.refuted else Fate.REFUSED


class Sample:
    """A few mutants of each formula of a topic, and all that its list says to survive."""

    def __init__(self, module: FormulaModule) -> None:
        """Choose them.

        Raises:
            ProblemsError: The list is not of its form.
        """
        self._mutants = all_mutants(module)
        self._exceptions = MutantList(module.project, module.file.parent.name)

    def fates(self, prover: Prover) -> dict[Mutant, Fate]:
        """Try them."""
        listed = [mutant for mutant in self._mutants if self._exceptions.expects(mutant, Fate.SURVIVED)]
        chosen = [mutant for mutant in sample(self._mutants) if mutant.key not in self._exceptions.entries]
        return {mutant: fate_of(prover.prove(mutant.formula.name, mutant.mutation.tex)) for mutant in chosen + listed}

    def problems(self, fates: dict[Mutant, Fate]) -> Iterator[Problem]:
        """Hold what became of them against the list."""
        yield from self._exceptions.problems(self._mutants, fates)


def try_all(project: Project, file: Path, timeout: float, report: Callable[[str], None]) -> tuple[Tally, list[Problem]]:
    """Try all mutants of a topic, on all cores; return what became of them, and what the list does not tell.

    Args:
        project: The project.
        file: The topic's ``formulas.py``, relative to the root.
        timeout: How many seconds a proof may take.
        report: Is told of each formula that is done.
    """
    module, exceptions = FormulaModule(project, file), MutantList(project, file.parent.name)
    formulas = list(formulas_in_order(module))
    groups = [[Mutant(formula, mutation) for mutation in mutations(formula.tex)] for formula in formulas]
    tally, problems = Tally(file.parent.name, len(formulas)), list[Problem]()
    tasks = [task for formula, group in zip(formulas, groups, strict=True) for task in _tasks(formula, group)]
    with closing(_verdicts(project, file, timeout, tasks)) as verdicts:
        for formula, group in zip(formulas, groups, strict=True):
            if error := next(verdicts).error:
                problems.append(formula.problem(f"the proof of '{formula.name}' fails: {error}"))
            fates = {mutant: fate_of(next(verdicts)) for mutant in group}
            alive = [mutant for mutant, fate in fates.items() if fate in {Fate.SURVIVED, Fate.STOPPED}]
            report(f"{tally.topic} {formula.name}: {len(fates) - len(alive)} of {len(fates)}")
            for mutant in alive:
                report(f"    {SAYS[fates[mutant]]}: {mutant.mutation.tex}")
            tally.fates.update(fates)
    tally.listed_hangs = sum(exceptions.expects(*item) for item in tally.fates.items() if item[1] is Fate.STOPPED)
    if not tally.enough:
        message = f"only {tally.killed} of {len(tally.fates)} mutants are killed; {REQUIRED:.0%} are required"
        problems.append(Problem(file, 1, message))
    return tally, [*problems, *exceptions.problems(tally.fates, tally.fates)]


def _tasks(formula: Formula, mutants: list[Mutant]) -> Iterator[tuple[str, str]]:
    """Yield what is to be proved: the formula, and its mutants by the same proof."""
    yield formula.name, formula.tex
    for mutant in mutants:
        yield formula.name, mutant.mutation.tex


def _verdicts(
    project: Project, file: Path, timeout: float, tasks: list[tuple[str, str]]
) -> Generator[Verdict, None, None]:
    """Let as many processes as there are cores prove (name, TeX) after (name, TeX)."""
    provers = [Prover(project, file, timeout) for _ in range(os.cpu_count() or 1)]
    free: SimpleQueue[Prover] = SimpleQueue()
    for prover in provers:
        free.put(prover)

    def attempt(task: tuple[str, str]) -> Verdict:
        prover = free.get()
        try:
            return prover.prove(*task)
        finally:
            free.put(prover)

    try:
        with ThreadPoolExecutor(len(provers)) as pool:
            yield from pool.map(attempt, tasks)
    finally:
        for prover in provers:
            prover.close()


def table(tallies: list[Tally]) -> str:
    """Return the tallies as a table."""
    head = f"{'topic':20} formulas  mutants   killed  by assertion  survive  hang"
    rows = [
        f"{tally.topic:20} {tally.formulas:8} {len(tally.fates):8} "
        f"{tally.killed / max(len(tally.fates), 1):8.1%} {tally.count(Fate.REFUTED):13} "
        f"{tally.count(Fate.SURVIVED):8} {tally.count(Fate.STOPPED):5}"
        for tally in tallies
    ]
    return "\n".join([head, *rows])


def check_mutants(
    project: Project, timeout: float, report: Callable[[str], None], topic: str = ""
) -> tuple[str, list[Problem]]:
    """Try the mutants of a topic, or of all, and report on the way; return the table, and what is wrong.

    Raises:
        ProblemsError: The topic has no formulas, or they cannot be read.
    """
    files = [file for file in project.formula_modules if topic in {"", file.parent.name}]
    if topic and not files:
        raise ProblemsError([Problem(Path("snippets", topic, "formulas.py"), 1, "there is no such file")])
    results = [try_all(project, file, timeout, report) for file in files]
    return table([tally for tally, _ in results]), [problem for _, found in results for problem in found]
