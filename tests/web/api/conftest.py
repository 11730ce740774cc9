"""A program that reads a small campus: registers, organisations of every standing, classes, flights, an offer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

import certification_files as files
from envol.web.flightdeck.models import Flight, Status
from envol.web.network.models import (
    Enrolment,
    Group,
    Label,
    Membership,
    Offering,
    Organisation,
    OrganisationKind,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Role,
    SchoolYear,
    Site,
    Teaching,
    Visibility,
)
from envol.web.people.models import Person
from envol.web.people.services import make_pupil
from envol.web.people.token_services import make_token
from envol.web.provenance.importing import importers, run_import
from small_rome import write_rome

from .lheo_text import formation

V1 = "/api/v1"


@dataclass(frozen=True, kw_only=True)
class Program:
    """Something that asks the API, with a token or without one."""

    token: str = ""
    language: str = "en"

    def ask(self, path: str, **headers: str) -> Any:
        """The answer as it comes."""
        given = {"Accept-Language": self.language, **headers}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        return Client(headers=given).get(V1 + path)

    def get(self, path: str, status: int = 200) -> Any:
        """What an answer holds; its status is as expected."""
        answer = self.ask(path)
        assert answer.status_code == status, (path, answer.status_code, answer.content.decode())
        return json.loads(answer.content)

    def every(self, path: str, size: int = 100) -> list[Any]:
        """All records of a list, page after page."""
        joint = "&" if "?" in path else "?"
        found: list[Any] = []
        after = ""
        while True:
            page = self.get(f"{path}{joint}size={size}&after={after}")
            found += page["items"]
            after = page["next"]
            if not after:
                return found


Reads = Callable[[Person], Program]


@pytest.fixture(autouse=True)
def _nothing_was_asked_before() -> None:
    """Limits count from the beginning of each test."""
    cache.clear()


@pytest.fixture
def nobody(db: None) -> Program:
    """A program without a token."""
    return Program()


@pytest.fixture
def as_(db: None) -> Reads:
    """The program of somebody, with a token of theirs."""
    return lambda person: Program(token=make_token(person=person, name="a program")[1])


# --- registers -------------------------------------------------------------------------------------------------------


def bring_in(name: str, path: Path) -> None:
    run_import(importers()[name], path)


@pytest.fixture
def jobs(db: None, tmp_path: Path) -> None:
    """Five jobs of ROME."""
    bring_in("rome", write_rome(tmp_path / "rome"))


@pytest.fixture
def certifications(db: None, tmp_path: Path) -> None:
    """Three certifications: in force, out of date and replaced, and without a sheet; the sheets of the first two."""
    listed = files.certif_info(
        tmp_path / "certif_info.csv",
        {"Code_Diplome": "1", "Libelle_Diplome": "In force", "Code_RNCP": "99001", "Code_Rome_1": "H2303"},
        {"Code_Diplome": "2", "Libelle_Diplome": "Out of date", "Code_RNCP": "99002", "Code_Rome_1": "H2303"},
        {"Code_Diplome": "3", "Libelle_Diplome": "Without a sheet", "Code_Niveau_Europeen": "4"},
    )
    bring_in("certifications", listed)
    folder = files.export(
        tmp_path / "rncp",
        "2026_01_01",
        [
            {"Id_Fiche": "1", "Numero_Fiche": "RNCP99001"},
            {
                "Id_Fiche": "2",
                "Numero_Fiche": "RNCP99002",
                "Date_Fin_Enregistrement": "31/08/2020",
                "Actif": "INACTIVE",
            },
        ],
        Blocs_De_Compétences=[
            {
                "Numero_Fiche": "RNCP99001",
                "Bloc_Competences_Code": f"RNCP99001BC0{number}",
                "Bloc_Competences_Libelle": f"Block {number}",
            }
            for number in (1, 2)
        ],
        Ancienne_Nouvelle_Certification=[
            {"Numero_Fiche": "RNCP99001", "Ancienne_Certification": "RNCP99002", "Nouvelle_Certification": ""}
        ],
    )
    bring_in("rncp", folder)


# --- trainings -------------------------------------------------------------------------------------------------------


@pytest.fixture
def offered(db: None, tmp_path: Path) -> Callable[[int], None]:
    """Bring in an offer of so many trainings."""

    def write(many: int) -> None:
        path = tmp_path / "offer.xml"
        formations = "".join(formation(number) for number in range(1, many + 1))
        path.write_text(f'<lheo xmlns="http://lheo.gouv.fr/2.3"><offres>{formations}</offres></lheo>', encoding="utf-8")
        bring_in("lheo", path)

    return write


# --- the network -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class World:
    """Two schools and two companies that compete, an association that is not listed, and people in them."""

    places: dict[str, Organisation]
    people: dict[str, Person]
    group: Group
    other_group: Group
    pupil: Person
    flight: Flight
    other_flight: Flight


_PLACES: dict[str, dict[str, Any]] = {
    "school": {"kind": OrganisationKind.LYCEE, "region": "28"},
    "other-school": {"kind": OrganisationKind.LYCEE, "region": "32"},
    "company": {"kind": OrganisationKind.COMPANY, "region": "28"},
    "rival": {"kind": OrganisationKind.COMPANY, "region": "28"},
    "unlisted": {"kind": OrganisationKind.ASSOCIATION, "is_listed": False},
}
_PEOPLE: dict[str, tuple[tuple[str, Role], ...]] = {
    "outsider": (),
    "learner": (("school", Role.LEARNER),),
    "teacher": (("school", Role.TEACHER),),
    "instructor": (("school", Role.INSTRUCTOR),),
    "head": (("school", Role.HEAD),),
    "other-teacher": (("other-school", Role.TEACHER),),
    "contact": (("company", Role.CONTACT),),
    "rival": (("rival", Role.CONTACT),),
    "hidden": (("unlisted", Role.HEAD),),
    "administrator": (),
    "officer": (),
}


@pytest.fixture
def world(db: None) -> World:
    places = {name: Organisation.objects.create(name=f"The {name}", **more) for name, more in _PLACES.items()}
    places["company"].competitors.add(places["rival"])
    for name, place in places.items():
        _furnish(name, place)
    people = {name: _somebody(name, places) for name in _PEOPLE}
    _programme(places)
    today = timezone.localdate()
    year = SchoolYear.objects.create(
        name="2026-2027", starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=300)
    )
    group, other_group = (
        Group.objects.create(organisation=places[name], year=year, name="Class 1", certification="RNCP99002")
        for name in ("school", "other-school")
    )
    Teaching.objects.create(group=group, person=people["teacher"])
    Teaching.objects.create(group=other_group, person=people["other-teacher"])
    Enrolment.objects.create(group=group, person=people["learner"], number=1)
    pupil, other_pupil = (make_pupil(language="en")[0] for _ in range(2))
    Enrolment.objects.create(group=group, person=pupil, number=2, nickname="vif-colvert")
    Enrolment.objects.create(group=other_group, person=other_pupil, number=1, nickname="calme-héron")
    return World(
        places=places,
        people=people,
        group=group,
        other_group=other_group,
        pupil=pupil,
        flight=_flight(pupil),
        other_flight=_flight(other_pupil),
    )


def _furnish(name: str, place: Organisation) -> None:
    today = timezone.localdate()
    for kind, visibility in zip(("visit", "mentor", "equipment"), Visibility.values, strict=True):
        Offering.objects.create(organisation=place, kind=kind, title_fr=f"{name} {visibility}", visibility=visibility)
    Site.objects.create(organisation=place, name="Site", town="Rouen")
    Label.objects.create(
        organisation=place,
        name="A label",
        awarded_by="A body",
        since=today - timedelta(days=900),
        until=today - timedelta(days=1),
    )


def _somebody(name: str, places: dict[str, Organisation]) -> Person:
    person = Person.objects.create_user(
        f"{name}@example.invalid",
        name=f"{name} (fictional)",
        language="fr",
        is_staff=name == "administrator",
        is_protection_officer=name == "officer",
    )
    for place, role in _PEOPLE[name]:
        Membership.objects.create(person=person, organisation=places[place], role=role)
    return person


def _programme(places: dict[str, Organisation]) -> None:
    for slug, names in {"open": ("school", "company", "unlisted"), "hidden": ("unlisted",)}.items():
        programme = Programme.objects.create(slug=slug, name_fr=f"{slug} fr", name_en=f"{slug} en", source="a page")
        for name in names:
            ProgrammePlace.objects.create(programme=programme, organisation=places[name], kind="partner")
        relay = Relay.objects.create(programme=programme, kind="relay", region="28", organisation=places[names[0]])
        Resource.objects.create(relay=relay, title_fr="Casque")


def _flight(pilot: Person) -> Flight:
    return Flight.objects.create(
        pilot=pilot, scenario="fed-batch-first-flight", line="fed-batch-cho", seed=1, status=Status.LANDED, score=61.5
    )
