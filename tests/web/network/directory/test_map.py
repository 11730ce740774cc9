"""The map: where places stand in the drawing, which are drawn as one, and what it leads to."""

from __future__ import annotations

import re
from itertools import combinations
from math import cos, hypot, radians

import pytest

from envol.gateways.geography import Point, geography
from envol.web.network.directory.map import HEIGHT, METROPOLE, RADIUS, TOUCHING, WIDTH, Cluster, Place, clusters, draw

REGIONS = geography().regions
PARIS, ROUEN, EVREUX, LYON, CAYENNE = (2.352, 48.857), (1.099, 49.443), (1.151, 49.024), (4.835, 45.758), (-53.0, 4.5)


def place(name: str, point: Point, key: str = "") -> Place:
    return Place(key=key or name, name=name, town=name, path=f"/{name}", point=point)


def numbers(path: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?[0-9.]+", path)]


def test_north_is_up_and_east_is_right() -> None:
    (x1, y1), (x2, y2) = METROPOLE.project(ROUEN), METROPOLE.project(LYON)
    assert x1 < x2
    assert y1 < y2


def test_a_kilometre_is_as_long_to_the_north_as_to_the_east() -> None:
    start = METROPOLE.project((2.0, 46.5))
    east, north = METROPOLE.project((2.0 + 0.1 / cos(radians(46.5)), 46.5)), METROPOLE.project((2.0, 46.6))
    assert east[0] - start[0] == pytest.approx(start[1] - north[1], rel=1e-9)


def test_every_outline_lies_within_the_drawing() -> None:
    for shape in draw(REGIONS, []).shapes:
        values = numbers(shape.path)
        assert all(0 <= x <= WIDTH for x in values[::2]), shape.name
        assert all(0 <= y <= HEIGHT for y in values[1::2]), shape.name


def test_overseas_regions_stand_clear_of_each_other_and_of_the_mainland() -> None:
    drawing = draw(REGIONS, [])
    boxes = {}
    for shape in drawing.shapes:
        if REGIONS[shape.code].is_overseas:
            values = numbers(shape.path)
            boxes[shape.code] = (min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2]))
    for (a, one), (b, other) in combinations(boxes.items(), 2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert apart, (a, b)
    for shape in drawing.shapes:
        if not REGIONS[shape.code].is_overseas:
            values = numbers(shape.path)
            for left, top, right, bottom in boxes.values():
                points = zip(values[::2], values[1::2], strict=True)
                assert not any(left <= x <= right and top <= y <= bottom for x, y in points), shape.name


def test_the_border_between_two_regions_is_the_same_line_on_both_sides() -> None:
    shapes = {shape.code: shape.path for shape in draw(REGIONS, []).shapes}
    points = {code: set(re.findall(r"[0-9.]+ [0-9.]+", path)) for code, path in shapes.items()}
    assert len(points["28"] & points["32"]) >= 10


def test_places_that_touch_are_drawn_as_one_point_and_no_two_points_touch() -> None:
    places = [(METROPOLE.project(PARIS), place("Paris", PARIS))]
    places += [((float(x), float(y)), place(f"{x}-{y}", PARIS)) for x in range(0, 60, 7) for y in range(0, 60, 7)]
    found = clusters(places, 12.0)
    assert sum(len(each.places) for each in found) == len(places)
    for one, other in combinations(found, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 12.0


def test_two_sites_of_one_organisation_at_one_point_are_one_organisation() -> None:
    cluster = Cluster(x=0, y=0, places=(place("Works", PARIS, "a"), place("Office", PARIS, "a")))
    assert len(cluster.organisations) == 1
    assert cluster.towns == ("Works", "Office")


def test_towns_far_apart_are_two_points_and_near_ones_one() -> None:
    drawing = draw(REGIONS, [place("Paris", PARIS), place("Vitry", (2.393, 48.787)), place("Lyon", LYON)])
    assert sorted(len(mark.cluster.places) for mark in drawing.marks) == [1, 2]
    assert [cluster.towns for _, cluster in drawing.crowds] == [("Paris", "Vitry")]


def test_a_region_seen_near_tells_apart_what_the_whole_map_draws_as_one() -> None:
    places = [place("Paris", PARIS), place("Vitry", (2.393, 48.787))]
    assert len(draw(REGIONS, places).marks) == 1
    assert len(draw(REGIONS, places, zoom="11").marks) == 2


def test_a_region_seen_near_fills_the_drawing_and_keeps_its_neighbours() -> None:
    drawing = draw(REGIONS, [], zoom="28")
    left, top, width, height = numbers(drawing.view_box)
    values = numbers(next(shape.path for shape in drawing.shapes if shape.code == "28"))
    assert min(values[::2]) >= left
    assert max(values[::2]) <= left + width
    assert min(values[1::2]) >= top
    assert max(values[1::2]) <= top + height
    assert width < WIDTH / 2
    assert {"32", "53"} <= {shape.code for shape in drawing.shapes}


def test_an_overseas_place_stands_in_the_frame_of_its_region() -> None:
    (mark,) = draw(REGIONS, [place("Guyane", CAYENNE)]).marks
    values = numbers(next(shape.path for shape in draw(REGIONS, []).shapes if shape.code == "03"))
    assert min(values[::2]) <= float(mark.x) <= max(values[::2])
    assert min(values[1::2]) <= float(mark.y) <= max(values[1::2])


def test_a_place_abroad_is_left_out() -> None:
    assert draw(REGIONS, [place("New York", (-74.0, 40.7))]).marks == ()


def test_an_unknown_region_shows_the_whole_country() -> None:
    assert draw(REGIONS, [], zoom="99").view_box == draw(REGIONS, []).view_box


def test_only_the_marked_regions_are_marked() -> None:
    assert {shape.code for shape in draw(REGIONS, [], marked={"28"}).shapes if shape.is_marked} == {"28"}


def test_points_are_large_enough_to_be_told_apart_from_their_neighbours() -> None:
    assert TOUCHING * RADIUS > 2 * RADIUS
