"""Frames of the page's player, recorded while the program on the page runs."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from snippets.random_walk.exact import law
from snippets.random_walk.simulate import walk

Sight = tuple[str, dict[str, Any], dict[str, Any]]
STEPS, WALKERS, SEED = 16, 200, 7


def spread(record: Callable[..., None]) -> None:
    """Let simulated walkers spread, and ask the law how many it expects where."""
    rng = Random(SEED)  # noqa: S311 - walks, no secrets
    walkers = [walk(STEPS, rng) for _ in range(WALKERS)]

    def laws() -> None:
        for steps in range(STEPS + 1):
            law(steps)

    def see(code: str, now: Mapping[str, Any]) -> Sight | None:
        if not code.startswith("return"):
            return None
        steps = now["steps"]
        seen = [path[steps] for path in walkers]
        expected = [
            [site, round(float(p) * WALKERS, 2)] for site, p in now["return"].items()
        ]
        state = {"reach": STEPS, "walkers": seen, "expected": expected}
        if not steps:
            return "start", {"walkers": WALKERS}, state
        # The position at or next to 0 which the parity allows.
        middle = steps % 2
        values = {"steps": steps, "site": middle, "seen": seen.count(middle)}
        due = f"{float(now['return'][middle]) * WALKERS:.1f}"
        return ("odd" if middle else "even"), values | {"expected": due}, state

    record("lattice", laws, watch=[law], see=see, still="even")
