"""Draw the figures and tables: `python -m snippets.geometry.figures DIR`."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from snippets.geometry.floats import PREDICATES, faults, is_flat, third_points, verdicts
from snippets.geometry.plane import (
    circles,
    clip,
    closest_pair,
    cross,
    crossings,
    dot,
    exact,
    farthest,
    hull,
    meet,
    scattered,
    tangents,
    winding,
)

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
Spot = tuple[float, float]
At = Callable[[Any], Spot]


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label, with a true minus; `more` holds further attributes."""
    words = str(words).replace("-", "−")
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(start: Spot, end: Spot, stroke: str, more: str = "") -> str:
    """Return a straight line from start to end; `more` holds further attributes."""
    (x1, y1), (x2, y2) = start, end
    more = f" {more}" if more else ""
    ends = f'x1="{x1:.4g}" y1="{y1:.4g}" x2="{x2:.4g}" y2="{y2:.4g}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def dot_at(spot: Spot, fill: str, radius: float = 4, more: str = "") -> str:
    """Return a disc; `more` holds further attributes."""
    more = f" {more}" if more else ""
    x, y = spot
    return f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius}" fill="{fill}"{more}/>'


def ring_of(spots: Iterable[Spot], more: str) -> str:
    """Return a closed polygon."""
    path = " ".join(f"{x:.4g},{y:.4g}" for x, y in spots)
    return f'<polygon points="{path}" {more}/>'


def scale(left: float, bottom: float, unit: float) -> At:
    """Return what puts a point of the plane into a drawing, y upwards."""
    return lambda p: (left + unit * float(p[0]), bottom - unit * float(p[1]))


