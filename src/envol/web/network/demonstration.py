"""What a demonstration's network starts with: the programmes, their organisations, and a fictional network to enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone

from envol.gateways.network_content import read_network
from envol.web.network.directory.furnishing import furnish_directory
from envol.web.network.models import Enrolment, Group, Membership, Organisation, Role, Teaching
from envol.web.network.posts import lasting
from envol.web.network.school.years import year_of
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person

log = structlog.get_logger(__name__)
SCHOOL = "Lycée fictif des Bioprocédés (fictif, fictional)"
CLASS = "BTS 1 (fictive)"

PEOPLE: tuple[tuple[str, tuple[tuple[str, Role], ...]], ...] = (
    ("Claude", (("lycee", Role.HEAD),)),
    ("Alix", (("lycee", Role.CONTACT), ("company", Role.CONTACT))),
    ("Maxime", (("company", Role.HEAD),)),
    ("Charlie", (("company", Role.MENTOR),)),
    ("Sacha", (("competitor", Role.HEAD), ("competitor", Role.CONTACT))),
    ("Eden", (("association", Role.KEEPER),)),
    ("Andrea", (("association", Role.LEAD), ("association", Role.HEAD))),
    ("Noa", (("training-body", Role.INSTRUCTOR), ("training-body", Role.CONTACT))),
    ("Lou", (("laboratory", Role.KEEPER), ("laboratory", Role.MENTOR))),
    ("Ariel", (("lycee", Role.LEARNER),)),
    ("Jo", (("lycee", Role.LEARNER),)),
    ("Mika", (("lycee", Role.LEARNER),)),
)
"""The fictional people besides the learner and the instructor: each name, which is that of their address too, and their
roles by the key of an organisation of `content/network/fictional.yaml`."""


@transaction.atomic
def furnish_network() -> None:
    """Make the organisations, the programmes and the fictional people where they are not there yet."""
    _warn_of_real_people()
    places = furnish_directory(read_network(), timezone.localdate())
    learners = _people(places)
    _class(places["lycee"], learners)


def _warn_of_real_people() -> None:
    """Warn whoever starts a demonstration where real people have roles: anybody may enter it and look around."""
    real = Membership.objects.filter(lasting(timezone.localdate()), person__is_fictional=False).count()
    if real:
        log.warning("a demonstration is open to anybody, and real people have roles on this campus", roles=real)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A fictional person to enter as, besides the learner and the instructor.

    Parameters
    ----------
    word : str
        By which `people:demonstration` knows them.
    name : str
    roles : list of Membership
        Each with its organisation.
    """

    word: str
    name: str
    roles: list[Membership]


def players() -> list[Player]:
    """Return the fictional people who do more than learn, with what they do today."""
    addresses = {f"{name.lower()}@example.invalid": name for name, _ in PEOPLE}
    held = Membership.objects.filter(person__email__in=addresses, person__is_fictional=True)
    roles: dict[str, list[Membership]] = {name: [] for name in addresses.values()}
    for each in held.exclude(role=Role.LEARNER).select_related("organisation", "person").order_by("role"):
        roles[addresses[each.person.email or ""]].append(each)
    return [Player(word=name.lower(), name=name, roles=held) for name, held in roles.items() if held]


def _people(places: Mapping[str, Organisation]) -> list[Person]:
    """Make the fictional people and their roles; return those who learn, the first known one first."""
    learners = [demonstration_person(Demonstration.LEARNER)]
    instructor = demonstration_person(Demonstration.INSTRUCTOR)
    held = [(learners[0], "lycee", Role.LEARNER)]
    held += [(instructor, "lycee", role) for role in (Role.TEACHER, Role.INSTRUCTOR)]
    for name, roles in PEOPLE:
        person = _fictional(name)
        held += [(person, place, role) for place, role in roles]
        if any(role == Role.LEARNER for _, role in roles):
            learners.append(person)
    for person, place, role in held:
        Membership.objects.get_or_create(person=person, organisation=places[place], role=role)
    return learners


def _fictional(name: str) -> Person:
    """Return a fictional person, made if need be; nobody can sign in as them by a password."""
    email = f"{name.lower()}@example.invalid"
    person = Person.objects.filter(email=email, is_fictional=True).first()
    return person or Person.objects.create_user(email, name=f"{name} (fictif, fictional)", is_fictional=True)


def _class(school: Organisation, learners: list[Person]) -> None:
    group, _ = Group.objects.get_or_create(organisation=school, year=year_of(timezone.localdate()), name=CLASS)
    Teaching.objects.get_or_create(group=group, person=demonstration_person(Demonstration.INSTRUCTOR))
    for person in learners:
        if not Enrolment.objects.filter(group=group, person=person).exists():
            last = Enrolment.objects.filter(group=group).order_by("-number").first()
            Enrolment.objects.create(group=group, person=person, number=last.number + 1 if last else 1)
