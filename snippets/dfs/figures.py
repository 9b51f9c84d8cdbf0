"""Draw the figures and tables: `python -m snippets.dfs.figures DIR`."""

import json
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from snippets.dfs import search
from snippets.dfs.search import Edge, Tree

INK = "var(--figure-ink, #1f2933)"
MUTED = "var(--figure-muted, #616e7c)"
PAPER = "var(--figure-paper, #ffffff)"
COLOURS = (
    "var(--figure-1, #0b6bcb)",
    "var(--figure-2, #c2410c)",
    "var(--figure-3, #047857)",
    "var(--figure-4, #7c3aed)",
)
Point = tuple[float, float]
STREETS = [[1, 4, 3], [2], [0, 3], [], [3, 5], [4]]
ROADS = [
    *((0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (4, 6), (6, 4), (6, 7)),
]


def text(x: float, y: float, words: object, fill: str = INK, more: str = "") -> str:
    """Return a centred label; `more` holds further attributes."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    more = f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}{more}>{words}</text>'


def line(start: Point, end: Point, stroke: str, more: str = "") -> str:
    """Return a straight line from start to end; `more` holds further attributes."""
    (x1, y1), (x2, y2) = start, end
    more = f" {more}" if more else ""
    ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {ends} stroke="{stroke}"{more}/>'


def disc(at: Point, words: object, stroke: str = MUTED, wide: float = 1.5) -> list[str]:
    """Return a vertex with its number."""
    x, y = at
    return [
        f'<circle cx="{x:g}" cy="{y:g}" r="15" fill="{PAPER}" stroke="{stroke}" '
        f'stroke-width="{wide:g}"/>',
        text(x, y + 5, words),
    ]


def svg(height: int, parts: list[str]) -> str:
    """Return an SVG of 480 units width, one element a line, without blank lines."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'viewBox="0 0 480 {height}" '
        'style="max-width: 600px" font-family="system-ui, sans-serif" '
        'font-size="14" aria-hidden="true">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def intervals_figure() -> str:
    """Draw the interval of each vertex, one row for each level of the tree."""
    discovered, finished = search.times(STREETS)
    level: dict[int, int] = {}
    for event, u, v in search.search(STREETS):
        if event in {"root", "tree"}:
            level[v] = 0 if event == "root" else level[u] + 1
    unit, left, top, row = 37, 0, 34, 38

    def across(moment: int) -> float:
        return left + unit * moment - 2

    bottom = top + row * (max(level.values()) + 1)
    parts = []
    for moment in range(1, 2 * len(STREETS) + 1):
        x = across(moment)
        parts.append(line((x, top - 12), (x, bottom), MUTED, 'stroke-opacity="0.3"'))
        parts.append(text(x, 16, moment, MUTED, 'font-size="13"'))
    for v, start in discovered.items():
        x, y = across(start), top + row * level[v]
        wide = across(finished[v]) - x
        parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="26" rx="4" '
            f'fill="{COLOURS[0]}" fill-opacity="0.16" stroke="{COLOURS[0]}" '
            'stroke-width="2"/>'
        )
        parts.append(text(x + wide / 2, y + 18, v, INK, 'font-weight="bold"'))
    return svg(round(bottom + 4), parts)


def tree_parts(places: Sequence[Point], edges: Sequence[Edge], tree: Tree) -> list[str]:
    """Return a graph with its tree edges strong, and the order beside the vertices."""
    parts = []
    for u, v in edges:
        inside = tree[u] == v or tree[v] == u
        stroke = COLOURS[0] if inside else MUTED
        more = (
            'stroke-width="3.5"'
            if inside
            else 'stroke-width="1.5" stroke-dasharray="5 4"'
        )
        parts.append(line(places[u], places[v], stroke, more))
    for step, v in enumerate(tree, start=1):
        x, y = places[v]
        parts += disc((x, y), v)
        side = -27 if x < sum(x for x, _ in places) / len(places) else 27
        parts.append(text(x + side, y + 5, step, COLOURS[1], 'font-size="13"'))
    return parts


def stacks_figure() -> str:
    """Draw the smallest graph on which marking when pushing gives no search order."""
    edges = [(0, 1), (0, 2), (0, 3), (1, 3)]
    graph = search.undirected(4, edges)
    parts = []
    walks = (search.by_iterators, search.by_popping, search.by_pushing)
    for index, walk in enumerate(walks):
        left = 80 + 160 * index
        places = [(left - 35, 40), (left + 35, 40), (left - 35, 120), (left + 35, 120)]
        parts += tree_parts(places, edges, walk(graph, 0))
        name = walk.__name__
        parts.append(
            text(left, 165, name, MUTED, 'font-size="13" font-family="monospace"')
        )
    return svg(178, parts)


