"""The walk beside the normal distribution: density, refinement, distance."""

# --8<-- [start:density]
from math import comb, erf, exp, pi, sqrt


def density(x: float, variance: float) -> float:
    """Return the normal density with mean 0.

    ValueError if the variance is not positive.
    """
    if not variance > 0:
        raise ValueError(f"a density needs a positive variance, not {variance}")
    return exp(-x * x / (2 * variance)) / sqrt(2 * pi * variance)


def probability(steps: int, position: int) -> float:
    """Return P(Sₙ = k), rounded once; 0 for a position that cannot be reached.

    Cost: one binomial coefficient of n bits. ValueError for a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    if abs(position) > steps or (steps + position) % 2:
        return 0.0
    return comb(steps, (steps + position) // 2) / (1 << steps)


# --8<-- [end:density]


# --8<-- [start:distance]
def mean_distance(steps: int) -> float:
    """Return E|Sₙ|.

    Cost: one binomial coefficient of n bits. ValueError for a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    even = steps + steps % 2
    return even * probability(even, 0)


def cdf_distance(steps: int) -> float:
    """Return the greatest distance of P(Sₙ ≤ x) from the normal one of variance n.

    Between two positions the walk's function stands still while the normal one rises,
    so the greatest distance lies at a position, just below it or at it. Cost: n
    operations on integers of n bits. ValueError for fewer than one step.
    """
    if steps < 1:
        raise ValueError(f"there is no normal law for {steps} steps")
    count, below, greatest = 1, 0, 0.0
    for ups in range(steps + 1):
        normal = (1 + erf((2 * ups - steps) / sqrt(2 * steps))) / 2
        greatest = max(greatest, abs(below / (1 << steps) - normal))
        below += count
        greatest = max(greatest, abs(below / (1 << steps) - normal))
        count = count * (steps - ups) // (ups + 1)
    return greatest


# --8<-- [end:distance]

if __name__ == "__main__":
    # --8<-- [start:parity_demo]
    for position in (0, 1, 2, 10, 20):
        exactly, normal = probability(100, position), density(position, 100)
        print(f"{position:2}  {exactly:.6f}  {normal:.6f}  {exactly / normal:.4f}")
    # --8<-- [end:parity_demo]
    # --8<-- [start:distance_demo]
    for steps in (1, 4, 100, 2500):
        limit = sqrt(2 * steps / pi)
        print(f"{steps:4}  {mean_distance(steps):8.4f}  {limit:8.4f}", end="  ")
        print(f"{cdf_distance(steps):.4f}  {cdf_distance(steps) * sqrt(steps):.3f}")
    # --8<-- [end:distance_demo]
