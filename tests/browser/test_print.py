"""What a browser makes of the book and of a page on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docsite.__main__ import main
from docsite.web.build import LANGUAGES
from tests.browser.conftest import WHOLE, Reader, load
from tests.conftest import ROOT, Site


@pytest.fixture(scope="module")
def books(browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the books by the command that `make pdf` runs, in a process of its own: Playwright runs once in each."""
    assert browser
    folder = tmp_path_factory.mktemp("pdf")
    done = subprocess.run(
        [sys.executable, "-m", "docsite", "pdf", "--site", str(site.out), "--out", str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_has_bookmarks_tags_and_its_title(books: Path, site: Site, language: str) -> None:
    pdf = (books / f"notes-that-run-{language}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert b"/Outlines" in pdf
    made = (site.out / language / "print/index.html").read_text(encoding="utf-8")
    headings = len(re.findall(r"<h[1-6]\b", made))
    assert len(re.findall(rb"/Title\b", pdf)) >= headings
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_book_fits_into_narrow_windows(site: Site, reader: Callable[..., Reader], language: str) -> None:
    page = reader().page
    page.goto(f"{site.url}{language}/print/")
    for width in (320, 412, 640, 1350):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WHOLE), width


def test_missing_browser_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (tmp_path / "index.html").touch()
    assert main(["pdf", "--site", str(tmp_path), "--out", str(tmp_path / "pdf")]) == 1
    assert "no PDF without a browser" in capsys.readouterr().err
    assert not (tmp_path / "pdf").exists()


def test_missing_site_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["pdf", "--site", str(tmp_path / "site"), "--out", str(tmp_path)]) == 1
    assert "make site" in capsys.readouterr().err


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_light_shows_all_code_and_no_controls(site: Site, reader: Callable[..., Reader], scheme: str) -> None:
    page = reader(color_scheme=scheme, viewport={"width": 700, "height": 900}).page
    load(page, f"{site.url}en/maximum_gap/")
    page.emulate_media(media="print")
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).getPropertyValue('--paper')]"
    )
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 200
    assert paper.strip() == "#fff"
    for hidden in (".md-header", ".md-footer", ".takeaway", ".formula__copy", ".md-sidebar"):
        assert not page.locator(hidden).first.is_visible(), hidden
    solution = page.locator("details:not([open]) .highlight").first
    assert solution.bounding_box()
    cut = """() => [...document.querySelectorAll("pre > code")].filter(code =>
        code.checkVisibility() && code.scrollWidth > code.clientWidth + 1).length"""
    assert page.evaluate(cut) == 0
