"""What pages with formulas load: one stylesheet, one script, and fonts cut down to what is drawn."""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from docsite.web.delivery.files import hashed_name, small_css, small_js, write_hashed
from docsite.web.mathematics.fonts import cut, font_file
from docsite.web.mathematics.mathjax import MathJax, Rendered

HERE = Path(__file__).parent

# Lines of text have the height of their first font. In this one it is nothing: MathJax has measured each glyph itself.
ZERO = "NCM-ZERO"
# Spaces of no width, at which an inline formula may break.
BREAK = "BRK"

# Parentheses around a displayed fraction: hardly a page with formulas is without.
AROUND_FRACTIONS = "NCM-S5"

# These travel in the stylesheet. The other fonts are files, so that the text does not wait for them.
INLINE = {ZERO, BREAK, AROUND_FRACTIONS}

# A page asks ahead for a font from this size on, in bytes. A smaller one holds a few large signs, and comes when a
# formula with one of them is laid out.
COMMON = 2048

# MathJax's own rules for all its fonts; ours name those that are drawn.
FONT_RULES = re.compile(r"@font-face|\.NCM-|@media|mjx-container \.m-selected")


@dataclass(frozen=True)
class Assets:
    """Where the files are.

    Attributes:
        styles: The stylesheet.
        script: The script that copies TeX.
        fonts: The fonts that pages ask for ahead, by MathJax's names for them.
    """

    styles: Path
    script: Path
    fonts: dict[str, Path]


def write_assets(rendered: Collection[Rendered], mathjax: MathJax, folder: Path) -> Assets:
    """Write what the formulas need.

    Args:
        rendered: All formulas of the site.
        mathjax: What has rendered them.
        folder: Where the files go.
    """
    cut_fonts = {name: cut(font_file(name), text) for name, text in _characters(rendered).items()}
    files = {
        name: write_hashed(folder, f"{name.lower()}.woff2", content)
        for name, content in cut_fonts.items()
        if name not in INLINE
    }
    rules = [(HERE / "formulas.css").read_text(encoding="utf-8")]
    rules += [rule for rule in mathjax.styles(rendered) if not FONT_RULES.match(rule)]
    rules += [_font_face(name, content, files.get(name)) for name, content in sorted(cut_fonts.items())]
    styles = write_hashed(folder, "formulas.css", small_css("\n".join(rules)).encode())
    script = write_hashed(folder, "formulas.js", small_js((HERE / "formulas.js").read_text(encoding="utf-8")).encode())
    return Assets(styles, script, {name: file for name, file in files.items() if len(cut_fonts[name]) >= COMMON})


def write_tex(formulas: Sequence[str], folder: Path) -> str:
    """Write the TeX of a page's formulas, in their order, as a script for readers who copy; return its name."""
    content = json.dumps(formulas, ensure_ascii=False, separators=(",", ":"))
    name = hashed_name("tex.js", content.encode())
    (folder / name).write_text(f'formulaTex["{name}"]={content}', encoding="utf-8")
    return name


def _characters(rendered: Collection[Rendered]) -> dict[str, str]:
    """Return the characters that are drawn in each font, in a fixed order."""
    drawn: dict[str, set[str]] = defaultdict(set)
    for one in rendered:
        for name, text in one.glyphs.items():
            drawn[name].update(text)
    drawn[ZERO] = drawn[BREAK] = {" "}
    return {name: "".join(sorted(characters)) for name, characters in sorted(drawn.items())}


def _font_face(name: str, content: bytes, file: Path | None) -> str:
    family = f"MJX-{name}"
    url = file.name if file else f"data:font/woff2;base64,{base64.b64encode(content).decode()}"
    face = f'@font-face {{ font-family: {family}; src: url("{url}") format("woff2"); font-display: block; }}'
    return f"{face}\n.{name} {{ font-family: MJX-{ZERO}, {family}; }}" if name not in {ZERO, BREAK} else face
