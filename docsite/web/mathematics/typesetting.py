"""The formulas of a site built by MkDocs: where its pages lie, and whom to tell what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.source.problems import Problem, ProblemsError
from docsite.source.project import Project
from docsite.web.mathematics.formulas import FormulaError, Words, typeset
from docsite.web.mathematics.naming import ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from docsite.source.page import Page
    from docsite.web.mathematics.formulas import FormulaFault
    from docsite.web.mathematics.mathjax import MathJax


def typeset_languages(root: Path, configs: Sequence[MkDocsConfig], assets: Path, mathjax: MathJax) -> None:
    """Render the formulas in the languages that were built with ``configs``.

    Args:
        root: The checkout.
        configs: The configurations that the pages were built with.
        assets: Where stylesheet, script and fonts go.
        mathjax: What renders.

    Raises:
        ProblemsError: A formula is wrong.
        NodeError: MathJax is not installed.
    """
    words = {
        Path(config.site_dir): Words(*(config.extra["words"][name] for name in ("copy_tex", "copied", "copy_failed")))
        for config in configs
    }
    try:
        typeset(words, assets, mathjax)
    except FormulaError as error:
        sources = _sources(Project(root), configs)
        raise ProblemsError([_problem(sources, fault) for fault in error.faults]) from None


def _sources(project: Project, configs: Sequence[MkDocsConfig]) -> dict[Path, Page]:
    """Return the sources of the built pages, by their files."""
    sites = {Path(config.docs_dir).name: Path(config.site_dir) for config in configs}
    pages = [page for page in project.pages.values() if page.language in sites]
    return {sites[page.language] / _address(page.name): page for page in pages}


def _address(name: str) -> Path:
    path = Path(name)
    return path.with_name("index.html") if path.stem == "index" else path.with_suffix("") / "index.html"


def _problem(sources: dict[Path, Page], fault: FormulaFault) -> Problem:
    """Say what is wrong where the author can mend it."""
    page = sources.get(fault.file)
    message = f"{fault.message}: {fault.tex}" if fault.tex else f"{fault.message}: #{fault.id}"
    return page.problem(_line(page, fault), message) if page else Problem(fault.file, 1, message)


def _line(page: Page, fault: FormulaFault) -> int:
    """Return the line of the page that shows a formula, or refers to it; the TeX may go over several lines there."""
    if not fault.tex:
        return page.line_of(f"](#{fault.id})")
    for display in page.displays:
        if fault.id == ID.format(display.name):
            return display.line + 1
    words = map(re.escape, fault.tex.split())
    found = re.search(r"\$\s*" + r"\s+".join(words) + r"\s*\$", page.text)
    return page.text.count("\n", 0, found.start()) + 1 if found else page.first_line
