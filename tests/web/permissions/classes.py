"""The classes of an organisation of the world, with their people, their flights and their papers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from envol.web.flightdeck.models import Flight, JournalEvent, Status
from envol.web.network.models import (
    Delegation,
    Enrolment,
    Group,
    Invitation,
    Membership,
    Organisation,
    Role,
    SchoolYear,
)
from envol.web.network.staffing.invitation_secret import digest_of
from envol.web.papers.models import CivilFile
from envol.web.people.models import ApiToken, Person
from envol.web.people.services import make_pupil

from .flown import SCENARIO, SEED, events_of_a_flight

NUMBERS = {"first": 7, "second": 17, "fictional": 27}
"""The pupil's number in the class of each side: no number is in two classes, so that a crossing meets nobody's."""
CODES = {"first": "BCDFGH", "second": "JKLMNP", "fictional": "QRTVWX"}


def add_classes(things: dict[str, Any], name: str, year: SchoolYear, *, is_fictional: bool) -> None:
    """Add a class with a pupil in it, a second one that the cast does not teach, and the people around them."""
    place: Organisation = things["organisation"]
    soon = timezone.now() + timedelta(days=9)
    things["group"] = Group.objects.create(
        organisation=place, year=year, name=f"Class {name}", join_code=CODES[name], joins_until=soon
    )
    things["parallel"] = Group.objects.create(organisation=place, year=year, name=f"Parallel {name}")
    things |= _seat("", things["group"], NUMBERS[name], is_fictional=is_fictional)
    things |= _seat("parallel_", things["parallel"], NUMBERS[name] + 1, is_fictional=is_fictional)
    things["airborne"] = header(things["pupil"], Status.AIRBORNE)
    CivilFile.objects.create(
        pupil=things["pupil"].pk,
        school=place.pk,
        given_name=f"Given {name}",
        birth_date=date(2010, 1, 1),
        kept_until=date(2030, 1, 1),
    )
    _add_people(things, name, is_fictional=is_fictional)


def _seat(prefix: str, group: Group, number: int, *, is_fictional: bool) -> dict[str, Any]:
    pupil, _ = make_pupil(language="en")
    if is_fictional:
        Person.objects.filter(pk=pupil.pk).update(is_fictional=True)
        pupil.refresh_from_db()
    return {
        f"{prefix}pupil": pupil,
        f"{prefix}enrolment": Enrolment.objects.create(
            group=group, person=pupil, number=number, nickname="vif-colvert"
        ),
        f"{prefix}flight": landed(pupil),
    }


def header(pilot: Person | None, status: Status) -> Flight:
    """Write the header of a flight."""
    return Flight.objects.create(pilot=pilot, scenario=SCENARIO, line="fed-batch-2000l", seed=SEED, status=status)


def landed(pilot: Person | None) -> Flight:
    """Write a flight that landed, with its journal."""
    flight = header(pilot, Status.LANDED)
    events = events_of_a_flight()
    JournalEvent.objects.bulk_create(
        JournalEvent(
            flight=flight, seq=each.seq, scan=each.scan, type=each.type, actor=each.actor, line=each.line().decode()
        )
        for each in events
    )
    Flight.objects.filter(pk=flight.pk).update(events=len(events), scan=events[-1].scan)
    return flight


def _add_people(things: dict[str, Any], name: str, *, is_fictional: bool) -> None:
    place: Organisation = things["organisation"]
    mentor, teacher, colleague, director = (
        Person.objects.create_user(f"{word}-{name}@example.invalid", is_fictional=is_fictional)
        for word in ("mentoring", "teaching", "colleague", "directing")
    )
    Membership.objects.create(person=director, organisation=place, role=Role.HEAD)
    lent = Membership.objects.create(person=teacher, organisation=place, role=Role.TEACHER)
    Membership.objects.create(person=colleague, organisation=place, role=Role.MENTOR)
    today = timezone.localdate()
    things |= {
        "membership": Membership.objects.create(person=mentor, organisation=place, role=Role.MENTOR),
        "teacher": teacher,
        "colleague": colleague,
        "director": director,
        "lender": teacher,
        "receiver": mentor,
        "lent": lent,
        "delegation": Delegation.objects.create(
            membership=lent, receiver=mentor, since=today, until=today + timedelta(days=9)
        ),
        "token": ApiToken.objects.create(person=mentor, name="t", digest=name, expires_on=today + timedelta(days=9)),
        "invitation": invitation(place, f"secret-{name}", invited_by=director),
        "invitation_secret": f"secret-{name}",
    }


def invitation(place: Organisation, secret: str, **more: Any) -> Invitation:
    """Write an invitation whose link holds a secret."""
    return Invitation.objects.create(
        organisation=place,
        role=Role.MENTOR,
        email=f"{secret}@example.invalid",
        digest=digest_of(secret),
        **({"expires_at": timezone.now() + timedelta(days=9)} | more),
    )
