"""Draw the figures: `python -m snippets.nn_functional.figures DIR`."""

import math
import sys
from pathlib import Path

import torch
from torch import nn

from snippets.nn_functional.layers import frames

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
BLUE, RED = "var(--figure-1, #0b6bcb)", "var(--figure-2, #c2410c)"
MONO = 'font-family="ui-monospace, monospace" font-size="13"'
WIDTH = 480
CLASSES = 3


def text(x: float, y: float, words: str, fill: str = INK, more: str = "") -> str:
    """Return a label, centred unless `more`, which holds attributes, says otherwise."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    """Return a thin line."""
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{MUTED}"{more}/>'


def box(x: float, y: float, width: float, words: str, stroke: str) -> list[str]:
    """Return a box around its middle, with a word in it."""
    return [
        f'<rect x="{x - width / 2:g}" y="{y - 15:g}" width="{width:g}" height="30" '
        f'rx="4" fill="{PAPER}" stroke="{stroke}" stroke-width="1.5"/>',
        text(x, y + 5, words, INK, MONO),
    ]


def arrow(x: float, y1: float, y2: float) -> list[str]:
    """Return an arrow down."""
    head = f"M{x:g} {y2:g}l-4 -8h8z"
    return [line(x, y1, x, y2), f'<path d="{head}" fill="{MUTED}"/>']


def hooks(x: float, top: float, bottom: float) -> list[str]:
    """Return the way into `forward` and back, and which hooks stand beside it."""
    there, back, middle = x - 76, x + 60, (top + bottom) / 2
    head = f"M{back:g} {top:g}l-4 8h8z"
    parts = [*arrow(there, top, bottom), line(back, bottom, back, top)]
    parts.append(f'<path d="{head}" fill="{MUTED}"/>')
    for at, hook in ((there, "forward_pre_hook"), (back, "forward_hook")):
        more = 'text-anchor="start" ' + MONO.replace("13", "12")
        parts.append(f'<circle cx="{at:g}" cy="{middle:g}" r="5" fill="{RED}"/>')
        parts.append(text(at + 9, middle + 4, hook, RED, more))
    return parts


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 {WIDTH} {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def call_figure() -> str:
    """Draw the functions that a module and a function enter, as they were counted."""
    parts = []
    columns = [
        (115, "nn.ReLU()(x)", frames(nn.ReLU(), torch.ones(1)), RED),
        (375, "F.relu(x)", frames(torch.nn.functional.relu, torch.ones(1)), BLUE),
    ]
    for x, title, names, colour in columns:
        skipped = 4 - len(names)
        parts.append(text(x, 20, title, colour, MONO + ' font-weight="bold"'))
        parts += arrow(x, 28, 38 + 62 * skipped)
        for row, name in enumerate(names):
            y = 54 + 62 * (row + skipped)
            parts += box(x, y, 180, name, colour)
            if name == "_call_impl":
                parts += hooks(x, y + 15, y + 47)
            else:
                parts += arrow(x, y + 15, y + (47 if row < len(names) - 1 else 36))
        parts.append(text(x, 306, "torch.relu", INK, MONO))
    return svg(316, parts)


def loss_and_slope(margin: float, *, twice: bool) -> tuple[float, float]:
    """Return the loss of the right class and its derivative by that class's score."""
    scores = torch.zeros(1, CLASSES, dtype=torch.float64)
    scores[0, 0] = margin
    scores.requires_grad_()
    given = scores.softmax(1) if twice else scores
    loss = torch.nn.functional.cross_entropy(given, torch.tensor([0]))
    (slope,) = torch.autograd.grad(loss, scores)
    return loss.item(), slope[0, 0].item()


def softmax_figure() -> str:
    """Draw loss and slope against the margin, with one softmax and with two."""
    parts = []
    panels = [(40, 0, 6, ("0", "2", "4", "6")), (290, -1, 0, ("−1", "−0.5", "0"))]
    top, bottom, wide = 34, 214, 180
    for which, (left, low, high, ticks) in enumerate(panels):
        for number, tick in enumerate(ticks):
            y = bottom - (bottom - top) * number / (len(ticks) - 1)
            parts.append(line(left, y, left + wide, y, ' stroke-opacity="0.35"'))
            parts.append(text(left - 6, y + 5, tick, MUTED, 'text-anchor="end"'))
        for margin, tick in zip((-5, 0, 5), ("−5", "0", "5"), strict=True):
            x = left + wide * (margin + 5) / 10
            parts.append(text(x, bottom + 20, tick, MUTED))
        parts.append(text(left + wide / 2, 18, ("L(z)", "∂L/∂z")[which]))
        for twice, colour in ((False, BLUE), (True, RED)):
            points = []
            for step in range(61):
                value = loss_and_slope(-5 + step / 6, twice=twice)[which]
                x = left + wide * step / 60
                y = bottom - (bottom - top) * (value - low) / (high - low)
                points.append(f"{x:g},{y:.1f}")
            parts.append(
                f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" '
                'stroke-width="2.5"/>'
            )
    floor = math.log(1 + (CLASSES - 1) / math.e)
    more = 'text-anchor="start" font-weight="bold"'
    parts.append(text(222, 187, f"{floor:.4f}", RED, 'text-anchor="end"'))
    parts.append(text(60, 266, "cross_entropy(z)", BLUE, more))
    parts.append(text(230, 266, "cross_entropy(softmax(z))", RED, more))
    return svg(276, parts)


def figures() -> dict[str, str]:
    """Return the contents of the files by their names."""
    return {"call.svg": call_figure(), "softmax.svg": softmax_figure()}


def main(folder: Path) -> None:
    """Write every figure into a folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
