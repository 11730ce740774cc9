"""A small world to try every address in: two organisations with everything there is, and somebody of every role.

Everybody's own things are those of the first organisation (theirs, or what they answer for there); the second has the
same things, and nobody of the cast. Both count as real; a third, fictional one is for those who enter a demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from envol.web.network.models import (
    Convention,
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

from .classes import add_classes
from .foreseen import add_foreseen, scenario
from .registers import add_registers
from .signing_in import session_of, token_of

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
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
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


@dataclass(slots=True, repr=False)
class Side:
    """One organisation with all that belongs to it, by the word that the tables have for it."""

    organisation: Organisation
    things: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, repr=False)
class World:
    """The sides, whoever tries, and by what each of them signs in."""

    own: Side
    other: Side
    fictional: Side
    cast: dict[str, Person | None] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    mine: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is each person's very own."""

    def add(self, name: str, person: Person) -> Person:
        """Take somebody into the cast, signed in, with a token where they can have one."""
        self.cast[name] = person
        self.sessions[name] = session_of(person)
        held = Membership.objects.filter(person=person).first()
        self.mine[name] = {"membership": held, "scenario": scenario(person)}
        if person.is_active and not person.is_pupil and not person.is_fictional:
            self.mine[name]["token"], self.tokens[name] = token_of(person)
        return person


def build() -> World:
    """Make the world in an empty database."""
    year = SchoolYear.objects.create(
        name="2026-2027", starts_on=TODAY - timedelta(days=30), ends_on=TODAY + timedelta(days=300)
    )
    own, other, fictional = (_side(name, year) for name in ("first", "second", "fictional"))
    registers = add_registers()
    for side in (own, other, fictional):
        side.things |= registers
    world = World(own=own, other=other, fictional=fictional)
    _cast(world)
    return world


def somebody(name: str, **more: Any) -> Person:
    """Make a person with a name."""
    return Person.objects.create_user(f"{name}@example.invalid", name=f"{name} (fictional)", language="en", **more)


def _side(name: str, year: SchoolYear) -> Side:
    fields = {"is_fictional": name == "fictional"}
    organisation, partner, unlisted = (
        Organisation.objects.create(kind=kind, name=f"{word} {name} (fictif)", is_listed=word != "Hidden", **fields)
        for kind, word in (
            (OrganisationKind.LYCEE, "Lycée"),
            (OrganisationKind.COMPANY, "Company"),
            (OrganisationKind.ASSOCIATION, "Hidden"),
        )
    )
    side = Side(organisation, {"organisation": organisation, "partner": partner, "unlisted": unlisted})
    side.things["soon"] = (TODAY + timedelta(days=9)).isoformat()
    _add_directory(side, name)
    add_classes(side.things, name, year, is_fictional=name == "fictional")
    add_foreseen(side.things, name)
    return side


def _add_directory(side: Side, name: str) -> None:
    mine = side.organisation
    programme = Programme.objects.create(slug=f"programme-{name}", name_fr=name, name_en=name, source="none: a test")
    ProgrammePlace.objects.create(programme=programme, organisation=mine, kind="lead")
    relay = Relay.objects.create(programme=programme, kind="relay", region="28", organisation=mine)
    partner = side.things["partner"]
    side.things |= {
        "site": Site.objects.create(organisation=mine, name="Site", town="Rouen"),
        "label": Label.objects.create(organisation=mine, name="Label", awarded_by="Nobody", since=date(2020, 1, 1)),
        "convention": Convention.objects.create(holder=mine, partner=partner, title="C", signed_on=date(2024, 1, 1)),
        "programme": programme,
        "relay": relay,
        "resource": Resource.objects.create(relay=relay, title_fr="Casque"),
    }
    for seen in Visibility:
        side.things[f"offering_{seen}"] = Offering.objects.create(
            organisation=mine, kind="visit", title_fr=f"Visite {seen}", visibility=seen
        )


def _cast(world: World) -> None:
    world.cast["anonymous"] = None
    own = world.own
    world.add("pupil", own.things["pupil"])
    for name, role in MEMBERS.items():
        person = somebody(name)
        Membership.objects.create(person=person, organisation=own.organisation, role=role)
        world.add(name, person)
    group: Group = own.things["group"]
    own.things["teaching"] = Teaching.objects.create(group=group, person=known(world, "teacher"))
    Enrolment.objects.create(group=group, person=known(world, "learner"), number=6)
    own.things["headship"] = world.mine["head"]["membership"]
    for side in (world.other, world.fictional):
        side.things["teaching"] = Teaching.objects.create(group=side.things["group"], person=side.things["teacher"])
    world.add("officer", somebody("officer", is_protection_officer=True))
    world.add("administrator", somebody("administrator", is_staff=True))


def known(world: World, name: str) -> Person:
    """Return somebody of the cast who is signed in."""
    found = world.cast[name]
    assert found is not None
    return found
