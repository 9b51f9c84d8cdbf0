"""The seal of a page: shown for what a complete run has shown of the page as it stands, and for nothing else."""

from __future__ import annotations

import ast
import datetime
import json
import platform
import re
import shutil
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest

from docsite.source.project import Project
from docsite.source.seal import DRAFT, REPORT, Seal, confirm, libraries, valid_seal
from tests.docsite.conftest import Site

ROOT = Path(__file__).resolve().parents[3]


def seal(site: Site, name: str = "sums.md") -> Seal | None:
    """Return the seal that a build now would show."""
    return valid_seal(Project(site.root), name)


def run_tests(site: Site, *arguments: str) -> int:
    """Run the tests as `make test` does, up to its last step, which is taken to pass."""
    run = site.pytest if "-n" in arguments else site.tests
    status = run(*arguments).returncode
    confirm(Project(site.root))
    return status


def test_tests_of_a_copy_leave_our_imports_alone(site: Site) -> None:
    """Another test may start a process that finds by `sys.path` what it is to run."""
    import_module("snippets.maximum_gap")
    path, modules = sys.path[:], set(sys.modules)
    assert site.tests("snippets").returncode == 0
    assert sys.path == path
    assert not {name for name in modules ^ set(sys.modules) if name.startswith(("snippets", "tests"))}
    assert Path(sys.modules["snippets"].__file__ or "").is_relative_to(ROOT / "snippets")


@pytest.fixture(scope="module")
def once_sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the tests of the fixture site once, with success."""
    root = tmp_path_factory.mktemp("sealed") / "site"
    shutil.copytree(Path(__file__).parents[1] / "site", root)
    assert run_tests(Site(root)) == 0
    return root


@pytest.fixture
def sealed(once_sealed: Path, tmp_path: Path) -> Site:
    """Return a copy of the fixture site all of whose tests have passed."""
    return Site(shutil.copytree(once_sealed, tmp_path / "sealed"))


def test_seal_tells_what_was_tested(sealed: Site) -> None:
    """Counted another way: in the text of the page, and by letting each proof judge each mutant of the sample."""
    found = seal(sealed)
    text = sealed.read("docs/en/sums.md")
    assert found
    assert found.blocks == len(re.findall(r"^ *```(?:python|bash)", text, re.MULTILINE)) == 5
    assert found.outputs == len(re.findall(r"^ *```text", text, re.MULTILINE)) == 2
    assert found.formulas == len(re.findall(r"formulas\.py:\w+", text)) == 2
    assert found.python == platform.python_version()
    assert found.libraries == {}
    assert datetime.date.fromisoformat(found.date) <= datetime.datetime.now(datetime.UTC).date()


def test_mutants_are_counted_where_the_proof_refuses_them(sealed: Site) -> None:
    """A second count, without docsite: how often the proofs were called with other TeX than the page's, and failed."""
    site = sealed
    log = site.root / "calls.txt"
    wrapped = f"""

import functools, pathlib


def _counted(proof):
    @functools.wraps(proof)
    def call(tex):
        try:
            proof(tex)
        except BaseException:
            with pathlib.Path({str(log)!r}).open("a") as file:
                file.write(proof.__name__ + chr(10))
            raise
    return call


square, cube = map(_counted, (square, cube))
"""
    before = seal(site)
    site.append("snippets/sums/formulas.py", wrapped)
    assert run_tests(site, "snippets/sums/formulas.py") == 0
    assert before
    assert before.mutants == len(log.read_text(encoding="utf-8").split()) > 0


SHARED = ("-n", "2", "--dist", "loadgroup")


def test_seal_is_the_same_where_processes_share_the_tests(sealed: Site, site: Site) -> None:
    assert run_tests(site, *SHARED) == 0
    assert site.read(REPORT.as_posix()) == sealed.read(REPORT.as_posix())


def test_a_partial_run_that_processes_share_seals_nothing(site: Site) -> None:
    """The process that writes the seals does not see by itself that others have left tests out."""
    assert run_tests(site, *SHARED, "-k", "not figures") == 0
    assert not (site.root / REPORT).exists()


def test_a_failed_run_that_processes_share_takes_back_what_was(sealed: Site) -> None:
    sealed.replace("snippets/sums/total.out", "6", "7")
    assert run_tests(sealed, *SHARED) == 1
    assert not (sealed.root / REPORT).exists()


def test_a_page_without_anything_to_show_has_no_seal(sealed: Site) -> None:
    assert seal(sealed, "index.md") is None


@pytest.mark.parametrize(
    "file",
    [
        "docs/en/sums.md",
        "docs/zh/sums.md",
        "snippets/sums/total.py",
        "snippets/sums/total.out",
        "snippets/sums/formulas.py",
        "snippets/sums/figures.py",
    ],
)
def test_whatever_changes_hides_the_seal(sealed: Site, file: str) -> None:
    assert seal(sealed)
    sealed.append(file, "\n")
    assert seal(sealed) is None


