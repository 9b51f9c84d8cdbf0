# ruff: noqa: F811
# mypy: disable-error-code="no-redef"
"""Exercises: starters, our solutions, and what answers are held against."""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, product
from typing import Any

# isort: split

# --8<-- [start:imports]
from fractions import Fraction
from functools import cache
from math import comb

# --8<-- [end:imports]


# --8<-- [start:lazy_starter]
def lazy_law(steps: int) -> dict[int, Fraction]:
    """Return the probability of each position that the lazy walk can reach."""
    raise NotImplementedError


# --8<-- [end:lazy_starter]


# --8<-- [start:lazy_check]
def lazy_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the share of all series of a few moves, of which two in four rest."""
    for steps in range(6):
        ends = Counter(sum(moves) for moves in product((-1, 0, 0, 1), repeat=steps))
        yield (steps,), {k: Fraction(count, 4**steps) for k, count in ends.items()}


def lazy_agrees(
    got: dict[int, Fraction], expected: dict[int, Fraction], *_: int
) -> bool:
    """Compare two laws, by floats if need be; where nothing stands is 0."""
    nothing = Fraction()
    return all(
        abs(got.get(k, nothing) - expected.get(k, nothing)) < 1e-12
        for k in {*got, *expected}
    )


# --8<-- [end:lazy_check]


# --8<-- [start:lazy]
def lazy_law(steps: int) -> dict[int, Fraction]:
    """Return the law of a walk that stays with probability 1/2, else goes ±1.

    ValueError for a negative number of steps. Cost: one binomial coefficient of 2n
    bits for each position.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    return {
        k: Fraction(comb(2 * steps, steps + k), 4**steps)
        for k in range(-steps, steps + 1)
    }


# --8<-- [end:lazy]


# --8<-- [start:ballot_starter]
def always_ahead(votes: int, others: int) -> Fraction:
    """Return the probability that the winner, with more votes, is always ahead."""
    raise NotImplementedError


# --8<-- [end:ballot_starter]


# --8<-- [start:ballot_check]
def ballot_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the share of all orders of a few votes; a greater count by its odds."""
    for total in range(1, 9):
        for others in range((total + 1) // 2):
            orders = product((1, -1), repeat=total)
            counts = [order for order in orders if sum(order) == total - 2 * others]
            ahead = sum(min(accumulate(order)) > 0 for order in counts)
            yield (total - others, others), Fraction(ahead, len(counts))
    yield (60, 40), Fraction(1, 5)


def ballot_agrees(got: Fraction, expected: Fraction, *_: int) -> bool:
    """Compare two probabilities, by floats if need be."""
    return abs(got - expected) < 1e-12


# --8<-- [end:ballot_check]


# --8<-- [start:ballot]
def always_ahead(votes: int, others: int) -> Fraction:
    """Return the probability that the winner leads during the whole count.

    The last vote was for the winner or not, and before it the winner led as well.
    ValueError for a negative number of votes. Cost: one sum of fractions for each
    pair of numbers up to these.
    """
    if min(votes, others) < 0:
        raise ValueError(f"there cannot be {votes} votes against {others}")
    ahead = [Fraction(0)] + [Fraction(1)] * votes  # against no other vote
    for b in range(1, others + 1):
        for a in range(votes + 1):
            before = a * ahead[a - 1] + b * ahead[a]
            ahead[a] = before / (a + b) if a > b else Fraction(0)
    return ahead[votes]


# --8<-- [end:ballot]


# --8<-- [start:visits_starter]
def mean_returns(pairs: int) -> Fraction:
    """Return the mean number of returns to 0 within 2m steps, for m pairs of steps."""
    raise NotImplementedError


# --8<-- [end:visits_starter]


# --8<-- [start:visits_check]
def visits_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the mean over all paths of a few steps."""
    for pairs in range(6):
        series = product((-1, 1), repeat=2 * pairs)
        returns = sum([*accumulate(jumps)].count(0) for jumps in series)
        yield (pairs,), Fraction(returns, 4**pairs)


