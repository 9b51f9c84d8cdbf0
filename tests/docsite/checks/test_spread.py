"""Tests are shared by processes, chosen by topic, and their seconds told topic by topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docsite.checks.spread import concerns
from docsite.source.project import Project
from docsite.source.seal import DRAFT

if TYPE_CHECKING:
    from tests.docsite.conftest import Site


@pytest.mark.parametrize(
    ("test", "concerned"),
    [
        ("docs/en/sums.md::line 12", True),
        ("snippets/sums/formulas.py::square", True),
        ("tests/browser/test_pages.py::test_visit_by_day[en/sums/]", True),
        ("tests/browser/test_lab.py::test_plots[dark-zh-sums_lab]@tests/browser/test_lab.py", True),
        ("tests/docsite/web/test_takeaway.py::test_notebook[en-sums]", True),
        ("docs/en/more_sums.md::line 12", False),
        ("docs/en/sums_more.md::line 12", True),
        ("tests/docsite/web/test_takeaway.py::test_notebook[en-sums_more]", True),
        ("docs/en/sums_of_squares.md::line 12", False),
        ("docs/en/sums_of_squares_more.md::line 12", False),
        ("mkdocs.yml::edits", False),
    ],
)
def test_tests_of_a_topic(site: Site, test: str, concerned: bool) -> None:  # noqa: FBT001 - a table
    site.write("snippets/sums_of_squares/total.py", '"""Nothing."""\n')
    site.write("snippets/sums/lab.py", "# %%\n")
    for name in ("sums_more", "sums_of_squares", "sums_of_squares_more"):
        site.write(f"docs/en/{name}.md", "# A page\n")
    assert concerns(test, "sums", Project(site.root)) is concerned


def test_one_topic_with_what_looks_at_all_pages(site: Site) -> None:
    run = site.tests("--topic", "sums")
    assert run.returncode == 0, run.stdout
    assert "mkdocs.yml ......" in run.stdout
    assert "docs/zh/sums.md ......" in run.stdout
    assert "index.md" not in run.stdout
    assert not (site.root / DRAFT).exists()


def test_what_shares_a_session_stays_in_one_process(site: Site) -> None:
    run = site.pytest("-n", "2", "--dist", "loadgroup", "-v")
    assert run.returncode == 0, run.stdout
    passed = re.findall(r"\[(gw\d)\] .* PASSED (?:docs/../sums\.md|snippets/sums/(?:total\.py|run\.sh))::", run.stdout)
    assert len(passed) > 40
    assert len(set(passed)) == 1
    assert re.search(r"^sums {16} .* \d+$", run.stdout, re.MULTILINE), run.stdout


def test_seconds_of_each_topic_are_told(site: Site) -> None:
    site.write("snippets/less/total.py", '"""Nothing."""\n')
    said = site.tests("--durations=0", "--durations-min=0").stdout
    spent = sum(float(seconds) for seconds in re.findall(r"^([\d.]+)s \w+ +\S*\bsums\b", said, re.MULTILINE))
    (row,) = re.findall(r"^sums .*$", said, re.MULTILINE)
    assert int(row.split()[-1]) == pytest.approx(spent, abs=1)
    assert "\nless" in said


def test_check_executes_nothing_and_finds_faults(site: Site) -> None:
    site.replace("snippets/sums/total.py", "result = 0", "result = 0 / 0")
    assert (site.docsite("check").returncode, site.docsite("check").stdout) == (0, "")
    site.replace("docs/en/sums.md", "total.py:total", "total.py:sum")
    run = site.docsite("check")
    assert run.returncode == 1
    assert "docs/en/sums.md:13: snippets/sums/total.py has no region 'sum'" in run.stdout
