"""A topic with two pages: each is a program of its own, and all else they share."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from docsite.source.project import Project
from docsite.source.seal import valid_seal
from docsite.web.takeaway.offer import offer, page_files
from tests.docsite.conftest import Site
from tests.docsite.source.test_seal import run_tests


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay a second page of the fixture site's topic as an author does."""
    root = tmp_path_factory.mktemp("parts") / "site"
    shutil.copytree(Path(__file__).parents[1] / "site", root)
    run = Site(root).docsite("new", "sums", "more")
    assert run.returncode == 0, run.stdout
    assert "written: docs/zh/sums_more.md\nwritten: snippets/sums/example_more.py\n" in run.stdout
    return root


@pytest.fixture
def two(laid: Path, tmp_path: Path) -> Site:
    """Return a copy of a site whose topic has two pages."""
    return Site(shutil.copytree(laid, tmp_path / "two"))


@pytest.mark.parametrize(
    ("stem", "topic"),
    [
        ("sums", "sums"),
        ("sums_more", "sums"),
        ("sums_of", "sums"),
        ("sums_of_squares", "sums_of_squares"),
        ("sums_of_squares_more", "sums_of_squares"),
        ("sums2", "sums2"),
        ("more_sums", "more_sums"),
        ("index", "index"),
    ],
)
def test_topic_is_the_longest_folder_that_the_name_begins_with(site: Site, stem: str, topic: str) -> None:
    for name in ("sums_of_squares", "_more", ".more"):
        site.write(f"snippets/{name}/total.py", "")
    assert Project(site.root).topic_of(stem) == topic


def test_a_new_page_passes(two: Site) -> None:
    tests = two.pytest("-p", "hypothesispytest", "mkdocs.yml", "docs", "snippets", "tests")
    assert tests.returncode == 0, tests.stdout
    assert "docs/zh/sums_more.md ....." in tests.stdout
    assert "snippets/sums/example_more.py ." in tests.stdout
    assert "tests/snippets/sums/test_example_more.py .." in tests.stdout


def test_what_is_there_stays_as_it_is(two: Site, site: Site) -> None:
    for path in sorted(path for path in site.root.rglob("*") if path.is_file() and path.name != "parity.json"):
        name = path.relative_to(site.root).as_posix()
        assert site.read(name) == two.read(name)


@pytest.mark.parametrize(
    ("topic", "part", "said"),
    [
        ("sum", "more", "snippets/sum:1: there is no topic 'sum' to which a page could be added"),
        ("sums", "of_squares", "snippets/sums_of_squares:1: 'sums_of_squares' would be a page of the topic"),
        ("sums", "More", "'sums_More' cannot name an article"),
        ("sums", "../more", "'sums_../more' cannot name an article"),
        ("sums", "lab", "snippets/sums:1: 'sums_lab' is the name of the lab of 'sums'"),
        ("sums", "more", "docs/en/sums_more.md:1: this file is already there"),
    ],
)
def test_no_page_is_laid_under_another_name(two: Site, topic: str, part: str, said: str) -> None:
    two.write("snippets/sums_of_squares/total.py", "")
    run = two.docsite("new", topic, part)
    assert run.returncode == 1
    assert said in run.stdout


def test_a_topic_needs_the_page_of_its_name(two: Site) -> None:
    two.write("snippets/sums/lab.py", "# %%\n")
    for language in ("en", "zh"):
        (two.root / f"docs/{language}/sums.md").unlink()
    assert "snippets/sums:1: this topic has no page of its name" in two.problems()


def test_no_page_takes_the_name_of_the_lab(two: Site) -> None:
    two.write("docs/en/sums_lab.md", two.read("docs/en/sums_more.md"))
    assert "docs/en/sums_lab.md:1: 'sums_lab' is the name of the lab of 'sums'" in two.problems()


def test_each_region_stands_on_one_of_the_pages(two: Site) -> None:
    block = '```python\n--8<-- "sums/total.py:mean"\n```\n'
    for language in ("en", "zh"):
        two.replace(
            f"docs/{language}/sums.md", '    ```python\n    --8<-- "sums/total.py:mean"\n    ```\n', "    ---\n"
        )
    two.docsite("parity")
    assert "snippets/sums/total.py:" in two.problems()
    assert "no page shows the region 'mean'" in two.problems()
    two.append_to_page("sums_more.md", f'\n```python\n--8<-- "sums/total.py:total"\n```\n\n{block}')
    assert two.problems() == ""
    run = two.pytest("docs")
    assert run.returncode == 0, run.stdout


def test_each_page_is_a_program_of_its_own(two: Site) -> None:
    two.append_to_page("sums_more.md", '\n```python\n--8<-- "sums/total.py:mean"\n```\n')
    run = two.pytest("docs")
    assert run.returncode == 1
    assert "this block fails (snippets/sums/total.py:" in run.stdout
    assert "NameError: name 'total' is not defined" in run.stdout


