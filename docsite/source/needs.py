"""What a page says should be read before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsite.source.project import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem
    from docsite.source.project import Project

KEY = "needs"


def check_needs(page: Page, project: Project) -> Iterator[Problem]:
    """Front matter lists the names of articles, each once."""
    listed = page.meta.get(KEY, [])
    if not isinstance(listed, list):
        yield page.problem(line_of_needs(page), f"'{KEY}' is no list of names", f"write `{KEY}: [{listed or ''}]`")
    known = [
        one.stem
        for one in project.reading_order(page.language)
        if one.path.suffix == ".md" and one.name not in {HOME, page.name}
    ]
    for index, name in enumerate(page.needs):
        if name == page.stem:
            yield page.problem(line_of_needs(page), f"'{KEY}' names this page itself", "take it out")
        elif name not in known:
            yield page.problem(
                line_of_needs(page), f"'{KEY}' names '{name}', which is no article", f"one of {', '.join(known)}"
            )
        elif name in page.needs[:index]:
            yield page.problem(line_of_needs(page), f"'{KEY}' names '{name}' twice", "take one out")


def line_of_needs(page: Page) -> int:
    """Return the line of the list in the front matter."""
    rows = enumerate(page.lines[: page.first_line - 1], start=1)
    return next((number for number, text in rows if text.startswith(f"{KEY}:")), 1)
