"""A small world to try every address in: two organisations with everything there is, and somebody of every role.

Everybody's own things are those of the first organisation (theirs, or what they answer for there); the second has the
same things, and nobody of the cast. The two are competitors of nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from envol.web.flightdeck.models import Flight, Status
from envol.web.network.models import (
    Convention,
    Delegation,
    Enrolment,
    Group,
    Invitation,
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
from envol.web.people.models import ApiToken, Person
from envol.web.people.services import make_pupil

ROLES = (
    "anonymous",
    "pupil",
    "learner",
    "teacher",
    "instructor",
    "head",
    "contact",
    "mentor",
    "keeper",
    "lead",
    "officer",
    "administrator",
)
"""Who tries every address; the order is that of the columns of the table."""
TODAY = timezone.localdate()
MEMBERS = {
    "learner": Role.LEARNER,
    "teacher": Role.TEACHER,
    "instructor": Role.INSTRUCTOR,
    "head": Role.HEAD,
    "contact": Role.CONTACT,
    "mentor": Role.MENTOR,
    "keeper": Role.KEEPER,
    "lead": Role.LEAD,
}


@dataclass(slots=True)
class Side:
    """One organisation with all that belongs to it, by the word that the table has for it."""

    organisation: Organisation
    things: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """Both sides, and the cast."""

    own: Side
    other: Side
    cast: dict[str, Person | None]


def build() -> World:
    """Make the world in an empty database."""
    year = SchoolYear.objects.create(
        name="2026-2027", starts_on=TODAY - timedelta(days=30), ends_on=TODAY + timedelta(days=300)
    )
    own, other = (_side(name, year) for name in ("first", "second"))
    return World(own=own, other=other, cast=_cast(own))


def _side(name: str, year: SchoolYear) -> Side:
    organisation = Organisation.objects.create(
        kind=OrganisationKind.LYCEE, name=f"Lycée {name} (fictif)", is_fictional=True
    )
    partner = Organisation.objects.create(
        kind=OrganisationKind.COMPANY, name=f"Company {name} (fictive)", is_fictional=True
    )
    group = Group.objects.create(organisation=organisation, year=year, name=f"Class {name}")
    side = Side(organisation, {"organisation": organisation, "group": group})
    _add_directory(side, partner, name)
    _add_people(side, group, name)
    return side


def _add_directory(side: Side, partner: Organisation, name: str) -> None:
    mine = side.organisation
    programme = Programme.objects.create(slug=f"programme-{name}", name_fr=name, name_en=name, source="none: a test")
    ProgrammePlace.objects.create(programme=programme, organisation=mine, kind="lead")
    relay = Relay.objects.create(programme=programme, kind="relay", region="28", organisation=mine)
    side.things |= {
        "site": Site.objects.create(organisation=mine, name="Site", town="Rouen"),
        "label": Label.objects.create(organisation=mine, name="Label", awarded_by="Nobody", since=date(2020, 1, 1)),
        "convention": Convention.objects.create(holder=mine, partner=partner, title="C", signed_on=date(2024, 1, 1)),
        "offering": Offering.objects.create(
            organisation=mine, kind="visit", title_fr="Visite", visibility=Visibility.MEMBERS
        ),
        "programme": programme,
        "relay": relay,
        "resource": Resource.objects.create(relay=relay, title_fr="Casque"),
    }


def _add_people(side: Side, group: Group, name: str) -> None:
    pupil, _ = make_pupil(language="en")
    enrolment = Enrolment.objects.create(group=group, person=pupil, number=7, nickname="vif-colvert")
    flight = Flight.objects.create(pilot=pupil, scenario="any", line="any", seed=1, status=Status.LANDED)
    somebody = Person.objects.create_user(f"somebody-{name}@example.invalid", is_fictional=True)
    membership = Membership.objects.create(person=somebody, organisation=side.organisation, role=Role.MENTOR)
    teacher = Person.objects.create_user(f"another-{name}@example.invalid", is_fictional=True)
    lent = Membership.objects.create(person=teacher, organisation=side.organisation, role=Role.TEACHER)
    side.things |= {
        "pupil": pupil,
        "enrolment": enrolment,
        "flight": flight,
        "membership": membership,
        "delegation": Delegation.objects.create(
            membership=lent, receiver=somebody, since=TODAY, until=TODAY + timedelta(days=9)
        ),
        "invitation": Invitation.objects.create(
            organisation=side.organisation,
            role=Role.MENTOR,
            email=f"invited-{name}@example.invalid",
            digest=name * 4,
            expires_at=timezone.now() + timedelta(days=9),
        ),
        "token": ApiToken.objects.create(person=somebody, name="t", digest=name, expires_on=TODAY + timedelta(days=9)),
    }


def _cast(own: Side) -> dict[str, Person | None]:
    cast: dict[str, Person | None] = {"anonymous": None, "pupil": own.things["pupil"]}
    for name, role in MEMBERS.items():
        person = Person.objects.create_user(f"{name}@example.invalid", name=f"{name} (fictional)", language="en")
        Membership.objects.create(person=person, organisation=own.organisation, role=role)
        cast[name] = person
    Teaching.objects.create(group=own.things["group"], person=_somebody(cast, "teacher"))
    Enrolment.objects.create(group=own.things["group"], person=_somebody(cast, "learner"), number=8)
    cast["officer"] = Person.objects.create_user("officer@example.invalid", is_protection_officer=True, language="en")
    cast["administrator"] = Person.objects.create_user("admin@example.invalid", is_staff=True, language="en")
    return cast


def _somebody(cast: dict[str, Person | None], name: str) -> Person:
    found = cast[name]
    assert found is not None
    return found


def id_of(side: Side, thing: str) -> UUID | int | str:
    """The id of a thing of a side, as an address names it."""
    id: UUID | int | str = side.things[thing].pk
    return id
