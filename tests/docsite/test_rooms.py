"""docsite's packages: what each may import, one name for one thing, and nothing decided by the words of a message."""

from __future__ import annotations

import ast
import shutil
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.docsite.conftest import Site

ROOT = Path(__file__).resolve().parents[2]

# Each package with those that it may import besides itself. `measure` and `scaffold` are for authors alone and import
# what they like, but nothing imports them except the commands.
BELOW = {
    "source": set[str](),
    "execution": {"source"},
    "checks": {"source", "execution"},
    "web": {"source", "execution"},
    "measure": {"source", "execution", "checks", "web"},
    "scaffold": {"source", "execution", "checks", "web"},
}

# A stage names the folder, its subject the file: what is read, run, checked and shown of labs are four files `labs.py`.
# Two files may share no other name.
SUBJECTS = {"blocks", "drawings", "exercises", "formulas", "labs", "needs", "notebook", "outputs", "players"}


def modules(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Yield docsite's modules by their paths, without the program that `make new` lays."""
    for path in sorted((root / "docsite").rglob("*.py")):
        if "article" not in path.parts:
            yield path.relative_to(root), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module, file: Path) -> Iterator[tuple[int, str]]:
    """Yield what a module imports, wherever it does, with the lines: full names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = file.parent.parts[: len(file.parent.parts) + 1 - node.level] if node.level else ()
            module = ".".join([*package, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def imports_up(root: Path) -> list[str]:
    """Name the imports that lead to a package which is not below the importing one."""
    found = []
    for file, tree in modules(root):
        if len(file.parts) > 2:  # else a module beside the packages, which joins them all
            package = file.parts[1]
            for line, name in imported(tree, file):
                top, *rest = name.split(".")
                if top == "docsite" and rest and rest[0] not in {package, *BELOW[package]}:
                    found.append(f"{file.as_posix()}:{line}: {package} imports {name}")
    return found


def shared_class_names(root: Path) -> list[str]:
    """Name the classes of one name, each pair with its places."""
    places: dict[str, list[str]] = {}
    for file, tree in modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(f"{file.as_posix()}:{node.lineno}")
    return [f"{name}: {', '.join(there)}" for name, there in places.items() if len(there) > 1]


def shared_file_names(root: Path) -> list[str]:
    """Name the modules of one name, unless it is that of a subject, which each package has one file for."""
    places: dict[str, list[str]] = {}
    for file, _ in modules(root):
        if file.stem not in {"__init__", "__main__"}:
            package = f" of {file.parts[1]}" if file.stem in SUBJECTS else ""
            places.setdefault(f"{file.stem}{package}", []).append(file.as_posix())
    return [f"{name}: {', '.join(there)}" for name, there in places.items() if len(there) > 1]


def circles(root: Path) -> list[str]:
    """Name a circle of modules each of which imports the next, if only to name a type."""
    trees = {".".join(file.with_suffix("").parts): (file, tree) for file, tree in modules(root)}
    graph = {
        module: {
            known for _, name in imported(tree, file) for known in (name, name.rpartition(".")[0]) if known in trees
        }
        for module, (file, tree) in trees.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def words_that_decide(root: Path) -> list[str]:
    """Name the places that look into the text of a message: what depends on it breaks with the next wording."""
    found = []
    for file, tree in modules(root):
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.expr)):
            asked: list[ast.expr] = []
            if isinstance(node, ast.Compare) and any(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops):
                asked = node.comparators
            elif isinstance(node, ast.Attribute) and node.attr in {"startswith", "endswith", "split", "partition"}:
                asked = [node.value]
            if any(isinstance(one, ast.Attribute) and one.attr in {"message", "error"} for one in asked):
                found.append(f"{file.as_posix()}:{node.lineno}")
    return found


def lay(root: Path, files: dict[str, str]) -> None:
    """Write modules of docsite, with their texts."""
    for name, text in files.items():
        path = root / "docsite" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_imports_lead_downwards() -> None:
    assert imports_up(ROOT) == []


def test_an_import_that_leads_up_is_told_with_its_line(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "source/page.py": "def f():\n    from docsite.web import build\n",
            "checks/links.py": "import docsite.web.build\nfrom docsite import source\n",
            "web/build.py": "\nfrom docsite import checks\nfrom ..execution import node\nfrom ..measure import host\n",
            "measure/host.py": "from docsite.web import build\n",
            "__main__.py": "from docsite.web import build\n",
        },
    )
    assert imports_up(tmp_path) == [
        "docsite/checks/links.py:1: checks imports docsite.web.build",
        "docsite/source/page.py:2: source imports docsite.web.build",
        "docsite/web/build.py:2: web imports docsite.checks",
        "docsite/web/build.py:4: web imports docsite.measure.host",
    ]


def test_docsite_holds_its_commands_and_packages_alone() -> None:
    files = {path.name for path in (ROOT / "docsite").iterdir() if path.is_file()}
    packages = {path.parent.name for path in (ROOT / "docsite").glob("*/__init__.py")}
    assert files == {"__init__.py", "__main__.py"}
    assert packages == set(BELOW)


@pytest.mark.parametrize("command", [["docsite", "check"], ["pytest", "-p", "no:xdist", "-q", "docs/en/sums.md"]])
def test_a_syntax_error_in_what_makes_the_site_fails_no_check_of_a_page(
    site: Site, tmp_path: Path, command: list[str]
) -> None:
    shutil.copytree(ROOT / "docsite", tmp_path / "docsite")
    broken = list((tmp_path / "docsite/web").rglob("*.py"))
    for path in broken:
        path.write_text("def (\n", encoding="utf-8")
    done = site.python("-m", *command, tooling=tmp_path)
    assert broken
    assert done.returncode == 0, done.stdout


def test_no_two_classes_share_a_name() -> None:
    assert shared_class_names(ROOT) == []


def test_no_two_files_share_a_name_that_is_no_subject() -> None:
    assert shared_file_names(ROOT) == []


def test_no_modules_import_each_other() -> None:
    assert circles(ROOT) == []


def test_shared_names_and_circles_are_found(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "source/pages.py": "from docsite.web.player import pages\n",
            "source/labs.py": "",
            "web/labs.py": "",
            "web/player/labs.py": "",
            "web/player/pages.py": "def f():\n    import docsite.source.pages\n",
        },
    )
    assert shared_file_names(tmp_path) == [
        "pages: docsite/source/pages.py, docsite/web/player/pages.py",
        "labs of web: docsite/web/labs.py, docsite/web/player/labs.py",
    ]
    assert sorted(set(circles(tmp_path))) == ["docsite.source.pages", "docsite.web.player.pages"]


def test_no_words_of_a_message_decide_what_is_done() -> None:
    assert words_that_decide(ROOT) == []


def test_words_that_decide_are_found(tmp_path: Path) -> None:
    text = 'a = "alone" in problem.message\nb = result.error.startswith("NameError")\nc = "" in {result.error}\n'
    lay(tmp_path, {"a.py": text})
    assert words_that_decide(tmp_path) == ["docsite/a.py:1", "docsite/a.py:2"]
