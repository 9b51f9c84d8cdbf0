"""The steepest direction depends on how length is measured."""

# --8<-- [start:steepest]
from collections.abc import Sequence
from fractions import Fraction


def steepest(g: Sequence[int], metric: Sequence[Sequence[int]]) -> list[Fraction]:
    """Return M⁻¹g for a symmetric positive definite 2 × 2 matrix M.

    Raises ValueError if M is not such a matrix.
    """
    (a, b), (c, d) = metric
    determinant = a * d - b * c
    if b != c or a <= 0 or determinant <= 0:
        raise ValueError(f"{metric} is not symmetric and positive definite")
    gx, gy = g
    return [
        Fraction(d * gx - b * gy, determinant),
        Fraction(a * gy - b * gx, determinant),
    ]


# --8<-- [end:steepest]

if __name__ == "__main__":
    # --8<-- [start:steepest_demo]
    for metric in ([[1, 0], [0, 1]], [[1, 0], [0, 4]], [[2, 1], [1, 2]]):
        best = steepest([2, 4], metric)
        squared_slope = 2 * best[0] + 4 * best[1]
        print(metric, *best, f"slope {float(squared_slope) ** 0.5:.3f}")
    # --8<-- [end:steepest_demo]
