"""Built pages: their TeX becomes formulas, numbered, linked and copyable, with one stylesheet for those that need it.

What is expected of a page, of whatever generator, is what `pymdownx.arithmatex` writes in its generic form without
delimiters: `<span class="arithmatex">TeX</span>`, or a `div` for a displayed formula, with an id if it is to be
numbered. A link to such an id without words gets the number.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import relpath

from docsite.web.mathematics.assets import Assets, write_assets, write_tex
from docsite.web.mathematics.mathjax import MathJax, Rendered, TeX

TEX = re.compile(
    # A line must not break between an inline formula and the mark before or behind it; left alone, browsers do that.
    r"(?P<before>[(（「《“‘]*)"
    r'<(?P<tag>span|div) class="arithmatex"(?: id="(?P<id>[^"]*)")?>(?P<tex>[^<]*)</(?P=tag)>'
    r"(?P<after>[-,.;:!?)\]，。；：！？、）」》”’]*)"
)
REFERENCE = re.compile(r'<a (?P<attributes>[^>]*href="(?P<path>[^"#]*)#(?P<id>[^"]+)"[^>]*)></a>')

# A formula is numbered by its place on the page, and what MathJax makes of these has ids that could clash.
FORBIDDEN = re.compile(r"\\(tag|label|ref|eqref)(?![A-Za-z])")

# From this width on, in em, a formula may have to scroll on the narrowest phone, and must be able to take the focus.
WIDE = 10.0

# In em. In a sentence one up to here stands in one line, and has its width before its font has come: else the words
# after it would move.
SHORT = 13.0

# How far a line of text reaches above and below its base line, in em. A formula takes as much at least.
ABOVE, BELOW = 1.2, 0.53


@dataclass(frozen=True)
class Words:
    """What the button beside a formula says: what it does, that it is done, and that it cannot be done."""

    copy: str
    copied: str
    failed: str


@dataclass(frozen=True)
class FormulaFault:
    """What is wrong with a formula or a reference.

    Attributes:
        file: The built page.
        tex: The formula; empty for a reference.
        id: The id of the formula or of the one that is referred to, or an empty string.
        message: What is wrong.
    """

    file: Path
    tex: str
    id: str
    message: str


class FormulaError(Exception):
    """Formulas are wrong; nothing has been written."""

    def __init__(self, faults: Sequence[FormulaFault]) -> None:
        """Keep the faults, in the order of the pages."""
        self.faults = faults
        super().__init__("\n".join(f"{fault.file}: {fault.message}: {fault.tex or fault.id}" for fault in faults))


@dataclass
class _Page:
    """A built page that has formulas, or refers to some."""

    file: Path
    text: str
    words: Words
    faults: list[FormulaFault] = field(default_factory=list)

    @cached_property
    def formulas(self) -> tuple[TeX, ...]:
        """The formulas in their order."""
        return tuple(_formula(match) for match in TEX.finditer(self.text))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the displayed formulas, by their ids."""
        ids = [match["id"] for match in TEX.finditer(self.text) if match["id"]]
        return {name: number for number, name in enumerate(ids, start=1)}

    def fault(self, message: str, tex: str, name: str) -> None:
        """Note that something is wrong."""
        self.faults.append(FormulaFault(self.file, tex, name, message))


def typeset(folders: Mapping[Path, Words], assets: Path, mathjax: MathJax) -> None:
    """Render the formulas of all pages.

    Args:
        folders: Folders of built pages, each with the words for its language.
        assets: Where stylesheet, script and fonts go, whose names change with what they hold.
        mathjax: What renders.

    Raises:
        FormulaError: A formula or a reference is wrong.
        NodeError: MathJax cannot be started.
    """
    pages = [page for folder, words in folders.items() for page in _pages_with_formulas(folder, words)]
    rendered = mathjax.render(formula for page in pages for formula in page.formulas)
    numbers = {page.file.resolve(): page.numbers for page in pages}
    written = {page.file: _written(page, rendered, numbers) for page in pages}
    if faults := [fault for page in pages for fault in page.faults]:
        raise FormulaError(faults)
    if rendered:
        shared = write_assets(rendered.values(), mathjax, assets)
        for page in pages:
            glyphs = {name for formula in page.formulas for name in rendered[formula].glyphs}
            tex = write_tex([formula.tex for formula in page.formulas], assets) if page.formulas else ""
            written[page.file] = _with_assets(page, written[page.file], shared, glyphs, tex)
    for file, text in written.items():
        file.write_text(text, encoding="utf-8")


