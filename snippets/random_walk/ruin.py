"""The gambler's ruin: a walk between two walls."""

# --8<-- [start:ruin]
from fractions import Fraction


def wins(start: int, goal: int, up: Fraction) -> Fraction:
    """Return the probability that the walk from a reaches b before it reaches 0.

    start is a, from 0 to b; goal is b, at least 1; up is the probability of a step up,
    strictly between 0 and 1; ValueError if not. Cost: three powers.
    """
    if not (0 <= start <= goal and goal >= 1):
        raise ValueError(f"{start} is not between the walls 0 and {goal}")
    if not 0 < up < 1:
        raise ValueError(f"{up} is not a probability between 0 and 1")
    odds = (1 - up) / up
    if odds == 1:
        return Fraction(start, goal)
    return (1 - odds**start) / (1 - odds**goal)


def duration(start: int, goal: int, up: Fraction) -> Fraction:
    """Return the mean number of steps until the walk reaches 0 or b.

    Arguments, errors and cost are those of `wins`.
    """
    won = wins(start, goal, up)
    drift = 2 * up - 1
    if drift == 0:
        return Fraction(start * (goal - start))
    return (won * goal - start) / drift


# --8<-- [end:ruin]

if __name__ == "__main__":
    # --8<-- [start:ruin_demo]
    for up in (Fraction(1, 2), Fraction(18, 37)):
        for stake in (1, 10, 100):
            won, steps = wins(stake, 2 * stake, up), duration(stake, 2 * stake, up)
            print(f"{up!s:>5}  {stake:3}  {float(won):.4f}  {float(steps):9.1f}")
    # --8<-- [end:ruin_demo]
