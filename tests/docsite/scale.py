"""How the work of building and checking grows with the number of articles: `python -m tests.docsite.scale 100 1000`.

Generates sites of that many articles, each as `make new` lays it, in both languages. A measurement, not a test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docsite.checks.parity import record_parity
from docsite.source.project import Project

ROOT = Path(__file__).resolve().parents[2]


def generate(root: Path, articles: int) -> None:
    """Lay a site of ``articles`` articles in ``root``, with the configuration and theme of ours."""
    for name in ("mkdocs.yml", "docsite", "docs/assets", "docs/en.yml", "docs/zh.yml", "snippets/__init__.py"):
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "pytest.ini").write_text("[pytest]\naddopts = -p docsite.checks.pytest_plugin -q\n", encoding="utf-8")
    for language in ("en", "zh"):
        (root / "docs" / language).mkdir()
        page = "---\ntitle: Home\ndescription: Generated.\ntemplate: home.html\n---\n\n# Home\n"
        (root / "docs" / language / "index.md").write_text(page, encoding="utf-8")
    run(root, "-m", "docsite", "new", "article_0")
    for number in range(1, articles):
        for path in [*root.glob("docs/*/article_0.md"), *root.glob("snippets/article_0/*.*")]:
            target = Path(str(path).replace("article_0", f"article_{number}"))
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace("article_0", f"article_{number}")
            target.write_text(text, encoding="utf-8")
    record_parity(Project(root))


def run(root: Path, *arguments: str) -> float:
    """Run a Python command in ``root``; return the processor seconds that it took, which other work does not change."""
    before = os.times()
    done = subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def measure(root: Path) -> tuple[float, float]:
    """Return the processor seconds that building a site and checking it take."""
    return run(root, "-m", "docsite", "build"), run(root, "-m", "pytest", "mkdocs.yml", "docs", "snippets")


def main() -> None:
    """Print a row for each number of articles on the command line."""
    print(f"{'articles':>8} {'build s':>8} {'ms/page':>8} {'check s':>8} {'ms/page':>8}")
    for articles in map(int, sys.argv[1:]):
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            root = Path(folder)
            generate(root, articles)
            build, check = measure(root)
        pages = 2 * articles
        print(f"{articles:8} {build:8.1f} {1000 * build / pages:8.1f} {check:8.1f} {1000 * check / pages:8.1f}")


if __name__ == "__main__":
    main()
