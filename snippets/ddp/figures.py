"""Draw the figures and tables: `python -m snippets.ddp.figures DIR`."""

from collections.abc import Sequence


def finish_times(ready: Sequence[float], lasting: Sequence[float]) -> list[float]:
    """Return when each bucket's all-reduce is done.

    One all-reduce follows the other, each as soon as its bucket is ready.

    Args:
        ready: When the gradients of each bucket are ready, in ascending order.
        lasting: How long the all-reduce of each takes.
    """
    ends: list[float] = []
    free: float = 0
    for start, length in zip(ready, lasting, strict=True):
        free = max(free, start) + length
        ends.append(free)
    return ends
