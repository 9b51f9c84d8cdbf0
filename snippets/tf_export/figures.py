"""Draw the figures: `python -m snippets.tf_export.figures DIR`."""

import sys
from pathlib import Path

from snippets.tf_export.generator import SHAPES, package, rows

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
BLUE, RED = "var(--figure-1, #0b6bcb)", "var(--figure-2, #c2410c)"
MONO = 'font-family="ui-monospace, monospace" font-size="12"'
START = f'{MONO} text-anchor="start"'


def text(x: float, y: float, words: str, fill: str = INK, more: str = MONO) -> str:
    """Return a label, centred if `more`, which holds its font, says nothing else."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    return f'<text x="{x:g}" y="{y:g}"{anchor} fill="{fill}" {more}>{words}</text>'


def box(x: float, y: float, width: float, lines: list[str], stroke: str) -> list[str]:
    """Return a box around its middle, with lines of text in it."""
    height = 18 * len(lines) + 12
    top = y - height / 2
    rectangle = (
        f'<rect x="{x - width / 2:g}" y="{top:g}" width="{width:g}" '
        f'height="{height:g}" '
        f'rx="4" fill="{PAPER}" stroke="{stroke}" stroke-width="1.5"/>'
    )
    rows = [text(x, top + 22 + 18 * row, line) for row, line in enumerate(lines)]
    return [rectangle, *rows]


def arrow(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    """Return a straight arrow down or to the right."""
    down = x1 == x2
    head = f"M{x2:g} {y2:g}l-4 -8h8z" if down else f"M{x2:g} {y2:g}l-8 -4v8z"
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{stroke}" stroke-width="1.5"/>'
        f'<path d="{head}" fill="{stroke}"/>'
    )


def svg(width: int, height: int, parts: list[str]) -> str:
    """Return an SVG, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 {width} {height}" '
        f'style="max-width: {width + 120}px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def roads() -> str:
    """Return the two roads from one mark: by running the text, and by reading it."""
    mark = next(line for line in SHAPES.splitlines() if line.startswith("@export"))
    row = next(
        one
        for one in rows(SHAPES, "toolbox.src.shapes")
        if one.names[0] == "shapes.area"
    )
    line = package([row], "toolbox")["shapes/__init__.py"].partition("  #")[0].strip()
    parts = box(240, 28, 240, [mark], INK)
    parts += [arrow(150, 43, 150, 82, BLUE), arrow(330, 43, 330, 82, RED)]
    parts += [text(142, 67, "import", BLUE, 'font-size="13" dx="-26"')]
    parts += [text(338, 67, "ast.parse", RED, 'font-size="13" dx="34"')]
    parts += box(110, 108, 200, ["area_v2.public_names", "REGISTRY"], BLUE)
    parts += box(355, 108, 230, [f"Row({row.symbol}, line {row.line})"], RED)
    parts += [arrow(330, 124, 330, 162, RED)]
    parts += box(300, 180, 348, [line], RED)
    parts += [arrow(110, 133, 110, 222, BLUE), arrow(330, 195, 330, 222, RED)]
    parts += box(110, 240, 200, ["REGISTRY[&quot;area&quot;]"], BLUE)
    parts += box(355, 240, 230, ["toolbox.shapes.area"], RED)
    return svg(480, 266, parts)


def rings() -> str:
    """Return the layers of `tf.add`, outermost first, and what points at each."""
    layers = [
        ("weak_tensor_binary_op_wrapper", "tf.add", BLUE),
        ("decorator", "REGISTRY", MUTED),
        ("add", "_tf_api_names", RED),
    ]
    parts = []
    for depth, (name, pointer, colour) in enumerate(layers):
        inset, top = 26 * depth, 34 * depth
        width, height = 300 - 2 * inset, 150 - 1.6 * top
        parts.append(
            f'<rect x="{10 + inset}" y="{10 + top}" width="{width}" '
            f'height="{height:g}" rx="8" '
            f'fill="{PAPER}" stroke="{colour}" stroke-width="2"/>'
        )
        parts.append(text(160, 30 + top, name))
        y = 26 + top
        parts.append(
            f'<path d="M{370} {y}L{10 + inset + width + 8:g} {y}" stroke="{colour}"/>'
        )
        parts.append(
            f'<path d="M{10 + inset + width + 2:g} {y}l8 -4v8z" fill="{colour}"/>'
        )
        parts.append(text(376, y + 4, pointer, colour, START))
    return svg(480, 170, parts)


def main() -> None:
    """Write the figures into the folder that the command names."""
    folder = Path(sys.argv[1])
    for draw in (roads, rings):
        (folder / f"{draw.__name__}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
