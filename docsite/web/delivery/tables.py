"""Tables with a class of their own, by which the styles find them in place of Material's `table:not([class])`.

That selector costs much on a long page. Material's script looks for it too and lays each such table into two more
elements, upon which all that the page holds is styled anew. So is all that is in an element which changes its class, as
the page's root does, since a rule asks for `[class]` and ends in `> :first-child`.
"""

from __future__ import annotations

import re

CLASS = "table"

TABLE = re.compile(r"<table(?![^>]*\sclass=)(?=[\s>])")


def with_class(html: str) -> str:
    """Return a page whose tables all have a class."""
    return TABLE.sub(f'<table class="{CLASS}"', html)


def by_class(styles: str) -> str:
    """Return styles that find tables by their class; no rule gains or loses weight by it."""
    return styles.replace("table:not([class])", f"table.{CLASS}")
