"""Colours of code without an element for each token: the reader's browser finds the tokens and paints their ranges.

That needs scripts (colours.js beside this), and a browser that knows highlights; elsewhere code is plain. The grammar
says where the tokens of a language are, in patterns that Python and JavaScript read alike. It need not be complete: a
block of which it says something else than Pygments carries Pygments' tokens along, in a few letters.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCRIPT = Path(__file__).with_name("colours.js")

# What colours are called in the grammar, in a block's own tokens and in site.css, by the classes of docsite/polish.py.
NAMES = {"o": "o", "k": "k", "s": "s", "se": "e", "m": "m", "nb": "b", "nf": "f", "c": "c"}

# The first letter of a group is the name of its colour, or of the grammar of what stands there.
GRAMMAR = {
    "p": "|".join(
        [
            r'^[ \t]*(?<c1>"""[^]*?"""|\'\'\'[^]*?\'\'\')',
            r"(?<c2>#.*)",
            r"^[ \t]*(?<k1>from)[ ]+(?<f1>[\w.]+)[ ]+(?<k2>import)\b",
            r"^[ \t]*(?<k3>import)[ ]+(?<f2>[\w.]+)(?:[ ]+(?<k4>as)[ ]+(?<f3>\w+))?",
            r"\b(?<k5>def|class)[ ]+(?<f4>(?!__)\w+)?",
            r"(?<k6>^[ \t]*@\w+)",
            r'\b[rRbBuU]{1,2}(?<s1>"[^"\n]*"|\'[^\'\n]*\')',
            r'\b[fF](?<i1>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')',
            r'(?<q1>"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')',
            r"(?<m1>(?:\b\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)",
            r"\b(?<o1>in|is|and|or|not)\b",
            r"\b(?<k7>assert|async|await|break|continue|del|elif|else|except|finally|for|global|if|lambda|nonlocal|pass"
            r"|raise|return|try|while|with|yield|as|from|import)\b",
            r"(?<!\.)\b(?<b1>self|cls|abs|all|any|bool|bytes|callable|chr|dict|dir|divmod|enumerate|eval|exec|filter"
            r"|float|format|frozenset|getattr|hasattr|hash|hex|id|input|int|isinstance|issubclass|iter|len|list|map|max"
            r"|memoryview|min|next|object|open|ord|pow|print|property|range|repr|reversed|round|set|setattr|slice"
            r"|sorted|staticmethod|str|sum|super|tuple|type|vars|zip)\b",
            r"(?<!\.)\b(?<f5>(?:Value|Type|Key|Index|Attribute|Runtime|Assertion|Import|OS|Overflow|Recursion"
            r"|ZeroDivision)Error|Exception|StopIteration)\b",
            r"\w+",
            r"(?<o2>[^\s\w]+?)",
        ]
    ),
    "q": r"(?<e1>\\.)|(?<s1>[^\\]+)",
    "i": r"(?<e1>\\.|\{\{|\}\})|(?<s1>[^{}\\]+|\})|(?<s2>\{)(?<p1>(?:[^{}\[\]():!=]|[!=]=|\[[^\]]*\]"
    r"|\((?:[^()]|\([^()]*\))*\))*)",
    "h": "|".join(
        [
            r"(?<!\S)(?<c1>#.*)",
            r"(?<e1>\\[^])",
            r"(?<s1>'[^']*')",
            r'(?<d1>"(?:[^"\\]|\\.)*")',
            r"(?<a1>\$\(\([^()]*\)\))",
            r"(?<o1>&&|\|\||\(\)|[=;&|{}\[\]])",
            r"(?<k1>\$\(|\))",
            r"\b(?<k2>if|then|elif|else|fi|for|in|while|until|do|done|case|esac|function|return)\b",
            r"\b(?<b1>cd|command|echo|eval|exec|exit|export|false|kill|local|printf|read|set|shift|source|test|time|trap"
            r"|true|type|unset|wait)(?=[\s)])",
            r"(?<m1>\d+)\b",
            r"\$\w+",
            r"[^=\s\[\]{}()$\"'\\<&|;]+",
            r"\S",
        ]
    ),
    "d": r"\$\w+|(?<s1>[^$]+)",
    "a": r"(?<k1>\$\(\(|\)\))|(?<o1>[-+*/%])|\b(?<m1>\d+)\b",
    "y": "|".join(
        [
            r"(?<!\S)(?<c1>#.*)",
            r"(?<s1>\"[^\"\n]*\"|'[^'\n]*')",
            r"(?<k1>[\w./-]+)(?<o1>:)(?!\S)",
            r"(?<o2>-)(?!\S)",
            r"(?<l1>\[[^\]\n]*\])",
            r"(?<s2>[^\s\[#](?:[^\n#]*[^\s#])?)",
        ]
    ),
    "l": r"(?<o1>[\[\],])|(?<s1>\"[^\"]*\"|'[^']*')",
}
# Where a language's blocks begin to be read.
STARTS = {"python": "p", "bash": "h", "sbatch": "h", "yaml": "y"}

BLOCK = re.compile(
    r'<div class="language-(?P<language>\w+) highlight"(?P<attributes>[^>]*)>(?P<between>(?:(?!<pre>|</div>).)*)'
    r"(?P<opening><pre>(?:<span></span>)?<code[^>]*>)(?P<code>(?:(?!</code>).)*)",
    re.DOTALL,
)
PIECE = re.compile(r"<i class=(?P<kind>\w+)>(?P<text>[^<]*)</i>|(?P<plain>[^<]+)|(?P<other>.)", re.DOTALL)


def script() -> str:
    """Return the script that paints, with the grammar in it."""
    text = SCRIPT.read_text(encoding="utf-8")
    return text.replace("GRAMMAR", json.dumps(GRAMMAR)).replace("STARTS", json.dumps(STARTS))


def without_elements(page: str) -> str:
    """Return a page whose blocks of code have no elements for tokens; what the script needs instead, it finds there.

    A block stays as it is if something in it is more than coloured, such as a line of a `diff`.
    """

    def block(match: re.Match[str]) -> str:
        found = _painted(match["code"])
        if found is None:
            return match[0]
        text, colours = found
        start = STARTS.get(match["language"])
        own = ""
        if _seen(text, _expected(text, start) if start else " " * len(text)) != _seen(text, colours):
            own = f' data-colours="{_encoded(text, colours)}"'
        return (
            f'<div class="language-{match["language"]} highlight"{match["attributes"]}{own}>'
            f"{match['between']}{match['opening']}{html.escape(text, quote=False)}"
        )

    return BLOCK.sub(block, page)


def _painted(code: str) -> tuple[str, str] | None:
    """Return the text of a block and the names of its letters' colours, a space for none."""
    text, colours = [], []
    for piece in PIECE.finditer(code):
        name = NAMES.get(piece["kind"], "") if piece["kind"] else " "
        if piece["other"] or not name:
            return None
        part = html.unescape(piece["text"] if piece["kind"] else piece["plain"])
        text.append(part)
        colours.append(name * len(part))
    return "".join(text), "".join(colours)


