"""Reflection, first return, last visit: what a path does on its way."""

# --8<-- [start:reflect]
from fractions import Fraction
from itertools import accumulate
from math import comb


def reflect(path: list[int], level: int) -> list[int]:
    """Mirror a path at a level from its first visit on; leave it if there is none.

    Cost: one pass.
    """
    if level not in path:
        return path
    first = path.index(level)
    return path[:first] + [2 * level - position for position in path[first:]]


def highest_law(steps: int) -> dict[int, Fraction]:
    """Return the probability of each height that is the highest of a walk.

    P(Mₙ = a) is P(Sₙ = a) or P(Sₙ = a + 1): only one of the two has n's parity.
    Cost: one binomial coefficient each. ValueError for a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    return {
        height: Fraction(comb(steps, (steps + height + 1) // 2), 2**steps)
        for height in range(steps + 1)
    }


# --8<-- [end:reflect]


# --8<-- [start:first]
def first_return(pairs: int) -> Fraction:
    """Return the probability that a walk is back at 0 for the first time at step 2m.

    Cost: one binomial coefficient of 2m bits. ValueError for fewer than one pair of
    steps.
    """
    if pairs < 1:
        raise ValueError(f"no walk is back after {2 * pairs} steps for the first time")
    return Fraction(comb(2 * pairs, pairs), (2 * pairs - 1) * 4**pairs)


def first_returns_by_renewal(at_zero: list[int]) -> list[int]:
    """Divide power series: return the f of u = 1 + f·u, as counts of paths.

    Each path back at 0 after m pairs of steps has a first return, after j of them, and
    goes on from there as a path of m − j pairs. at_zero counts the paths that are back
    after 0, 1, 2, … pairs. Cost: m²/2 products. ValueError unless its first count is 1.
    """
    if at_zero[:1] != [1]:
        raise ValueError("there is one path of no steps")
    first = [0]
    for m in range(1, len(at_zero)):
        later = sum(first[j] * at_zero[m - j] for j in range(1, m))
        first.append(at_zero[m] - later)
    return first


# --8<-- [end:first]


# --8<-- [start:last]
def last_visit_law(pairs: int) -> list[Fraction]:
    """Return the probability that step 0, 2, …, 2m is the last one at 0, of 2m steps.

    Cost: m + 1 binomial coefficients of up to 2m bits. ValueError for a negative number
    of pairs.
    """
    if pairs < 0:
        raise ValueError(f"a walk cannot have {2 * pairs} steps")
    at_zero = [comb(2 * m, m) for m in range(pairs + 1)]
    return [
        Fraction(at_zero[k] * at_zero[pairs - k], 4**pairs) for k in range(pairs + 1)
    ]


# --8<-- [end:last]

if __name__ == "__main__":
    # --8<-- [start:reflect_demo]
    path = [0, 1, 2, 1, 2, 3, 2]
    print(reflect(path, 2), reflect(reflect(path, 2), 2) == path)
    print(*(f"{height}: {p}" for height, p in highest_law(4).items()))
    # --8<-- [end:reflect_demo]
    # --8<-- [start:first_demo]
    print(*(first_return(m) for m in range(1, 7)))
    print(first_returns_by_renewal([comb(2 * m, m) for m in range(7)]))
    for m in (1, 50, 500):
        still_out = 1 - sum((first_return(j) for j in range(1, m + 1)), Fraction())
        print(f"{2 * m:5}  {float(still_out):.4f}")
    # --8<-- [end:first_demo]
    # --8<-- [start:last_demo]
    print(*last_visit_law(5))
    shares = list(accumulate(last_visit_law(500)))
    print(*(f"{float(shares[5 * percent]):.4f}" for percent in (10, 20, 50, 80, 90)))
    # --8<-- [end:last_demo]
