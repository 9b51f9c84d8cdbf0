"""TeX as far as the checks need it: tokens, groups and arguments, not what they mean.

A parser such as pylatexenc knows documents and their macros. A formula is short, and what is asked of it here is
only which tokens belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands(names: str) -> set[str]:
    """Return the commands of these names."""
    return {f"\\{name}" for name in names.split()}


# Dollars as pymdownx.arithmatex sees them: "$5 and $6" is no formula. Code is matched first, since it may hold dollars.
CODE_OR_INLINE = re.compile(r"(?P<code>(?P<ticks>`+).+?(?P=ticks))|(?<!\\)\$(?!\s)(?P<tex>(?:\\.|[^\\$])+?)(?<!\s)\$")

TOKEN = re.compile(
    r"\\(?:begin|end|text|operatorname\*?|math[a-z]+)\s*\{[^{}]*\}"  # a word, or an end of an environment
    r"|\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|\S)"  # a delimiter with its size
    r"|\\[A-Za-z]+|\\."
    r"|(?<=[\^_])\d|(?<=frac)\d|(?<=frac\d)\d|(?<=binom)\d|(?<=binom\d)\d"  # TeX takes a single digit there
    r"|\d+(?:\.\d+)?|\S"
)
SIZE = re.compile(r"\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])\s*")
SPACES = {r"\,", r"\;", r"\:", r"\!", r"\ ", "~", r"\quad", r"\qquad", r"\displaystyle", r"\limits", "&"}
SYNONYMS = {r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\lt": "<", r"\gt": ">", r"\dfrac": r"\frac"}
SYNONYMS |= {r"\tfrac": r"\frac", r"\dbinom": r"\binom", r"\tbinom": r"\binom", r"\rightarrow": r"\to", r"\cdot": ""}
OPENERS = {"{", "(", "[", r"\{", r"\lfloor", r"\lceil", r"\langle", r"\lvert", r"\lVert"}
CLOSERS = {"}", ")", "]", r"\}", r"\rfloor", r"\rceil", r"\rangle", r"\rvert", r"\rVert"}
RELATIONS = {"=", "<", ">", "≤", "≥", "≠", "≈"} | commands(
    "le leq leqslant lt ge geq geqslant gt ne neq approx sim simeq cong equiv propto to rightarrow longrightarrow "
    "mapsto Rightarrow implies iff Leftrightarrow ll gg asymp"
)
ARGUMENTS = {rf"\{size}{name}": 2 for size in ("", "d", "t") for name in ("frac", "binom")} | {r"\sqrt": 1}


@dataclass(frozen=True)
class Token:
    """A token of a formula, and where it stands in its text."""

    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        """The token without what only sets its size."""
        return SIZE.sub("", self.text)

    @property
    def opens(self) -> bool:
        """Whether a group begins here."""
        return (self.text.startswith(r"\left") and self.text != self.bare) or self.bare in OPENERS

    @property
    def closes(self) -> bool:
        """Whether a group ends here."""
        return (self.text.startswith(r"\right") and self.text != self.bare) or self.bare in CLOSERS


@dataclass(frozen=True)
class Tex:
    """A formula."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens; space between them is left out."""
        return tuple(Token(match[0], match.start(), match.end()) for match in TOKEN.finditer(self.text))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The tokens' texts."""
        return tuple(token.text for token in self.tokens)

    @cached_property
    def closer(self) -> dict[int, int]:
        """For each token that opens a group, the one that closes it."""
        found: dict[int, int] = {}
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.opens:
                opened.append(index)
            elif token.closes and opened:
                found[opened.pop()] = index
        return found

    def after_argument(self, index: int) -> int:
        """Return the token after the argument that begins at a token."""
        if index >= len(self.tokens):
            return index
        if index in self.closer:
            return self.closer[index] + 1
        after = index + 1
        for _ in range(ARGUMENTS.get(self.texts[index], 0)):
            if self.texts[index] == r"\sqrt" and self.texts[after : after + 1] == ("[",):
                after = self.after_argument(after)
            after = self.after_argument(after)
        return after

    def after_scripts(self, index: int) -> int:
        """Return the token after the exponents, indices, primes and factorials that begin at a token."""
        while index < len(self.tokens) and self.texts[index] in {"^", "_", "'", "!"}:
            index = self.after_argument(index + 1) if self.texts[index] in {"^", "_"} else index + 1
        return index

    def after_atom(self, index: int) -> int:
        """Return the token after what begins at a token: a symbol, a group or a fraction, with its scripts."""
        return self.after_scripts(self.after_argument(index))

    def text_of(self, first: int, after: int) -> str:
        """Return the text of the tokens from one up to another."""
        return self.text[self.tokens[first].start : self.tokens[after - 1].end]

    def content(self, first: int, after: int) -> tuple[int, int]:
        """Return an argument without the braces around it."""
        return (first + 1, after - 1) if self.texts[first : first + 1] == ("{",) else (first, after)

    @cached_property
    def canonical(self) -> tuple[str, ...]:
        """The tokens without what does not change the formula: spaces, sizes, braces around one token, synonyms."""
        bare = [SYNONYMS.get(token.bare, token.bare) for token in self.tokens if token.text not in SPACES]
        texts = [text for text in bare if text]
        index = 0
        while index + 2 < len(texts):
            if texts[index] == "{" and texts[index + 2] == "}":
                texts[index : index + 3] = [texts[index + 1]]
            index += 1
        return tuple(texts)

    @property
    def states(self) -> bool:
        """Whether it states a relation; one inside brackets, an exponent or an index names a thing: P(S = 0)."""
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.text in RELATIONS:
                return True
            if token.text in {"^", "_"}:
                index = self.after_argument(index + 1)
            elif index in self.closer and token.text != "{":
                index = self.closer[index] + 1
            else:
                index += 1
        return False


def inline_formulas(text: str) -> Iterator[str]:
    """Yield the TeX between single dollars in a line of Markdown."""
    for match in CODE_OR_INLINE.finditer(text):
        if match["tex"]:
            yield match["tex"]


def masked(text: str, kept: list[str]) -> str:
    """Return a text of Markdown with a word in place of each inline formula, and append the formulas to ``kept``."""

    def mask(match: re.Match[str]) -> str:
        if not match["tex"]:
            return match[0]
        kept.append(match[0])
        return f"TEX{len(kept) - 1}TEX"

    return CODE_OR_INLINE.sub(mask, text)


def unmasked(text: str, kept: list[str]) -> str:
    """Return a text with its formulas in place of the words that stood for them."""
    return re.sub(r"TEX(\d+)TEX", lambda match: kept[int(match[1])], text)


def without_inline(text: str) -> str:
    """Return a line of Markdown without its inline formulas."""
    return CODE_OR_INLINE.sub(lambda match: match["code"] or "", text)