def svg(height: int, parts: Sequence[str], width: int = 480) -> str:
    """Return an SVG, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 {width} {height}" '
        f'style="max-width: {width * 5 // 4}px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def turn_figure() -> str:
    """Draw the three triangles of the first example, with twice their signed areas."""
    at = scale(130, 186, 37)
    a, b = (0, 0), (3, 2)
    parts = [
        line(at((-1, -2 / 3)), at((6.6, 4.4)), MUTED, 'stroke-dasharray="5 4"'),
    ]
    for c, colour, shift in (
        ((1, 3), COLOURS[0], (0, -12)),
        ((3, 1), COLOURS[1], (14, 20)),
    ):
        area = cross(a, b, c)
        fill = f'fill="{colour}" fill-opacity="0.2" stroke="{colour}" stroke-width="2"'
        parts.append(ring_of(map(at, (a, b, c)), fill))
        x, y = at(c)
        parts.append(dot_at((x, y), colour))
        parts.append(text(x + shift[0], y + shift[1], f"{area:+}", colour))
    x, y = at((6, 4))
    parts.append(dot_at((x, y), COLOURS[2]))
    parts.append(text(x + 4, y + 24, cross(a, b, (6, 4)), COLOURS[2]))
    for name, point in (("a", a), ("b", b)):
        x, y = at(point)
        parts.append(dot_at((x, y), INK))
        shift = (-12, 6) if name == "a" else (4, -10)
        parts.append(text(x + shift[0], y + shift[1], name, more='font-style="italic"'))
    parts.append(line(at(a), at(b), INK, 'stroke-width="3"'))
    return svg(216, parts)


SEGMENTS = (
    ((0, 0), (4, 2), (0, 2), (3, 0)),
    ((0, 0), (4, 2), (2, 1), (3, 3)),
    ((0, 0), (4, 2), (4, 2), (2, 3)),
    ((0, 0), (4, 2), (0, 1), (2, 3)),
    ((0, 0), (4, 2), (2, 1), (6, 3)),
    ((0, 0), (6, 3), (2, 1), (4, 2)),
    ((0, 0), (2, 1), (2, 1), (6, 3)),
    ((0, 0), (2, 1), (4, 2), (6, 3)),
    ((0, 0), (4, 2), (2, 1), (2, 1)),
)


def segments_figure() -> str:
    """Draw how two segments can lie, and what `meet` returns."""
    parts = []
    for number, (a, b, c, d) in enumerate(SEGMENTS):
        at = scale(28 + 156 * (number % 3), 78 + 106 * (number // 3), 18)
        found: Any = meet(a, b, c, d)
        # Two segments on one line are drawn a little apart.
        flat = cross(a, b, c) == cross(a, b, d) == 0
        for (p, q), colour, lift in (((a, b), COLOURS[0], -2), ((c, d), COLOURS[1], 2)):
            (x1, y1), (x2, y2) = at(p), at(q)
            shift = lift if flat else 0
            ends = (x1, y1 + shift), (x2, y2 + shift)
            parts.append(line(*ends, colour, 'stroke-width="3"'))
            parts += [dot_at(end, colour, 4) for end in ends]
        if found is None:
            said = "None"
        elif isinstance(found[0], tuple):
            said = f"({pair(found[0])}, {pair(found[1])})"
            more = 'stroke-width="9" stroke-opacity="0.35"'
            parts.append(line(at(found[0]), at(found[1]), INK, more))
        else:
            said = pair(found)
            more = f'stroke="{INK}" stroke-width="2"'
            parts.append(dot_at(at(found), "none", 8, more))
        parts.append(
            text(at((3, 0))[0], at((3, 0))[1] + 22, said, INK, 'font-size="13"')
        )
    return svg(324, parts)


def pair(point: Any) -> str:
    """Return a point as it is printed."""
    return f"({point[0]}, {point[1]})"


STAR = [(0, 5), (3, -4), (-5, 2), (5, 2), (-3, -4)]


def winding_figure() -> str:
    """Draw the pentagram with the winding number of each of its parts."""
    at = scale(240, 128, 22)
    edges = list(zip(STAR, STAR[1:] + STAR[:1], strict=True))
    inner: list[Any] = [
        meet(*edges[i], *edges[j])
        for i in range(5)
        for j in range(i)
        if (i - j) in {2, 3}
    ]
    faint = f'fill="{COLOURS[0]}" fill-opacity="0.2" stroke="none"'
    parts = [
        ring_of(map(at, STAR), faint + ' fill-rule="nonzero"'),
        ring_of(map(at, hull(inner)), faint),
        ring_of(map(at, STAR), f'fill="none" stroke="{COLOURS[0]}" stroke-width="2"'),
    ]
    for start, end in edges:
        (x1, y1), (x2, y2) = at(start), at(end)
        share = 0.5
        tip = x1 + share * (x2 - x1), y1 + share * (y2 - y1)
        parts.append(arrow((x1, y1), tip, COLOURS[0]))
    spots = [(0.0, 0.0)]
    for tip in STAR:
        near = [q for _, q in sorted((dot(tip, q, q), q) for q in inner)[:2]]
        mean = [sum(float(q[k]) for q in near) * 0.4 + tip[k] * 0.2 for k in (0, 1)]
        spots.append((mean[0], mean[1]))
    for point in spots:
        x, y = at(point)
        parts.append(text(x, y + 5, winding(point, STAR)))
    for point in ((4, 4), (-4, -2), (0, -3)):
        x, y = at(point)
        parts.append(text(x, y + 5, winding(point, STAR), MUTED))
    return svg(232, parts)


def arrow(start: Spot, tip: Spot, fill: str) -> str:
    """Return the head of an arrow."""
    dx, dy = tip[0] - start[0], tip[1] - start[1]
    size = (dx * dx + dy * dy) ** 0.5
    dx, dy = 5 * dx / size, 5 * dy / size
    x, y = tip
    return ring_of(
        (
            (x + dx, y + dy),
            (x - dx - dy, y - dy + dx),
            (x - dx + dy, y - dy - dx),
        ),
        f'fill="{fill}"',
    )


def runs(rows: list[list[int]], wanted: int, left: int, top: int, cell: float) -> str:
    """Return the cells of one verdict as a path of horizontal strokes."""
    path = []
    for j, row in enumerate(rows):
        x = 0
        for verdict, group in groupby(row):
            length = len(list(group))
            if verdict == wanted:
                start = f"{left + cell * x:g} {top + cell * (63.5 - j):g}"
                path.append(f"M{start}h{cell * length:g}")
            x += length
    return "".join(path)


def grid_figure() -> str:
    """Draw what each expression says of the 64 × 64 points."""
    cell, size = 2.25, 144
    parts = []
    for number, (name, predicate) in enumerate(PREDICATES.items()):
        left, top = 12 + 156 * (number % 3), 24 + 190 * (number // 3)
        rows = verdicts(predicate)
        parts.append(
            f'<rect x="{left}" y="{top}" width="{size}" height="{size}" fill="{MUTED}" '
            f'fill-opacity="0.25" stroke="{MUTED}"/>'
        )
        for verdict, colour in ((1, COLOURS[0]), (-1, COLOURS[1])):
            path = runs(rows, verdict, left, top, cell)
            if path:
                parts.append(
                    f'<path d="{path}" stroke="{colour}" stroke-width="{cell}" '
                    'shape-rendering="crispEdges"/>'
                )
        middle = left + size / 2
        more = 'font-family="ui-monospace, monospace" font-size="13"'
        parts.append(text(middle, top - 8, name, INK, more))
        parts.append(text(middle, top + size + 17, sum(faults(predicate)), MUTED))
    return svg(384, parts)


def eps_figure() -> str:
    """Draw for which sizes EPS takes triangles for flat, and points for off a line."""
    left, right, top, bottom = 48, 466, 16, 150

    def at(exponent: float, share: float) -> Spot:
        x = left + (right - left) * (exponent + 6) / 13
        return x, bottom - (bottom - top) * share

    parts = []
    for share in (0, 0.5, 1):
        parts.append(line(at(-6, share), at(7, share), MUTED, 'stroke-opacity="0.3"'))
        x, y = at(-6, share)
        parts.append(text(x - 6, y + 5, f"{share:g}", MUTED, 'text-anchor="end"'))
    for exponent in range(-6, 8, 2):
        x, _ = at(exponent, 0)
        parts.append(text(x - 2, bottom + 21, "10", MUTED, 'text-anchor="end"'))
        more = 'text-anchor="start" font-size="12"'
        parts.append(text(x - 2, bottom + 15, exponent, MUTED, more))
    steps = [
        (k / 4, 10.0 ** (k // 4) * (1, 1.78, 3.16, 5.62)[k % 4]) for k in range(-24, 29)
    ]
    flat = [at(k, is_flat(size)) for k, size in steps]
    off = [at(k, third_points(size) / 1000) for k, size in steps]
    for spots, colour, dash in ((flat, COLOURS[1], ""), (off, COLOURS[0], "6 4")):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="2.5"{dashed}/>'
        )
    return svg(182, parts)


def calipers_figure() -> str:
    """Draw a hull with its diameter and its narrowest strip."""
    at = scale(90, 216, 15)
    points = [
        (x, y) for x, y in scattered(60, 21) if (x - 10) ** 2 + 4 * (y - 7) ** 2 < 150
    ]
    corners = hull(points)
    parts = [
        ring_of(
            map(at, corners),
            f'fill="{COLOURS[0]}" fill-opacity="0.12" '
            f'stroke="{COLOURS[0]}" stroke-width="2"',
        )
    ]
    triples = list(farthest(corners))
    a, b, c = min(triples, key=lambda t: cross(*t) ** 2 / dot(t[0], t[1], t[1]))
    along = (b[0] - a[0], b[1] - a[1])
    size = dot(a, b, b) ** 0.5
    for point in (a, c):
        before, after = (
            (point[0] + k * along[0] / size, point[1] + k * along[1] / size)
            for k in ((-4, 15) if point is a else (-7, 12))
        )
        parts.append(
            line(
                at(before),
                at(after),
                COLOURS[2],
                'stroke-width="2" stroke-dasharray="6 4"',
            )
        )
    ends = [(p, q) for p in corners for q in corners]
    p, q = max(ends, key=lambda pq: dot(pq[0], pq[1], pq[1]))
    parts.append(line(at(p), at(q), COLOURS[1], 'stroke-width="2.5"'))
    parts += [
        dot_at(at(point), INK if point in corners else MUTED, 3.5) for point in points
    ]
    return svg(232, parts)


def cut_figure() -> str:
    """Draw a square that half-planes cut down, one after the other."""
    square: list[Any] = [(0, 0), (6, 0), (6, 6), (0, 6)]
    lines = [((4, 0), (6, 4)), ((6, 5), (0, 4)), ((0, 2), (3, 0))]
    parts = []
    region: list[Any] = exact(*square)
    for number, (a, b) in enumerate(lines):
        at = scale(20 + 156 * number, 140, 20)
        parts.append(
            ring_of(
                map(at, region), f'fill="{MUTED}" fill-opacity="0.25" stroke="{MUTED}"'
            )
        )
        region = clip(region, a, b)
        parts.append(
            ring_of(
                map(at, region),
                f'fill="{COLOURS[0]}" fill-opacity="0.3" '
                f'stroke="{COLOURS[0]}" stroke-width="2"',
            )
        )
        parts.append(line(at(a), at(b), COLOURS[1], 'stroke-width="3"'))
        (x1, y1), (x2, y2) = at(a), at(b)
        parts.append(
            arrow((x1, y1), ((x1 + 2 * x2) / 3, (y1 + 2 * y2) / 3), COLOURS[1])
        )
    return svg(156, parts)


CLOUD = [(1, 9), (3, 3), (5, 14), (6, 7), (8, 1), (10, 11), (11, 5), (13, 16), (14, 8)]
CLOUD += [(15, 13), (17, 2), (18, 7), (19, 12), (21, 15), (20, 11), (22, 4), (24, 9)]
CLOUD += [
    (25, 1),
    (27, 13),
    (29, 6),
    (31, 15),
    (32, 2),
    (34, 10),
    (36, 6),
    (39, 12),
    (33, 4),
]


def closest_figure() -> str:
    """Draw both halves, their closest pairs, and the strip between."""
    at = scale(20, 206, 11)
    points = sorted(CLOUD)
    middle = len(points) // 2
    mid = points[middle][0]
    halves: Any = closest_pair(points[:middle]), closest_pair(points[middle:])
    reach = min(dot(p, q, q) for p, q in halves) ** 0.5
    (x1, y1), (x2, y2) = at((mid - reach, 18)), at((mid + reach, -0.5))
    parts = [
        f'<rect x="{x1:.4g}" y="{y1:.4g}" width="{x2 - x1:.4g}" height="{y2 - y1:.4g}" '
        f'fill="{COLOURS[2]}" fill-opacity="0.15"/>',
        line(at((mid, 18)), at((mid, -0.5)), COLOURS[2], 'stroke-dasharray="5 4"'),
    ]
    parts += [
        dot_at(at(point), INK if point[0] < mid else MUTED, 4) for point in points
    ]
    best: Any = closest_pair(points)
    for (p, q), colour in (
        (halves[0], COLOURS[0]),
        (halves[1], COLOURS[0]),
        (best, COLOURS[1]),
    ):
        parts.append(line(at(p), at(q), colour, 'stroke-width="4"'))
    return svg(222, parts)


def circles_figure() -> str:
    """Draw how two circles can lie, the points that they share, and outer tangents."""
    parts = []
    pairs = ((5, 8.5, 2), (5, 7, 2), (4, 5, 3), (5, 2, 3), (5, 1.5, 2))
    left = 4.0
    for r, between, s in pairs:
        width = max(r, between + s) + r
        at = scale(left + 6.2 * r, 52, 6.2)
        how = circles((0, 0), r, (between, 0), s)
        for radius, x, colour in ((r, 0.0, COLOURS[0]), (s, between, COLOURS[1])):
            cx, cy = at((x, 0))
            parts.append(
                f'<circle cx="{cx:.4g}" cy="{cy:g}" r="{6.2 * radius:.4g}" fill="none" '
                f'stroke="{colour}" stroke-width="2"/>'
            )
        for one, other in tangents((0, 0), r, (between, 0), s):
            if one != other:
                parts.append(line(at(one), at(other), MUTED, 'stroke-dasharray="3 3"'))
        parts += [
            dot_at(at(point), INK, 4) for point in crossings((0, 0), r, (between, 0), s)
        ]
        more = 'font-family="ui-monospace, monospace" font-size="12"'
        parts.append(text(left + 6.2 * width / 2, 112, f'"{how}"', INK, more))
        left += 6.2 * width + 14
    return svg(120, parts)


def tables(report: dict[str, Any]) -> str:
    """Return the measurements as Markdown, each table in its own region.

    The machine's is a row alone: the pages head it, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    lines = ["<!-- --8<-- [start:machine] -->"]
    cells = [report[key] for key in ("python", "scipy", "shapely", "measured")]
    lines.append(f"| {' | '.join([cpu, cores, *cells])} |")
    lines += ["<!-- --8<-- [end:machine] -->", "<!-- --8<-- [start:predicates] -->"]
    names = {"turn": "turn", "orientation": "orientation", "whole": "turn(*whole(…))"}
    names["fractions"] = "turn(*exact(…))"
    lines.append("| µs | " + " | ".join(f"`{name}`" for name in names.values()) + " |")
    lines.append("| :--- |" + " ---: |" * len(names))
    for kind, label in (("uniform", "random()"), ("line", "64 × 64")):
        times = report["predicates"][kind]
        cells = [two_digits(1000 * times[name] / report["triples"]) for name in names]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    lines.append("<!-- --8<-- [end:predicates] -->")
    for kind, results in report["hulls"].items():
        lines.append(f"<!-- --8<-- [start:{kind}] -->")
        lines.append("| n | hull, turn | hull, orientation | Shapely | Qhull |")
        lines.append("| ---: |" + " ---: |" * 4)
        for size, times in results.items():
            cells = [two_digits(time) for time in times.values()]
            lines.append(f"| {int(size):,} | " + " | ".join(cells) + " |")
        lines.append(f"<!-- --8<-- [end:{kind}] -->")
    return "\n".join(lines) + "\n"


def two_digits(value: float) -> str:
    """Return a number to two significant digits: more would be noise."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def figures() -> dict[str, str]:
    """Return the content of every generated file by its name."""
    report = json.loads(
        Path(__file__).with_name("bench.json").read_text(encoding="utf-8")
    )
    return {
        "turn.svg": turn_figure(),
        "segments.svg": segments_figure(),
        "winding.svg": winding_figure(),
        "grid.svg": grid_figure(),
        "eps.svg": eps_figure(),
        "calipers.svg": calipers_figure(),
        "cut.svg": cut_figure(),
        "closest.svg": closest_figure(),
        "circles.svg": circles_figure(),
        "bench.md": tables(report),
    }


def main(folder: Path) -> None:
    """Write every generated file into the folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
