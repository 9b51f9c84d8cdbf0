"""What can be wrong in a formula: each small change of its TeX that makes another formula of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docsite.source.tex import RELATIONS, Tex, commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GREEK = commands(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell"
)
NAME = re.compile(r"\\math[a-z]+\s*\{[^{}]*\}")
# Operators that range over something: what stands below and above them are bounds.
RANGING = commands("sum prod int iint oint lim max min sup inf bigcup bigcap limsup liminf")
PAIRS = [
    (r"\sin", r"\cos"),
    (r"\tan", r"\cot"),
    (r"\sinh", r"\cosh"),
    (r"\arcsin", r"\arccos"),
    (r"\exp", r"\log"),
    (r"\ln", r"\exp"),
    (r"\max", r"\min"),
    (r"\sup", r"\inf"),
    (r"\sum", r"\prod"),
    (r"\cup", r"\cap"),
    (r"\Re", r"\Im"),
]
OTHER_FUNCTION = {old: new for pair in PAIRS for old, new in (pair[::-1], pair)} | {r"\arctan": r"\tan"}
OTHER_ROUNDING = {r"\lfloor": (r"\lceil", r"\rceil"), r"\lceil": (r"\lfloor", r"\rfloor")}
FUNCTIONS = set(OTHER_FUNCTION) - RANGING
OTHER_SIGN = {"+": "-", "-": "+", r"\pm": r"\mp", r"\mp": r"\pm"}
# Each is replaced by what is false where it is true; `<` by `\le` would only say less.
OTHER_RELATIONS = {
    "=": (r"\ne", "<"),
    "<": (">",),
    ">": ("<",),
    r"\le": (r"\ge", "<"),
    r"\leq": (r"\ge", "<"),
    r"\ge": (r"\le", ">"),
    r"\geq": (r"\le", ">"),
    r"\ne": ("=",),
    r"\neq": ("=",),
    r"\approx": ("=",),
    r"\sim": ("=",),
    r"\to": ("=",),
    r"\in": (r"\notin",),
}
TIMES = {r"\cdot", r"\times", "*"}


@dataclass(frozen=True)
class Mutation:
    """A changed formula, and what kind of change it is."""

    kind: str
    tex: str


# The tokens from the first index up to the second one, and what takes their place.
Edit = tuple[int, int, str]


def mutations(text: str) -> list[Mutation]:
    """Return all changes of a formula; none is the formula itself in another dress, and no two are the same."""
    tex = Tex(text)
    found = {tex.canonical: Mutation("", text)}
    for kind, operator in OPERATORS.items():
        for edits in operator(tex):
            changed = _edited(tex, edits)
            found.setdefault(Tex(changed).canonical, Mutation(kind, changed))
    return list(found.values())[1:]


def _edited(tex: Tex, edits: list[Edit]) -> str:
    """Return the text with some tokens replaced; the space around them stays as it was."""
    text = tex.text
    for first, after, new in sorted(edits, reverse=True):
        start = tex.tokens[first].start if first < after else tex.tokens[first - 1].end
        end = tex.tokens[after - 1].end if first < after else start
        before, behind = text[:start], text[end:]
        text = _joined(_joined(before, new), behind)
    return " ".join(text.split())


def _joined(left: str, right: str) -> str:
    """Put two texts together, apart where the end of a command would swallow a letter."""
    apart = re.search(r"\\[A-Za-z]+$", left) and right[:1].isalpha()
    return f"{left} {right}" if apart else left + right


def _bounds(tex: Tex) -> dict[int, tuple[int, int]]:
    """Return what stands below and above sums and their like: for each `_` and `^`, its argument."""
    found = {}
    for index, text in enumerate(tex.texts):
        if text not in RANGING:
            continue
        script = index + 1
        if tex.texts[script : script + 1] == (r"\limits",):
            script += 1
        while tex.texts[script : script + 1] in {("_",), ("^",)}:
            after = tex.after_argument(script + 1)
            found[script] = tex.content(script + 1, after)
            script = after
    return found


def _scripts(tex: Tex) -> Iterator[tuple[int, int, int]]:
    """Yield exponents and indices: where `_` or `^` stands, and the argument without its braces."""
    for index, text in enumerate(tex.texts):
        if text in {"^", "_"} and index + 1 < len(tex.texts):
            yield index, *tex.content(index + 1, tex.after_argument(index + 1))


def _one_more(tex: Tex, first: int, after: int) -> list[Edit]:
    """Return the edit that adds one to an argument; none if it is a number, infinite, or a word."""
    texts = tex.texts[first:after]
    last = texts[-1] if texts else ""
    if not texts or r"\infty" in texts or (_is_number(last) and (len(texts) == 1 or texts[-2] in RELATIONS)):
        return []  # a number has its own mutation, and infinity and one is infinity
    if not (last.isalnum() or last in GREEK or tex.tokens[after - 1].closes):
        return []  # such as \min and \text{…}
    braced = tex.texts[first - 1] == "{"
    return [(after, after, "+1")] if braced else [(first, after, f"{{{tex.text_of(first, after)}+1}}")]


def _is_number(text: str) -> bool:
    return text[0].isdigit()


def change_signs(tex: Tex) -> Iterator[list[Edit]]:
    """Plus for minus; a minus with nothing before it is dropped."""
    for index, text in enumerate(tex.texts):
        if text not in OTHER_SIGN:
            continue
        before = tex.texts[index - 1] if index else ""
        leading = not index or tex.tokens[index - 1].opens or before in RELATIONS | {",", "&", "^", "_", r"\\"}
        yield [(index, index + 1, "" if leading and text == "-" else OTHER_SIGN[text])]


def raise_numbers(tex: Tex) -> Iterator[list[Edit]]:
    """A number is one greater, pi is doubled, infinity becomes one."""
    for index, text in enumerate(tex.texts):
        if _is_number(text):
            whole, dot, decimals = text.partition(".")
            number = f"{int(whole) + 1}{dot}{decimals}"
            single = index and (tex.texts[index - 1] in {"^", "_"} or tex.after_argument(index - 1) > index)
            yield [(index, index + 1, f"{{{number}}}" if single and len(number) > 1 else number)]
        elif text == r"\pi":
            yield [(index, index + 1, r"{2 \pi}")]
        elif text == r"\infty":
            yield [(index, index + 1, "1")]


def change_exponents(tex: Tex) -> Iterator[list[Edit]]:
    """An exponent is one greater, or missing."""
    bounds = _bounds(tex)
    for script, first, after in _scripts(tex):
        if tex.texts[script] == "^" and script not in bounds:
            yield _one_more(tex, first, after)
            yield [(script, tex.after_argument(script + 1), "")]


def change_indices(tex: Tex) -> Iterator[list[Edit]]:
    """An index is one greater."""
    bounds = _bounds(tex)
    for script, first, after in _scripts(tex):
        if tex.texts[script] == "_" and script not in bounds:
            yield _one_more(tex, first, after)


def change_bounds(tex: Tex) -> Iterator[list[Edit]]:
    """A bound of a sum, an integral or a limit is one greater."""
    for first, after in _bounds(tex).values():
        yield _one_more(tex, first, after)


def change_functions(tex: Tex) -> Iterator[list[Edit]]:
    """Cosine for sine and the like; up for down in rounding; a root or a factorial is missing."""
    for index, text in enumerate(tex.texts):
        if text in OTHER_FUNCTION:
            yield [(index, index + 1, OTHER_FUNCTION[text])]
        elif text in {r"\sqrt", "!"}:
            after = index + 2 if tex.texts[index + 1 : index + 2] == ("[",) else index + 1
            yield [(index, after if after == index + 1 else tex.after_argument(index + 1), "")]
        elif tex.tokens[index].bare in OTHER_ROUNDING and index in tex.closer:
            closer = tex.closer[index]
            names = zip((index, closer), OTHER_ROUNDING[tex.tokens[index].bare], strict=True)
            yield [(at, at + 1, tex.texts[at].replace(tex.tokens[at].bare, name)) for at, name in names]


def change_symbols(tex: Tex) -> Iterator[list[Edit]]:
    """A symbol is another one of the formula: the next two in the order in which they first occur."""
    places = [index for index in range(len(tex.tokens)) if _is_symbol(tex, index)]
    names = list(dict.fromkeys(tex.texts[index] for index in places))
    for index in places:
        at = names.index(tex.texts[index])
        for other in {names[(at + step) % len(names)] for step in (1, 2)} - {tex.texts[index]}:
            yield [(index, index + 1, other)]


def _is_symbol(tex: Tex, index: int) -> bool:
    text = tex.texts[index]
    named = (len(text) == 1 and text.isalpha()) or text in GREEK or NAME.fullmatch(text)
    return bool(named) and not _is_differential(tex, index)


def _is_differential(tex: Tex, index: int) -> bool:
    """Tell whether this is the d of an integral's dx."""
    return tex.texts[index] in {"d", r"\mathrm{d}"} and r"\int" in tex.texts[:index] and index + 1 < len(tex.texts)


