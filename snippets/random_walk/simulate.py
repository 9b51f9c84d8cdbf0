"""Simulated walks, from random bits: the same on every machine for the same seed."""

# ruff: noqa: S311 - walks, no secrets

# --8<-- [start:simulate]
from collections import Counter
from itertools import accumulate
from math import comb
from random import Random


def walk(steps: int, rng: Random) -> list[int]:
    """Return the positions of a random walk, beginning with 0.

    Cost: n random bits, n additions. ValueError for a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    bits = rng.getrandbits(steps)
    return list(accumulate((2 * (bits >> n & 1) - 1 for n in range(steps)), initial=0))


def end_points(walkers: int, steps: int, rng: Random) -> Counter[int]:
    """Return how many walkers end where.

    Of n random bits those that are 1 are the steps up. Counting them is one machine
    instruction for every few dozen bits. Cost: n random bits for each walker.
    ValueError for a negative number of walkers or steps.
    """
    if min(walkers, steps) < 0:
        raise ValueError(f"{walkers} walkers cannot take {steps} steps")
    return Counter(
        2 * rng.getrandbits(steps).bit_count() - steps for _ in range(walkers)
    )


def chi_squared(seen: Counter[int], steps: int) -> tuple[float, int]:
    """Compare counted ends with the law; return χ² and its degrees of freedom.

    Positions that expect fewer than five walkers are pooled into one class. Cost: one
    binomial coefficient for each position. ValueError for no walkers, a negative number
    of steps, or an end that no walk reaches.
    """
    walkers = seen.total()
    if walkers < 1 or steps < 0:
        raise ValueError(f"{walkers} walkers of {steps} steps cannot be compared")
    reached = range(-steps, steps + 1, 2)
    for k in seen:
        if k not in reached:
            raise ValueError(f"no walk of {steps} steps ends at {k}")
    classes = {None: [0.0, 0.0]} | {k: [0.0, 0.0] for k in reached}
    for k in reached:
        expected = walkers * comb(steps, (steps + k) // 2) / (1 << steps)
        place = classes[k if expected >= 5 else None]
        place[0] += seen[k]
        place[1] += expected
    filled = [pair for pair in classes.values() if pair[1]]
    return sum((got - due) ** 2 / due for got, due in filled), len(filled) - 1


# --8<-- [end:simulate]

if __name__ == "__main__":
    # --8<-- [start:simulate_demo]
    seen = end_points(walkers=100_000, steps=100, rng=Random(5))
    for k in (0, 2, 10, 20):
        print(f"{k:2}  {seen[k]:5}  {100_000 * comb(100, 50 + k // 2) / 2**100:8.1f}")
    print(f"{sum(abs(k) * count for k, count in seen.items()) / 100_000:.4f}")
    statistic, degrees = chi_squared(seen, 100)
    print(f"{statistic:.1f} {degrees}")
    # --8<-- [end:simulate_demo]
    # --8<-- [start:arcsine_demo]
    rng, tenths = Random(6), [0] * 10
    for _ in range(20_000):
        trail = walk(100, rng)
        last = max(n for n, k in enumerate(trail) if k == 0)
        tenths[min(last // 10, 9)] += 1
    at_0, due = [comb(2 * m, m) / 4**m for m in range(51)], [0.0] * 10
    for m in range(51):
        due[min(m // 5, 9)] += 20_000 * at_0[m] * at_0[50 - m]
    print(*tenths)
    print(*map(round, due))
    # --8<-- [end:arcsine_demo]
