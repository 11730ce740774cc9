"""People who are no more, not yet, or not quite what they would have to be, and those who enter a demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from envol.web.network.models import (
    Delegation,
    Enrolment,
    Group,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    Teaching,
)
from envol.web.people.models import Person
from envol.web.people.services import make_pupil

from .classes import invitation, landed
from .world import TODAY, TOMORROW, YESTERDAY, World, known, somebody

LONG_AGO = TODAY - timedelta(days=20)
ENDED: Mapping[str, Any] = {"since": LONG_AGO, "until": YESTERDAY}


def add_bystanders(world: World) -> None:
    """Add all of them to a world."""
    _add_teachers(world)
    _add_heads(world)
    _add_learners(world)
    _add_neighbours(world)
    _add_fictional(world)
    for side in ("lender", "receiver"):
        world.add(side, world.own.things[side])
    world.add("superuser", somebody("superuser", is_superuser=True))


def member(world: World, name: str, place: Organisation, *roles: Role, **more: Any) -> Person:
    """Add somebody with roles in an organisation, all for the same time."""
    since, until = more.pop("since", TODAY), more.pop("until", None)
    person = somebody(name, **more)
    for role in roles:
        Membership.objects.create(person=person, organisation=place, role=role, since=since, until=until)
    return world.add(name, person)


def _add_teachers(world: World) -> None:
    place, group = world.own.organisation, world.own.things["group"]
    taught: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
        "ex-teacher": (ENDED, {"since": LONG_AGO}),
        "ex-teaching": ({}, ENDED),
        "last-day-teacher": ({"since": LONG_AGO, "until": TODAY}, {"since": LONG_AGO, "until": TODAY}),
        "future-teacher": ({"since": TOMORROW}, {"since": TOMORROW}),
        "inactive-teacher": ({"is_active": False}, {}),
    }
    for name, (role, teaching) in taught.items():
        person = member(world, name, place, Role.TEACHER, **role)
        Teaching.objects.create(group=group, person=person, **teaching)


def _add_heads(world: World) -> None:
    place = world.own.organisation
    gone = member(world, "ex-head", place, Role.HEAD, **ENDED)
    member(world, "future-head", place, Role.HEAD, since=TOMORROW)
    lent: dict[str, tuple[Person, date, date]] = {
        "acting-head": (known(world, "head"), LONG_AGO, TODAY),
        "ex-acting-head": (known(world, "head"), LONG_AGO, YESTERDAY),
        "future-acting-head": (known(world, "head"), TOMORROW, TOMORROW),
        "acting-for-ex-head": (gone, LONG_AGO, TOMORROW),
    }
    for name, (lender, since, until) in lent.items():
        receiver = member(world, name, place, Role.MENTOR)
        role = Membership.objects.get(person=lender, organisation=place, role=Role.HEAD)
        Delegation.objects.create(membership=role, receiver=receiver, since=since, until=until)


def _add_learners(world: World) -> None:
    things, place, year = world.own.things, world.own.organisation, world.own.things["group"].year
    hours = timedelta(hours=1)
    closed = Group.objects.create(
        organisation=place,
        year=year,
        name="Closed",
        closed_on=YESTERDAY,
        join_code="BCDFG3",
        joins_until=timezone.now() + hours,
    )
    Teaching.objects.create(group=closed, person=known(world, "teacher"), since=LONG_AGO)
    expired = Group.objects.create(
        organisation=place, year=year, name="Expired", join_code="BCDFG4", joins_until=timezone.now() - hours
    )
    left, closed_out = (make_pupil(language="en")[0] for _ in range(2))
    Enrolment.objects.create(group=things["group"], person=left, number=9, **ENDED)
    Enrolment.objects.create(group=closed, person=closed_out, number=10, since=LONG_AGO)
    # At home in another school: their card is that one's to renew.
    visitor, _ = make_pupil(language="en")
    Enrolment.objects.create(group=world.other.things["parallel"], person=visitor, number=12, since=LONG_AGO)
    things["visitor_enrolment"] = Enrolment.objects.create(group=things["group"], person=visitor, number=13)
    world.add("ex-learner", left)
    world.add("closed-pupil", closed_out)
    by, then = things["director"], timezone.now() - hours
    invitation(place, "expired-secret", invited_by=by, expires_at=then)
    invitation(place, "accepted-secret", invited_by=by, accepted_at=then, accepted_by=things["colleague"])
    invitation(place, "orphan-secret", invited_by=known(world, "ex-head"))
    things |= {
        "closed": closed,
        "expired": expired,
        "ex_flight": landed(left),
        "closed_flight": landed(closed_out),
        "nobodys_flight": landed(None),
        "expired_secret": "expired-secret",
        "accepted_secret": "accepted-secret",
        "orphan_secret": "orphan-secret",
    }


def _add_neighbours(world: World) -> None:
    place, unlisted = world.own.organisation, world.own.things["unlisted"]
    whole, competitor = (
        Organisation.objects.create(kind=kind, name=f"{word} (fictif)")
        for kind, word in ((OrganisationKind.ACADEMY, "Whole"), (OrganisationKind.COMPANY, "Competitor"))
    )
    place.part_of = whole
    place.save()
    place.competitors.add(competitor)
    world.own.things["competitor"] = competitor
    member(world, "parent-head", whole, Role.HEAD)
    member(world, "partner-head", world.own.things["partner"], Role.HEAD)
    member(world, "rival", competitor, Role.HEAD, Role.CONTACT)
    member(world, "unlisted-head", unlisted, Role.HEAD)
    member(world, "unlisted-learner", unlisted, Role.LEARNER)
    member(world, "ex-unlisted", unlisted, Role.MENTOR, **ENDED)


def _add_fictional(world: World) -> None:
    things, place = world.fictional.things, world.fictional.organisation
    for role in (Role.LEARNER, Role.TEACHER, Role.INSTRUCTOR, Role.HEAD, Role.CONTACT, Role.KEEPER):
        member(world, f"fictional-{role}", place, role, is_fictional=True)
    Enrolment.objects.create(group=things["group"], person=known(world, "fictional-learner"), number=28)
    Teaching.objects.create(group=things["group"], person=known(world, "fictional-teacher"))
    strayed, _ = make_pupil(language="en")
    Enrolment.objects.create(group=things["group"], person=strayed, number=29, nickname="vif-colvert")
    world.own.things["strayed_flight"] = landed(strayed)
    planted = member(world, "planted", world.own.organisation, *Role, is_fictional=True)
    Teaching.objects.create(group=world.own.things["group"], person=planted)
    Enrolment.objects.create(group=world.own.things["group"], person=planted, number=11)
