"""The maximum gap of integers in one short function, to be read and pasted."""


# --8<-- [start:solve]
def gap_of_integers(numbers: list[int]) -> int:
    """Return the maximum gap, 0 for fewer than two numbers, in O(n) time and memory."""
    n = len(numbers)
    if n < 2 or min(numbers) == max(numbers):
        return 0
    lo, hi = min(numbers), max(numbers)
    least, greatest = [hi] * n, [lo] * n
    for x in numbers:
        k = (x - lo) * (n - 1) // (hi - lo)
        least[k], greatest[k] = min(least[k], x), max(greatest[k], x)
    gap, below = 0, lo
    for first, last in zip(least, greatest, strict=True):
        if first <= last:  # The bucket is not empty.
            gap, below = max(gap, first - below), last
    return gap


# --8<-- [end:solve]

if __name__ == "__main__":
    # --8<-- [start:demo]
    print(gap_of_integers([10, 3, 17, 1, 12, 5, 11, 4, 6]))
    # --8<-- [end:demo]
