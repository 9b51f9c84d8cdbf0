"""The arithmetic mean: an example to replace."""


# --8<-- [start:mean]
def mean(numbers: list[float]) -> float:
    """Return the arithmetic mean of ``numbers``, one pass over them.

    Raises:
        ValueError: There are no numbers.
    """
    if not numbers:
        raise ValueError("the mean of no numbers is not defined")
    return sum(numbers) / len(numbers)


# --8<-- [end:mean]

if __name__ == "__main__":
    # --8<-- [start:demo]
    print(mean([1, 2, 6]))
    # --8<-- [end:demo]

    # --8<-- [start:exercise]
    print(mean(list(range(1, 101))), (1 + 100) / 2)
    # --8<-- [end:exercise]
