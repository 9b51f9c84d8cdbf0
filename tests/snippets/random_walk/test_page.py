"""What the page says of its own proofs, and of numbers that no block shows."""

import ast
import re
from fractions import Fraction
from math import comb, pi, sqrt
from pathlib import Path

import pytest
from scipy.stats import binom

from docsite.source.page import Page
from docsite.source.project import Project
from snippets.random_walk import gaussian, returns

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


def test_far_out_the_normal_law_has_no_digit_right() -> None:
    """The pitfall of the far tail."""
    for steps in (20, 100, 400):
        assert 2 * gaussian.density(steps, steps) > 2 ** (steps / 8) * gaussian.probability(steps, steps)
        assert gaussian.density(steps + 2, steps) > 0 == gaussian.probability(steps, steps + 2)


def test_a_mean_of_return_times_grows_with_the_time_at_which_you_stop_waiting() -> None:
    """Of the walks that are back within so many steps, which are nearly all in the end."""
    means = []
    for pairs in (10, 100, 1000):
        shares = [float(returns.first_return(m)) for m in range(1, pairs + 1)]
        means.append(sum(2 * m * share for m, share in enumerate(shares, start=1)) / sum(shares))
    assert means[1] > 2.5 * means[0]
    assert means[2] > 2.5 * means[1]


def test_a_fair_walk_reaches_1_with_certainty_although_its_mean_is_0() -> None:
    """Why optional stopping does not hold for every time: by the law of the first visit."""
    for steps in (9, 99, 999):
        reached = sum(Fraction(comb(n, (n + 1) // 2), n * 2**n) for n in range(1, steps + 1, 2))
        assert reached == 1 - returns.highest_law(steps)[0]
    assert reached > Fraction(97, 100)


def test_a_step_in_the_plane_is_a_step_of_two_independent_walks() -> None:
    turned = {(x + y, x - y) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))}
    assert turned == {(1, 1), (-1, -1), (1, -1), (-1, 1)}


def test_the_bell_misses_the_origin_at_a_hundred_steps_by_a_quarter_of_a_percent() -> None:
    exact, bell = gaussian.probability(100, 0), 2 * gaussian.density(0, 100)
    assert bell / exact - 1 == pytest.approx(0.0025, abs=1e-5)
    assert bell - exact <= bell / (8 * 50)


def test_after_a_million_steps_the_walk_is_at_0_as_seldom_as_the_page_says() -> None:
    at_origin = float(binom.pmf(500_000, 1_000_000, 0.5))
    assert round(at_origin, 4) == 0.0008
    assert at_origin == pytest.approx(1 / sqrt(500_000 * pi), rel=1e-6)
