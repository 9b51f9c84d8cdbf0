"""Marks the blocks of a page that readers can run, and lets the page load what runs them.

What is expected of a page, of whatever generator, is what `pymdownx.highlight` writes with `pygments_lang_class`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress

from docsite.source.runnable import can_check, imports, runnable

BLOCK = re.compile(
    r'<div class="language-python highlight">'
    r'(?=(?:<span class="filename">[^<]*</span>)?<pre>(?P<code>.*?)</pre></div>)',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")


def with_buttons(
    content: str,
    script: str,
    setup: Callable[[set[str]], Mapping[str, object]],
    checks: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Return the HTML of a page's content with its runnable blocks marked, and unchanged where there are none.

    The script goes with the content and not into the head, since Material's instant navigation runs only such scripts.
    It makes the buttons: without scripts a reader gets none.

    Args:
        content: The HTML.
        script: The address of the script, from the page.
        setup: Returns what the script needs to know, given what the runnable blocks import; it finds that in its own
            element.
        checks: What judges the answer to an exercise, by the code of the block that readers begin with.
    """
    sources = [html.unescape(TAG.sub("", block["code"])) for block in BLOCK.finditer(content)]
    answers = runnable(sources)
    if not any(answers):
        return content
    found = dict(_checks(sources, checks or {}))
    marks = [f" data-run{' data-check' * (index in found)}>" if runs else ">" for index, runs in enumerate(answers)]
    each = iter(marks)

    def marked(block: re.Match[str]) -> str:
        return block[0].replace(">", next(each))

    asked = [one["source"] for one in found.values()]
    needed = {**setup(imports([*compress(sources, answers), *asked]))}
    if found:
        needed["checks"] = list(found.values())  # in the order of their blocks
    told = json.dumps(needed, ensure_ascii=False, separators=(",", ":"))
    # Whatever reads the tags of a page further on need not know that one may hold such a sign.
    words = html.escape(told.replace("<", "\\u003c").replace(">", "\\u003e"))
    return (
        f"{BLOCK.sub(marked, content)}\n"
        f'<script type="module" src="{html.escape(script)}" data-run-setup="{words}"></script>'
    )


def _checks(sources: Sequence[str], checks: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the checks that a browser can run, each with the number of its block."""
    for index, source in enumerate(sources):
        check = checks.get(source.strip("\n"))
        if check and can_check(sources, index, check["source"]):
            yield index, check