def _seen(text: str, colours: str) -> str:
    """Return the colours of what is seen, by which spaces do not count."""
    return "".join(colour for letter, colour in zip(text, colours, strict=True) if not letter.isspace())


def _expected(text: str, start: str) -> str:
    """Return what the script will find by the grammar."""
    colours = [" "] * len(text)
    for name, first, end in _tokens(text, start):
        colours[first:end] = name * (end - first)
    return "".join(colours)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of the grammar as Python writes it: `[^]` is any letter there, and a group has a P."""
    source = re.sub(r"\(\?<(?=\w)", "(?P<", GRAMMAR[name]).replace("[^]", r"[\s\S]")
    return re.compile(source, re.MULTILINE | re.ASCII)


def _tokens(text: str, grammar: str, offset: int = 0) -> Iterator[tuple[str, int, int]]:
    """Yield the tokens: as `tokens` of the script does, line by line."""
    for match in _pattern(grammar).finditer(text):
        for name, part in match.groupdict().items():
            if not part:
                continue
            first = offset + match.start(name)
            if name[0] in GRAMMAR:
                yield from _tokens(part, name[0], first)
            else:
                yield name[0], first, first + len(part)


def _encoded(text: str, colours: str) -> str:
    """Return the runs of colours as their lengths and names, in the letters that a script counts by (UTF-16)."""
    runs: Sequence[tuple[str, str]] = [
        (name, "".join(letter for letter, _ in run))
        for name, run in groupby(zip(text, colours, strict=True), key=lambda pair: pair[1])
    ]
    return "".join(f"{len(part.encode('utf-16-le')) // 2}{name.replace(' ', '.')}" for name, part in runs)
