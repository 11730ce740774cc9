"""A few people, organisations, scenarios and needs to try the records of foresight with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from envol.gateways.outlooks import Outlook, outlook_names, read_outlook
from envol.web.foresight.models import DeclaredNeed, Scenario
from envol.web.foresight.services import save_scenario
from envol.web.foresight.versions import version_of
from envol.web.network.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Programme,
    ProgrammePlace,
    Role,
)
from envol.web.people.models import Person

NAME = "france"
LATER = "insertion=5"


def outlook() -> Outlook:
    assert NAME in outlook_names()
    return read_outlook(NAME)


def company(name: str, **more: Any) -> Organisation:
    return Organisation.objects.create(kind=OrganisationKind.COMPANY, name=f"{name} (fictif)", **more)


def somebody(name: str, **more: Any) -> Person:
    return Person.objects.create_user(f"{name}@example.invalid", name=f"{name} (fictional)", language="en", **more)


def member(name: str, place: Organisation, *roles: Role, **more: Any) -> Person:
    person = somebody(name, **more)
    for role in roles:
        Membership.objects.create(person=person, organisation=place, role=role)
    return person


def client_of(person: Person | None, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    if person is not None:
        client.force_login(person)
    return client


def saved(person: Person, title: str = "More places", changes: str = LATER) -> Scenario:
    return save_scenario(by=person, outlook=NAME, changes=changes, title=title)


def row_of_scenario(person: Person, number: int, **more: Any) -> Scenario:
    """A scenario written straight into the table, for lists of many."""
    version = version_of(outlook())
    return Scenario.objects.create(person=person, outlook=NAME, version=version, title=f"S {number}", **more)


def codes() -> dict[str, str]:
    perimeter = outlook().situation.perimeter
    return {
        "region": perimeter.regions[0],
        "occupation": perimeter.occupations[0],
        "level": perimeter.levels[0],
    }


def need(place: Organisation, people: int = 5, **more: Any) -> DeclaredNeed:
    """A need written straight into the table."""
    told = {**codes(), "outlook": NAME, "wanted_by": soon(), "people": people, **more}
    return DeclaredNeed.objects.create(organisation=place, **told)


def soon() -> date:
    return timezone.localdate() + timedelta(days=90)


def led_programme(lead: Organisation, *partners: Organisation) -> Programme:
    programme = Programme.objects.create(slug="p", name_fr="P", name_en="P", source="none: a test")
    ProgrammePlace.objects.create(programme=programme, organisation=lead, kind="lead")
    for each in partners:
        ProgrammePlace.objects.create(programme=programme, organisation=each, kind="partner")
    return programme
