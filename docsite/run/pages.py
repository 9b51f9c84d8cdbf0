"""Marks the blocks of a page that readers can run, and lets the page load what runs them.

What is expected of a page, of whatever generator, is what `pymdownx.highlight` writes with `pygments_lang_class`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from docsite.run.runnable import runnable

BLOCK = re.compile(
    r'<div class="language-python highlight">'
    r'(?=(?:<span class="filename">[^<]*</span>)?<pre>(?P<code>.*?)</pre></div>)',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")


def with_buttons(content: str, script: str, setup: Mapping[str, object]) -> str:
    """Return the HTML of a page's content with its runnable blocks marked, and unchanged where there are none.

    The script goes with the content and not into the head, since Material's instant navigation runs only such scripts.
    It makes the buttons: without scripts a reader gets none.

    Args:
        content: The HTML.
        script: The address of the script, from the page.
        setup: What the script needs to know; it finds that in its own element.
    """
    blocks = list(BLOCK.finditer(content))
    answers = iter(runnable([html.unescape(TAG.sub("", block["code"])) for block in blocks]))

    def marked(block: re.Match[str]) -> str:
        return block[0].replace(">", " data-run>") if next(answers) else block[0]

    with_marks = BLOCK.sub(marked, content)
    if with_marks == content:
        return content
    words = html.escape(json.dumps(setup, ensure_ascii=False, separators=(",", ":")))
    return f'{with_marks}\n<script type="module" src="{html.escape(script)}" data-run-setup="{words}"></script>'
