"""A small network: organisations of every standing, what each offers to whom, and people with every view of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from envol.web.network.models import (
    Convention,
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
    Site,
    Visibility,
)
from envol.web.people.models import Person

PLACES = {
    "school": (OrganisationKind.LYCEE, {"region": "28"}),
    "company": (OrganisationKind.COMPANY, {"region": "28"}),
    "competitor": (OrganisationKind.COMPANY, {"region": "32"}),
    "branch": (OrganisationKind.COMPANY, {"region": "44"}),
    "laboratory": (OrganisationKind.LABORATORY, {"region": "76"}),
    "unlisted": (OrganisationKind.ASSOCIATION, {"is_listed": False}),
    "retired": (OrganisationKind.SCHOOL, {"retired_on": date(2026, 1, 1)}),
    "pretend": (OrganisationKind.LYCEE, {"is_fictional": True}),
}
"""`branch` is a part of `competitor`, which is a competitor of `company`."""

PEOPLE = {
    "learner": (("school", Role.LEARNER),),
    "head": (("school", Role.HEAD),),
    "contact": (("company", Role.CONTACT),),
    "director": (("company", Role.HEAD),),
    "mentor": (("company", Role.MENTOR),),
    "rival": (("competitor", Role.HEAD),),
    "branch_worker": (("branch", Role.MENTOR),),
    "between": (("laboratory", Role.MENTOR), ("competitor", Role.MENTOR)),
    "both": (("company", Role.MENTOR), ("competitor", Role.MENTOR)),
    "keeper": (("laboratory", Role.KEEPER),),
    "hidden": (("unlisted", Role.HEAD),),
    "outsider": (),
    "visitor": (("pretend", Role.HEAD), ("pretend", Role.CONTACT)),
    "stray_visitor": (("company", Role.HEAD),),
    "administrator": (),
    "administrating_rival": (("competitor", Role.MENTOR),),
}
"""`visitor` and `stray_visitor` are fictional: anybody may enter as them."""


@dataclass(slots=True)
class World:
    """Everything in it, by name."""

    places: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person | AnonymousUser] = field(default_factory=dict)
    things: list[Model] = field(default_factory=list)

    def person(self, name: str) -> Person:
        person = self.people[name]
        assert isinstance(person, Person)
        return person

    def offering(self, place: str, visibility: str) -> Offering:
        return Offering.objects.get(organisation=self.places[place], visibility=visibility, until=None)

    def page(self, name: str, path: str, *, language: str = "en") -> str:
        response = self.client(name, language=language).get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def client(self, name: str, *, language: str = "en") -> Client:
        client = Client(headers={"Accept-Language": language})
        person = self.people[name]
        if isinstance(person, Person):
            client.force_login(person)
        return client


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def world(db: None, today: date) -> World:
    made = World()
    for name, (kind, more) in PLACES.items():
        made.places[name] = Organisation.objects.create(kind=kind, name=f"The {name}", **more)
    made.places["branch"].part_of = made.places["competitor"]
    made.places["branch"].save()
    made.places["company"].competitors.add(made.places["competitor"])
    _people(made)
    for name, place in made.places.items():
        made.things += [place, *_belongings(name, place, today)]
    made.things += [*_conventions(made.places, today), *_programmes(made.places)]
    return made


def _people(made: World) -> None:
    made.people["nobody"] = AnonymousUser()
    for name, roles in PEOPLE.items():
        person = Person.objects.create_user(
            f"{name}@example.invalid",
            language="en",
            is_fictional="visitor" in name,
            is_staff=name.startswith("administrat"),
        )
        made.people[name] = person
        for place, role in roles:
            Membership.objects.create(person=person, organisation=made.places[place], role=role)


def _belongings(name: str, place: Organisation, today: date) -> list[Model]:
    over = Offering.objects.create(
        organisation=place, kind="job", title_fr=f"{name} over", visibility="public", until=today - timedelta(days=1)
    )
    offered = [
        Offering.objects.create(
            organisation=place, kind=kind, title_fr=f"{name} for {visibility}", visibility=visibility
        )
        for kind, visibility in zip(("visit", "mentor", "equipment"), Visibility.values, strict=True)
    ]
    site = Site.objects.create(organisation=place, name=f"Site of {name}", town="Rouen", latitude=49.44, longitude=1.1)
    label = Label.objects.create(
        organisation=place, name=f"Label of {name}", awarded_by="A body", since=today - timedelta(days=100)
    )
    return [over, *offered, site, label]


def _conventions(places: dict[str, Organisation], today: date) -> list[Model]:
    return [
        Convention.objects.create(
            holder=places[holder], partner=places[partner], title=f"{holder} with {partner}", signed_on=today
        )
        for holder, partner in (("school", "company"), ("laboratory", "competitor"), ("unlisted", "school"))
    ]


def _programmes(places: dict[str, Organisation]) -> list[Model]:
    names = ("open", "hidden", "empty", "make-believe")
    programmes = {
        name: Programme.objects.create(slug=name, name_fr=f"{name} fr", name_en=f"{name} en", source="a page")
        for name in names
    }
    members = {"open": ("school", "company", "unlisted"), "hidden": ("unlisted",), "make-believe": ("pretend",)}
    seats = [
        ProgrammePlace.objects.create(programme=programmes[name], organisation=places[place], kind="partner")
        for name, found in members.items()
        for place in found
    ]
    carried = (("open", "28", "laboratory"), ("open", "76", "unlisted"), ("open", "84", None), ("hidden", "28", None))
    relays = [
        Relay.objects.create(
            programme=programmes[name], kind="relay", region=region, organisation=places[place] if place else None
        )
        for name, region, place in carried
    ]
    kept = [Resource.objects.create(relay=relay, title_fr=f"Kit {number}") for number, relay in enumerate(relays)]
    return [*programmes.values(), *seats, *relays, *kept]
