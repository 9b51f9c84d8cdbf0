"""What the HTML of a page needs beyond what Markdown makes of it, as plain functions that any generator can use."""

import re

CODE = re.compile(r"<pre>((?:<span></span>)?)<code>")


def polish(html: str) -> str:
    """Return the HTML of a page's content, mended for all readers."""
    return let_keyboards_scroll(html)


def let_keyboards_scroll(html: str) -> str:
    """Let code and tables take the focus, for without a mouse one can scroll only what has it.

    Material's script does as much for wide code, and takes the focus from narrow code, once it comes into view.
    """
    html = CODE.sub(r'<pre>\1<code tabindex="0">', html)
    return html.replace("<table>", '<table tabindex="0">')
