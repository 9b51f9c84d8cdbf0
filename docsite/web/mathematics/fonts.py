"""The fonts of MathJax, cut down to the glyphs that are drawn."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

# Marks between a function and its argument, between factors and so on: screen readers speak them, nothing draws them.
INVISIBLE = "\n\u200b\u2061\u2062\u2063\u2064"

FOLDER = Path(__file__).parents[3] / "node_modules/@mathjax/mathjax-newcm-font/chtml/woff2"


def font_file(name: str) -> Path:
    """Return the file of a font that MathJax calls ``name``, such as ``NCM-N``."""
    return FOLDER / f"mjx-{'ncm-' if name == 'BRK' else ''}{name.lower()}.woff2"


@lru_cache(maxsize=256)
def cut(path: Path, characters: str) -> bytes:
    """Return the font with the glyphs of ``characters`` alone, as WOFF2: the same bytes each time.

    Raises:
        ValueError: The font lacks one of them.
    """
    # They take longer to load than MkDocs does, and only a build with formulas needs them.
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    drawn = set(characters) - set(INVISIBLE)
    with TTFont(path, recalcTimestamp=False) as font:
        missing = sorted(set(map(ord, drawn)) - set(font.getBestCmap()))
        if missing:
            raise ValueError(f"{path.name} has no glyph for {', '.join(f'U+{code:04X}' for code in missing)}")
        # MathJax places each glyph by itself, so that hints and kerning would never be used.
        options = subset.Options(
            hinting=False, layout_features=[], bidi_closure=False, notdef_outline=False, flavor="woff2"
        )
        options.drop_tables += ["ltag"]
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(drawn)))
        cutter.subset(font)
        font.flavor = "woff2"
        written = io.BytesIO()
        font.save(written)
    return written.getvalue()
