"""The button that copies all code of a page, and the book: what only a browser can tell."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import expect

from docsite.execution.blocks import executable_blocks
from docsite.execution.processes import clean_environment
from docsite.source.project import Project
from docsite.web.build import LANGUAGES
from tests.browser.conftest import Reader, load, press
from tests.conftest import ROOT, Site

OUTPUT = re.compile(r"^ *```text\n *--8<-- \"(\w+)/(\w+)\.out:(\w+)\"\n", re.MULTILINE)
LABELS = {"en": "Copy all code", "zh": "复制全部代码"}
DONE = {"en": "Copied", "zh": "已复制"}


def with_code() -> list[str]:
    pages = (ROOT / "docs/en").glob("*.md")
    names = {f"{page.stem}/" for page in pages if "```python" in page.read_text(encoding="utf-8")} - {"index/"}
    return sorted(names)


def proven(article: str) -> str:
    """Return what the page says that its blocks of Python print, one after the other."""
    printed = []
    for topic, program, region in OUTPUT.findall((ROOT / f"docs/en/{article[:-1]}.md").read_text(encoding="utf-8")):
        if (ROOT / f"snippets/{topic}/{program}.sh").exists():
            continue  # what a command prints, which is no part of the copied program
        out = (ROOT / f"snippets/{topic}/{program}.out").read_text(encoding="utf-8")
        printed.append(out.partition(f"--8<-- [start:{region}]\n")[2].partition(f"--8<-- [end:{region}]")[0])
    return "".join(printed)


def run(code: str, folder: Path) -> str:
    (folder / "copied.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-P", "-s", "-W", "error", "copied.py"]
    environment = clean_environment(folder)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(("article", "language"), [*zip(with_code(), cycle(LANGUAGES), strict=False)])
def test_all_code_of_a_page_is_copied(site: Site, reader: Callable[..., Reader], article: str, language: str) -> None:
    """The blocks that its tests execute one after the other, as one text. Sisters share them: one of two is asked."""
    page = Project(ROOT).page(language, f"{article[:-1]}.md")
    assert page
    blocks = [block.extracted.code.strip() for block in executable_blocks(page) if block.in_session]
    assert copied(site, reader, language, article) == "\n\n".join(f"{block}\n" for block in blocks)


def test_what_is_copied_is_a_program(site: Site, reader: Callable[..., Reader], tmp_path: Path) -> None:
    """Shown with one article: the tests of each execute the same blocks in the same order."""
    article = with_code()[-1]
    assert run(copied(site, reader, "en", article), tmp_path) == proven(article)


def copied(site: Site, reader: Callable[..., Reader], language: str, article: str) -> str:
    """Return what the button of a page copies."""
    one = reader(permissions=["clipboard-read", "clipboard-write"])
    load(one.page, f"{site.url}{language}/{article}")
    press(one.page.get_by_role("button", name=LABELS[language]))
    expect(one.page.locator(".takeaway__copy")).to_have_text(DONE[language])
    text = str(one.page.evaluate("navigator.clipboard.readText()"))
    assert one.complaints == []
    return text


def test_button_survives_instant_navigation(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader(permissions=["clipboard-read", "clipboard-write"])
    load(one.page, f"{site.url}en/")
    one.page.evaluate("window.stillHere = true")
    expect(one.page.locator(".takeaway__copy")).to_have_count(0)
    for count in range(2):
        one.page.locator(".card a").nth(count).click()
        press(one.page.locator(".takeaway__copy"))
        expect(one.page.locator(".takeaway__copy")).to_have_text(DONE["en"])
        title = one.page.locator("h1").inner_text()
        shown = one.page.locator(".language-python:not([data-script]) pre > code").first.text_content() or ""
        assert one.page.evaluate("navigator.clipboard.readText()").startswith(shown.strip()), title
        expect(one.page.locator(".takeaway__copy")).to_have_text(LABELS["en"])
        one.page.locator(".md-logo").first.click()
        expect(one.page.locator(".home")).to_have_count(1)
    assert one.page.evaluate("window.stillHere")
    assert [url for url in one.requests if url.endswith("takeaway.js")] == [f"{site.url}assets/takeaway.js"]


def test_button_stays_away_without_scripts(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader(java_script_enabled=False).page
    page.goto(f"{site.url}en/maximum_gap/")
    expect(page.locator(".takeaway__copy")).to_be_hidden()
    expect(page.locator(".takeaway a").first).to_be_visible()
