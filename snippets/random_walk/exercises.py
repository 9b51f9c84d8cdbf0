"""Solutions of the exercises."""

# --8<-- [start:lazy]
from fractions import Fraction
from functools import cache
from math import comb


def lazy_law(steps: int) -> dict[int, Fraction]:
    """Return the law of a walk that stays with probability 1/2, else goes ±1.

    Cost: one binomial coefficient of 2n bits for each position.

    Raises:
        ValueError: For a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    return {
        k: Fraction(comb(2 * steps, steps + k), 4**steps)
        for k in range(-steps, steps + 1)
    }


# --8<-- [end:lazy]


# --8<-- [start:ballot]
def always_ahead(votes: int, others: int) -> Fraction:
    """Return the probability that the winner leads during the whole count.

    The last vote was for the winner or not, and before it the winner led as well.
    Cost: one sum of fractions for each pair of numbers up to these.

    Raises:
        ValueError: For a negative number of votes.
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


# --8<-- [start:visits]
def mean_returns(pairs: int) -> Fraction:
    """Return how often a walk of 2m steps is expected back at 0.

    Cost: m binomial coefficients.

    Raises:
        ValueError: For a negative number of pairs.
    """
    if pairs < 0:
        raise ValueError(f"a walk cannot have {2 * pairs} steps")
    return sum(
        (Fraction(comb(2 * m, m), 4**m) for m in range(1, pairs + 1)), Fraction()
    )


# --8<-- [end:visits]


# --8<-- [start:bold]
@cache
def bold_play(capital: int, goal: int, up: Fraction) -> Fraction:
    """Return the chance to reach the goal if each stake is as high as is sensible.

    The stake is all the capital, or what is missing to the goal if that is less.
    For a goal that is a power of 2 the play ends after log₂ of it bets at most.

    Raises:
        ValueError: If the goal is no power of 2, the capital not from 0 to it, or the
            chance of a step up not from 0 to 1.
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
