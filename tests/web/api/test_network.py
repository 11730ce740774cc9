"""Organisations, offerings and programmes by program: what of it whoever asks may see, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from envol.web.network.models import Offering, Organisation

from .conftest import Program, Reads, World

pytestmark = pytest.mark.django_db


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in found]


def titles(found: list[dict[str, Any]]) -> list[str]:
    return [each["title"]["fr"] for each in found]


def test_anybody_reads_the_public_directory(nobody: Program, world: World) -> None:
    assert names(nobody.every("/organisations", 1)) == ["The company", "The other-school", "The rival", "The school"]


def test_an_organisation_that_is_not_listed_is_its_members(nobody: Program, world: World, as_: Reads) -> None:
    path = f"/organisations/{world.places['unlisted'].id}"
    nobody.get(path, 404)
    as_(world.people["outsider"]).get(path, 404)
    assert as_(world.people["hidden"]).get(path)["name"] == "The unlisted"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=lycee", ["The other-school", "The school"]),
        ("kind=company&region=32", []),
        ("region=32", ["The other-school"]),
    ],
)
def test_organisations_are_narrowed(nobody: Program, world: World, query: str, found: list[str]) -> None:
    assert names(nobody.get(f"/organisations?{query}")["items"]) == found


def test_an_organisation_has_its_sites_and_its_labels_as_they_stand(nobody: Program, world: World) -> None:
    record = nobody.get(f"/organisations/{world.places['school'].id}")
    assert [site["town"] for site in record["sites"]] == ["Rouen"]
    assert [(label["name"], label["standing"]) for label in record["labels"]] == [("A label", "lapsed")]
    assert record["provenance"] is None


def test_a_whole_that_is_hidden_does_not_show_through_its_part(nobody: Program, world: World, as_: Reads) -> None:
    school = world.places["school"]
    school.part_of = world.places["unlisted"]
    school.save()
    assert nobody.get(f"/organisations/{school.id}")["part_of"] is None
    assert as_(world.people["hidden"]).get(f"/organisations/{school.id}")["part_of"]["name"] == "The unlisted"


def test_a_competitor_does_not_read_what_is_for_the_network(world: World, as_: Reads, nobody: Program) -> None:
    path = f"/organisations/{world.places['company'].id}"
    assert titles(nobody.get(path)["offerings"]) == ["company public"]
    assert titles(as_(world.people["rival"]).get(path)["offerings"]) == ["company public"]
    assert titles(as_(world.people["teacher"]).get(path)["offerings"]) == ["company network", "company public"]
    assert len(as_(world.people["contact"]).get(path)["offerings"]) == 3


def test_offerings_are_narrowed_by_kind_and_region(nobody: Program, world: World) -> None:
    assert titles(nobody.get("/offerings?kind=visit&region=32")["items"]) == ["other-school public"]
    assert titles(nobody.get("/offerings?kind=mentor")["items"]) == []


def test_nobody_reads_an_offering_of_somebody_elses_circle(world: World, as_: Reads) -> None:
    own = Offering.objects.get(title_fr="company members")
    for name in ("outsider", "rival", "administrator", "teacher"):
        assert str(own.id) not in {each["id"] for each in as_(world.people[name]).every("/offerings")}


def test_a_programme_shows_those_of_its_members_that_one_finds(nobody: Program, world: World, as_: Reads) -> None:
    def members(program: Program) -> set[str]:
        return {each["organisation"]["name"] for each in program.get("/programmes/open")["consortium"]}

    assert members(nobody) == {"The school", "The company"}
    assert members(as_(world.people["hidden"])) == {"The school", "The company", "The unlisted"}


def test_a_programme_of_hidden_members_is_not_found(nobody: Program, world: World, as_: Reads) -> None:
    nobody.get("/programmes/hidden", 404)
    assert [each["slug"] for each in nobody.every("/programmes", 1)] == ["open"]
    assert [each["slug"] for each in as_(world.people["hidden"]).every("/programmes", 1)] == ["hidden", "open"]


def test_a_relay_says_what_it_keeps(nobody: Program, world: World) -> None:
    (relay,) = nobody.get("/programmes/open")["relays"]
    assert [each["title"]["fr"] for each in relay["resources"]] == ["Casque"]


def test_what_is_fictional_says_so(nobody: Program, db: None) -> None:
    Organisation.objects.create(name="Lycée Ada", kind="lycee", is_fictional=True)
    assert [each["is_fictional"] for each in nobody.every("/organisations")] == [True]


@pytest.mark.parametrize("path", ["/organisations/none", "/organisations/5", "/programmes/none", "/programmes/%00"])
def test_what_is_no_id_is_not_found(nobody: Program, path: str) -> None:
    nobody.get(path, 404)
