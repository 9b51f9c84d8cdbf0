"""Frames of the page's player, recorded while the program on the page runs."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from snippets.geometry.plane import Exact, chain, cross, exact, hull, turn

Sight = tuple[str, dict[str, Any], dict[str, Any]]
MOST, LARGEST = 12, 10**6
EXAMPLE = "0 0, 2 3, 1.2 1.8, 9 1.5, 7 4, 4.5 2, 6 0.5, 3 0.25"
WIDTH, HEIGHT, MARGIN = 480, 250, 30  # of the field in which the view draws points


def steps(record: Callable[..., None], points: str = EXAMPLE) -> None:
    """Build a hull, and show each turn that is tested, as floats and exactly.

    The points are pairs such as `0 0, 4 1, 1/3 0.2`. ValueError if there are none or
    more than 12, or one cannot be read or drawn.
    """
    # (0, 0), (4, 1) is read as well: a comma in brackets is a space.
    points = re.sub(r"[(（]([^()（）]*)[)）]", lambda m: spaced(m[1]) + ";", points)
    typed = [part.strip() for part in re.split(r"[,;，；\n]", points) if part.strip()]
    if not 1 <= len(typed) <= MOST:
        raise ValueError(f"1 to {MOST} points are needed, with commas between them")
    pairs = [part.split() for part in typed]
    for part, numbers in zip(typed, pairs, strict=True):
        if len(numbers) != 2:
            raise ValueError(
                f"'{part}' is no point; write x, a space and y, such as 4 1"
            )
    found = exact(*pairs)
    if any(abs(number) > LARGEST for point in found for number in point):
        raise ValueError("a number beyond a million is too large to be drawn")
    run = Run(typed, found)
    record("hull", hull, found, watch=[hull, chain], see=run.see, still="answer")


def spaced(pair: str) -> str:
    """Return the two numbers of a pair with a space in place of the comma."""
    return " ".join(re.split(r"[,，\s]+", pair.strip()))


class Run:
    """What is seen of one run of `hull`."""

    def __init__(self, typed: list[str], points: list[Exact]) -> None:
        """Place the points in the drawing, and number them in the hull's order."""
        self.points = points
        order = sorted(set(points))
        low, high = (
            [end(point[k] for point in points) for k in (0, 1)] for end in (min, max)
        )
        wide, tall = (float(high[k] - low[k]) for k in (0, 1))
        sizes = [(WIDTH - 2 * MARGIN, wide), (HEIGHT - 2 * MARGIN, tall)]
        unit = min((room / size for room, size in sizes if size), default=1.0)
        left = float(low[0]) - (WIDTH / unit - wide) / 2
        bottom = float(high[1]) + (HEIGHT / unit - tall) / 2
        middle = [(one + other) / 2 for one, other in zip(low, high, strict=True)]
        self.fixed: dict[str, Any] = {
            "texts": typed,
            "at": [
                [
                    round(WIDTH / 2 + float(x - middle[0]) * unit, 1),
                    round(HEIGHT / 2 - float(y - middle[1]) * unit, 1),
                ]
                for x, y in points
            ],
            "names": [order.index(point) + 1 for point in points],
            "frame": [left, bottom, unit],
        }
        self.done: list[int] = []
        self.tests = 0

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that tests a turn, or begins or ends the run."""
        if code.startswith("ordered ="):
            return "start", {"count": len(now["ordered"])}, self.state([])
        if code.startswith("return kept"):
            self.done = self.places(now["kept"])
        if code.startswith("while len(kept) > 1") and len(now["kept"]) > 1:
            return self.test(now)
        if code.startswith("return ") and "ordered" in now:
            ring = self.places(now["return"])
            self.done = []
            named = {"corners": len(ring), "tests": self.tests}
            return "answer", named, {**self.state(ring), "closed": len(ring) > 2}
        return None

    def test(self, now: Mapping[str, Any]) -> Sight:
        """Return the frame of a turn that is tested."""
        self.tests += 1
        triple = (*now["kept"][-2:], now["point"])
        rounded = [(float(x), float(y)) for x, y in triple]
        places = self.places(triple)
        verdict = turn(*triple)
        state = self.state(self.places(now["kept"]))
        state |= {"triple": places}
        state |= {"float": [said(cross(*rounded)), turn(*rounded)]}
        state |= {"exact": [said(cross(*triple)), verdict]}
        one, two, three = (self.fixed["names"][place] for place in places)
        named = {"one": one, "two": two, "three": three}
        if turn(*rounded) != verdict:
            return "differs", named, state
        return ("straight", "left", "right")[verdict], named, state

    def places(self, points: Any) -> list[int]:
        """Return the index of each point among those that were typed."""
        return [self.points.index(point) for point in points]

    def state(self, kept: list[int]) -> dict[str, Any]:
        """Return what the view `hull` draws while a chain is built."""
        none = {"triple": None, "float": None, "exact": None, "closed": False}
        return {**self.fixed, "done": self.done, "chain": kept, **none}


def said(number: Any) -> str:
    """Return a number as briefly as it can be read."""
    text = str(number)
    short = len(text) < 12 and not isinstance(number, float)
    return text if short else f"{float(number):.3g}"
