"""Code keeps the colours that Pygments gives it, without an element for each token."""

from __future__ import annotations

import html
import json
import re

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from docsite.delivery.colours import GRAMMAR, script, without_elements
from docsite.polish import polish

PYTHON = '''\
"""A module."""
from a.b import C, d
import e.f as g


@decorated(True)
class D(C):
    def __init__(self, n: int = 0) -> None:
        """Say: it's not a "string"."""
        raise ValueError(f"{n!r:>3}: {g['x']} {{not}} {max(n, 1)[0]:.3f}\\n") from None  # why
'''

BASH = """\
#!/bin/bash
# All meet on the first machine.
head=$(hosts "$LIST" | sed -n 1p) # one
port=$((10000 + JOB_ID % 50000))
start() { run --at "here:$port" 'a b'; }
for n in 1 2; do start & done && wait $!
run \\
  --file "$DIR/a 1"
"""
YAML = """\
# Two pods.
kind: Job # one
spec:
  limits:
    example.com/gpu: "8"
  command: [run, --file, "a b", 1]
  env:
    - name: A
      value: a b-c # d
"""


def block(code: str, language: str = "python", rest: str = "") -> str:
    inner = highlight(code, get_lexer_by_name(language), HtmlFormatter(nowrap=True))
    return polish(
        f'<div class="language-{language} highlight"{rest}><pre><span></span><code>{inner}</code></pre></div>'
    )


def text(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize(("language", "code"), [("python", PYTHON), ("bash", BASH), ("yaml", YAML)])
def test_what_the_grammar_knows_needs_nothing(language: str, code: str) -> None:
    page = without_elements(block(code, language, rest=" data-run"))
    assert re.findall(r"<[^>]*>", page) == [
        f'<div class="language-{language} highlight" data-run>',
        "<pre>",
        "<span>",
        "</span>",
        '<code tabindex="0">',
        "</code>",
        "</pre>",
        "</div>",
    ]
    assert text(page) == code


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "match 𝑥:\n    case _: pass\n"),
        ("python", "f'{n:{d}}'\n"),
        ("bash", "cat <<< 2\n"),
        ("yaml", "? a\n"),
        ("toml", "a = 1 # b\n"),
    ],
)
def test_other_blocks_carry_their_tokens(language: str, code: str) -> None:
    before = block(code, language)
    page = without_elements(before)
    (carried,) = re.findall(r' data-colours="([^"]*)"', page)
    lengths = [int(length) for length in re.findall(r"\d+", carried)]
    assert sum(lengths) == len(code.encode("utf-16-le")) // 2  # as scripts count
    assert text(page) == text(before) == code
    assert "<i" not in page


@pytest.mark.parametrize("code", ["> new\n", "< old\n"])
def test_a_block_whose_lines_are_more_than_coloured_stays(code: str) -> None:
    page = block(f"1c1\n{code}", "diff")
    assert without_elements(page) == page


def test_blocks_side_by_side_are_kept_apart() -> None:
    titled = block("if 1: pass\n").replace("<pre>", '<span class="filename">a.py</span><pre>')
    page = titled + '<div class="language-text highlight"><pre><span></span><code>x &lt; y\n</code></pre></div>'
    assert without_elements(page) == re.sub(r"</?i\b[^>]*>", "", page)


def test_the_script_has_the_grammar() -> None:
    assert json.dumps(GRAMMAR) in script()
