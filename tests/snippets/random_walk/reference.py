"""What the programs are held against: all paths, one by one."""

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate, product

Path = tuple[int, ...]


def paths(steps: int) -> list[Path]:
    """Return every path of n steps, as its positions from 0 on."""
    return [tuple(accumulate(jumps, initial=0)) for jumps in product((-1, 1), repeat=steps)]


def share(steps: int, event: Callable[[Path], bool]) -> Fraction:
    """Return the share of the paths for which an event happens."""
    return Fraction(sum(map(event, paths(steps))), 2**steps)
