"""An extension of Python-Markdown that carries the name of a displayed formula from its include to its id.

The include is gone once it is expanded, and what arithmatex makes of the formula has no id. So the name is put into
the TeX as a comment before it is expanded, and taken out again once there is an element to bear it. It is an extension
because MkDocs looks for the anchors of a page while Markdown runs.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

OPENING = re.compile(r"\s*\$\$\s*$")
INCLUDE = re.compile(r'(?P<indent>\s*)--8<-- "[^":]*formulas\.py:(?P<name>[A-Za-z][-\w]*)"\s*$')
COMMENT = re.compile(r"\s*%formula:(?P<name>\S+)\n")
ID = "formula-{}"


class _MarkNames(Preprocessor):
    """Puts `%formula:NAME` before the include of a formula."""

    def run(self, lines: list[str]) -> list[str]:
        marked = lines[:1]
        for above, line in pairwise(lines):
            include = INCLUDE.match(line)
            if include and OPENING.match(above):
                marked.append(f"{include['indent']}%formula:{include['name']}")
            marked.append(line)
        return marked


class _GiveIds(Treeprocessor):
    """Takes the comment out, and gives the name to the formula's element."""

    def run(self, root: Element) -> None:
        for element in root.iter("div"):
            comment = element.get("class") == "arithmatex" and COMMENT.match(element.text or "")
            if comment:
                element.set("id", ID.format(comment["name"]))
                element.text = AtomicString((element.text or "")[comment.end() :].strip())


class NameFormulas(Extension):
    """The two together, before the includes are expanded and before MkDocs looks for anchors."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Register them."""
        md.preprocessors.register(_MarkNames(md), "formula_names", 33)  # pymdownx.snippets: 32
        md.treeprocessors.register(_GiveIds(md), "formula_ids", 6)  # MkDocs' own: 5


def makeExtension(**options: Any) -> NameFormulas:  # noqa: N802
    """Return the extension; Markdown asks for it by this name."""
    return NameFormulas(**options)
