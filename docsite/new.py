"""Lays the files of a new article: a small one that passes every test as it is, to be rewritten piece by piece."""

from __future__ import annotations

import keyword
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.names import topic_fault
from docsite.outputs import rewrite
from docsite.parity import record_parity
from docsite.problems import Problem, ProblemsError
from docsite.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

SCAFFOLD = Path(__file__).with_name("scaffold")
PLACEHOLDER = "TOPIC"
TIMEOUT = 60.0  # seconds for the scaffold's program


def new_article(project: Project, topic: str) -> list[Path]:
    """Write the pages, the program and the tests of a new article; return their paths, relative to the root.

    Args:
        project: The project; nothing of it is changed but by adding files.
        topic: The article's name: a Python name in lower case, which pages, package and tests share.

    Raises:
        ProblemsError: The name is no such name, or one of the files is already there.
    """
    if not topic.isidentifier() or keyword.iskeyword(topic) or topic != topic.lower():
        message = f"'{topic}' cannot name an article: it names a Python package, too"
        raise ProblemsError([Problem(Path("snippets", topic), 1, message, "use lower case letters, digits and _")])
    if fault := topic_fault(project, topic):
        raise ProblemsError([Problem(Path("snippets", topic), 1, fault, "choose another name")])
    files = dict(_files(topic))
    present = [path for path in files if (project.root / path).exists()]
    if present:
        raise ProblemsError([Problem(path, 1, "this file is already there", "choose another name") for path in present])
    for path, text in files.items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_text(text, encoding="utf-8")
    fresh = Project(project.root)  # which sees the new files
    outputs = rewrite(fresh, TIMEOUT, topic)
    record_parity(fresh, only=f"{topic}.md")
    return [*files, *outputs]


def _files(topic: str) -> Iterator[tuple[Path, str]]:
    """Yield the scaffold's files with the name of the topic in place of the placeholder."""
    for source in sorted(SCAFFOLD.rglob("*")):
        if source.is_file() and source.suffix in {".md", ".py"}:
            name = source.relative_to(SCAFFOLD).as_posix().replace(PLACEHOLDER, topic)
            yield Path(name), source.read_text(encoding="utf-8").replace(PLACEHOLDER, topic)