def visits_agrees(got: Fraction, expected: Fraction, *_: int) -> bool:
    """Compare two means, by floats if need be."""
    return abs(got - expected) < 1e-12


# --8<-- [end:visits_check]


# --8<-- [start:visits]
def mean_returns(pairs: int) -> Fraction:
    """Return how often a walk of 2m steps is back at 0 on average.

    ValueError for a negative number of pairs. Cost: m binomial coefficients.
    """
    if pairs < 0:
        raise ValueError(f"a walk cannot have {2 * pairs} steps")
    return sum(
        (Fraction(comb(2 * m, m), 4**m) for m in range(1, pairs + 1)), Fraction()
    )


# --8<-- [end:visits]


# --8<-- [start:bold_starter]
def bold_play(capital: int, goal: int, up: Fraction) -> Fraction:
    """Return the chance to reach the goal, a power of 2, by the boldest stakes."""
    raise NotImplementedError


# --8<-- [end:bold_starter]


# --8<-- [start:bold_check]
def bold_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the chance over all series of as many rounds as the game can take."""
    for rounds in range(4):
        goal = 2**rounds
        for capital in range(goal + 1):
            for up in (Fraction(1, 2), Fraction(18, 37)):
                chance = Fraction(0)
                for wins in product((True, False), repeat=rounds):
                    coins = capital
                    for win in wins:
                        stake = min(coins, goal - coins)
                        coins += stake if win else -stake
                    if coins == goal:
                        chance += up ** sum(wins) * (1 - up) ** (rounds - sum(wins))
                yield (capital, goal, up), chance


def bold_agrees(got: Fraction, expected: Fraction, *_: object) -> bool:
    """Compare two probabilities, by floats if need be."""
    return abs(got - expected) < 1e-12


# --8<-- [end:bold_check]


# --8<-- [start:bold]
@cache
def bold_play(capital: int, goal: int, up: Fraction) -> Fraction:
    """Return the chance to reach the goal if each stake is as high as is sensible.

    The stake is all the capital, or what is missing to the goal if that is less: the
    play ends after log₂ of the goal bets at most. ValueError if the goal is no power
    of 2, the capital not from 0 to it, or the chance of a win not from 0 to 1.
    """
    if goal < 1 or goal & (goal - 1):
        raise ValueError(f"{goal} is not a power of 2")
    if not 0 <= capital <= goal:
        raise ValueError(f"{capital} is not between 0 and {goal}")
    if not 0 <= up <= 1:
        raise ValueError(f"{up} is not a probability")
    if capital in {0, goal}:
        return Fraction(capital // goal)
    stake = min(capital, goal - capital)
    return up * bold_play(capital + stake, goal, up) + (1 - up) * bold_play(
        capital - stake, goal, up
    )


# --8<-- [end:bold]

if __name__ == "__main__":
    # --8<-- [start:lazy_demo]
    print(*lazy_law(2).values())
    for n in (1, 2, 10):
        print(n, sum(k * k * p for k, p in lazy_law(n).items()))
    # --8<-- [end:lazy_demo]
    # --8<-- [start:ballot_demo]
    print(always_ahead(3, 2), always_ahead(60, 40), always_ahead(51, 49))
    # --8<-- [end:ballot_demo]
    # --8<-- [start:visits_demo]
    for m in (1, 2, 50, 500):
        print(f"{2 * m:4}  {float(mean_returns(m)):.4f}")
    # --8<-- [end:visits_demo]
    # --8<-- [start:bold_demo]
    red = Fraction(18, 37)
    for capital in (8, 16, 24):
        timid = (1 - (1 / red - 1) ** capital) / (1 - (1 / red - 1) ** 32)
        print(capital, f"{float(timid):.4f} {float(bold_play(capital, 32, red)):.4f}")
    # --8<-- [end:bold_demo]
