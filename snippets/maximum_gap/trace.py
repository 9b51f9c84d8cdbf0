"""Frames of the page's player, recorded while the program on the page runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from snippets.maximum_gap.buckets import gap_between_buckets, maximum_gap_exact

Sight = tuple[str, dict[str, Any], dict[str, Any]]
EXAMPLE = (10, 3, 17, 1, 12, 5, 11, 4, 6)


def fall(record: Callable[..., None], numbers: Sequence[int] = EXAMPLE) -> None:
    """Let the numbers fall into their buckets, and read the buckets.

    Args:
        record: What records: it gets the function to run and what to see of it.
        numbers: At least two, not all equal.
    """
    values = list(numbers)
    fallen = read = 0
    spans: list[list[Any]] = []

    def state(now: Mapping[str, Any], item: int | None, place: int | None) -> Any:
        """Return what the view `buckets` draws."""
        kept = {*now["least"], *now["greatest"]}
        held = [number in kept and values.index(number) == i for i, number in enumerate(values)]
        return {
            "items": values,
            "bins": now["count"],
            "at": [
                -1 if i >= fallen else now["places"][i] if held[i] or i == item else None
                for i in range(len(values))
            ],
            "item": item,
            "bin": place,
            "spans": [[*span, span[2] == now.get("gap")] for span in spans],
        }

    def see(code: str, now: Mapping[str, Any]) -> Sight | None:
        nonlocal fallen, read
        if code.startswith("least, greatest ="):
            return "empty", {"count": now["count"]}, state(now, None, None)
        if code.startswith("for value, place") and fallen < len(values):
            fallen += 1
            named = {"number": now["value"], "bucket": now["place"]}
            return "fall", named, state(now, fallen - 1, now["place"])
        if code.startswith("if first <= last"):
            read += 1
            if now["first"] > now["last"]:
                return "skip", {"bucket": read - 1}, state(now, None, read - 1)
        if code.startswith("gap = max"):
            ends = now["below"], now["first"]
            if read == 1:
                return "begin", {"number": now["first"]}, state(now, None, 0)
            spans.append([*map(values.index, ends), ends[1] - ends[0]])
            named = {"below": ends[0], "first": ends[1], "step": spans[-1][2]}
            return "step", named | {"gap": now["gap"]}, state(now, None, read - 1)
        if code.startswith("return gap"):
            return "answer", {"gap": now["gap"]}, state(now, None, None)
        return None

    record(
        "buckets",
        maximum_gap_exact,
        values,
        watch=[gap_between_buckets],
        see=see,
        still="answer",
    )
