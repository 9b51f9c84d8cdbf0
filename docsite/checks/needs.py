"""What a page says should be read before it: pages that exist, the same in all languages, and no circle."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from docsite.checks.parity import pairs
from docsite.source.project import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem
    from docsite.source.project import Project

KEY = "needs"


def check_needs(page: Page) -> Iterator[Problem]:
    """Front matter lists the names of articles, each once."""
    listed = page.meta.get(KEY, [])
    if not isinstance(listed, list):
        yield page.problem(_line(page), f"'{KEY}' is no list of names", f"write `{KEY}: [{listed or ''}]`")
    known = [
        one.stem
        for one in page.project.reading_order(page.language)
        if one.path.suffix == ".md" and one.name not in {HOME, page.name}
    ]
    for index, name in enumerate(page.needs):
        if name == page.stem:
            yield page.problem(_line(page), f"'{KEY}' names this page itself", "take it out")
        elif name not in known:
            yield page.problem(
                _line(page), f"'{KEY}' names '{name}', which is no article", f"one of {', '.join(known)}"
            )
        elif name in page.needs[:index]:
            yield page.problem(_line(page), f"'{KEY}' names '{name}' twice", "take one out")


def needs_problems(project: Project) -> Iterator[Problem]:
    """Name the sisters whose lists differ, and a circle of pages each of which should be read before the next."""
    for page, sister in pairs(project):
        if page.needs != sister.needs:
            there = f"{sister.path.as_posix()}:{_line(sister)}"
            message = f"'{KEY}' lists {_shown(page)}, but {there} {_shown(sister)}"
            yield page.problem(_line(page), message, "write the same list in both")
    for language in project.languages[:1]:  # where the others differ, that is told
        yield from _circle_problems({page.stem: page for page in project.reading_order(language)})


def _circle_problems(pages: dict[str, Page]) -> Iterator[Problem]:
    try:
        TopologicalSorter({name: page.needs for name, page in pages.items() if name not in page.needs}).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))  # each needs the next
        first = pages[circle[0]]
        message = f"these pages need each other: {' → '.join(circle)}"
        yield first.problem(_line(first), message, "take one of them out of the list of the page before it")


def _shown(page: Page) -> str:
    return f"[{', '.join(page.needs)}]"


def _line(page: Page) -> int:
    """Return the line of the list in the front matter."""
    rows = enumerate(page.lines[: page.first_line - 1], start=1)
    return next((number for number, text in rows if text.startswith(f"{KEY}:")), 1)
