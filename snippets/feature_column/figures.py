"""Draw the figures: `python -m snippets.feature_column.figures DIR`."""

import sys
from collections import Counter
from math import log10
from pathlib import Path

from snippets.feature_column.twin import combine, expected_shared, fingerprint64

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
BLUE, RED = "var(--figure-1, #0b6bcb)", "var(--figure-2, #c2410c)"
IDS = 1000
DECADES = (2, 6)  # buckets from 10**2 to 10**6
LEFT, TOP, WIDTH, HEIGHT = 56, 16, 400, 200


def text(
    x: float, y: float, words: str, fill: str = INK, anchor: str = "middle"
) -> str:
    """Return a label."""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{fill}">{words}</text>'
    )


def svg(width: int, height: int, parts: list[str]) -> str:
    """Return an SVG, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 {width} {height}" style="max-width: {width + 120}px" '
        'font-family="system-ui, sans-serif" font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def measured_shared(buckets: int) -> float:
    """Return the part of user_0 to user_999 that share a bucket."""
    words = (fingerprint64(f"user_{number}".encode()) for number in range(IDS))
    load = Counter(word % buckets for word in words)
    return sum(count for count in load.values() if count > 1) / IDS


def place(buckets: float, part: float) -> tuple[float, float]:
    """Return where a point of the plot stands."""
    first, last = DECADES
    x = LEFT + WIDTH * (log10(buckets) - first) / (last - first)
    return round(x, 2), round(TOP + HEIGHT * (1 - part), 2)


def collisions() -> str:
    """Return the part of ids that share a bucket: expected as a line, measured dots."""
    parts = []
    for percent in (0, 25, 50, 75, 100):
        _, y = place(100, percent / 100)
        parts.append(
            f'<path d="M{LEFT} {y:g}H{LEFT + WIDTH}" stroke="{MUTED}" '
            'stroke-width="0.5"/>'
        )
        parts.append(text(LEFT - 8, y + 5, f"{percent} %", INK, "end"))
    for power, raised in zip(range(DECADES[0], DECADES[1] + 1), "²³⁴⁵⁶", strict=True):
        x, y = place(10**power, 0)
        parts.append(text(x, y + 22, f"10{raised}"))
    grid = [10 ** (DECADES[0] + step / 20) for step in range(81)]
    points = (place(m, expected_shared(IDS, round(m))) for m in grid)
    line = "L".join(f"{x:g} {y:g}" for x, y in points)
    parts.append(f'<path d="M{line}" fill="none" stroke="{BLUE}" stroke-width="2"/>')
    for step in range(17):
        m = round(10 ** (DECADES[0] + step / 4))
        x, y = place(m, measured_shared(m))
        parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{RED}"/>')
    return svg(480, 250, parts)


def table(
    x: float, y: float, rows: list[list[int]], marked: set[int], colour: str
) -> list[str]:
    """Return cells with numbers in them; rows that are marked stand out."""
    parts = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            left, top = x + 36 * c, y + 30 * r
            opacity = 0.2 if r in marked else 0
            parts.append(
                f'<rect x="{left:g}" y="{top:g}" width="36" height="30" '
                f'fill="{colour}" fill-opacity="{opacity}" stroke="{MUTED}"/>'
            )
            parts.append(text(left + 18, top + 20, str(value)))
    return parts


def product() -> str:
    """Return the counts of a row of ids, times a table, which is a sum of its rows."""
    whole = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    counts = [1, 1, 0]
    found = combine([whole[1], whole[0]], [1, 1], "sum")
    chosen = {row for row, count in enumerate(counts) if count}
    parts = table(8, 38, [counts], set(), BLUE)
    parts.append(text(130, 59, "×"))
    parts += table(144, 8, whole, chosen, BLUE)
    parts.append(text(302, 59, "="))
    parts += table(316, 38, [[int(value) for value in found]], {0}, RED)
    return svg(470, 106, parts)


def main() -> None:
    """Write the figures into the folder that the command names."""
    folder = Path(sys.argv[1])
    for draw in (collisions, product):
        (folder / f"{draw.__name__}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
