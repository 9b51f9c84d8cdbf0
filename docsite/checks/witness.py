"""Watches a test run, and writes down what it has shown of each page: only if it was complete and all of it passed."""

from __future__ import annotations

import datetime
import platform
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage

from docsite.source.problems import ProblemsError
from docsite.source.seal import Seal, libraries, revoke, sisters, source_hash, topics, write_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docsite.source.page import Page
    from docsite.source.project import Project


class Messenger:
    """A pytest plugin for each of several processes that share the tests: the `Witness` sees only their reports."""

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Tell that some tests were left out."""
        items[0].config.workeroutput["left_out"] = True  # type: ignore[attr-defined]  # pytest-xdist adds it

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write down which lines were executed: pytest-xdist kills a process that takes ten seconds to end."""
        if measured := Coverage.current():
            measured.save()


class Witness:
    """A pytest plugin: the tests that have passed, and what each of them shows.

    A test tells what it shows in the properties of its report named `shows`, each a few words: "block" and "output" are
    of the page that the test belongs to; "formula t/formulas.py:x" and "mutant t/formulas.py:x" are of each page that
    displays the formula. With reports, it is all the same in which process a test has run.
    """

    def __init__(self, project: Project) -> None:
        """Take the project that is tested."""
        self._project = project
        self._hashes: dict[str, str] = {}
        self._tests: list[str] = []
        self._shown: dict[str, list[str]] = {}  # of the tests that have passed
        self._complete = True

    def pytest_deselected(self) -> None:
        """Note that some tests were left out."""
        self._complete = False

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Note whether another process has left some out, or said nothing, since it broke down."""
        if getattr(node, "workeroutput", {"left_out": True}).get("left_out"):
            self._complete = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note which tests there are."""
        self._tests = [item.nodeid for item in session.items]

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Note which tests there are, the same in each process."""
        self._tests = list(ids)

    @pytest.hookimpl(tryfirst=True)  # whoever distributes the tests calls no further hook
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
        """Note a test that has passed, and what it shows; one that was skipped has not."""
        if report.outcome != "passed":
            self._shown.pop(report.nodeid, None)
        elif report.when == "call":
            self._shown[report.nodeid] = [str(word) for name, word in report.user_properties if name == "shows"]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write down what was shown; what fails, even in part, shows nothing, and takes back what was shown before."""
        if exitstatus != pytest.ExitCode.OK:
            revoke(self._project)
        elif self._complete:
            revoke(self._project)
            write_draft(self._project, dict(self._seals()))

    def _seals(self) -> Iterator[tuple[str, Seal]]:
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        for name, before in self._hashes.items():
            own = list(self._own(name))
            if all(test in self._shown for test in own):
                page = sisters(self._project, name)[0]
                seal = Seal(before, *self._counts(page, own), platform.python_version(), libraries(page), today)
                yield name, seal

    def _own(self, name: str) -> Iterator[str]:
        """Yield the tests of a page in all languages, of its topics, and of the project as a whole."""
        pages = {page.path.as_posix() for page in sisters(self._project, name)} | {"mkdocs.yml"}
        folders = [
            f"{folder}/{topic}/" for folder in ("snippets", "tests/snippets") for topic in topics(self._project, name)
        ]
        for test in self._tests:
            if _file(test) in pages or test.startswith(tuple(folders)):
                yield test

    def _counts(self, page: Page, tests: Sequence[str]) -> tuple[int, int, int, int]:
        """Return how many blocks, outputs, formulas and mutants the tests of a page show: its sisters share them."""
        found: Counter[str] = Counter()
        for test in tests:
            own = _file(test) == page.path.as_posix()
            found.update(word for word in self._shown[test] if own or " " in word)
        formulas = [str(display.include) for display in page.displays]
        proved = sum(found[f"formula {formula}"] > 0 for formula in formulas)
        return found["block"], found["output"], proved, sum(found[f"mutant {formula}"] for formula in formulas)


def _file(test: str) -> str:
    """Return the file of a test, relative to the root."""
    return test.partition("::")[0]
