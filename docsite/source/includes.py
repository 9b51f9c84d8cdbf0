"""What the includes of a page find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsite.source.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Include, Page
    from docsite.source.problems import Problem


def include_problems(page: Page) -> Iterator[Problem]:
    """Name the includes that find no file or no region, or one that is empty or never closed."""
    for include in page.includes:
        yield from region_problems(page, include)


def region_problems(page: Page, include: Include) -> Iterator[Problem]:
    """Name why an include finds nothing."""
    try:
        page.region(include)
    except ProblemsError as error:
        yield from error.problems
