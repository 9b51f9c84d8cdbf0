"""What is measured, and what is made of it; the measuring itself takes minutes, and is `make bench`."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from docsite.measure.host import hosted
from docsite.measure.lighthouse import RUN, STABLE, Report, problems
from docsite.measure.timings import table
from docsite.web.build import LANGUAGES
from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores

FIGURES = {"kib": 120.4, "requests": 9, "foreign": 0, "fcp": 700, "lcp": 1300, "long_tasks": 799.6, "cls": 0.0004}


def test_what_is_over_the_budget_is_marked() -> None:
    head, row, budget = table({"en/x/": FIGURES}).splitlines()
    assert row.split() == ["en/x/", "120", "-", "9", "0", "700", "1300", "!", "800", "0.0"]
    assert budget.split() == ["budget", "220", "80", "-", "0", "900", "1200", "800", "0"]
    assert head.split()[:2] == ["page", "KiB"]


def test_next_article_has_its_own_budget() -> None:
    assert "81 !" in table({"en/x/": {**FIGURES, "next": 81}})


def test_all_but_performance_has_to_be_perfect() -> None:
    perfect = dict.fromkeys(STABLE, 100)
    assert problems([Report("en/", {**perfect, "performance": 50}, ())]) == []
    (found,) = problems([Report("en/", {**perfect, "seo": 99}, ("seo: no title",))])
    assert found == "en/: seo 99\nseo: no title"


def test_host_compresses_and_knows_the_pages(checkout: Path) -> None:
    with hosted(checkout) as host:
        names = ("", "article_0/", "article_1/")
        assert list(host.pages) == [f"{language}/{name}" for language in LANGUAGES for name in names]
        connection = http.client.HTTPConnection(urlsplit(host.url).netloc)
        connection.request("GET", "/en/")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "text/html"
        connection.close()


@pytest.mark.parametrize("folder", [ROOT, RUN.parent])
def test_lock_files_name_no_registry(folder: Path) -> None:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert (folder / ".npmrc").read_text("utf-8") == (ROOT / ".npmrc").read_text("utf-8")
