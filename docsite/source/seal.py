"""The seal of a page: what the last complete test run has shown of it, and whether that is of the page as it stands.

`make test` writes `build/verified.json` if everything has passed. The report tells, for each page, a hash of what it
was made of: both languages, the folders of its topics with their tests, the versions that were installed. A build shows
the seal only where that hash is still the right one. The report is no part of the repository, for it changes with each
run; without it, two builds of a commit are the same bytes, and with it, so are two builds from the same report.
"""

from __future__ import annotations

import ast
import json
import sys
from dataclasses import asdict, dataclass
from hashlib import blake2s
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.source.labs import LabPage
from docsite.source.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docsite.source.page import Page
    from docsite.source.project import Project

REPORT = Path("build/verified.json")
DRAFT = Path("build/tested.json")  # the report before the last step of `make test`: was each displayed line executed?
VERSIONS = Path("constraints.txt")


@dataclass(frozen=True)
class Seal:
    """What a test run has shown of a page.

    Attributes:
        sources: The hash of what the page was made of.
        blocks: How many blocks, or cells of a lab, were executed.
        outputs: How many outputs were compared.
        formulas: How many formulas were proved.
        mutants: How many wrong formulas were refused by these proofs.
        python: The version of Python.
        libraries: The libraries that the page's code imports, with their versions.
        date: The day of the run, in UTC: `2026-11-25`.
    """

    sources: str
    blocks: int
    outputs: int
    formulas: int
    mutants: int
    python: str
    libraries: dict[str, str]
    date: str

    @property
    def counts(self) -> dict[str, int]:
        """The numbers that are not 0, by their names."""
        names = ("blocks", "outputs", "formulas", "mutants")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def sisters(project: Project, name: str) -> list[Page]:
    """Return a page in each language."""
    return [page for page in project.pages.values() if page.name == name]


def topics(project: Project, name: str) -> set[str]:
    """Return the topics whose folders a page shows something of."""
    pages = sisters(project, name)
    found = {include.file.split("/")[0] for page in pages for include in page.includes}
    return found | {page.topic for page in pages if (project.snippets / page.topic).is_dir()}


def source_files(project: Project, name: str) -> Iterator[Path]:
    """Yield what a page is made of, and what tests it, in a fixed order."""
    yield from sorted({project.root / page.path for page in sisters(project, name)})
    for topic in sorted(topics(project, name)):
        for folder in (project.snippets / topic, project.root / "tests/snippets" / topic):
            yield from (path for path in listed(folder, "**/*") if path.is_file())
    if (project.root / VERSIONS).is_file():
        yield project.root / VERSIONS


def source_hash(project: Project, name: str) -> str:
    """Return a hash of what a page is made of: names, and contents."""
    digest = blake2s()
    for path in source_files(project, name):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(project.root).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def libraries(page: Page) -> dict[str, str]:
    """Return the libraries that a page's code imports, as they are installed here, with their versions."""
    if isinstance(page, LabPage):
        programs = [cell.source for cell in page.lab.code]
    else:
        fences = (fence for fence in page.fences if fence.kind == "python")
        programs = ["\n".join(line.text for line in page.code(fence)) for fence in fences]
    modules = {module for program in programs for module in _imported(program)} - sys.stdlib_module_names
    installed = packages_distributions()
    names = {name for module in modules for name in installed.get(module, [])}
    return {name: version(name) for name in sorted(names, key=str.lower)}


def _imported(program: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def write_draft(project: Project, seals: Mapping[str, Seal]) -> None:
    """Write what the tests have shown; it counts once the last step of `make test` has passed, too."""
    path = project.root / DRAFT
    path.parent.mkdir(exist_ok=True)
    content = {name: asdict(seal) for name, seal in seals.items()}
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def confirm(project: Project) -> None:
    """Make the draft, if there is one, the report."""
    if (project.root / DRAFT).is_file():
        (project.root / DRAFT).replace(project.root / REPORT)


def revoke(project: Project) -> None:
    """Take back what an earlier run has shown."""
    for file in (DRAFT, REPORT):
        (project.root / file).unlink(missing_ok=True)


def valid_seal(project: Project, name: str) -> Seal | None:
    """Return the seal of a page, if it is still what was tested, and anything was."""
    path = project.root / REPORT
    entry = json.loads(path.read_text(encoding="utf-8")).get(name) if path.is_file() else None
    seal = Seal(**entry) if entry else None
    return seal if seal and seal.counts and seal.sources == source_hash(project, name) else None
