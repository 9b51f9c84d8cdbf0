"""Our solutions against the definition; that wrong answers are refused, the site's own test shows."""

from collections.abc import Callable, Iterable
from itertools import groupby, permutations, product
from math import atan2, gcd, pi
from pathlib import Path
from typing import Any

import pytest

from snippets.geometry import exercises
from snippets.geometry.plane import area, hull

NAMES = {"convex": "is_convex", "around": "around", "line": "most_on_a_line"}


def passes(answer: Callable[..., Any], cases: Iterable[tuple[tuple[Any, ...], Any]]) -> bool:
    return all(answer(*arguments) == expected for arguments, expected in cases)


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_accept_the_solution(name: str) -> None:
    cases = getattr(exercises, f"{name}_cases")
    assert passes(getattr(exercises, NAMES[name]), cases())
    sizes = [len(arguments[0]) for arguments, _ in cases()]
    assert sizes[0] == min(sizes)


@pytest.mark.parametrize(("along", "across"), [(1, 0), (0, 1), (1, 1)])
def test_nearness_by_a_coordinate_or_by_their_sum_is_refuted(along: int, across: int) -> None:
    def direction(point: tuple[int, int]) -> tuple[int, ...]:
        return tuple(number // gcd(*point) for number in point)

    def around(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
        rays = groupby(exercises.around(points), key=direction)
        return [p for _, ray in rays for p in sorted(ray, key=lambda p: along * p[0] + across * p[1])]

    assert not passes(around, exercises.around_cases())


def test_the_starters_raise() -> None:
    source = Path(exercises.__file__).read_text(encoding="utf-8")
    for name, function in NAMES.items():
        part = source.split(f"[start:{name}_starter]")[1].split("# --8<--")[0]
        scope: dict[str, Any] = {}
        exec(part, scope)  # noqa: S102 - our own file
        with pytest.raises(NotImplementedError):
            scope[function]([])


def test_convex_rings_are_the_rims_of_their_hulls() -> None:
    grid = [(x, y) for x, y in product(range(3), repeat=2)]
    tried = 0
    for size in (3, 4, 5):
        for ring in permutations(grid, size):
            if ring[0] == min(ring):
                rim = hull(ring, keep_collinear=True)
                rims = [rim, [rim[0], *rim[:0:-1]]]
                assert exercises.is_convex(list(ring)) == (area(rim) != 0 and list(ring) in rims), ring
                tried += 1
    assert tried > 3000
    assert not exercises.is_convex([])


def test_around_agrees_with_angles_of_small_points() -> None:
    grid = [(x, y) for x, y in product(range(-3, 4), repeat=2) if (x, y) != (0, 0)]
    order = exercises.around(grid)
    assert order == sorted(grid, key=lambda p: (round(atan2(p[1], p[0]) % (2 * pi), 9), p[0] ** 2 + p[1] ** 2))


def test_lines_by_brute_force() -> None:
    for bits in range(1, 2**9, 3):
        points = [(k % 3, k // 3) for k in range(9) if bits >> k & 1]
        best = max(
            (sum(exercises.turn(p, q, r) == 0 for r in points) for p in points for q in points if p != q),
            default=len(points),
        )
        assert exercises.most_on_a_line(points) == best


def test_the_first_slopes_that_floats_cannot_tell_apart() -> None:
    k = 94911152
    assert all((n - 1) / n != (n - 2) / (n - 1) for n in range(k - 2000, k))
    assert (k - 1) / k == (k - 2) / (k - 1)
