"""What the page says and no block shows: of clustering, of numbers that are measured, of other types."""

from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from snippets.maximum_gap.bench import inputs
from snippets.maximum_gap.buckets import exact_places
from snippets.maximum_gap.exercises import is_progression, widest_pair
from snippets.maximum_gap.short import gap_of_integers
from snippets.maximum_gap.sorting import maximum_gap_by_sorting
from snippets.maximum_gap.vectorized import maximum_gap_numpy

SIZE = 10**4


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=9, unique=True))
def test_single_linkage_cuts_at_the_maximum_gap(numbers: list[int]) -> None:
    steps = [high - low for low, high in pairwise(sorted(numbers))]
    assume(steps.count(max(steps)) == 1)
    clusters = fcluster(linkage([[number] for number in numbers], "single"), 2, "maxclust")
    pair = widest_pair(numbers)
    assert pair
    assert {number <= pair[0] for number, of in zip(numbers, clusters, strict=True) if of == clusters[0]} != {
        True,
        False,
    }
    assert len(set(clusters)) == 2


def test_two_means_may_cut_elsewhere() -> None:
    numbers = [0, 4, 5, 6, 7, 8, 9, 14]

    def spread(part: list[int]) -> float:
        return sum((number - sum(part) / len(part)) ** 2 for number in part)

    best = min(range(1, len(numbers)), key=lambda cut: spread(numbers[:cut]) + spread(numbers[cut:]))
    assert widest_pair(numbers) == (9, 14)
    assert (numbers[best - 1], numbers[best]) != (9, 14)


def test_half_of_the_exponential_numbers_are_below_the_root_of_the_range() -> None:
    numbers = inputs(SIZE)["exponential"]
    assert np.mean(numbers < 2**31) == pytest.approx(0.5, abs=0.02)
    assert 2**61 < numbers.max() < 2**62


def test_where_uneven_numbers_fall() -> None:
    """The exponential ones at a million, where buckets win; the clustered ones in a smaller sample."""
    exponential = inputs(10**6)["exponential"]
    first = np.mean((exponential - exponential.min()) * (1.0 * len(exponential) / np.ptp(exponential)) < 1)
    assert first == pytest.approx(2 / 3, abs=0.03)
    clustered = inputs(SIZE)["clustered"].tolist()
    places = exact_places(clustered, min(clustered), max(clustered))
    assert len(set(places)) <= 16  # of eight centres, where a bucket may end inside a cluster


def test_division_by_floats_misjudges_even_numbers() -> None:
    numbers = [0, 2**53 + 1, 2**54 + 2]
    assert is_progression(numbers)
    assert max(numbers) / 2 != 2**53 + 1


def test_the_index_needs_64_bits() -> None:
    assert 0.9e14 < 10**9 * (10**5 - 1) < 10**14
    assert 2**31 <= 10**9 * (10**5 - 1) < 2**63
    array = inputs(10**3)["random"].astype(np.int32)
    with pytest.warns(RuntimeWarning, match="overflow"):
        wrong = gap_of_integers(array)  # type: ignore[arg-type]
    right = gap_of_integers(array.tolist())
    assert right == maximum_gap_numpy(array) != wrong


def test_timestamps() -> None:
    array = np.array(["2024-01-01T00:01:40", "2024-01-01T00:00:00", "NaT"], dtype="datetime64[s]")
    with pytest.raises(TypeError, match="datetime64"):
        maximum_gap_numpy(array)
    for dtype in ("<M8[s]", ">M8[s]"):
        assert maximum_gap_numpy(array[~np.isnat(array)].astype(dtype).astype(np.int64)) == 100
    times = [datetime(2024, 1, 3), datetime(2024, 1, 1), datetime(2024, 1, 2)]
    assert maximum_gap_by_sorting(times) == timedelta(days=1)  # type: ignore[type-var]
