"""The measurement of growth still runs: else it would be found broken on the day that it is needed."""

from __future__ import annotations

from pathlib import Path

from tests.docsite.scale import generate, measure


def test_two_generated_articles_build_and_pass(tmp_path: Path) -> None:
    generate(tmp_path, 2)
    build, check = measure(tmp_path)
    assert build > 0 < check
    for language in ("en", "zh"):
        assert {path.parent.name for path in (tmp_path / "site" / language).glob("article_*/index.html")} == {
            "article_0",
            "article_1",
        }
