"""Frames of the page's player, recorded while the program on the page runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from snippets.maximum_gap.buckets import gap_between_buckets, maximum_gap_exact

Sight = tuple[str, dict[str, Any], dict[str, Any]]
MOST = 12
EXAMPLE = (10, 3, 17, 1, 12, 5, 11, 4, 6)


def fall(record: Callable[..., None], numbers: Sequence[int] = EXAMPLE) -> None:
    """Let the numbers fall into their buckets, and read the buckets.

    Args:
        record: What records: it gets the function to run and what to see of it.
        numbers: From 2 to 12, not all equal.

    Raises:
        ValueError: For other numbers: those would need no buckets, or no eye could
            follow.
    """
    if not 2 <= len(numbers) <= MOST or len(set(numbers)) == 1:
        raise ValueError(f"2 to {MOST} numbers are needed, not all equal")
    watched = [gap_between_buckets]
    see = Run(numbers).see
    record(
        "buckets", maximum_gap_exact, numbers, watch=watched, see=see, still="answer"
    )


class Run:
    """What is seen of one run of `gap_between_buckets`."""

    def __init__(self, numbers: Sequence[int]) -> None:
        """Begin with all numbers still to fall, and all buckets to be read."""
        self.numbers = list(numbers)
        self.fallen = self.read = 0
        self.spans: list[list[Any]] = []

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that lets a number fall, or ends the run."""
        if code.startswith("least, greatest ="):
            return "empty", {"count": now["count"]}, self.state(now)
        if code.startswith("for value, place") and self.fallen < len(self.numbers):
            self.fallen += 1
            named = {"number": now["value"], "bucket": now["place"]}
            return "fall", named, self.state(now, self.fallen - 1, now["place"])
        if code.startswith("return gap"):
            return "answer", {"gap": now["gap"]}, self.state(now)
        return self.see_reading(code, now)

    def see_reading(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that reads a bucket."""
        if code.startswith("if first <= last"):
            self.read += 1
            if now["first"] > now["last"]:
                named = {"bucket": self.read - 1}
                return "skip", named, self.state(now, place=self.read - 1)
        if code.startswith("gap = max"):
            below, first = now["below"], now["first"]
            if self.read == 1:
                return "begin", {"number": first}, self.state(now, place=0)
            ends = [self.numbers.index(below), self.numbers.index(first)]
            self.spans.append([*ends, first - below])
            named = {"below": below, "first": first, "step": first - below}
            named["gap"] = now["gap"]
            return "step", named, self.state(now, place=self.read - 1)
        return None

    def state(
        self, now: Mapping[str, Any], item: int | None = None, place: int | None = None
    ) -> dict[str, Any]:
        """Return what the view `buckets` draws: the item and the bucket stand out."""
        kept = {*now["least"], *now["greatest"]}
        at: list[int | None] = []
        for index, (number, bucket) in enumerate(
            zip(self.numbers, now["places"], strict=True)
        ):
            first = number in kept and self.numbers.index(number) == index
            seen = bucket if first or index == item else None
            at.append(-1 if index >= self.fallen else seen)
        return {
            "items": self.numbers,
            "bins": now["count"],
            "at": at,
            "item": item,
            "bin": place,
            "spans": [[*span, span[2] == now.get("gap")] for span in self.spans],
        }
