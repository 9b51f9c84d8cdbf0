"""Lines as Python counts those of a program: a line ends at a line feed, and at nothing else.

`str.splitlines` also ends one at a form feed, at U+2028 and at six other characters: each number below is then wrong.
"""

from __future__ import annotations


def lines_of(text: str, *, keepends: bool = False) -> list[str]:
    """Return the lines of a text, as `str.splitlines` would if there were no other ends of lines than line feeds."""
    *lines, last = text.split("\n")
    whole = [f"{line}\n" for line in lines] if keepends else lines
    return [*whole, last] if last else whole
