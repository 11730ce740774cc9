"""A school with people in every role, a class, and another school that none of them belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from envol.web.network.models import (
    Enrolment,
    Group,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    SchoolYear,
    Site,
    Teaching,
)
from envol.web.network.school.years import year_of
from envol.web.people.models import Person
from envol.web.people.services import make_pupil

STAFF = (Role.TEACHER, Role.INSTRUCTOR, Role.HEAD, Role.CONTACT, Role.MENTOR, Role.KEEPER, Role.LEAD)


@dataclass
class School:
    """A school and its people, by their role."""

    place: Organisation
    group: Group
    pupil: Person
    enrolment: Enrolment
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.people[name]


def made_person(name: str, **fields: object) -> Person:
    """Somebody with an account of their own, whose pages are English."""
    email = f"{name.replace(' ', '.').lower()}@example.invalid"
    return Person.objects.create_user(email, "a long enough word", name=name, language="en", **fields)


def made_school(name: str, *, fictional: bool = False) -> School:
    """A school with one class, one pupil in it and one person a role."""
    place = Organisation.objects.create(kind=OrganisationKind.LYCEE, name=name, is_fictional=fictional)
    Site.objects.create(organisation=place, name="Main site", town="Lyon")
    group = Group.objects.create(organisation=place, year=year_of(timezone.localdate()), name="BTS 1")
    pupil = make_pupil(language="en")[0]
    enrolment = Enrolment.objects.create(group=group, person=pupil, number=1, nickname="Agile Otter")
    people = {}
    for role in STAFF:
        people[role.value] = made_person(f"{role.value} {name}", is_fictional=fictional)
        Membership.objects.create(person=people[role.value], organisation=place, role=role)
    learner = made_person(f"learner {name}", is_fictional=fictional)
    Membership.objects.create(person=learner, organisation=place, role=Role.LEARNER)
    Enrolment.objects.create(group=group, person=learner, number=2)
    Teaching.objects.create(group=group, person=people["teacher"])
    return School(place=place, group=group, pupil=pupil, enrolment=enrolment, people=people | {"learner": learner})


@pytest.fixture(autouse=True)
def _nothing_was_typed_before() -> None:
    """Limits on wrong codes count from the beginning of each test."""
    cache.clear()


@pytest.fixture
def ours(db: None) -> School:
    """The school that tests are about."""
    return made_school("Ada")


@pytest.fixture
def theirs(db: None) -> School:
    """Another one."""
    return made_school("Blaise")


@pytest.fixture
def year(db: None) -> SchoolYear:
    """The school year of today."""
    return year_of(timezone.localdate())


@pytest.fixture
def today() -> date:
    """The day on which tests run, as the campus counts it."""
    return timezone.localdate()


@pytest.fixture
def opened() -> Callable[[Person | None], Client]:
    """Gives somebody a browser in which they are signed in; nobody, one in which nobody is."""

    def opened_by(person: Person | None = None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if person is not None:
            client.force_login(person)
        return client

    return opened_by
