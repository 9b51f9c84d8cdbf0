"""Names that are somebody else's: what the build writes beside the pages, and the modules that programs import."""

from __future__ import annotations

import ast
import sys
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.checks.blocks import OUR_PACKAGES
from docsite.source.labs import LAB
from docsite.source.problems import Problem
from docsite.source.project import HOME
from docsite.source.runnable import GONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docsite.source.project import Project

# What a build writes beside a language's pages, or what hosts, crawlers and readers look for at such an address.
TAKEN = {
    "404", "assets", "atom", "feed", "feeds", "index", "llms", "llms-full", "print", "readme", "robots", "rss",
    "search", "sitemap", "tags",
}  # fmt: skip

# The standard library of each Python that readers may have: ours, those before, and 3.14, which runs in their browsers.
STANDARD = sys.stdlib_module_names | GONE | {"annotationlib", "compression"}


def name_problems(project: Project) -> Iterator[Problem]:
    """Name each page that the build would overwrite, and each program and topic that hides what programs import."""
    for page in project.pages.values():
        name = PurePosixPath(page.name)
        if page.path.suffix == ".md" and page.name != HOME and (fault := taken(name.with_suffix("").parts[0])):
            yield page.problem(1, fault, "give this page another name, in both languages")
    imported = _imported(project)
    for topic in sorted({path.parent.name for path in project.programs.keys() | project.scripts.keys()}):
        if fault := hidden(topic, imported):
            folder = (project.snippets / topic).relative_to(project.root)
            yield Problem(folder, 1, fault, "give this topic another name, with its pages and its tests")
    for path in sorted(project.programs.keys() | project.scripts.keys()):
        if path.suffix == ".py" and (fault := hidden(path.stem, imported)):
            yield Problem(path, 1, fault, "give this program another name")


def topic_fault(project: Project, topic: str) -> str:
    """Say why no new article can have a name; "" if one can."""
    return taken(topic) or hidden(topic, _imported(project))


def taken(name: str) -> str:
    """Say why no page can have a name, since the build writes there itself; "" if one can."""
    if name.lower() in TAKEN:
        return f"the build has a use of its own for the name '{name}': no page can have it"
    if name.endswith(f"_{LAB}"):
        return f"a name that ends in '_{LAB}' is that of a lab's page: no other page can have it"
    return ""


def hidden(name: str, imported: set[str]) -> str:
    """Say what a program or topic of a name would hide from programs beside it; "" if it hides nothing."""
    if name in STANDARD:
        return f"'{name}' is a module of the standard library, which this would hide from a reader who runs it"
    if name in imported:
        return f"'{name}' is a package that programs import, which this would hide from a reader who runs it"
    return ""


def _imported(project: Project) -> set[str]:
    """Return the installed packages that programs import; a module beside a program is none."""
    programs = (path for path in project.programs.keys() | project.scripts.keys() if path.suffix == ".py")
    names = {name for path in programs for name in _imports(project.root / path)}
    return {name for name in names - STANDARD - OUR_PACKAGES if find_spec(name)}


def _imports(program: Path) -> Iterator[str]:
    try:
        tree = ast.parse(program.read_bytes())
    except (SyntaxError, ValueError):
        return  # told where it is executed
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
