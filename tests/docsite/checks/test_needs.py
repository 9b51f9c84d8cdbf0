"""What should be read before a page: faults of the list, each told with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docsite.source.project import Project

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

pytestmark = pytest.mark.spread

LANGUAGES = ("en", "zh")


@pytest.fixture
def three(site: Site) -> Site:
    """Return a site with three articles that need nothing: `one`, `sums` and `two`."""
    for name in ("one", "two"):
        for language in LANGUAGES:
            site.write(f"docs/{language}/{name}.md", f"---\ntitle: {name}\ndescription: A page.\n---\n\n# {name}\n")
    site.docsite("parity")
    assert site.problems() == ""
    return site


def need(site: Site, page: str, listed: str, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Write what a page needs into its front matter, as line 2."""
    for language in languages:
        site.replace(f"docs/{language}/{page}.md", "---\n", f"---\nneeds: {listed}\n")
    site.docsite("parity", "--one-sided")


def test_articles_that_build_upon_each_other_pass(three: Site) -> None:
    need(three, "two", "[one, sums]")
    need(three, "sums", "[one]")
    need(three, "one", "[]")
    assert three.problems() == ""
    page = Project(three.root).page("zh", "two.md")
    assert page
    assert page.needs == ("one", "sums")


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("[tow]", "'needs' names 'tow', which is no article\n    mend: one of one, two"),
        ("[one.md]", "'needs' names 'one.md', which is no article"),
        ("[index]", "'needs' names 'index', which is no article"),
        ("[one, 3]", "'needs' names '3', which is no article"),
        ("[sums]", "'needs' names this page itself"),
        ("[one, two, one]", "'needs' names 'one' twice"),
        ("one", "'needs' is no list of names\n    mend: write `needs: [one]`"),
        ("", "'needs' is no list of names\n    mend: write `needs: []`"),
    ],
)
def test_a_list_that_names_no_articles(three: Site, listed: str, said: str) -> None:
    need(three, "sums", listed)
    problems = three.problems()
    assert f"docs/en/sums.md:2: {said}" in problems
    assert f"docs/zh/sums.md:2: {said}" in problems


def test_a_lab_is_no_article(three: Site) -> None:
    three.write("snippets/sums/lab.py", '# %% [markdown] tags=["en"]\n# # A lab\n')
    need(three, "one", "[sums_lab]")
    assert "docs/en/one.md:2: 'needs' names 'sums_lab', which is no article" in three.problems()
    lab = Project(three.root).page("en", "sums_lab.ipynb")
    assert lab
    assert lab.needs == ("sums",)


@pytest.mark.parametrize(
    ("english", "chinese", "said"),
    [
        ("[one]", "", "docs/en/sums.md:2: 'needs' lists [one], but docs/zh/sums.md:1 []"),
        ("", "[one]", "docs/en/sums.md:1: 'needs' lists [], but docs/zh/sums.md:2 [one]"),
        ("[one, two]", "[two, one]", "docs/en/sums.md:2: 'needs' lists [one, two], but docs/zh/sums.md:2 [two, one]"),
    ],
)
def test_languages_that_differ(three: Site, english: str, chinese: str, said: str) -> None:
    for language, listed in (("en", english), ("zh", chinese)):
        if listed:
            need(three, "sums", listed, (language,))
    assert said in three.problems()


def test_a_circle(three: Site) -> None:
    need(three, "one", "[sums]")
    need(three, "two", "[one]")
    assert three.problems() == ""
    need(three, "sums", "[two]")
    problems = three.problems()
    assert problems.count("these pages need each other") == 1
    assert "docs/en/one.md:2: these pages need each other: one → sums → two → one" in problems


def test_a_circle_of_a_page_that_needs_itself_is_told_once(three: Site) -> None:
    need(three, "one", "[one]")
    problems = three.problems()
    assert "docs/en/one.md:2: 'needs' names this page itself" in problems
    assert "need each other" not in problems
