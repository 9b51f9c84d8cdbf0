"""What the article says and no block shows."""

import warnings
from itertools import product

import numpy as np
import pytest
import shapely
from scipy.spatial import ConvexHull
from shapely import LineString, Polygon
from shapely import Point as ShapelyPoint

from snippets.geometry.plane import circles, hull, orientation, turn

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
        len(shapely.MultiPoint([(0, 0), (1, 1)]))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        ShapelyPoint(0, 0).coords = [(1, 1)]
