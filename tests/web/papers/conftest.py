"""A school with a class of one pupil, its teacher and its head; both stores."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from envol.web.network.models import Enrolment, Group, Membership, Organisation, OrganisationKind, Role, Teaching
from envol.web.network.oversight import paper_registrations
from envol.web.network.school.years import year_of
from envol.web.people.models import Person


@dataclass(frozen=True, kw_only=True)
class World:
    """Who is who."""

    school: Organisation
    group: Group
    place: Enrolment
    pupil: Person
    teacher: Person
    head: Person

    @property
    def address(self) -> str:
        """The page of the pupil's paper."""
        return reverse("network:paper", args=[self.group.pk, self.place.number])


def somebody(name: str, school: Organisation | None = None, *roles: Role, **fields: bool) -> Person:
    """Somebody with roles in a school."""
    person = Person.objects.create_user(f"{name}@example.invalid", "a long enough word", name=name, language="en")
    for field, value in fields.items():
        setattr(person, field, value)
    person.save()
    for role in roles:
        assert school
        Membership.objects.create(person=person, organisation=school, role=role)
    return person


def group_of(school: Organisation, name: str = "1re (fictive)") -> Group:
    """A class of this school year."""
    return Group.objects.create(organisation=school, year=year_of(timezone.localdate()), name=name)


def pupil_in(group: Group, number: int = 1) -> Enrolment:
    """A pupil without name or e-mail, in a group."""
    pupil = Person.objects.create(card=f"{group.pk}{number}"[:64])
    return Enrolment.objects.create(group=group, person=pupil, number=number)


@pytest.fixture
def world(school: Organisation) -> World:
    """The class."""
    paper_registrations.register()
    group = group_of(school)
    place = pupil_in(group)
    teacher = somebody("teacher", school, Role.TEACHER)
    Teaching.objects.create(group=group, person=teacher)
    head = somebody("head", school, Role.HEAD)
    return World(school=school, group=group, place=place, pupil=place.person, teacher=teacher, head=head)


@pytest.fixture
def elsewhere(db: None) -> Organisation:
    """Another school."""
    return Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Lycée Marie (fictif)", is_fictional=True)
