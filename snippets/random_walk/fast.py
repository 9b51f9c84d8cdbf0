"""The law of the random walk in floating point, by exact integers and by ratios."""

# --8<-- [start:integers]
from collections.abc import Iterator
from math import comb


def law_by_integers(steps: int) -> Iterator[float]:
    """Yield the probability of −n, −n + 2, …, n, each the float nearest to it.

    The counts are exact integers, and Python's `/` rounds their quotient once. Cost: n
    operations on integers of n bits, so about n² steps; memory for one of them.
    ValueError for a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    count, total = 1, 1 << steps
    for ups in range(steps + 1):
        yield count / total
        count = count * (steps - ups) // (ups + 1)


# --8<-- [end:integers]


# --8<-- [start:ratios]
def law_by_ratios(steps: int) -> list[float]:
    """Return the probabilities of −n, −n + 2, …, n, walking outward from the middle.

    Each is the one before it times a ratio of two small integers. Every step rounds
    twice, so j steps from the middle the relative error is below (2j + 1)·2⁻⁵³ and a
    vanishing rest, as long as the result is a normal float. Cost: 2n operations on
    floats, and one binomial coefficient of n bits. ValueError for a negative number of
    steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    middle = steps // 2
    outward = [comb(steps, middle) / (1 << steps)]
    for downs in range(middle, 0, -1):
        outward.append(outward[-1] * (downs / (steps - downs + 1)))
    return outward[::-1] + outward[1 - steps % 2 :]


# --8<-- [end:ratios]

if __name__ == "__main__":
    # --8<-- [start:fast_demo]
    nearest = list(law_by_integers(1000))
    ratios = law_by_ratios(1000)
    print(f"{nearest[500]:.15f} {nearest[0]:.3e}")
    worst = max(abs(p / q - 1) for p, q in zip(ratios, nearest, strict=True))
    print(worst < 1e-13)
    # --8<-- [end:fast_demo]
