"""The structure of sister pages: what counts as a difference, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docsite.checks.parity import read_record, record_parity, structure_problems
from docsite.source.problems import ProblemsError
from docsite.source.project import Project

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

SISTERS = {
    "another admonition": ('!!! note "A"\n\n    Text.', '!!! tip "甲"\n\n    文字。'),
    "another fold": ('??? note "A"\n\n    Text.', '???+ note "甲"\n\n    文字。'),
    "a list item less": ("- a\n- b", "- 甲"),
    "numbers for bullets": ("- a\n- b", "1. 甲\n2. 乙"),
    "a nested item": ("- a\n    - b", "- 甲\n- 乙"),
    "a column less": ("| a | b |\n|---|---|\n| 1 | 2 |", "| 甲 |\n|---|\n| 1 |"),
    "a row less": ("| a |\n|---|\n| 1 |\n| 2 |", "| 甲 |\n|---|\n| 1 |"),
    "another link": ("[a](index.md)", "[甲](sums.md)"),
    "a link less": ("[a](index.md) and [b](index.md)", "[甲](index.md)"),
    "another host": ("[a](https://a.example/)", "[甲](https://b.example/)"),
    "an image less": ("![a](a.svg)", "甲"),
    "an element less": ("<details>\n</details>", "文字。"),
    "a heading more": ("### A {#a}\n\nText.", "文字。"),
    "another heading id": ("### A {#a}", "### 甲 {#b}"),
    "another region": ('```text\n--8<-- "sums/run.out:run"\n```', '```text\n--8<-- "sums/total.out:demo"\n```'),
    "another title of a block": (
        '```json title="a.json"\n--8<-- "sums/data.json"\n```',
        '```json title="b.json"\n--8<-- "sums/data.json"\n```',
    ),
    "another kind of block": ('```text\n--8<-- "sums/data.json"\n```', '```json\n--8<-- "sums/data.json"\n```'),
}
TWINS = {
    "words": ("One sentence. And another.", "只有一句。"),
    "links in another order": ("[a](index.md) before [b](sums.md)", "[乙](sums.md)之前是[甲](index.md)"),
    "an encyclopedia in its own language": (
        "[a](https://en.wikipedia.org/wiki/Sum)",
        "[甲](https://zh.wikipedia.org/wiki/求和)",
    ),
    "titles of admonitions": ('!!! note "Another title"\n\n    Text.', '!!! note "标题"\n\n    文字。'),
}


def problems_of(site: Site, english: str, chinese: str) -> list[str]:
    site.append("docs/en/sums.md", f"\n## End {{#end}}\n\n{english}\n")
    site.append("docs/zh/sums.md", f"\n## 结尾 {{#end}}\n\n{chinese}\n")
    return [str(problem) for problem in structure_problems(Project(site.root))]


@pytest.mark.parametrize("difference", SISTERS)
def test_difference(site: Site, difference: str) -> None:
    last_line = site.line("docs/en/sums.md", "sums/data.json") + 1
    [problem] = problems_of(site, *SISTERS[difference])
    file, line, message = problem.split(":", 2)
    assert file == "docs/en/sums.md"
    assert int(line) > last_line
    assert "out of step with docs/zh/sums.md:" in message


@pytest.mark.parametrize("likeness", TWINS)
def test_no_difference(site: Site, likeness: str) -> None:
    assert problems_of(site, *TWINS[likeness]) == []


def test_parity_is_not_recorded_for_different_structures(site: Site) -> None:
    before = read_record(Project(site.root))
    site.append("docs/en/sums.md", "\n- a\n")
    site.append("docs/zh/sums.md", "\n文字。\n")
    with pytest.raises(ProblemsError, match="out of step"):
        record_parity(Project(site.root), one_sided=True)
    assert read_record(Project(site.root)) == before


def test_a_removed_section_leaves_the_record(site: Site) -> None:
    for language in ("en", "zh"):
        text = site.read(f"docs/{language}/sums.md")
        site.write(f"docs/{language}/sums.md", text[: text.index("## ", text.index("{#total}"))])
    record_parity(Project(site.root))
    assert list(read_record(Project(site.root))["sums.md"]) == ["", "total"]


def test_a_broken_record_is_named(site: Site) -> None:
    site.write("docs/parity.json", '{\n  "sums.md": ,\n}')
    with pytest.raises(ProblemsError, match=r"docs/parity\.json:2: not JSON"):
        read_record(Project(site.root))
