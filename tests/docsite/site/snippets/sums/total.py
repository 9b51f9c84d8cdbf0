"""Adding numbers."""


# --8<-- [start:total]
def total(numbers: list[int]) -> int:
    """Return the sum of ``numbers``."""
    result = 0
    for number in numbers:
        result += number
    return result
# --8<-- [end:total]


if __name__ == "__main__":
    # --8<-- [start:demo]
    for numbers in [1, 2, 3], []:
        print(numbers, total(numbers))
    # --8<-- [end:demo]

    # --8<-- [start:mean]
    mean = total([1, 2, 3]) / 3
    # --8<-- [end:mean]