def test_a_new_file_of_the_topic_hides_the_seal(sealed: Site) -> None:
    sealed.write("snippets/sums/new.json", "{}")
    assert seal(sealed) is None


def test_an_edited_test_or_version_hides_the_seal(site: Site) -> None:
    site.write("tests/snippets/sums/test_total.py", "def test_total() -> None:\n    assert True\n")
    site.write("constraints.txt", "numpy==1\n")
    assert run_tests(site) == 0
    for file in ("tests/snippets/sums/test_total.py", "constraints.txt"):
        text = site.read(file)
        assert seal(site)
        site.append(file, "\n")
        assert seal(site) is None
        site.write(file, text)


def test_what_changes_elsewhere_does_not(sealed: Site) -> None:
    sealed.append("docs/en/index.md", "\nMore.\n")
    assert seal(sealed)


@pytest.mark.parametrize(
    "arguments",
    [
        ("docs", "snippets"),
        ("-k", "not figures"),
        ("--ignore=docs/zh",),
        ("--deselect=mkdocs.yml",),
        ("--collect-only",),
    ],
)
def test_a_partial_run_seals_nothing(site: Site, arguments: tuple[str, ...]) -> None:
    assert run_tests(site, *arguments) == 0
    assert not (site.root / REPORT).exists()


def test_a_failed_run_seals_nothing_and_takes_back_what_was(sealed: Site) -> None:
    sealed.replace("snippets/sums/total.out", "6", "7")
    assert run_tests(sealed) == 1
    assert not (sealed.root / REPORT).exists()
    sealed.replace("snippets/sums/total.out", "7", "6")
    assert seal(sealed) is None


def test_a_failed_partial_run_takes_back_what_was(sealed: Site) -> None:
    sealed.replace("snippets/sums/total.out", "6", "7")
    assert run_tests(sealed, "docs/en/sums.md") == 1
    sealed.replace("snippets/sums/total.out", "7", "6")
    assert seal(sealed) is None


def test_a_good_partial_run_leaves_the_seal(sealed: Site) -> None:
    assert run_tests(sealed, "docs/en/sums.md") == 0
    assert seal(sealed)


def test_a_skipped_test_of_the_topic_leaves_its_page_without_a_seal(site: Site) -> None:
    site.replace("pytest.ini", "testpaths = mkdocs.yml docs snippets", "testpaths = mkdocs.yml docs snippets tests")
    site.write(
        "tests/snippets/sums/test_total.py",
        "import pytest\n\n\ndef test_total() -> None:\n    pytest.skip('not here')\n",
    )
    assert run_tests(site) == 0
    assert (site.root / REPORT).exists()
    assert seal(site) is None


def test_nothing_is_sealed_before_the_last_step_of_the_tests(site: Site) -> None:
    assert site.tests().returncode == 0
    assert (site.root / DRAFT).exists()
    assert seal(site) is None


def test_a_line_that_no_test_executed_takes_the_seal_back(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    result = 0\n", "    result = 0\n    if result:\n        result = 1\n")
    assert site.docsite("outputs").returncode == 0
    site.write(".coveragerc", "[run]\nsource = snippets\nparallel = true\npatch = subprocess\n")
    assert site.python("-m", "coverage", "run", "-m", "pytest").returncode == 0
    assert site.python("-m", "coverage", "combine").returncode == 0
    done = site.docsite("displayed")
    assert (done.returncode, "no test has executed it" in done.stdout) == (1, True)
    assert not (site.root / DRAFT).exists()
    assert not (site.root / REPORT).exists()


@pytest.mark.parametrize("arguments", [(), SHARED], ids=["alone", "shared"])
def test_the_last_step_seals(site: Site, arguments: tuple[str, ...]) -> None:
    """It finds each displayed line executed, in whatever process that was."""
    site.write(".coveragerc", "[run]\nsource = snippets\nparallel = true\npatch = subprocess, _exit\n")
    assert site.python("-m", "coverage", "run", "-m", "pytest", *arguments).returncode == 0
    assert site.python("-m", "coverage", "combine").returncode == 0
    done = site.docsite("displayed")
    assert done.returncode == 0, done.stdout
    assert seal(site)


def test_versions_are_those_of_the_libraries_that_a_page_imports() -> None:
    for page in Project(ROOT).pages.values():
        if page.language == "en" and page.path.suffix == ".md":
            code = "\n".join(line.text for f in page.fences if f.kind == "python" for line in page.code(f))
            names = {
                alias.name.split(".")[0]
                for n in ast.walk(ast.parse(code))
                if isinstance(n, ast.Import)
                for alias in n.names
            }
            for name in {"numpy", "sympy", "torch", "matplotlib"} & names:
                assert libraries(page)[name] == version(name)


def test_report_can_be_read_by_people(sealed: Site) -> None:
    report = json.loads(sealed.read(REPORT.as_posix()))
    assert set(report) == {"index.md", "sums.md"}
    assert list(report["sums.md"]) == sorted(report["sums.md"])
