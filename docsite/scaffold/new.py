"""Lays the files of a new article, or of a further page of one: small ones that pass every test as they are."""

from __future__ import annotations

import keyword
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.checks.names import topic_fault
from docsite.checks.parity import record_parity
from docsite.execution.commands import Commands
from docsite.execution.outputs import write_output
from docsite.source.labs import LAB
from docsite.source.listing import listed
from docsite.source.problems import Problem, ProblemsError
from docsite.source.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

SCAFFOLD = Path(__file__).with_name("article")
TIMEOUT = 60.0  # seconds for the scaffold's program


def lay_pages(project: Project, topic: str, part: str = "") -> list[Path]:
    """Write a page in each language, its program and its tests; return their paths, relative to the root.

    Args:
        project: The project; nothing of it is changed but by adding files.
        topic: The article's name: a Python name in lower case, which pages, package and tests share.
        part: The name of a further page of an article that is there already; "" for a new article.

    Raises:
        ProblemsError: The name is no such name, or one of the files is already there.
    """
    stem = f"{topic}_{part}" if part else topic
    _check_name(project, topic, part)
    names = {"PAGE": stem, "TOPIC": topic, "PROGRAM": f"example_{part}" if part else "example"}
    files = dict(_files(names))
    if part:
        del files[Path("snippets", topic, "__init__.py")]
    present = [path for path in files if (project.root / path).exists()]
    if present:
        raise ProblemsError([Problem(path, 1, "this file is already there", "choose another name") for path in present])
    for path, text in files.items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_text(text, encoding="utf-8")
    fresh = Project(project.root)  # which sees the new files
    program = Path("snippets", topic, f"{names['PROGRAM']}.py")
    outputs = write_output(fresh, program, Commands(TIMEOUT, measured=False))
    record_parity(fresh, only=f"{stem}.md")
    return [*files, *outputs]


def _check_name(project: Project, topic: str, part: str) -> None:
    """Refuse what cannot name a page.

    Raises:
        ProblemsError: It is no Python name in lower case, there is no such topic, or the name is somebody else's.
    """
    stem = f"{topic}_{part}" if part else topic
    if not stem.isidentifier() or keyword.iskeyword(stem) or stem != stem.lower():
        message = f"'{stem}' cannot name an article: it names a Python package, too"
        raise ProblemsError([Problem(Path("snippets", topic), 1, message, "use lower case letters, digits and _")])
    if not part:
        if fault := topic_fault(project, topic):
            raise ProblemsError([Problem(Path("snippets", topic), 1, fault, "choose another name")])
        return
    if topic not in project.topics:
        message = f"there is no topic '{topic}' to which a page could be added"
        mend = f"there are: {', '.join(project.topics)}; a new article has no PART"
        raise ProblemsError([Problem(Path("snippets", topic), 1, message, mend)])
    if (other := project.topic_of(stem)) != topic:
        message = f"'{stem}' would be a page of the topic '{other}'"
        raise ProblemsError([Problem(Path("snippets", other), 1, message, "choose another name")])
    if part == LAB:
        message = f"'{stem}' is the name of the lab of '{topic}'"
        raise ProblemsError([Problem(Path("snippets", topic), 1, message, "choose another name")])


def _files(names: dict[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield the scaffold's files with names in place of the placeholders."""
    for source in listed(SCAFFOLD, "**/*"):
        if source.is_file() and source.suffix in {".md", ".py"}:
            name, text = source.relative_to(SCAFFOLD).as_posix(), source.read_text(encoding="utf-8")
            for placeholder, given in names.items():
                name, text = name.replace(placeholder, given), text.replace(placeholder, given)
            yield Path(name), text