def _pages_with_formulas(folder: Path, words: Words) -> Iterator[_Page]:
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if 'class="arithmatex"' in text or REFERENCE.search(text):
            yield _Page(file, text, words)


def _formula(match: re.Match[str]) -> TeX:
    return TeX(html.unescape(match["tex"]).strip(), match["tag"] == "div")


def _written(page: _Page, rendered: Mapping[TeX, Rendered], numbers: Mapping[Path, Mapping[str, int]]) -> str:
    """Return the page with its formulas and the numbers in its references; note what is wrong."""

    def formula(match: re.Match[str]) -> str:
        one = _formula(match)
        result = rendered[one]
        if error := result.error or (FORBIDDEN.search(one.tex) and "formulas are numbered by their place on the page"):
            page.fault(error, one.tex, match["id"] or "")
        if one.display:
            number = page.numbers.get(match["id"])
            return match["before"] + _displayed(result, match["id"], number) + match["after"]
        inline = _in_sentence(result)
        glued = match["before"] or match["after"]
        return f'<span class="formula-glue">{match["before"]}{inline}{match["after"]}</span>' if glued else inline

    def reference(match: re.Match[str]) -> str:
        target = _target(page.file, match["path"])
        number = numbers.get(target, {}).get(match["id"])
        if number is None:
            page.fault("this link has no words, and leads to no formula that could lend its number", "", match["id"])
        return f"<a {match['attributes']}>({number})</a>"

    return REFERENCE.sub(reference, TEX.sub(formula, page.text))


def _target(file: Path, path: str) -> Path:
    """Return the page that a relative address leads to."""
    target = (file.parent / path).resolve() if path else file.resolve()
    return target / "index.html" if target.is_dir() else target


def _displayed(formula: Rendered, name: str | None, number: int | None) -> str:
    """Return a formula that stands by itself: in a box that scrolls, with its number; a script adds the button.

    Its height goes with it, since it is not laid out before it comes near.
    """
    label = f"({number})" if number else ""
    focus = f' tabindex="0" role="group" aria-label="{label or "TeX"}"' if formula.width > WIDE else ""
    link = f'<a class="formula__number" href="#{name}">{label}</a>' if number else ""
    identity = f' id="{name}"' if name else ""
    height = f' style="--height:{max(formula.height, ABOVE) + max(formula.depth, BELOW):.1f}"'
    return f'<div class="formula"{identity}{height}><div class="formula__box"{focus}>{formula.html}</div>{link}</div>'


def _in_sentence(formula: Rendered) -> str:
    """Return a formula that stands in a sentence."""
    if formula.width > SHORT:
        return formula.html
    return formula.html.replace("<mjx-container", f'<mjx-container style="width:{formula.width:.2f}em"', 1)


def _with_assets(page: _Page, text: str, shared: Assets, fonts: set[str], tex: str) -> str:
    """Return the page with links to what its formulas need.

    The script stands behind the first formula and not in the head, since Material's instant navigation runs only
    the scripts that come with a page's content. A module runs once, however often it is asked for. There are the
    fonts, too: asked for in the head, they would share the line with the styles, and all text wait for them.
    """

    def address(asset: Path) -> str:
        return relpath(asset.as_posix(), page.file.parent.as_posix())

    preloaded = (shared.fonts[name] for name in sorted(fonts) if name in shared.fonts)
    fonts_ahead = "".join(
        f'<link rel="preload" href="{address(font)}" as="font" type="font/woff2" crossorigin>' for font in preloaded
    )
    head = f'<link rel="stylesheet" href="{address(shared.styles)}">\n'
    before, container, rest = text.replace("</head>", f"{head}</head>", 1).partition("</mjx-container>")
    source = f'type="module" src="{address(shared.script)}" data-tex="{tex}"'
    words = " ".join(f'data-{name}="{html.escape(text)}"' for name, text in asdict(page.words).items())
    ahead = f"{fonts_ahead}<script {source} {words}></script>" if container else ""
    return before + container + ahead + rest
