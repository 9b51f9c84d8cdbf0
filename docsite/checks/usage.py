"""Nothing lies about in `snippets` that no page shows and nothing proves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docsite.source.exercises import CHECK, FILE
from docsite.source.kinds import KINDS, PROSE_SUFFIXES
from docsite.source.labs import LAB
from docsite.source.layout import NOT_PROGRAMS
from docsite.source.listing import listed
from docsite.source.players import FRAMES, PICTURE
from docsite.source.problems import Problem
from docsite.source.regions import parse_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.project import Project

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
    """Name each topic that lacks its main page, which shares its name, and each page that would take the lab's."""
    names = {page.stem for page in project.pages.values()}
    for topic in project.topics:
        if topic not in names:
            mend = f"write docs/<language>/{topic}.md, or rename the folder"
            yield Problem(Path("snippets", topic), 1, "this topic has no page of its name", mend)
    for page in project.pages.values():
        if page.is_part and page.stem == f"{page.topic}_{LAB}":
            yield page.problem(1, f"'{page.stem}' is the name of the lab of '{page.topic}'", "choose another name")
