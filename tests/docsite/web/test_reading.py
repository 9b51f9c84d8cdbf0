"""The line under a page's title: what is counted for it, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from docsite.source.project import Project
from docsite.web.reading import PACES, counts, minutes, with_reading

ROOT = Path(__file__).resolve().parents[3]
WORDS = {
    "minute": "About 1 minute",
    "minutes": "About {} minutes",
    "before": "Before this: ",
    "separator": "; ",
}

pytestmark = pytest.mark.spread


@pytest.fixture(scope="module")
def project() -> Project:
    return Project(ROOT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("Seven words stand in this short line.", {"words": 7}),
        ("It's a well-known fact: `torch.nn` has F.relu, 3.5 times.", {"words": 9}),
        ("一共七个汉字。", {"characters": 6}),
        ("用 `loss.backward()` 求梯度，共 12 步", {"characters": 6, "words": 2}),
        ("卡1和GPU混排", {"characters": 4, "words": 2}),
        ("The **bo**ld [link](gradient.md) and *more*.", {"words": 5}),
        ("A root of $x^2 + a_1 = 0$ and of $b$.", {"words": 7}),
        ("公式 $x^2$ 在句中", {"characters": 5, "words": 1}),
        ("$$\nx^2 = 2\n$$\n\n$$\ny = 3\n$$", {"formulas": 2}),
        ("```python\nx = 1\n\nprint(x, 'two words')\n```\n\n```text\n1 two words\n```", {"code": 2, "output": 1}),
        ("```bash\nrun one\n```\n\n```diff\n-a\n+b\n```", {"code": 3}),
        ('```python title="a.py"\nx = 1\n```', {"words": 1, "code": 1}),
        ("Shown.\n\n??? note\n\n    Folded words.\n\n    ```python\n    x = 1\n    ```\n\nShown.", {"words": 2}),
        ("??? note\n\n    Folded.\n\n    ??? note\n\n        Deeper.\n\n    Folded.\n\nShown.", {"words": 1}),
        ('???+ note "Two words"\n\n    Open.', {"words": 3}),
        ('!!! note "Two words"\n\n    Open.', {"words": 3}),
        ("| a | b c |\n|---|---|\n| 一二 | d |", {"words": 4, "characters": 2}),
        ("![What is seen](../assets/favicon.svg)", {"figures": 1}),
        ("# A title {#title}\n\n## A part {#part}", {"words": 4}),
    ],
)
def test_what_is_counted(project: Project, text: str, expected: dict[str, int]) -> None:
    assert +counts(project.renderer("en").convert(text)) == expected


def test_of_a_figure_counts_the_caption_alone(project: Project) -> None:
    figure = (
        '<figure>\n<div role="img" aria-label="All that is seen.">\n'
        "<svg><text>one two</text><svg><text>three</text></svg></svg>\n</div>\n<figcaption>Two words.</figcaption>\n"
        '<div data-caption="add">What <em>only</em> a player says.</div>\n</figure>\n\nEnd.'
    )
    assert +counts(project.renderer("en").convert(figure)) == {"words": 3, "figures": 1}


@pytest.mark.parametrize(
    ("words", "expected"),
    [(0, 1), (1, 1), (350, 1), (360, 2), (238 * 9, 9), (238 * 11, 10), (238 * 13, 15), (238 * 42, 40), (238 * 43, 45)],
)
def test_minutes_are_told_as_exactly_as_they_are_known(words: int, expected: int) -> None:
    assert minutes("<p>word " * words) == expected


def test_every_kind_takes_its_time() -> None:
    pieces = {
        "words": "word ",
        "characters": "字",
        "code": "<div class='highlight'><pre>x = 1</pre></div>",
        "output": "<div class='language-text highlight'><pre>1</pre></div>",
        "formulas": "<div class='arithmatex'>x</div>",
        "figures": "<svg></svg>",
    }
    assert pieces.keys() == PACES.keys()
    for kind, piece in pieces.items():
        assert minutes(piece * PACES[kind] * 7) == 7, kind


def test_the_line_stands_under_the_title() -> None:
    page = '<h1 id="t">T</h1>\n<p>Some words.</p>\n'
    assert with_reading(page, WORDS, {}).splitlines()[:2] == [
        '<h1 id="t">T</h1>',
        '<p class="reading" data-search-exclude>About 1 minute</p>',
    ]
    before = {"../gradient/": "Gradients & <more>", "../walk/": "The walk"}
    line = with_reading(page + "<p>word</p>" * 800, WORDS, before).splitlines()[1]
    assert line == (
        '<p class="reading" data-search-exclude>About 3 minutes · Before this: '
        '<a href="../gradient/">Gradients &amp; &lt;more&gt;</a>; <a href="../walk/">The walk</a></p>'
    )
