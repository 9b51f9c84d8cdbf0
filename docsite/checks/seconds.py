"""What a run of the tests has cost, topic by topic: the author of an article sees its share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docsite.checks.spread import concerns

if TYPE_CHECKING:
    import pytest

    from docsite.source.project import Project

REST = "all else"


class Seconds:
    """A pytest plugin: adds up the seconds of the tests, also of those that other processes have run."""

    def __init__(self, project: Project) -> None:
        """Take the project that is tested."""
        self._project = project
        self._spent: Counter[tuple[str, str]] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a test has taken, with what was prepared for it."""
        topics = self._project.topics
        topic = next((topic for topic in topics if concerns(report.nodeid, topic, self._project)), REST)
        self._spent[topic, _place(report.nodeid)] += report.duration  # type: ignore[assignment]  # no whole numbers

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print a row for each topic, if there was more than one."""
        topics = [name for name in (*self._project.topics, REST) if any(topic == name for topic, _ in self._spent)]
        if len(topics) < 2:
            return
        places = sorted({place for _, place in self._spent})
        terminalreporter.section("seconds by topic, of all processes together")
        for name in ("", *topics):
            spent = [self._spent[name, place] for place in places]
            cells = [f"{value:.0f}" for value in (*spent, sum(spent))] if name else [*places, "sum"]
            columns = zip(cells, (*places, "   sum"), strict=True)
            terminalreporter.write_line(f"{name:20}" + "  ".join(cell.rjust(len(head)) for cell, head in columns))


def _place(test: str) -> str:
    """Return the folder of a test: `docs`, or `tests/browser`."""
    folders = test.partition("::")[0].split("/")[:-1]
    return "/".join(folders[: 2 if folders[:1] == ["tests"] else 1]) or "project"
