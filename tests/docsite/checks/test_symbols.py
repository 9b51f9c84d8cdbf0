"""Mathematics in sentences: what is taken for it, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docsite.checks.symbols import check_inline_mathematics
from docsite.source.project import Project

if TYPE_CHECKING:
    from tests.docsite.conftest import Site


def said(site: Site, language: str = "en") -> list[str]:
    return [
        str(problem)
        for page in Project(site.root).pages.values()
        if page.language == language
        for problem in check_inline_mathematics(page)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "aᵢ₊₁ is less", "10⁵ numbers", "⌊x⌋", "at least n numbers", "for all n.", "(max − min)/2",
        "an n-dimensional ball",
        "if 2 < 3", "the angle θ", "√2", "it costs O(n)", "*n* of them", "2 × 3 points", "process N, too",
        "a factor k: more",
    ],
)  # fmt: skip
def test_mathematics_is_noticed(site: Site, text: str) -> None:
    site.append("docs/en/sums.md", f"\n{text}\n")
    (problem,) = said(site)
    line = site.line("docs/en/sums.md", text)
    assert problem.startswith(f"docs/en/sums.md:{line}: mathematics that is not TeX: ")
    assert "mend: write it between single dollars" in problem


@pytest.mark.parametrize(
    "text",
    [
        "`n` and `a[i] - 1`", "$n - 1$ and $O(n)$", "a word, I say, in C or C++",
        "e.g. Gödel's and Lévy's, i.e. e-mail",
        "[it](sums.md#n)", "## The n of it {#n}", "## R {#references}\n\nAn Ω(n log n) bound",
        "12 s, 3× faster, 5–7", "don't",
        '<figcaption>n of them</figcaption>', "A. Smith and T. Gonzalez", "`state`s",
    ],
)  # fmt: skip
def test_what_is_none_is_left_alone(site: Site, text: str) -> None:
    site.append("docs/en/sums.md", f"\n{text}\n")
    assert said(site) == []


@pytest.mark.parametrize(("text", "count"), [("其中 a 是", 1), ("设 n 个数", 1), ("牛顿·莱布尼茨", 0), ("约 3× 快", 0)])
def test_chinese_has_no_article(site: Site, text: str, count: int) -> None:
    site.append("docs/zh/sums.md", f"\n{text}\n")
    assert len(said(site, "zh")) == count


def test_a_page_without_formulas_may_write_plain_text(site: Site) -> None:
    site.append("docs/en/index.md", "\nIt costs O(n), and n ≤ 10⁵.\n")
    assert said(site) == []


def test_it_is_a_test_of_the_page(site: Site) -> None:
    site.append_to_page("sums.md", "\n10⁵\n")
    run = site.pytest("docs")
    assert "mathematics that is not TeX: '⁵' in '10⁵'" in run.stdout