def invert_fractions(tex: Tex) -> Iterator[list[Edit]]:
    """A fraction or a binomial coefficient stands upside down."""
    for index, text in enumerate(tex.texts):
        if text.endswith(("frac", "binom")):
            middle = tex.after_argument(index + 1)
            after = tex.after_argument(middle)
            if index + 1 < middle < after:
                upper, lower = tex.text_of(index + 1, middle), tex.text_of(middle, after)
                yield [(index + 1, after, lower + upper)]


def change_relations(tex: Tex) -> Iterator[list[Edit]]:
    """A relation is another one; what runs below a sum, and what tends below a limit, states none."""
    ranges = list(_bounds(tex).values())
    for index, text in enumerate(tex.texts):
        bound = any(first <= index < after for first, after in ranges)
        if not (bound and text in {"=", r"\to"}):
            for other in OTHER_RELATIONS.get(text, ()):
                yield [(index, index + 1, other)]


def drop_factors(tex: Tex) -> Iterator[list[Edit]]:
    """A factor of a product is missing."""
    levels = [(0, len(tex.tokens)), *((opener + 1, closer) for opener, closer in tex.closer.items())]
    for level in levels:
        for product in _products(tex, *level):
            for number, (first, after) in enumerate(product):
                if number:  # with the sign of multiplication, if any
                    yield [(product[number - 1][1], after, "")]
                elif len(product) > 1:
                    yield [(first, product[1][0], "")]


