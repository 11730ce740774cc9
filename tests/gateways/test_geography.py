"""The geography that comes with the campus: it agrees with the State's files, and its outlines with towns."""

from __future__ import annotations

import csv
import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from envol.errors import ContentError
from envol.gateways.content import content_root
from envol.gateways.geography import Point, Ring, geography, read_geography
from reference_data import reference

TOWNS = {
    "Paris": ("11", (2.352, 48.857)),
    "Rouen": ("28", (1.099, 49.443)),
    "Orléans": ("24", (1.909, 47.903)),
    "Dijon": ("27", (5.042, 47.322)),
    "Besançon": ("27", (6.024, 47.238)),
    "Lille": ("32", (3.057, 50.629)),
    "Reims": ("44", (4.032, 49.258)),
    "Nantes": ("52", (-1.554, 47.218)),
    "Rennes": ("53", (-1.678, 48.117)),
    "Bordeaux": ("75", (-0.579, 44.838)),
    "Limoges": ("75", (1.261, 45.834)),
    "Toulouse": ("76", (1.444, 43.604)),
    "Nîmes": ("76", (4.360, 43.837)),
    "Lyon": ("84", (4.835, 45.758)),
    "Clermont-Ferrand": ("84", (3.087, 45.777)),
    "Avignon": ("93", (4.806, 43.949)),
    "Corte": ("94", (9.149, 42.306)),
    "Saint-Laurent-du-Maroni": ("03", (-54.02, 5.48)),
    "La Plaine-des-Palmistes": ("04", (55.63, -21.13)),
}
"""The middle of towns, to a hundredth of a degree or better; the border of a region runs near several of them."""


def contains(ring: Ring, point: Point) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(content_root() / "geography", tmp_path / "geography"))


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_geography(folder)
    return [str(fault) for fault in refused.value.faults]


def edit(path: Path, old: str, new: str) -> int:
    """Put one text in place of another; return the line it stands on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_regions_are_those_of_insee() -> None:
    official = json.loads(reference("geo/regions.json").read_text(encoding="utf-8"))
    expected = {each["code"]: each["nom"] for each in official if each["zone"] in ("metro", "drom")}
    assert {each.code: each.name for each in geography().regions.values()} == expected


def test_the_departments_are_those_of_insee() -> None:
    official = json.loads(reference("geo/departements.json").read_text(encoding="utf-8"))
    expected = {each["code"]: (each["nom"], each["region"]) for each in official if each["zone"] in ("metro", "drom")}
    assert {each.code: (each.name, each.region) for each in geography().departments.values()} == expected


def test_each_department_is_in_the_academy_that_the_ministry_says() -> None:
    with reference("geo/departements_academies_regions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["codeDepartement"]]
    official = {row["codeDepartement"].lstrip("0").zfill(2): (row["codeAcademie"], row["codeRegion"]) for row in rows}
    for each in geography().departments.values():
        assert official[each.code] == (each.academy, each.region), each.name


def test_the_academies_are_named_as_the_ministry_names_them() -> None:
    with reference("geo/departements_academies_regions.csv").open(encoding="utf-8-sig", newline="") as file:
        official = {row["codeAcademie"]: row["libelleAcademie"] for row in csv.DictReader(file, delimiter=";")}
    for each in geography().academies.values():
        assert official[each.code] == each.name


def test_every_academy_is_among_those_of_its_region() -> None:
    for region in geography().regions.values():
        of_region = {each.code for each in geography().academies.values() if each.region == region.code}
        assert set(region.academies) == of_region


def test_the_levels_run_from_three_to_eight() -> None:
    assert list(geography().levels) == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_lies_within_the_outline_of_its_region_and_of_no_other(town: str) -> None:
    code, point = TOWNS[town]
    regions = geography().regions.values()
    assert [each.code for each in regions if any(contains(ring, point) for ring in each.rings)] == [code]


def test_every_outline_is_closed() -> None:
    for region in geography().regions.values():
        assert region.rings
        for ring in region.rings:
            assert ring[0] == ring[-1]
            assert len(set(ring)) == len(ring) - 1


def test_the_outlines_are_small() -> None:
    assert (content_root() / "geography" / "outlines.yaml").stat().st_size < 40_000


def test_the_outlines_say_whose_they_are() -> None:
    assert "IGN" in geography().source_of_outlines
    assert "Licence Ouverte" in geography().source_of_outlines


def test_a_region_that_does_not_exist_is_named_with_its_line(folder: Path) -> None:
    line = edit(folder / "departments.yaml", 'region: "84", academy: "10"', 'region: "99", academy: "10"')
    (fault,) = faults_of(folder)
    assert f"geography/departments.yaml:{line}: departments[0].region: expected the code of a known region" in fault


def test_borders_that_do_not_meet_are_named_with_their_line(folder: Path) -> None:
    line = edit(folder / "outlines.yaml", "      - [corse]", "      - [corse, martinique]")
    (fault,) = faults_of(folder)
    assert f"outlines.yaml:{line}" in fault
    assert "borders that meet end to end and close" in fault


def test_an_unknown_key_is_named_with_its_line(folder: Path) -> None:
    line = edit(folder / "levels.yaml", "{number: 3, title:", "{nomber: 3, title:")
    assert any(f"levels.yaml:{line}" in fault and "number" in fault for fault in faults_of(folder))
