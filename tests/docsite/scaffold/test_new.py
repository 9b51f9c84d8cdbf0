"""A new article passes every test as it is laid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.docsite.conftest import Site


def test_a_new_article_passes(site: Site) -> None:
    run = site.docsite("new", "mean_value")
    assert run.returncode == 0, run.stdout
    for path in (
        "docs/en/mean_value.md",
        "docs/zh/mean_value.md",
        "snippets/mean_value/example.py",
        "snippets/mean_value/example.out",
        "tests/snippets/mean_value/test_example.py",
    ):
        assert f"written: {path}\n" in run.stdout
    tests = site.pytest("-p", "hypothesispytest", "mkdocs.yml", "docs", "snippets", "tests")
    assert tests.returncode == 0, tests.stdout
    assert "docs/zh/mean_value.md ....." in tests.stdout
    assert "tests/snippets/mean_value/test_example.py .." in tests.stdout


def test_a_new_article_signs_off_no_other_page(site: Site) -> None:
    site.replace("docs/en/sums.md", "Start with zero:", "Begin with zero:")
    assert site.docsite("new", "mean_value").returncode == 0
    assert "docs/en/sums.md:8: section 'total' was edited alone" in site.problems()


@pytest.mark.parametrize("topic", ["Mean", "mean-value", "class", "1st", "../mean"])
def test_refuses_what_is_no_name(site: Site, topic: str) -> None:
    run = site.docsite("new", topic)
    assert run.returncode == 1
    assert f"'{topic}' cannot name an article" in run.stdout
    assert "Traceback" not in run.stdout


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("print", "the build has a use of its own for the name 'print'"),
        ("search", "the build has a use of its own for the name 'search'"),
        ("assets", "the build has a use of its own for the name 'assets'"),
        ("index", "the build has a use of its own for the name 'index'"),
        ("sums_lab", "a name that ends in '_lab' is that of a lab's page"),
        ("random", "'random' is a module of the standard library"),
        ("numpy", "'numpy' is a package that programs import"),
    ],
)
def test_refuses_what_is_somebody_elses_name(site: Site, topic: str, message: str) -> None:
    site.append("snippets/sums/parts.py", "\n\ndef late() -> None:\n    import numpy\n")
    run = site.docsite("new", topic)
    assert run.returncode == 1
    assert run.stdout.startswith(f"snippets/{topic}:1: {message}")
    assert not (site.root / "snippets" / topic).exists()


def test_overwrites_nothing(site: Site) -> None:
    before = site.read("docs/en/sums.md")
    run = site.docsite("new", "sums")
    assert run.returncode == 1
    assert "docs/en/sums.md:1: this file is already there" in run.stdout
    assert site.read("docs/en/sums.md") == before
