"""What the page says of its own proofs, and of numbers that no block shows."""

import ast
import re
from math import pi, sqrt
from pathlib import Path

import pytest

from docsite.page import Page
from docsite.project import Project
from snippets.random_walk import gaussian

ROOT = Path(__file__).resolve().parents[3]
PAGES = [Project(ROOT).page(language, "random_walk.md") for language in ("en", "zh")]
SOURCE = (ROOT / "snippets/random_walk/formulas.py").read_text(encoding="utf-8")
CLAIMS = {  # the first line of each docstring says, behind a colon, how far its proof goes
    node.name: (ast.get_docstring(node) or "").splitlines()[0].partition(": ")[2]
    for node in ast.parse(SOURCE).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
}
BOUNDED = {name for name, claim in CLAIMS.items() if "up to" in claim and "induction" not in claim}


def table(page: Page) -> dict[str, list[int]]:
    """Return the formulas of the table of proofs, each with the numbers that stand beside it."""
    (section,) = re.findall(r"\{#proofs\}\n(.*?)\n## ", page.text, re.DOTALL)
    rows = [line.split("|") for line in section.splitlines() if "(#formula-" in line and "|" in line]
    return {
        name: [int(number) for number in re.findall(r"(?<!\w)\d+", row[1])]
        for row in rows
        for name in re.findall(r"#formula-(\w+)", row[2])
    }


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_table_of_proofs_lists_what_is_checked_up_to_a_size_and_nothing_else(page: Page) -> None:
    assert set(table(page)) == BOUNDED


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_table_of_proofs_says_what_the_programs_say(page: Page) -> None:
    for name, sizes in table(page).items():
        assert sizes, name
        for size in sizes:
            assert re.search(rf"\b{size}\b|\b{size}th\b", CLAIMS[name]), name


def test_about_half_of_the_proofs_hold_for_every_size_and_one_formula_is_only_compared() -> None:
    assert 0.4 < len(BOUNDED) / len(CLAIMS) < 0.6
    assert [name for name, claim in CLAIMS.items() if "compared only" in claim] == ["watson"]


def test_after_a_million_steps_the_walk_is_at_0_as_seldom_as_the_page_says() -> None:
    assert round(gaussian.probability(1_000_000, 0), 4) == 0.0008
    assert gaussian.probability(1_000_000, 0) == pytest.approx(1 / sqrt(500_000 * pi), rel=1e-6)