def test_a_page_edited_alone_is_told_by_its_name(two: Site) -> None:
    two.replace("docs/zh/sums_more.md", "算术平均数", "平均数")
    assert "docs/zh/sums_more.md:11: section 'mean' was edited alone" in two.problems()
    assert "docs/zh/sums.md" not in two.problems()
    assert "in step: sums_more.md#mean" in two.docsite("parity", "--one-sided").stdout


def test_pages_share_the_reasons_for_numbers(two: Site) -> None:
    two.append_to_page("sums_more.md", "\n1975\n")
    assert "docs/en/sums_more.md:" in two.problems()
    two.write("docs/numbers.yml", 'sums_more:\n  "1975": A year.\n')
    assert "docs/numbers.yml:2: no page of 'sums_more' needs a reason for 1975" in two.problems()
    two.write("docs/numbers.yml", 'sums:\n  "1975": A year.\n')
    assert two.problems() == ""


def test_one_topic_is_all_of_its_pages(two: Site) -> None:
    run = two.tests("--topic", "sums")
    assert run.returncode == 0, run.stdout
    assert "docs/en/sums.md ....." in run.stdout
    assert "docs/zh/sums_more.md ....." in run.stdout
    assert "snippets/sums/example_more.py ." in run.stdout
    assert "index.md" not in run.stdout


@pytest.mark.parametrize("command", [("outputs",), ("displayed",), ("mutants",), ("-m", "pytest", "--topic")])
def test_a_page_is_no_topic(two: Site, command: tuple[str, ...]) -> None:
    run = two.python(*command, "sums_more") if command[0] == "-m" else two.docsite(*command, "sums_more")
    assert run.returncode != 0
    assert "snippets/sums_more:1: 'sums_more' is no topic, but a page of 'sums'" in run.stdout
    assert "mend: name the topic: TOPIC=sums" in run.stdout
    assert "Traceback" not in run.stdout
    run = two.python(*command, "sum") if command[0] == "-m" else two.docsite(*command, "sum")
    assert run.returncode != 0
    assert "snippets/sum:1: there is no topic 'sum'; there are: index, sums\n" in run.stdout


def test_outputs_of_a_topic_are_those_of_its_pages(two: Site) -> None:
    two.append("snippets/sums/example_more.out", "more\n")
    assert "rewritten: snippets/sums/example_more.out" in two.docsite("outputs", "sums").stdout


def test_pages_of_a_topic_stay_in_one_process(two: Site) -> None:
    run = two.pytest("-n", "2", "--dist", "loadgroup", "-v")
    assert run.returncode == 0, run.stdout
    passed = re.findall(r"\[(gw\d)\] .* PASSED docs/../(sums|sums_more)\.md::", run.stdout)
    assert {name for _, name in passed} == {"sums", "sums_more"}
    assert len({process for process, _ in passed}) == 1
    assert len(re.findall(r"^sums\w* .* \d+$", run.stdout, re.MULTILINE)) == 1  # the row of its seconds


def test_each_page_has_its_seal(two: Site) -> None:
    assert run_tests(two) == 0
    main, more = (valid_seal(Project(two.root), name) for name in ("sums.md", "sums_more.md"))
    assert main
    assert more
    assert (main.blocks, main.formulas, more.blocks, more.formulas) == (5, 2, 3, 0)
    two.append("docs/en/sums.md", "\nMore.\n")
    assert not valid_seal(Project(two.root), "sums.md")
    assert valid_seal(Project(two.root), "sums_more.md")
    two.append("snippets/sums/data.json", "\n")
    assert not valid_seal(Project(two.root), "sums_more.md")


def test_each_page_offers_its_own_notebook_and_programs(two: Site) -> None:
    page = Project(two.root).page("en", "sums_more.md")
    assert page
    offered = offer(page)
    assert offered
    assert offered.notebook == "sums_more.ipynb"
    assert offered.programs == {"example_more.py": "sums/example_more.py"}
    files = {name for name, _ in page_files(page, "https://example.org/en/", "")}
    assert files == {"sums_more/index.md", "sums/example_more.py", "sums_more/sums_more.ipynb"}


def test_pages_of_a_topic_stand_together(two: Site) -> None:
    """A plain order of names would put `sums2` between the pages of `sums`, and so `sums_of_squares`."""
    for name in ("sums2", "sums_of_squares"):
        two.write(f"snippets/{name}/total.py", "")
    two.write("snippets/sums/lab.py", "# %%\n")
    for name in ("sums2", "sums_of_squares", "sums_zero", "about"):
        two.write(f"docs/en/{name}.md", "# A page\n")
    assert [page.stem for page in Project(two.root).reading_order("en")] == [
        "index",
        "about",
        "sums",
        "sums_more",
        "sums_zero",
        "sums_lab",
        "sums2",
        "sums_of_squares",
    ]
