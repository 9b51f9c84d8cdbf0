"""Frames of the page's player, recorded while the program on the page runs."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from snippets.dfs.search import Edge, directed, search

Sight = tuple[str, dict[str, Any], dict[str, Any]]
MOST, MOST_EDGES = 8, 20
EXAMPLE = "0-1, 0-4, 0-3, 1-2, 2-0, 2-3, 4-3, 4-5, 5-4"
# Of an edge: one colour for each class, and all but tree edges are dashed.
CLASSES = {"tree": 1, "back": -2, "forward": -3, "cross": -4}


def walk(record: Callable[..., None], edges: str = EXAMPLE) -> None:
    """Walk a directed graph depth first.

    Args:
        record: What records: it gets the function to run and what to see of it.
        edges: Pairs such as 0-1, in the order in which each vertex tries them.

    Raises:
        ValueError: For text that is no such list, more than 8 vertices or 20 edges.
    """
    pairs = read(edges)
    size = 1 + max(max(pair) for pair in pairs)
    graph = directed(size, pairs)
    run = Run(size, pairs)
    record(
        "graph",
        lambda: list(search(graph)),
        watch=[search],
        see=run.see,
        still="finish",
    )


def read(text: str) -> list[Edge]:
    """Return the edges that a text names."""
    pairs = []
    for part in re.split(
        r"[\s,;，；、]+", re.sub(r"\s*(?:-+>?|→|–)\s*", "-", text.strip())
    ):
        found = re.fullmatch(r"(\d{1,3})-(\d{1,3})", part)
        if not found:
            raise ValueError(f"{part!r} is no edge; write pairs such as 0-1, 1-2")
        pair = int(found[1]), int(found[2])
        if max(pair) >= MOST:
            raise ValueError(f"{part}: the vertices are 0 to {MOST - 1}")
        pairs.append(pair)
    if len(pairs) > MOST_EDGES:
        raise ValueError(
            f"{len(pairs)} edges are too many to follow; {MOST_EDGES} are taken"
        )
    return pairs


class Run:
    """What is seen of one run of `search`."""

    def __init__(self, size: int, pairs: list[Edge]) -> None:
        """Begin with nothing found and no edge checked."""
        self.pairs = pairs
        self.clock = self.checks = 0
        self.times: list[list[int]] = [[] for _ in range(size)]
        self.ways: list[list[Any]] = [[0, "", 1] for _ in pairs]
        self.left = list(enumerate(pairs))
        around = [2 * math.pi * v / size for v in range(size)]
        self.places = [
            [round(1.5 * math.sin(turn), 2), round(-1.5 * math.cos(turn), 2)]
            for turn in around
        ]

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that yields an event."""
        if not code.startswith("yield"):
            return None
        event, u, v = now["return"]
        named: dict[str, Any] = {"v": v}
        if event in CLASSES:
            self.checks += 1
            index = next(index for index, pair in self.left if pair == (u, v))
            self.left.remove((index, (u, v)))
            self.ways[index] = [CLASSES[event], "", 1]
            named |= {"u": u, "checks": self.checks}
        if event in {"root", "tree", "finish"}:
            self.clock += 1
            self.times[v].append(self.clock)
            named["time"] = self.clock
        stack = [u for u, _ in now["stack"]] if event != "root" else [v]
        if event == "tree":
            stack.append(v)
        return event, named, self.state(stack, v)

    def state(self, stack: list[int], now: int) -> dict[str, Any]:
        """Return what the view `graph` draws: found are those on the stack, or done."""
        tones = [(0, 1, -1)[len(times)] for times in self.times]
        tones[now] = 2 if tones[now] == 1 else tones[now]
        spans = ["–".join([*map(str, times), ""][:2]) for times in self.times]
        upper = [y < 0 for _, y in self.places]
        return {
            "places": self.places,
            "labels": list(range(len(self.times))),
            "tones": tones,
            "above": [it if up else "" for it, up in zip(spans, upper, strict=True)],
            "below": ["" if up else it for it, up in zip(spans, upper, strict=True)],
            "edges": self.pairs,
            "ways": [list(way) for way in self.ways],
            "pending": [[str(u), 2 if u == now else 1] for u in stack],
            "room": len(self.times),
        }