def roads_figure() -> str:
    """Draw the example with its bridges, its cut vertices and low below number."""
    graph = search.undirected(8, ROADS)
    number, low, _ = search.lows(graph)
    cuts = search.cut_vertices(graph)
    bridges = {frozenset(edge) for edge in search.bridges(graph)}
    places = [
        *((35, 45), (35, 135), (115, 90), (205, 90)),
        *((285, 135), (285, 45), (365, 135), (445, 135)),
    ]
    parts = []
    for index, (u, v) in enumerate(ROADS):
        (x1, y1), (x2, y2) = places[u], places[v]
        if frozenset((u, v)) in bridges:
            parts.append(line(places[u], places[v], COLOURS[1], 'stroke-width="4"'))
        elif sum({u, v} == set(edge) for edge in ROADS) > 1:
            bend = 16 if index % 2 else -16
            parts.append(
                f'<path d="M{x1} {y1}Q{(x1 + x2) / 2:g} {y1 + bend} {x2} {y2}" '
                f'fill="none" stroke="{MUTED}" stroke-width="1.5"/>'
            )
        else:
            parts.append(line(places[u], places[v], MUTED, 'stroke-width="1.5"'))
    for v, (x, y) in enumerate(places):
        strong = v in cuts
        parts += disc(
            (x, y), v, COLOURS[0] if strong else MUTED, 3.5 if strong else 1.5
        )
        shown = f"{number[v]} / {low[v]}"
        parts.append(
            text(x, y + (33 if y > 60 else -22), shown, MUTED, 'font-size="13"')
        )
    return svg(178, parts)


def peak_figure() -> str:
    """Draw how high the stack grows on complete graphs, for three walks."""
    sizes = range(2, 25)
    walks = (search.by_popping, search.by_iterators, search.by_pushing)
    left, right, top, bottom = 46, 366, 20, 240
    highest = 253

    def place(size: int, peak: int) -> Point:
        x = left + (size - sizes[0]) / (sizes[-1] - sizes[0]) * (right - left)
        return x, bottom - peak / highest * (bottom - top)

    parts = []
    for tick in (0, 50, 100, 150, 200, 250):
        y = place(2, tick)[1]
        parts.append(line((left, y), (right, y), MUTED, 'stroke-opacity="0.35"'))
        parts.append(text(left - 8, y + 5, tick, MUTED, 'text-anchor="end"'))
    parts += [text(place(n, 0)[0], bottom + 20, n, MUTED) for n in (2, 8, 16, 24)]
    parts.append(text(right + 22, bottom + 20, "n", MUTED))
    for index, walk in enumerate(walks):
        colour = COLOURS[(1, 0, 2)[index]]
        points = []
        for n in sizes:
            complete = search.undirected(n, combinations(range(n), 2))
            points.append(place(n, search.work(walk, complete)[3]))
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dash = ' stroke-dasharray="5 4"' if walk is search.by_pushing else ""
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="2.5"{dash}/>'
        )
        y = points[-1][1]
        shift = (5, -4, 14)[index]
        parts.append(
            text(
                right + 6,
                y + shift,
                walk.__name__,
                colour,
                'text-anchor="start" font-size="13" font-family="monospace"',
            )
        )
    return svg(270, parts)


def milliseconds(value: float) -> str:
    """Return a time to two significant digits: more would be noise."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:#.2g}"


def bench_tables(report: dict[str, Any]) -> str:
    """Return the rows of the tables, each table's in a region.

    The pages head them, each in its language.
    """
    cpu, cores = report["machine"].removesuffix(" cores").rsplit(", ", 1)
    lines = ["<!-- --8<-- [start:machine] -->"]
    cells = [report[key] for key in ("python", "networkx", "scipy", "measured")]
    lines.append(f"| {' | '.join([cpu, cores, *cells])} |")
    lines.append("<!-- --8<-- [end:machine] -->")
    for kind, times in report["results"].items():
        lines.append(f"<!-- --8<-- [start:{kind}] -->")
        lines += [f"| {name} | {milliseconds(time)} |" for name, time in times.items()]
        lines.append(f"<!-- --8<-- [end:{kind}] -->")
    return "\n".join(lines) + "\n"


def figures() -> dict[str, str]:
    """Return the content of every generated file by its name."""
    report = json.loads(
        Path(__file__).with_name("bench.json").read_text(encoding="utf-8")
    )
    return {
        "intervals.svg": intervals_figure(),
        "stacks.svg": stacks_figure(),
        "roads.svg": roads_figure(),
        "peak.svg": peak_figure(),
        "bench.md": bench_tables(report),
    }


def main(folder: Path) -> None:
    """Write every generated file into the folder."""
    for name, content in figures().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
