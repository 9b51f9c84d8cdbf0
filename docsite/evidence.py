"""Watches a test run, and writes down what it has shown of each page: only if it was complete and all of it passed."""

from __future__ import annotations

import datetime
import platform
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from docsite.problems import ProblemsError
from docsite.verified import Seal, libraries, revoke, sisters, source_hash, topics, write_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docsite.page import Page
    from docsite.project import Project


class Witness:
    """A pytest plugin: the tests that have passed, and what each of them shows.

    A test tells what it shows in its attribute `shows`, a list of words: "block" and "output" are of the page that the
    test belongs to; "formula t/formulas.py:x" and "mutant t/formulas.py:x" are of each page that displays the formula.
    """

    def __init__(self, project: Project) -> None:
        """Take the project that is tested."""
        self._project = project
        self._hashes: dict[str, str] = {}
        self._passed: set[str] = set()
        self._complete = True

    def pytest_deselected(self) -> None:
        """Note that some tests were left out."""
        self._complete = False

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Note what is about to be tested: pages may be edited meanwhile."""
        config = session.config
        left_out = any(config.getoption(name, None) for name in ("ignore", "ignore_glob", "collectonly"))
        if left_out or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
            self._complete = False
        if not self._complete:
            return
        for name in sorted({page.name for page in self._project.pages.values()}):
            with suppress(ProblemsError):  # a page whose blocks cannot be told apart: its checks will fail
                self._hashes[name] = source_hash(self._project, name)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that has passed; one that was skipped has not."""
        if report.outcome != "passed":
            self._passed.discard(report.nodeid)
        elif report.when == "call":
            self._passed.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write down what was shown; what fails, even in part, shows nothing, and takes back what was shown before."""
        if exitstatus != pytest.ExitCode.OK:
            revoke(self._project)
        elif self._complete:
            revoke(self._project)
            write_draft(self._project, dict(self._seals(session.items)))

    def _seals(self, items: Sequence[pytest.Item]) -> Iterator[tuple[str, Seal]]:
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        for name, before in self._hashes.items():
            own = list(self._own(items, name))
            if all(item.nodeid in self._passed for item in own):
                page = sisters(self._project, name)[0]
                seal = Seal(before, *self._counts(page, own), platform.python_version(), libraries(page), today)
                yield name, seal

    def _own(self, items: Sequence[pytest.Item], name: str) -> Iterator[pytest.Item]:
        """Yield the tests of a page in all languages, of its topics, and of the project as a whole."""
        pages = {page.path.as_posix() for page in sisters(self._project, name)} | {"mkdocs.yml"}
        folders = [
            f"{folder}/{topic}/" for folder in ("snippets", "tests/snippets") for topic in topics(self._project, name)
        ]
        for item in items:
            path = self._relative(item.path)
            if path in pages or path.startswith(tuple(folders)):
                yield item

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._project.root).as_posix()

    def _counts(self, page: Page, items: Sequence[pytest.Item]) -> tuple[int, int, int, int]:
        """Return how many blocks, outputs, formulas and mutants the tests of a page show: its sisters share them."""
        found: Counter[str] = Counter()
        for item in items:
            own = self._relative(item.path) == page.path.as_posix()
            found.update(word for word in getattr(item, "shows", []) if own or " " in word)
        formulas = [str(display.include) for display in page.displays]
        proved = sum(found[f"formula {formula}"] > 0 for formula in formulas)
        return found["block"], found["output"], proved, sum(found[f"mutant {formula}"] for formula in formulas)
