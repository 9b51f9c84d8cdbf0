from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import islice, pairwise, permutations, product
from math import asin, comb, factorial, pi, sqrt
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.random_walk import counting, exact, exercises, many, polya, returns, ruin, simulate
from tests.snippets.random_walk.reference import Path, paths, share

ODDS = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


@pytest.mark.parametrize("steps", range(9))
def test_the_list_of_paths_has_each_path_once(steps: int) -> None:
    by_bits = {tuple(2 * (bits & (1 << n) - 1).bit_count() - n for n in range(steps + 1)) for bits in range(2**steps)}
    found = counting.all_paths(steps)
    assert len(found) == len(by_bits) == 2**steps
    assert set(found) == by_bits


def test_as_many_paths_never_come_back_as_end_at_0() -> None:
    """What the first screen says of ten steps, of every even number up to ten."""
    for steps in (0, 2, 4, 6, 8, 10):
        found = counting.all_paths(steps)
        assert sum(path[-1] == 0 for path in found) == sum(0 not in path[1:] for path in found)


def first_back(path: Path) -> bool:
    return path[-1] == 0 and 0 not in path[1:-1]


@pytest.mark.parametrize("steps", range(10))
def test_the_highest_position_of_all_paths(steps: int) -> None:
    highest = Counter(max(path) for path in paths(steps))
    assert returns.highest_law(steps) == {a: Fraction(n, 2**steps) for a, n in highest.items()}


@given(st.lists(st.sampled_from([-1, 1]), max_size=30), st.integers(-5, 5))
def test_reflection_undoes_itself(jumps: list[int], level: int) -> None:
    path = [sum(jumps[:n]) for n in range(len(jumps) + 1)]
    mirrored = returns.reflect(path, level)
    assert returns.reflect(mirrored, level) == path
    assert all(abs(b - a) == 1 for a, b in pairwise(mirrored))
    if level in path:
        assert mirrored[-1] == 2 * level - path[-1]


@pytest.mark.parametrize("pairs", range(1, 7))
def test_first_returns_and_last_visits_of_all_paths(pairs: int) -> None:
    assert returns.first_return(pairs) == share(2 * pairs, first_back)
    last = Counter(max(n for n, k in enumerate(path) if k == 0) for path in paths(2 * pairs))
    assert returns.last_visit_law(pairs) == [Fraction(last[2 * k], 4**pairs) for k in range(pairs + 1)]


def test_renewal_and_the_closed_form_agree() -> None:
    first = returns.first_returns_by_renewal([comb(2 * m, m) for m in range(60)])
    assert [Fraction(count, 4**m) for m, count in enumerate(first)][1:] == [
        returns.first_return(m) for m in range(1, 60)
    ]


@given(ODDS, st.integers(1, 9))
def test_ruin_against_the_linear_equations(up: Fraction, goal: int) -> None:
    """Solve h(a) = p·h(a+1) + q·h(a−1), and the same with 1 added, for all a at once."""
    inner = range(1, goal)
    matrix = np.eye(goal + 1)
    for a in inner:
        matrix[a, a + 1], matrix[a, a - 1] = -float(up), -float(1 - up)
    won = np.linalg.solve(matrix, [0.0] * goal + [1.0])
    long = np.linalg.solve(matrix, [0.0, *[1.0] * (goal - 1), 0.0])
    for a in range(goal + 1):
        assert float(ruin.wins(a, goal, up)) == pytest.approx(won[a], abs=1e-9)
        assert float(ruin.duration(a, goal, up)) == pytest.approx(long[a], abs=1e-7)


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_closed_lattice_paths_one_by_one(dimension: int) -> None:
    jumps = [tuple(s * (i == axis) for i in range(dimension)) for axis in range(dimension) for s in (-1, 1)]
    back = [0] * 4
    for path in product(jumps, repeat=6):
        places = np.cumsum(path, axis=0)
        home = [m for m in (1, 2, 3) if not places[2 * m - 1].any()]
        if home:
            back[home[0]] += 1
    assert list(islice(polya.lattice_loops(dimension), 4))[1] == 2 * dimension
    assert polya.returned(dimension, 3) == Fraction(sum(back), (2 * dimension) ** 6)


def test_the_constant_lies_where_it_should() -> None:
    bounds = [polya.return_in_space(terms) for terms in (4, 10, 50, 200)]
    known = Fraction("0.340537329550999142826273184432902896")  # OEIS A086230
    for (low, high), (inner_low, inner_high) in pairwise(bounds):
        assert low < inner_low < known < inner_high < high
    low, high = polya.return_in_space(1000)
    assert low < known < high
    assert high - low < Fraction(1, 10**11)


