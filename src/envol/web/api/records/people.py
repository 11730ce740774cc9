"""What the API tells of whoever asks, of flights and of classes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.web.api.records.certifications import SheetRef
from envol.web.api.records.network import OrganisationRef, organisation_ref
from envol.web.api.records.record import Record, Words, words_of
from envol.web.flightdeck.listing import Entry
from envol.web.network.models import Enrolment, Group, Membership
from envol.web.people.models import Person
from envol.web.people.selectors import Standing


class RoleRecord(Record):
    """A role by which somebody acts today."""

    role: str
    organisation: OrganisationRef
    since: date
    until: date | None
    is_lent: bool = Field(description=_("Whether it is another’s, lent for a while."))


class ConsentRecord(Record):
    """Where somebody stands on one purpose."""

    purpose: str
    is_given: bool
    is_current: bool = Field(description=_("Whether it was given to the wording of today."))
    given_at: datetime | None


class MeRecord(Record):
    """Whoever asks."""

    id: UUID
    name: str
    email: str | None
    language: str = Field(description=_("Of their pages; empty for that of their device."))
    is_administrator: bool
    is_protection_officer: bool
    roles: list[RoleRecord]
    consents: list[ConsentRecord]


class FlightRow(Record):
    """The header of a flight."""

    id: UUID
    scenario: str
    title: Words | None = Field(description=_("Null where the scenario is no longer taught."))
    line: str
    status: str = Field(description=_("airborne, landed or grounded."))
    created_at: datetime
    landed_at: datetime | None
    hours: float = Field(description=_("Flown, in hours of the process."))
    score: float | None = Field(description=_("Of 100; null before it has landed."))
    passed: bool | None


class FlightRecord(FlightRow):
    """The header of a flight, and whose it is."""

    is_mine: bool
    pilot: str = Field(description=_("The pilot’s name; empty for a pupil, who has none here."))


class GroupRow(Record):
    """A class or group."""

    id: UUID
    name: str
    kind: str = Field(description=_("class or group."))
    organisation: OrganisationRef
    year: str
    level: int | None
    certification: SheetRef | None = Field(description=_("What it prepares for."))
    closed_on: date | None


class LearnerRecord(Record):
    """Somebody’s place in a class: a pupil’s is a number and a nickname, and nothing else."""

    number: int
    nickname: str
    name: str = Field(description=_("Of those who have an account of their own; empty for a pupil."))
    since: date


class GroupRecord(GroupRow):
    """A class, with those of its learners whom whoever asks may see."""

    learners: list[LearnerRecord]


def me_record(person: Person, *, roles: Iterable[Membership], consents: Iterable[Standing]) -> MeRecord:
    """Return what is told to somebody of themselves; the organisations of their roles are at hand."""
    return MeRecord(
        id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_administrator=person.is_staff,
        is_protection_officer=person.is_protection_officer,
        roles=[_role(each, person) for each in roles],
        consents=[_consent(each) for each in consents],
    )


def flight_row(entry: Entry) -> FlightRow:
    """Return the header of a flight."""
    flight = entry.flight
    return FlightRow(
        id=flight.id,
        scenario=flight.scenario,
        title=words_of(entry.title) if entry.title else None,
        line=flight.line,
        status=flight.status,
        created_at=timezone.localtime(flight.created_at),
        landed_at=timezone.localtime(flight.landed_at) if flight.landed_at else None,
        hours=entry.hours,
        score=flight.score,
        passed=flight.passed,
    )


def flight_record(entry: Entry, by: Person) -> FlightRecord:
    """Return the header of a flight as somebody may see it; its pilot is at hand."""
    pilot = entry.flight.pilot
    name = pilot.name if pilot and not pilot.is_pupil else ""
    return FlightRecord(**dict(flight_row(entry)), is_mine=pilot == by, pilot=name)


def group_row(group: Group, certification: SheetRef | None) -> GroupRow:
    """Return a class as a list tells it; its organisation is at hand."""
    return GroupRow(
        id=group.id,
        name=group.name,
        kind=group.kind,
        organisation=organisation_ref(group.organisation),
        year=group.year_id,
        level=group.level,
        certification=certification,
        closed_on=group.closed_on,
    )


def group_record(group: Group, certification: SheetRef | None, enrolments: Iterable[Enrolment]) -> GroupRecord:
    """Return a class; the people of the enrolments are at hand."""
    learners = [_learner(each) for each in enrolments]
    return GroupRecord(**dict(group_row(group, certification)), learners=learners)


def _role(membership: Membership, person: Person) -> RoleRecord:
    return RoleRecord(
        role=membership.role,
        organisation=organisation_ref(membership.organisation),
        since=membership.since,
        until=membership.until,
        is_lent=membership.person_id != person.id,
    )


def _consent(standing: Standing) -> ConsentRecord:
    given = standing.consent
    return ConsentRecord(
        purpose=standing.purpose.value,
        is_given=given is not None,
        is_current=standing.is_current,
        given_at=timezone.localtime(given.given_at) if given else None,
    )


def _learner(enrolment: Enrolment) -> LearnerRecord:
    return LearnerRecord(
        number=enrolment.number,
        nickname=enrolment.nickname,
        name="" if enrolment.person.is_pupil else enrolment.person.name,
        since=enrolment.since,
    )
