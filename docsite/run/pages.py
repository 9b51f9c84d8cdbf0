"""Marks the blocks of a page that readers can run, and lets the page load what runs them.

What is expected of a page, of whatever generator, is what `pymdownx.highlight` writes with `pygments_lang_class`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from itertools import compress

from docsite.run.runnable import imports, runnable

BLOCK = re.compile(
    r'<div class="language-python highlight">'
    r'(?=(?:<span class="filename">[^<]*</span>)?<pre>(?P<code>.*?)</pre></div>)',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")


def with_buttons(content: str, script: str, setup: Callable[[set[str]], Mapping[str, object]]) -> str:
    """Return the HTML of a page's content with its runnable blocks marked, and unchanged where there are none.

    The script goes with the content and not into the head, since Material's instant navigation runs only such scripts.
    It makes the buttons: without scripts a reader gets none.

    Args:
        content: The HTML.
        script: The address of the script, from the page.
        setup: Returns what the script needs to know, given what the runnable blocks import; it finds that in its own
            element.
    """
    sources = [html.unescape(TAG.sub("", block["code"])) for block in BLOCK.finditer(content)]
    answers = runnable(sources)
    if not any(answers):
        return content
    each = iter(answers)

    def marked(block: re.Match[str]) -> str:
        return block[0].replace(">", " data-run>") if next(each) else block[0]

    needed = setup(imports(compress(sources, answers)))
    words = html.escape(json.dumps(needed, ensure_ascii=False, separators=(",", ":")))
    return (
        f"{BLOCK.sub(marked, content)}\n"
        f'<script type="module" src="{html.escape(script)}" data-run-setup="{words}"></script>'
    )
