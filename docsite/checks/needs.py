"""What pages say should be read before them: the same in all languages, and no circle."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from docsite.checks.parity import pairs
from docsite.source.needs import KEY, line_of_needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem
    from docsite.source.project import Project


def needs_problems(project: Project) -> Iterator[Problem]:
    """Name the sisters whose lists differ, and a circle of pages each of which should be read before the next."""
    for page, sister in pairs(project):
        if page.needs != sister.needs:
            there = f"{sister.path.as_posix()}:{line_of_needs(sister)}"
            message = f"'{KEY}' lists {_shown(page)}, but {there} {_shown(sister)}"
            yield page.problem(line_of_needs(page), message, "write the same list in both")
    for language in project.languages[:1]:  # where the others differ, that is told
        yield from _circle_problems({page.stem: page for page in project.reading_order(language)})


def _circle_problems(pages: dict[str, Page]) -> Iterator[Problem]:
    try:
        TopologicalSorter({name: page.needs for name, page in pages.items() if name not in page.needs}).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))  # each needs the next
        first = pages[circle[0]]
        message = f"these pages need each other: {' → '.join(circle)}"
        yield first.problem(line_of_needs(first), message, "take one of them out of the list of the page before it")


def _shown(page: Page) -> str:
    return f"[{', '.join(page.needs)}]"
