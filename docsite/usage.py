"""Nothing lies about in `snippets` that no page shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docsite.kinds import KINDS
from docsite.problems import Problem
from docsite.project import NOT_PROGRAMS
from docsite.regions import parse_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.project import Project


def usage_problems(project: Project) -> Iterator[Problem]:
    """Name each file that no page includes, and each region that no page shows."""
    used: dict[str, set[str]] = {}
    for page in project.pages.values():
        for include in page.includes:
            used.setdefault(include.file, set()).add(include.region)
    for path in sorted(project.snippets.glob("*/*")):
        file = path.relative_to(project.root)
        name = path.relative_to(project.snippets).as_posix()
        if path.suffix not in _includable() or path.name in NOT_PROGRAMS:
            continue
        if name not in used:
            yield Problem(file, 1, "no page includes this file", "show it, or delete it")
        elif "" not in used[name]:
            for region in parse_regions(path, file).values():
                if region.name not in used[name]:
                    message = f"no page shows the region '{region.name}'"
                    yield Problem(file, region.first - 1, message, "show it, or take its markers out")


def _includable() -> set[str]:
    return {kind.suffix for kind in KINDS.values()} - {".json"} | {".svg", ".md"}


def topic_problems(project: Project) -> Iterator[Problem]:
    """Name each topic that lacks its page: they share one name."""
    names = {page.topic for page in project.pages.values()}
    for folder in sorted(project.snippets.iterdir()):
        if folder.is_dir() and not folder.name.startswith(("_", ".")) and folder.name not in names:
            mend = f"write docs/<language>/{folder.name}.md, or rename the folder"
            yield Problem(Path("snippets", folder.name), 1, "this topic has no page of its name", mend)
