"""Nothing lies about in `snippets` that no page shows and nothing proves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docsite.exercises import CHECK, FILE
from docsite.kinds import KINDS, PROSE_SUFFIXES
from docsite.listing import listed
from docsite.player.recordings import FRAMES, PICTURE
from docsite.problems import Problem
from docsite.project import NOT_PROGRAMS
from docsite.regions import parse_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.project import Project

SHOWN_SUFFIXES = {kind.suffix for kind in KINDS.values()} | PROSE_SUFFIXES
KNOWN_NAMES = NOT_PROGRAMS | {"bench.json", "lab.ipynb", "mutants.yml", "ruff.toml"}


def usage_problems(project: Project) -> Iterator[Problem]:
    """Name each file that no page includes, each region that no page shows, and each file that is out of place."""
    used: dict[str, set[str]] = {}
    for page in project.pages.values():
        for include in page.includes:
            used.setdefault(include.file, set()).add(include.region)
    for path in listed(project.snippets, "**/*"):
        if path.is_file() and path.name not in KNOWN_NAMES:
            yield from _file_problems(project, path, used)


def _file_problems(project: Project, path: Path, used: dict[str, set[str]]) -> Iterator[Problem]:
    file = path.relative_to(project.root)
    name = path.relative_to(project.snippets).as_posix()
    if name.count("/") != 1 or path.suffix not in SHOWN_SUFFIXES:
        message = "this file is out of place: a topic has programs, outputs, figures and data, and no folders"
        yield Problem(
            file, 1, message, "delete it, or move it to snippets/<topic>/<name> with a suffix that pages show"
        )
    elif name.replace(FRAMES, PICTURE) not in used:
        yield Problem(file, 1, "no page includes this file", "show it, or delete it")
    elif "" not in used.get(name, {""}):
        for region in parse_regions(path, file).values():
            hidden = file.name == FILE and region.name.endswith(CHECK)  # readers meet it by its button
            if region.name not in used[name] and not hidden:
                message = f"no page shows the region '{region.name}'"
                yield Problem(file, region.first - 1, message, "show it, or take its markers out")
    if path.suffix == ".out" and not {file.with_suffix(".py"), file.with_suffix(".sh")} & project.programs.keys():
        yield Problem(
            file, 1, "no program prints this output", "delete it; what a command prints belongs to its .sh file"
        )
    drawer = path.with_name("trace.py" if path.name.endswith((FRAMES, PICTURE)) else "figures.py")
    if (path.suffix in PROSE_SUFFIXES or path.name.endswith(FRAMES)) and not drawer.is_file():
        yield Problem(file, 1, "nothing draws this file", f"draw it in {file.with_name(drawer.name).as_posix()}")


def topic_problems(project: Project) -> Iterator[Problem]:
    """Name each topic that lacks its page: they share one name."""
    names = {page.topic for page in project.pages.values()}
    for folder in listed(project.snippets):
        if folder.is_dir() and not folder.name.startswith("_") and folder.name not in names:
            mend = f"write docs/<language>/{folder.name}.md, or rename the folder"
            yield Problem(Path("snippets", folder.name), 1, "this topic has no page of its name", mend)
