"""Frames of the page's player, recorded while the program on the page runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from snippets.ddp.ring import ring_steps

Sight = tuple[str, dict[str, Any], dict[str, Any]]

# Each worker has a digit of its own, so that a sum shows whose numbers are in it.
EXAMPLE = tuple(
    tuple((chunk + 1) * 10**worker for chunk in range(4)) for worker in range(4)
)


def ring(
    record: Callable[..., None], vectors: Sequence[Sequence[int]] = EXAMPLE
) -> None:
    """Let the workers add up their vectors in a ring, and show what each step sends.

    record is given the function to run and what to see of it; vectors are one for each
    worker, with one number for each worker.
    """
    workers = [list(vector) for vector in vectors]
    see = Run(workers).see
    record("ring", run, workers, watch=[ring_steps], see=see, still="added")


def run(workers: list[list[int]]) -> None:
    """Let all steps happen."""
    for _ in ring_steps(workers):
        pass


class Run:
    """What is seen of one run of `ring_steps`."""

    def __init__(self, workers: list[list[int]]) -> None:
        """Keep the vectors, which change in place, and their sum, which does not."""
        self.workers = workers
        self.sums = [sum(column) for column in zip(*workers, strict=True)]

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that begins, has sent for all, or delivers."""
        if code.startswith("return map"):
            return "start", {"workers": now["count"]}, self.state([], arrived=False)
        if not code.startswith(("transfers.append", "deliver(")):
            return None
        steps, transfers = now["count"] - 1, now["transfers"]
        if len(transfers) < now["count"]:
            return None  # all send at the same time: one frame for all of them
        step = now["number"] % steps + 1
        adds, arrived = transfers[0].adds, code.startswith("deliver(")
        if arrived and step == steps:
            return (
                "added" if adds else "copied",
                {},
                self.state(transfers, arrived=True),
            )
        values = {"step": step, "steps": steps}
        if arrived:
            return (
                "add" if adds else "copy",
                values,
                self.state(transfers, arrived=True),
            )
        half = {"half": 1 if adds else 2}
        return "send", half | values, self.state(transfers, arrived=False)

    def state(self, sent: Sequence[Any], *, arrived: bool) -> dict[str, Any]:
        """Return what the view `ring` draws."""
        return {
            "workers": self.workers,
            "whole": [
                [
                    int(own == whole)
                    for own, whole in zip(vector, self.sums, strict=True)
                ]
                for vector in self.workers
            ],
            "sent": [
                [one.sender, one.receiver, one.first, *one.numbers] for one in sent
            ],
            "arrived": arrived,
        }
