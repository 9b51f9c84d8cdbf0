"""What the prose of the article says, where no block shows it."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
GLOSSARY = yaml.safe_load((ROOT / "docs" / "glossary.yml").read_text(encoding="utf-8"))


def prose() -> str:
    """Return the Chinese page without front matter, headings and bold marks."""
    _, _, text = (ROOT / "docs/zh/maximum_gap.md").read_text(encoding="utf-8").split("---\n", 2)
    return re.sub(r"^#.*$|\*\*", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_has_its_english_at_first_use(term: str) -> None:
    words, text = GLOSSARY[term], prose()
    assert set(words) == {"zh", "en"}
    if words["zh"] in text:
        after = text.split(words["zh"], 1)[1]
        assert after.startswith(f"（{words['en']}）"), f"{words['zh']}{after[:20]}"
