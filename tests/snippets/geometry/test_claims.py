"""What the article says and no block shows."""

import math
import random
import warnings
from itertools import product

import numpy as np
import pytest
import shapely
import shapely.ops
from scipy.spatial import ConvexHull
from shapely import LineString, Polygon
from shapely import Point as ShapelyPoint

from snippets.geometry.plane import circles, closest_pair, hull, orientation, turn

U = 2.0**-53


def test_whole_numbers_in_floats_are_safe_up_to_a_bound() -> None:
    """Differences d with d² ≤ 2⁵³ give products without rounding, and a true sign."""
    safe = 94906265
    assert safe**2 <= 2**53 < (safe + 1) ** 2
    assert turn((0.0, 0.0), (safe + 2.0, safe + 1.0), (safe + 1.0, safe + 0.0)) == 0
    assert turn((0, 0), (safe + 2, safe + 1), (safe + 1, safe)) == -1
    for i, j in product(range(5), repeat=2):
        points = [(0, 0), (safe - i, safe - j), (safe - j - 1, safe - i - 1)]
        assert turn(*[(float(x), float(y)) for x, y in points]) == turn(*points)


def test_two_dimensional_cross_products_leave_numpy() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises((DeprecationWarning, ValueError), match="dimension"):
            np.cross([1, 0], [0, 1])


def test_shapely_answers_the_grid_exactly() -> None:
    line = LineString([(12, 12), (24, 24), (0, 0)])
    for i, j in product(range(0, 64, 5), repeat=2):
        point = ShapelyPoint(0.5 + i * U, 0.5 + j * U)
        assert line.intersects(point) == (orientation((0.5 + i * U, 0.5 + j * U), (12.0, 12.0), (24.0, 24.0)) == 0)


def test_qhull_loses_a_corner() -> None:
    points = [(0, 1), (1, 10001), (2, 100000001), (2, -1), (0, -1)]
    assert (0, 1) in hull(points)
    assert 0 not in ConvexHull(points).vertices


def test_squared_distances_underflow() -> None:
    assert (1e-170 - 0.0) ** 2 + (1e-170 - 0.0) ** 2 == 0.0


def test_a_hole_is_no_matter_for_shapely_s_area() -> None:
    ring = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (1, 3), (3, 3), (3, 1)]])
    inside = sum(shapely.contains_xy(ring, x, y) for x in range(5) for y in range(5))
    boundary = sum(shapely.intersects_xy(ring.boundary, x, y) for x in range(5) for y in range(5))
    assert ring.area == inside + boundary / 2 - 1 + 1, "a hole adds 1"


def test_a_point_in_circle_s_square_root_of_a_negative_number() -> None:
    along = (0.8**2 + 0.7**2 - 0.1**2) / (2 * 0.8)
    assert 0.7**2 - along**2 < 0
    assert circles((0, 0), 0.7, (0.8, 0), 0.1) != "touch", "as floats"
    assert circles((0, 0), "0.7", ("0.8", 0), "0.1") == "touch"


def test_mutable_and_old_names_have_gone_from_shapely() -> None:
    assert not hasattr(shapely.ops, "cascaded_union")
    assert hasattr(shapely, "union_all")
    with pytest.raises(TypeError):
        len(shapely.MultiPoint([(0, 0), (1, 1)]))
    with pytest.raises(AttributeError):
        ShapelyPoint(0, 0).coords = [(1, 1)]


def even_odd(x: float, y: float, ring: list[tuple[int, int]]) -> bool:
    """Tell whether a ray to the right crosses a ring an odd number of times, by the half-open rule."""
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def test_the_short_test_takes_three_of_eight_rim_points_for_inside() -> None:
    square = [(0, 0), (2, 0), (2, 2), (0, 2)]
    rim = [(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    assert sum(even_odd(x, y, square) for x, y in rim) == 3
    pentagram = [(0, 5), (3, -4), (-5, 2), (5, 2), (-3, -4)]
    assert not even_odd(0, 0, pentagram)


def test_a_strip_that_is_not_sorted_is_right_on_a_square_and_wrong_on_a_column() -> None:
    """The closest pair with the next seven in the order of x."""
    rng = random.Random(11)  # noqa: S311 - points to try, no secrets

    def nearest(points: list[tuple[int, int]]) -> float:
        if len(points) < 4:
            return min(math.dist(p, q) for i, p in enumerate(points) for q in points[:i])
        middle = len(points) // 2
        best = min(nearest(points[:middle]), nearest(points[middle:]))
        strip = [point for point in points if abs(point[0] - points[middle][0]) < best]
        for i, p in enumerate(strip):
            best = min([best, *(math.dist(p, q) for q in strip[i + 1 : i + 8])])
        return best

    wrong = {1000: 0, 40: 0}
    for wide in wrong:
        for _ in range(300):
            points = sorted((rng.randrange(wide), rng.randrange(4000 if wide == 40 else 1000)) for _ in range(60))
            pair = closest_pair(points)
            assert pair is not None
            wrong[wide] += nearest(points) > math.dist(*pair)
    assert wrong[1000] <= 3
    assert wrong[40] > 30


def test_an_angle_by_acos_can_leave_its_domain() -> None:
    pairs = [((i, j), (3 * i, 3 * j)) for i in range(1, 40) for j in range(1, 40)]
    cosines = [(a * c + b * d) / (math.sqrt(a * a + b * b) * math.sqrt(c * c + d * d)) for (a, b), (c, d) in pairs]
    assert any(cosine > 1 for cosine in cosines)


def test_the_triangle_of_the_old_post_is_flat_for_eps() -> None:
    assert 1e-5 * 1e-4 < 1e-8
