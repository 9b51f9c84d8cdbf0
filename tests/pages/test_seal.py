"""The seal on built pages: in the language of the page, only where the report is of the page as it stands."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from docsite.source.project import Project
from docsite.source.seal import REPORT, Seal, source_hash
from docsite.web.build import LANGUAGES, build
from tests.mathematics import lay

SAYS = {
    "en": "Verified 2026-01-02 · blocks run: 3 · formulas proved: 4 · mutants killed: 15 · Python 3.11.7 · numpy 2.4.6",
    "zh": "已验证 2026-01-02 · 运行代码 3 段 · 证明公式 4 个 · 杀死变异体 15 个 · Python 3.11.7 · numpy 2.4.6",
}

# Up to what cannot stand in it; its end tag may be omitted.
SEAL = re.compile(r'<p class="?seal"?>((?:[^<]|</?(?:a|time)\b[^>]*>)*)')


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay a site, with a report of what a run has shown of one of its pages."""
    root = lay(tmp_path_factory.mktemp("sealed"))
    made = Seal(source_hash(Project(root), "formulas.md"), 3, 0, 4, 15, "3.11.7", {"numpy": "2.4.6"}, "2026-01-02")
    (root / REPORT).parent.mkdir()
    (root / REPORT).write_text(json.dumps({"formulas.md": asdict(made)}), encoding="utf-8")
    return root


def seals(root: Path, out: Path) -> dict[str, list[str]]:
    """Build the site; return the seals of each page."""
    build(root, out, "http://127.0.0.1/")
    found = {}
    for language in LANGUAGES:
        for path in sorted((out / language).rglob("index.html")):
            html = path.read_text(encoding="utf-8")
            texts = [re.sub(r"<[^>]+>", "", seal) for seal in SEAL.findall(html)]
            found[path.parent.relative_to(out).as_posix()] = [" ".join(text.split()) for text in texts]
    return found


def test_seal_is_shown_in_both_languages_on_its_page_and_in_the_book(root: Path, tmp_path: Path) -> None:
    found = seals(root, tmp_path)
    for language in LANGUAGES:
        assert found.pop(f"{language}/formulas") == found.pop(f"{language}/print") == [SAYS[language]]
        html = (tmp_path / language / "formulas/index.html").read_text(encoding="utf-8")
        link = re.search(r'<p class="?seal"?>\s*<a href="?([^">]+)', html)
        assert link
        assert link[1] == "../verified/"
    assert set(map(tuple, found.values())) == {()}


def test_seal_is_gone_when_the_page_has_changed_in_one_language(root: Path, tmp_path: Path) -> None:
    page = root / "docs/zh/formulas.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n新的一句。\n", encoding="utf-8")
    assert set(map(tuple, seals(root, tmp_path).values())) == {()}
    page.write_text(text, encoding="utf-8")


def test_two_builds_from_one_report_are_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(root, tmp_path / name, "http://127.0.0.1/")
    pages = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").rglob("index.html"))]
    assert pages
    for path in pages:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path
