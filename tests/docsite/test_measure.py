"""What is measured, and what is made of it; the measuring itself takes minutes, and is `make bench`."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from docsite.measure.host import hosted
from docsite.measure.timings import table
from tests.conftest import ROOT, page_names

FIGURES = {"kib": 120.4, "requests": 9, "foreign": 0, "fcp": 700, "lcp": 1300, "long_tasks": 799.6, "cls": 0.0004}


def test_what_is_over_the_budget_is_marked() -> None:
    head, row, budget = table({"en/x/": FIGURES}).splitlines()
    assert row.split() == ["en/x/", "120", "-", "9", "0", "700", "1300", "!", "800", "0.0"]
    assert budget.split() == ["budget", "200", "40", "-", "0", "900", "1200", "800", "0"]
    assert head.split()[:2] == ["page", "KiB"]


def test_next_article_has_its_own_budget() -> None:
    assert "41 !" in table({"en/x/": {**FIGURES, "next": 41}})


def test_host_compresses_and_knows_the_pages() -> None:
    with hosted(ROOT) as host:
        assert list(host.pages) == page_names()
        connection = http.client.HTTPConnection(urlsplit(host.url).netloc)
        connection.request("GET", "/en/")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "text/html"
        connection.close()
