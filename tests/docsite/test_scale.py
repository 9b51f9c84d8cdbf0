"""The measurement of growth still runs: else it would be found broken on the day that it is needed."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docsite.scale import generate, measure, run

LANGUAGES = ("en", "zh")


def test_two_generated_articles_build_and_pass(tmp_path: Path) -> None:
    generate(tmp_path, 2)
    run(tmp_path, "-m", "docsite", "new", "article_0", "more")
    build, check = measure(tmp_path)
    assert build > 0 < check
    for language in LANGUAGES:
        site = tmp_path / "site" / language
        assert {path.parent.name for path in site.glob("article_*/index.html")} == {
            "article_0",
            "article_0_more",
            "article_1",
        }
        order_is_told(site)


def order_is_told(site: Path) -> None:
    """A further page stands below its main page on the home page, and behind it everywhere else."""
    order = ["article_0", "article_0_more", "article_1"]
    home = (site / "index.html").read_text(encoding="utf-8")
    cards = home[home.index("cards") : home.index("print/")].split("<li class=card>")[1:]
    assert [re.findall(r"href=[^>]*?(article_\w+)/", card) for card in cards] == [order[:2], order[2:]]
    book = (site / "print/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<section class=\"?book__chapter\"? id=\"?(\w+)", book) == order
    assert re.findall(r"(article_\w+)/index\.md", (site / "llms.txt").read_text(encoding="utf-8")) == order
    for page, following in zip(order, [*order[1:], ""], strict=True):
        text = (site / page / "index.html").read_text(encoding="utf-8")
        assert re.findall(r"md-footer__link--next\"? href=\"?\.\./(article_\w+)/", text) == [following] * bool(
            following
        )
