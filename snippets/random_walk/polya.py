"""Pólya's theorem: does a walk come back on the line, in the plane, in space?"""

# --8<-- [start:loops]
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice


def lattice_loops(dimension: int) -> Iterator[int]:
    """Yield how many lattice paths are back at their start after 0, 2, 4, … steps.

    Cost: a few operations on integers of at most 6m bits for each m. ValueError if the
    dimension is not 1, 2 or 3.
    """
    if dimension not in {1, 2, 3}:
        raise ValueError(f"no count for dimension {dimension}; 1, 2 and 3 are known")
    m, central, before, cubic = 0, 1, 0, 1
    while True:
        yield central * (1, central, cubic)[dimension - 1]
        before, cubic = (
            cubic,
            ((10 * m * m + 10 * m + 3) * cubic - 9 * m * m * before) // (m + 1) ** 2,
        )
        central = central * 2 * (2 * m + 1) // (m + 1)
        m += 1


def returned(dimension: int, pairs: int) -> Fraction:
    """Return the probability that the walk was back within 2m steps.

    Cost: m²/2 products of integers of at most 6m bits. ValueError for a negative number
    of pairs, or a dimension that is not known.
    """
    if pairs < 0:
        raise ValueError(f"a walk cannot have {2 * pairs} steps")
    at_start = list(islice(lattice_loops(dimension), pairs + 1))
    first = [0]
    for m in range(1, pairs + 1):
        later = sum(first[j] * at_start[m - j] for j in range(1, m))
        first.append(at_start[m] - later)
    base = (2 * dimension) ** 2
    total = sum(count * base ** (pairs - m) for m, count in enumerate(first))
    return Fraction(total, base**pairs)


# --8<-- [end:loops]


# --8<-- [start:constant]
def return_in_space(terms: int) -> tuple[Fraction, Fraction]:
    """Return two fractions between which the return probability in space lies.

    The expected number of visits is the sum of the first m probabilities of being at
    the start, and a tail between two bounds. Cost: m sums of integers of 6m bits.
    ValueError for fewer than four terms: with three the lower bound fails.
    """
    m = terms
    if m < 4:
        raise ValueError(f"the bounds are proved from four terms on, not for {m}")
    head, count = 0, 0
    for count in islice(lattice_loops(3), m):
        head = 36 * head + count
    visits = Fraction(head, 36 ** (m - 1))
    count = next(islice(lattice_loops(3), m, None))
    next_term = Fraction(count, 36**m)
    upper = visits + next_term * (2 * m + 1 + Fraction(3, 20 * m))
    lower = upper - next_term * Fraction(1, 6 * m * m)
    return 1 - 1 / lower, 1 - 1 / upper


# --8<-- [end:constant]

if __name__ == "__main__":
    # --8<-- [start:loops_demo]
    for dimension in (1, 2, 3):
        print(dimension, list(islice(lattice_loops(dimension), 6)))
    print("steps   line  plane  space")
    for pairs in (5, 50, 500):
        shares = (float(returned(dimension, pairs)) for dimension in (1, 2, 3))
        print(f"{2 * pairs:5}", *(f"{share:.4f}" for share in shares))
    # --8<-- [end:loops_demo]
    # --8<-- [start:constant_demo]
    for terms in (4, 10, 100, 1000):
        low, high = return_in_space(terms)
        below, above = int(low * 10**12), -int(-high * 10**12 // 1)
        print(f"{terms:4}  0.{below:012}  0.{above:012}")
    # --8<-- [end:constant_demo]
