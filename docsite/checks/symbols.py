"""Mathematics within sentences is TeX, on every page that displays a formula: no symbol looks like two.

Whether a letter is one of the alphabet or a variable, no machine can tell for sure. What is looked for is what plain
text has no other use for: signs and raised or lowered characters, and letters that stand alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docsite.checks.prose import LINK_TARGET
from docsite.source.page import DISPLAY, HEADING, INLINE_CODE, LOOKS_LIKE_INCLUDE
from docsite.source.tex import without_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page
    from docsite.source.problems import Problem

# What quotes the titles of others.
REFERENCES = "#references"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵀᵃᵇᶜᵈᵉᵏᵐⁿᵖᵗˣʸ"
LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
SIGNS = "⌊⌋⌈⌉√∑∏∫∞∂∇≤≥≠≈≡∝∈∉⊂⊆∪∩∀∃−±∓"
GREEK = "ΓΔΘΛΞΠΣΦΨΩα-ωϵϕ"
# Only between what they can join: 3× faster, and a dot between Chinese names, are words.
JOINED = r"(?<=[A-Za-z0-9)\]])(?:[×÷·=<>]|\s[×÷·=<>]\s)(?=[A-Za-z0-9(\[])"
# No variable: the article, the pronoun, initials, languages, what is left of an elision, units after a number.
LETTER = r"(?<![A-Za-z0-9'’.\-/&_`])(?<!\d\s)(?:[b-z](?!\.[a-z])|[BD-HJ-Z](?!\.))(?![A-Za-z0-9À-ɏ'’/&_+#]|-mail)"
ALSO_IN_CHINESE = re.compile(
    r"(?<![A-Za-z0-9'’.\-/&_])(?<![A-Za-z]\s)a(?![A-Za-z0-9'’/&_])(?=[\s,，。；：）])"
)  # there it is no article
MATHEMATICS = re.compile(rf"[{RAISED}{LOWERED}{SIGNS}{GREEK}]|{LETTER}|{JOINED}")
MEND = "write it between single dollars, as TeX: `$x_i$`; all symbols of an expression together"


def check_inline_mathematics(page: Page) -> Iterator[Problem]:
    """A page that displays a formula writes symbols as TeX; headings and what is heard stay plain text."""
    if not page.displays:
        return
    section = ""
    for line, text in page.prose:
        if heading := HEADING.match(text):
            section = heading["attributes"] or ""
            continue
        plain = text.lstrip().startswith("<") or LOOKS_LIKE_INCLUDE.match(text) or DISPLAY.match(text)
        if section == REFERENCES or plain:
            continue
        words = LINK_TARGET.sub(" ", INLINE_CODE.sub("`", without_inline(text)))
        found = MATHEMATICS.search(words) or (page.language != "en" and ALSO_IN_CHINESE.search(words))
        if found:
            near = words[max(found.start() - 12, 0) : found.end() + 12].strip()
            yield page.problem(line, f"mathematics that is not TeX: '{found[0].strip()}' in '{near}'", MEND)