def test_with_three_terms_the_lower_bound_fails() -> None:
    at_start = [Fraction(count, 36**m) for m, count in enumerate(islice(polya.lattice_loops(3), 4))]
    _, above = polya.return_in_space(1000)
    tail_at_most = 1 / (1 - above) - sum(at_start[:3])
    assert at_start[3] * (2 * 3 + 1 + Fraction(3, 20 * 3) - Fraction(1, 6 * 3**2)) > tail_at_most


def test_what_the_page_says_of_the_constant() -> None:
    for terms, digits in ((10, 5), (1000, 11)):
        low, high = polya.return_in_space(terms)
        assert round(low, digits) == round(high, digits) == round(Fraction("0.340537329551"), digits)
    sums = sum(Fraction(loops, 36**m) for m, loops in enumerate(islice(polya.lattice_loops(3), 1000)))
    assert f"{float(1 - 1 / sums):.2f}" == "0.33"


def test_no_split_of_steps_among_three_axes_is_likelier_than_of_order_one_over_m() -> None:
    for m in (1, 5, 30, 90):
        likeliest = Fraction(factorial(m), factorial(m // 3) * factorial((m + 1) // 3) * factorial((m + 2) // 3) * 3**m)
        visit = Fraction(list(islice(polya.lattice_loops(3), m + 1))[m], 36**m)
        assert visit <= Fraction(comb(2 * m, m), 4**m) * likeliest
        assert likeliest < Fraction(1, m)


def test_what_the_page_says_of_the_last_visit() -> None:
    for pairs in range(1, 30):
        assert sum(returns.last_visit_law(pairs)[: pairs // 2 + 1]) >= Fraction(1, 2)
    assert round(2 / pi * asin(sqrt(0.1)), 4) == 0.2048


def test_what_the_page_says_of_a_hundred_thousand_walkers() -> None:
    variance = 100 - float(sum(abs(k) * p for k, p in exact.law(100).items())) ** 2
    assert round(sqrt(variance / 100_000), 2) == 0.02
    assert round(sqrt(2 * 39)) == 9


def test_simulated_walks() -> None:
    rng = Random(1)  # noqa: S311 - walks, no secrets
    path = simulate.walk(1000, rng)
    assert path[0] == 0
    assert {abs(b - a) for a, b in pairwise(path)} == {1}
    assert len(path) == 1001
    ends = simulate.end_points(2000, 7, rng)
    assert ends.total() == 2000
    assert set(ends) <= set(range(-7, 8, 2))
    statistic, degrees = simulate.chi_squared(ends, 7)
    assert degrees == 7
    assert 0.2 < statistic < 30
    assert simulate.walk(0, rng) == [0]


@pytest.mark.parametrize(("walkers", "steps"), [(0, 3), (3, 0), (1, 1), (5, 40)])
def test_many_walks_at_once(walkers: int, steps: int) -> None:
    rows = many.many_walks(walkers, steps, np.random.default_rng(1))
    assert rows.shape == (walkers, steps + 1)
    assert np.issubdtype(rows.dtype, np.signedinteger)
    assert not rows[:, 0].any()
    assert (np.abs(np.diff(rows)) == 1).all()


def test_many_walks_obey_the_law() -> None:
    rows = many.many_walks(2000, 7, np.random.default_rng(3))
    statistic, degrees = simulate.chi_squared(Counter(rows[:, -1].tolist()), 7)
    assert degrees == 7
    assert 0.2 < statistic < 30
    first = Counter(map(tuple, rows[:, :4].tolist()))
    assert len(first) == 8  # the steps do not depend on each other
    assert all(150 < count < 350 for count in first.values())


def test_chi_squared_sees_a_wrong_law() -> None:
    assert simulate.chi_squared(Counter({0: 1000}), 2) == (1000.0, 2)
    for stray in (1, -4, 4):  # of the other parity, or too far
        with pytest.raises(ValueError, match=f"no walk of 2 steps ends at {stray}$"):
            simulate.chi_squared(Counter({0: 500, 2: 250, -2: 250, stray: 1}), 2)


def test_two_walks_are_the_coordinates_of_one_in_the_plane() -> None:
    generator = np.random.default_rng(5)
    a, b = (many.many_walks(5000, 6, generator) for _ in range(2))
    assert not ((a + b) % 2).any()
    x, y = (a + b) // 2, (a - b) // 2
    steps = Counter(zip(np.diff(x).ravel().tolist(), np.diff(y).ravel().tolist(), strict=True))
    assert set(steps) == {(1, 0), (-1, 0), (0, 1), (0, -1)}
    assert all(abs(count - 7500) < 400 for count in steps.values())
    back = float(((x[:, -1] == 0) & (y[:, -1] == 0)).mean())
    assert abs(back - 400 / 4**6) < 0.02


def test_a_fair_walk_takes_the_square_of_a_distance_to_get_there() -> None:
    for away in range(1, 40):
        assert ruin.duration(away, 2 * away, Fraction(1, 2)) == away**2


@pytest.mark.parametrize("steps", range(6))
def test_the_lazy_walk_of_all_paths(steps: int) -> None:
    ends: Counter[int] = Counter(sum(path) for path in product((-1, 0, 0, 1), repeat=steps))
    assert exercises.lazy_law(steps) == {k: Fraction(n, 4**steps) for k, n in ends.items()}


def test_the_ballot_in_every_order() -> None:
    for votes, others in ((0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (2, 2), (2, 4)):
        orders = list(permutations([1] * votes + [-1] * others))
        ahead = sum(all(sum(order[: n + 1]) > 0 for n in range(len(order))) for order in orders)
        expected = Fraction(ahead, len(orders)) if votes else 0  # of no vote there is no winner
        assert exercises.always_ahead(votes, others) == expected


def test_the_expected_returns_of_all_paths() -> None:
    for pairs in range(5):
        total = sum(path[1:].count(0) for path in paths(2 * pairs))
        assert exercises.mean_returns(pairs) == Fraction(total, 4**pairs)


@given(ODDS)
def test_bold_play_solves_its_equation(up: Fraction) -> None:
    assert exercises.bold_play(0, 8, up) == 0
    assert exercises.bold_play(8, 8, up) == 1
    assert exercises.bold_play(4, 8, up) == up
    assert exercises.bold_play(6, 8, up) == up + (1 - up) * up
    if up == Fraction(1, 2):
        assert exercises.bold_play(3, 8, up) == Fraction(3, 8)


@pytest.mark.parametrize(
    "call",
    [
        lambda: counting.all_paths(-1),
        lambda: returns.highest_law(-1),
        lambda: returns.first_return(0),
        lambda: returns.first_returns_by_renewal([2]),
        lambda: returns.first_returns_by_renewal([]),
        lambda: returns.last_visit_law(-1),
        lambda: ruin.wins(3, 2, Fraction(1, 2)),
        lambda: ruin.wins(0, 0, Fraction(1, 2)),
        lambda: ruin.duration(1, 2, Fraction(1)),
        lambda: next(polya.lattice_loops(4)),
        lambda: polya.return_in_space(3),
        lambda: simulate.walk(-1, Random(1)),  # noqa: S311
        lambda: simulate.end_points(1, -1, Random(1)),  # noqa: S311
        lambda: simulate.end_points(-1, 1, Random(1)),  # noqa: S311
        lambda: simulate.chi_squared(Counter(), 3),
        lambda: polya.returned(1, -1),
        lambda: many.many_walks(-1, 2, np.random.default_rng(1)),
        lambda: many.many_walks(2, -1, np.random.default_rng(1)),
        lambda: exercises.mean_returns(-1),
        lambda: exercises.bold_play(1, 2, Fraction(3, 2)),
        lambda: exercises.lazy_law(-1),
        lambda: exercises.always_ahead(-1, 0),
        lambda: exercises.bold_play(1, 6, Fraction(1, 2)),
        lambda: exercises.bold_play(9, 8, Fraction(1, 2)),
    ],
)
def test_bad_input_is_refused(call: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        call()


@pytest.mark.parametrize("function", [ruin.wins, ruin.duration])
@pytest.mark.parametrize(
    ("start", "goal", "up"),
    [(-1, 2, "1/2"), (3, 2, "1/2"), (0, 0, "1/2"), (1, 2, "0"), (1, 2, "1"), (1, 2, "-1/2"), (1, 2, "3/2")],
)
def test_walls_and_chances_out_of_range_are_refused(
    function: Callable[[int, int, Fraction], Fraction], start: int, goal: int, up: str
) -> None:
    with pytest.raises(ValueError, match="is not"):
        function(start, goal, Fraction(up))


@pytest.mark.parametrize(
    ("capital", "goal", "up"),
    [(-1, 8, "1/2"), (9, 8, "1/2"), (0, 0, "1/2"), (1, 6, "1/2"), (0, -1, "1/2"), (1, 2, "-1/2"), (1, 2, "3/2")],
)
def test_bold_play_refuses_what_is_out_of_range(capital: int, goal: int, up: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        exercises.bold_play(capital, goal, Fraction(up))


def test_bold_play_takes_sure_steps() -> None:
    assert [exercises.bold_play(1, 8, Fraction(up)) for up in (0, 1)] == [0, 1]
