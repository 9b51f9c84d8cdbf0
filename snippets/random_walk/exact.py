"""The law of the random walk, by counting paths and by generating functions."""

# --8<-- [start:paths]
from fractions import Fraction


def paths(steps: int) -> list[int]:
    """Return how many of the 2ⁿ paths of n steps end at −n, −n + 2, …, n.

    Cost: n multiplications and n divisions of an integer of at most n bits by a small
    one. ValueError for a negative number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    counts = [1]
    for ups in range(steps):
        counts.append(counts[-1] * (steps - ups) // (ups + 1))
    return counts


def law(steps: int) -> dict[int, Fraction]:
    """Return the probability of each position that n steps can reach.

    Cost: that of `paths`, and n fractions to reduce. ValueError for a negative number
    of steps.
    """
    positions = range(-steps, steps + 1, 2)
    return {
        position: Fraction(count, 2**steps)
        for position, count in zip(positions, paths(steps), strict=True)
    }


# --8<-- [end:paths]


# --8<-- [start:power]
def times(one: dict[int, Fraction], other: dict[int, Fraction]) -> dict[int, Fraction]:
    """Multiply two generating functions, each given as exponent: coefficient.

    If these are the laws of two independent jumps, the product is the law of their
    sum. Cost: one multiplication for each pair of terms.
    """
    product: dict[int, Fraction] = {}
    for k, p in one.items():
        for j, q in other.items():
            product[k + j] = product.get(k + j, Fraction()) + p * q
    return product


def power(step: dict[int, Fraction], steps: int) -> dict[int, Fraction]:
    """Return the n-th power of a generating function: the law after n such steps.

    Cost: at most 2 log₂ n + 1 products, by repeated squaring. ValueError for a negative
    number of steps.
    """
    if steps < 0:
        raise ValueError(f"a walk cannot have {steps} steps")
    result = {0: Fraction(1)}
    square = step
    while steps:
        if steps % 2:
            result = times(result, square)
        steps //= 2
        if steps:
            square = times(square, square)
    return result


# --8<-- [end:power]


# --8<-- [start:moment]
def moment(of: dict[int, Fraction], order: int) -> Fraction:
    """Return E[Sᵐ] for a law: let z·d/dz act m times, then put z = 1.

    Acting once multiplies the coefficient of zᵏ by k. Cost: m products for each term.
    ValueError for a negative order.
    """
    if order < 0:
        raise ValueError(f"there is no moment of order {order}")
    coefficients = of
    for _ in range(order):
        coefficients = {k: k * p for k, p in coefficients.items()}
    return sum(coefficients.values(), Fraction())


# --8<-- [end:moment]


if __name__ == "__main__":
    # --8<-- [start:paths_demo]
    print(paths(4))
    for position, probability in law(4).items():
        print(f"{position:2}  {probability}")
    print(f"{float(law(100)[0]):.6f}")
    # --8<-- [end:paths_demo]
    # --8<-- [start:power_demo]
    half = Fraction(1, 2)
    coin = {-1: half, 1: half}
    print(power(coin, 4) == law(4), power(coin, 100) == law(100))
    die = {face: Fraction(1, 6) for face in range(1, 7)}
    print(power(die, 3)[10])
    # --8<-- [end:power_demo]
    # --8<-- [start:moment_demo]
    for steps in (1, 2, 10, 100):
        print(steps, *(moment(law(steps), order) for order in range(1, 5)))
    # --8<-- [end:moment_demo]
