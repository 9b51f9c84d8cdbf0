"""What Shapely and SciPy say of the same questions."""

if __name__ == "__main__":
    # --8<-- [start:floats]
    import shapely
    from shapely import LineString, Polygon
    from shapely.geometry import Point as ShapelyPoint

    segment = LineString([(0, 0), (2, 3)])
    print(segment.intersects(ShapelyPoint(0.2, 0.3)))
    crossing = segment.intersection(LineString([(0, 1), (3, 0)]))
    print(segment.intersects(crossing), segment.distance(crossing) < 1e-9)
    far_line = LineString([(0, 0), (1e20, 1e20)])
    print(far_line.intersects(ShapelyPoint(1, 1 + 2**-52)))
    # --8<-- [end:floats]
    # --8<-- [start:boundary]
    box = shapely.box(0, 0, 2, 2)
    xs, ys = [0, 1, 2] * 3, [0] * 3 + [1] * 3 + [2] * 3
    print(
        shapely.contains_xy(box, xs, ys).sum(), shapely.intersects_xy(box, xs, ys).sum()
    )
    # --8<-- [end:boundary]
    # --8<-- [start:invalid]
    pentagram = Polygon([(0, 5), (3, -4), (-5, 2), (5, 2), (-3, -4)])
    print(pentagram.is_valid, pentagram.area)
    for method in ("linework", "structure"):
        print(method, round(shapely.make_valid(pentagram, method=method).area, 6))
    bow_tie = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    print(bow_tie.area, bow_tie.buffer(0).area, shapely.make_valid(bow_tie).area)
    # --8<-- [end:invalid]
    # --8<-- [start:circle]
    print(len(ShapelyPoint(0, 0).buffer(1).exterior.coords) - 1)
    print(round(ShapelyPoint(0, 0).buffer(1).area, 4))
    # --8<-- [end:circle]
    # --8<-- [start:qhull]
    from scipy.spatial import ConvexHull, QhullError

    unit_square = ConvexHull([(0, 0), (2, 0), (2, 2), (0, 2)])
    print(unit_square.area, unit_square.volume)
    try:
        ConvexHull([(0, 0), (1, 1), (2, 2)])
    except QhullError as error:
        print(str(error).split()[0])
    # --8<-- [end:qhull]
