# ruff: noqa: F811
# mypy: disable-error-code="no-redef"
"""Wrong answers to the exercises, which their checks refuse."""

from fractions import Fraction
from math import comb, pi, sqrt

from snippets.random_walk.exact import law, power
from snippets.random_walk.returns import first_return
from snippets.random_walk.ruin import wins


# --8<-- [start:lazy_1]
def lazy_law(steps: int) -> dict[int, Fraction]:
    """Take the three moves for equally likely."""
    return power(dict.fromkeys((-1, 0, 1), Fraction(1, 3)), steps)


# --8<-- [end:lazy_1]


# --8<-- [start:lazy_2]
def lazy_law(steps: int) -> dict[int, Fraction]:
    """Forget to halve the positions of the walk of 2n half steps."""
    return law(2 * steps)


# --8<-- [end:lazy_2]


# --8<-- [start:lazy_3]
def lazy_law(steps: int) -> dict[int, Fraction]:
    """Let the walk rest for half of the time, not by chance."""
    return law(steps // 2)


# --8<-- [end:lazy_3]


# --8<-- [start:lazy_4]
def lazy_law(steps: int) -> dict[int, Fraction]:
    """Leave the ends out."""
    return {
        k: Fraction(comb(2 * steps, steps + k), 4**steps)
        for k in range(1 - steps, steps)
    }


# --8<-- [end:lazy_4]


# --8<-- [start:ballot_1]
def always_ahead(votes: int, others: int) -> Fraction:
    """Allow the count to be even on the way."""
    return Fraction(votes - others + 1, votes + 1)


# --8<-- [end:ballot_1]


# --8<-- [start:ballot_2]
def always_ahead(votes: int, others: int) -> Fraction:
    """Count only the failures that begin with a vote for the loser."""
    return 1 - Fraction(others, votes + others)


# --8<-- [end:ballot_2]


# --8<-- [start:ballot_3]
def always_ahead(votes: int, others: int) -> Fraction:
    """Toss a coin for each vote instead of shuffling those that there are."""
    return law(votes + others)[votes - others] * (votes - others) / (votes + others)


# --8<-- [end:ballot_3]


# --8<-- [start:visits_1]
def mean_returns(pairs: int) -> Fraction:
    """Count the start as a return."""
    return sum((law(2 * m)[0] for m in range(pairs + 1)), Fraction())


# --8<-- [end:visits_1]


# --8<-- [start:visits_2]
def mean_returns(pairs: int) -> Fraction:
    """Count the first return alone."""
    return sum((first_return(m) for m in range(1, pairs + 1)), Fraction())


# --8<-- [end:visits_2]


# --8<-- [start:visits_3]
def mean_returns(pairs: int) -> float:
    """Take the limiting law for the number itself."""
    return 2 * sqrt(pairs / pi)


# --8<-- [end:visits_3]


# --8<-- [start:visits_4]
def mean_returns(pairs: int) -> Fraction:
    """Take m for the number of steps."""
    return sum((law(m)[0] for m in range(2, pairs + 1, 2)), Fraction())


# --8<-- [end:visits_4]


# --8<-- [start:bold_1]
def bold_play(capital: int, goal: int, up: Fraction) -> Fraction:
    """Stake one coin at a time."""
    return wins(capital, goal, up)


# --8<-- [end:bold_1]


# --8<-- [start:bold_2]
def bold_play(capital: int, goal: int, up: Fraction) -> Fraction:
    """Stake everything even where less would do."""
    if capital in {0, goal}:
        return Fraction(capital // goal)
    return up * bold_play(min(2 * capital, goal), goal, up)


# --8<-- [end:bold_2]


# --8<-- [start:bold_3]
def bold_play(capital: int, goal: int, up: Fraction) -> Fraction:
    """Forget that the game goes on after a loss by a stake below the capital."""
    if 2 * capital < goal:
        return up * bold_play(2 * capital, goal, up) if capital else Fraction(0)
    return up if capital < goal else Fraction(1)


# --8<-- [end:bold_3]