def _products(tex: Tex, index: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the factors that stand beside each other between two tokens."""
    product: list[tuple[int, int]] = []
    while index < end:
        after = _after_factor(tex, index)
        if after > index:
            product.append((index, after))
            index = after
        elif tex.texts[index] in TIMES and product:
            index += 1
        else:
            yield product
            product = []
            index = tex.after_scripts(index + 1)  # bounds are no factors
    yield product


def _after_factor(tex: Tex, index: int) -> int:
    """Return the token after the factor that begins here, or the same token if none does."""
    text = tex.texts[index]
    if text in FUNCTIONS:
        argument = tex.after_scripts(index + 1)
        return tex.after_atom(argument) if argument < len(tex.tokens) else index
    if _is_differential(tex, index):
        return index
    if _is_symbol(tex, index):
        after = tex.after_atom(index)
        called = after < len(tex.tokens) and tex.tokens[after].bare == "(" and _names_arguments(tex, after)
        return tex.after_atom(after) if called else after
    if index in tex.closer or _is_number(text) or text.endswith(("frac", "binom", "sqrt")) or text == r"\pi":
        return tex.after_atom(index)
    return index


def _names_arguments(tex: Tex, opener: int) -> bool:
    """Tell whether brackets hold arguments and not a factor: P(S = 0), f(x, y)."""
    inside = tex.texts[opener + 1 : tex.closer.get(opener, opener)]
    return any(text in RELATIONS | {",", ";", r"\mid"} for text in inside)


OPERATORS: dict[str, Callable[[Tex], Iterator[list[Edit]]]] = {
    "sign": change_signs,
    "number": raise_numbers,
    "exponent": change_exponents,
    "index": change_indices,
    "bound": change_bounds,
    "function": change_functions,
    "symbol": change_symbols,
    "fraction": invert_fractions,
    "relation": change_relations,
    "factor": drop_factors,
}
