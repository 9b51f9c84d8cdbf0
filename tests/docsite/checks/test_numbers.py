"""Numbers in prose: which are read, what they may stand on, and what is said of the others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docsite.checks.numbers import check_numbers, numbers_in, unused_number_problems
from docsite.source.project import Project

if TYPE_CHECKING:
    from tests.docsite.conftest import Site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1975 and 12,345 and 12\u202f345", ["1975", "12,345", "12\u202f345"]),
        ("100, 1000, 360 and 0.05", []),
        ("1.50 and 0.120", ["1.50", "0.120"]),
        ("float32, sm_100, x86_64, H100, 2.13.0, RTX4090", []),
        ("10⁵, 10⁻³⁰¹, 2⁶⁴ and 2⁻¹⁰⁷⁴", ["1074"]),
        (r"$10^{301}$, $2^{-1074}$ and $x_{128}$", ["1074", "128"]),
        (r"$12\,345$ and $12{,}345$", ["12345", "12345"]),
        ("第 164 题，共1975年", ["164", "1975"]),
    ],
)
def test_numbers_of_three_digits_are_read(text: str, expected: list[str]) -> None:
    assert [number.text for number in numbers_in(text) if number.counts] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.135", "0.1353352832"),
        ("0.136", "0.1355"),
        ("1250", "1249.6"),
        ("12,300", "12345"),
        ("12.5%", "0.125"),
        ("12.5 %", "12.5"),
        (r"12.5\%", "0.1249999"),
        ("1.23 × 10⁵", "123000"),
        (r"1.23 \times 10^{-5}", "0.0000123"),
        ("12.3 万", "123000"),
        ("1.25 million", "1249999"),
    ],
)
def test_a_number_stands_in_what_it_is_rounded_from(text: str, value: str) -> None:
    (number, *_) = numbers_in(text)
    assert number.stands_in([Decimal(7), Decimal(value)])


@pytest.mark.parametrize(
    ("text", "value"), [("0.135", "0.1361"), ("1250", "1260"), ("125", "0.125"), ("0.135", "0.13"), ("12.5%", "0.0125")]
)
def test_no_other_number_will_do(text: str, value: str) -> None:
    (number, *_) = numbers_in(text)
    assert not number.stands_in([Decimal(value)])


def said(site: Site) -> str:
    project = Project(site.root)
    problems = [problem for page in project.pages.values() for problem in check_numbers(page)]
    return "\n".join(map(str, [*problems, *unused_number_problems(project)]))


def test_a_number_that_nothing_shows(site: Site) -> None:
    assert said(site) == ""
    for language in ("en", "zh"):
        site.append(f"docs/{language}/sums.md", "\n1975\n")
    line = site.line("docs/en/sums.md", "1975")
    assert f"docs/en/sums.md:{line}: the number 1975 stands on nothing that this page shows" in said(site)
    assert "docs/zh/sums.md:" in said(site)
    site.write("docs/numbers.yml", 'sums:\n  "1975": A year.\n')
    assert said(site) == ""
    site.write("docs/numbers.yml", 'sums:\n  "1975": A year.\n  "1976": A year.\n  x: A letter.\n')
    with pytest.raises(Exception, match=r"docs/numbers\.yml:4: 'x' is no number"):
        said(site)
    site.write("docs/numbers.yml", 'sums:\n  "1975": A year.\n  "1976": A year.\n')
    assert said(site) == "docs/numbers.yml:3: no page of 'sums' needs a reason for 1976\n    mend: take it out"


def test_a_page_that_cannot_be_read_is_no_reason_to_take_a_number_out(site: Site) -> None:
    """It stands on the page all the same, once the region is found again."""
    site.append_to_page("sums.md", "\n1975\n")
    site.write("docs/numbers.yml", 'sums:\n  "1975": A year.\n')
    site.replace("snippets/sums/total.py", "[start:total]", "[start:sum]")
    assert "snippets/sums/total.py" in site.problems()
    assert "numbers.yml" not in site.problems()


@pytest.mark.parametrize(
    "text", ["`1975`", "[a](x.md#y1975)", "[a]: <https://x.org/1975>", "## A {#references}\n\n1975"]
)
def test_what_is_no_prose_is_free(site: Site, text: str) -> None:
    site.append("docs/en/sums.md", f"\n{text}\n")
    assert said(site) == ""


@pytest.mark.parametrize("text", ["$x = 1975$", "$x^{1975}$", '<img alt="1975 points">', "**1975**", "[1975](x.md)"])
def test_what_readers_read_is_prose(site: Site, text: str) -> None:
    site.append("docs/en/sums.md", f"\n{text}\n")
    assert "the number 1975 stands on nothing" in said(site)


def test_the_test_of_a_page_says_so(site: Site) -> None:
    """A number that is changed in both languages passed once `make parity` had recorded it."""
    site.append_to_page("sums.md", "\nIt took 1975 steps.\n")
    run = site.pytest("docs")
    assert run.returncode == 1
    assert "the number 1975 stands on nothing" in run.stdout
    assert Path("docs/numbers.yml").as_posix() in run.stdout
