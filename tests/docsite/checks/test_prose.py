"""Terms that are explained, and the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docsite.checks.prose import check_bold_terms, check_terms
from docsite.source.project import Project

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

GLOSSARY = "mean:\n  en: mean\n  zh: 均值\npath:\n  en: path\n  zh: 路径\n  common: true\n"


def said(site: Site, text: str) -> str:
    site.write("docs/glossary.yml", GLOSSARY)
    site.append("docs/zh/sums.md", f"\n{text}\n")
    page = Project(site.root).pages[Path("docs/zh/sums.md")]
    return "\n".join(map(str, [*check_bold_terms(page), *check_terms(page)]))


@pytest.mark.parametrize(
    "text", ["**特征函数**（characteristic function，又名）", "叫做**特征函数（characteristic function）**。"]
)
def test_a_bold_term_that_the_glossary_lacks(site: Site, text: str) -> None:
    problem = said(site, text)
    line = site.line("docs/zh/sums.md", text)
    message = "the bold term '特征函数' (characteristic function) is not in the glossary"
    assert problem.startswith(f"docs/zh/sums.md:{line}: {message}\n    mend: add it to docs/glossary.yml")


@pytest.mark.parametrize(
    "text",
    [
        "**均值**（mean）",
        "**路径**（path，一串）",
        "一条路径",
        "**很准。**减法（subtraction）",
        "**甲**和**乙**（见上）",
        "`**甲**（a b）`",
    ],
)
def test_what_is_known_or_no_term(site: Site, text: str) -> None:
    assert said(site, text) == ""


def test_it_is_a_test_of_the_page(site: Site) -> None:
    site.append("docs/zh/sums.md", "\n**特征函数**（characteristic function）\n")
    assert "the bold term '特征函数' (characteristic function) is not in the glossary" in site.pytest("docs/zh").stdout
