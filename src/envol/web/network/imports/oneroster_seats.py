"""Who learns and who teaches in which class, as a OneRoster says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils import timezone

from envol.errors import Refusal
from envol.gateways.imports.oneroster import STUDENT, TEACHER
from envol.gateways.imports.oneroster_records import Enrollment, Roster
from envol.gateways.imports.reading import fault_at
from envol.web.network.models import Enrolment, Group, Membership, Role, Teaching
from envol.web.network.school.enrolling import enrol
from envol.web.network.school.selectors import not_over
from envol.web.network.school.years import A_DAY
from envol.web.network.staffing.membership_services import give_role
from envol.web.people.models import Person
from envol.web.provenance.external_keys import USER, ExternalKeys
from envol.web.provenance.importing import Intake
from envol.web.provenance.upsert import Tally

_Seat = Enrolment | Teaching
_Pair = tuple[UUID, UUID]


class Seats:
    """Writes places in classes; what ends does so from today on, and is never deleted."""

    def __init__(self, roster: Roster, intake: Intake, groups: dict[str, Group], people: dict[str, Person]) -> None:
        self._roster, self._intake, self._groups, self._people = roster, intake, groups, people
        self._today = timezone.localdate()
        ids = [group.pk for group in groups.values()]
        self._learning: dict[_Pair, _Seat] = {
            (each.group_id, each.person_id): each for each in Enrolment.objects.filter(group__in=ids)
        }
        self._teaching: dict[_Pair, _Seat] = {
            (each.group_id, each.person_id): each for each in Teaching.objects.filter(group__in=ids)
        }
        self._seen: dict[str, set[_Pair]] = {STUDENT: set(), TEACHER: set()}

    def write(self) -> None:
        """Write every place."""
        tallies = {STUDENT: Tally(), TEACHER: Tally()}
        ways = {STUDENT: (self._learning, self._enrol), TEACHER: (self._teaching, self._let_teach)}
        for each in self._roster.enrollments:
            group, person = self._groups.get(each.school_class), self._people.get(each.user)
            if group is None or person is None:
                continue
            try:
                self._write(each, group, person, *ways[each.role], tallies[each.role])
            except Refusal as refused:
                expected, found = "a place that can be given", refused.sentence
                self._intake.refuse(fault_at("enrollments.csv", each.line, "userSourcedId", expected, found))
        self._intake.count("places of learners", tallies[STUDENT])
        self._intake.count("places of teachers", tallies[TEACHER])

    def end_what_is_gone(self) -> None:
        """End the places of those whom the system knows and no longer names there; others' places are not its own."""
        ours = ExternalKeys(self._roster.manifest.system, USER).objects()
        for role, seats, table in (
            (STUDENT, self._learning, "places of learners"),
            (TEACHER, self._teaching, "places of teachers"),
        ):
            gone = [
                seat
                for pair, seat in seats.items()
                if pair not in self._seen[role]
                and pair[1] in ours
                and (seat.until is None or seat.until >= self._today)
            ]
            for seat in gone:
                self._end(seat, self._today - A_DAY)
            self._intake.count(table, Tally(retired=len(gone)))

    def end_roles(self) -> None:
        """End the role of teacher of those whom the system knows and whose every class there is over."""
        ours = ExternalKeys(self._roster.manifest.system, USER).objects()
        places = {group.organisation_id for group in self._groups.values()}
        ends = self._ends_of_teaching(places)
        here = Membership.objects.filter(not_over(self._today), organisation__in=places, role=Role.TEACHER)
        ended = Tally()
        for each in here:
            days = ends.get((each.organisation_id, each.person_id), [None])
            last = max(day or date.max for day in days)
            if each.person_id not in ours or last > self._today:
                continue
            each.until = max(last, self._today - A_DAY)
            each.delete() if each.until < each.since else each.save(update_fields=["until"])
            ended.retired += 1
        self._intake.count("roles", ended)

    def _ends_of_teaching(self, places: set[UUID]) -> dict[_Pair, list[date | None]]:
        """Return by organisation and person the last day of each class that they teach or taught there."""
        found: dict[_Pair, list[date | None]] = {}
        for each in Teaching.objects.filter(group__organisation__in=places).select_related("group"):
            known = [day for day in (each.until, each.group.closed_on) if day is not None]
            found.setdefault((each.group.organisation_id, each.person_id), []).append(min(known, default=None))
        return found

    def _write(
        self,
        each: Enrollment,
        group: Group,
        person: Person,
        standing: dict[_Pair, _Seat],
        make: Callable[[Enrollment, Group, Person], _Seat],
        tally: Tally,
    ) -> None:
        pair = (group.pk, person.pk)
        self._seen[each.role].add(pair)
        ends = self._end_of(each)
        seat = standing.get(pair)
        if seat is None:
            if ends is not None and ends < self._today:
                return
            seat = standing[pair] = make(each, group, person)
            tally.created += 1
            if seat.until != ends:
                self._end(seat, ends)
        elif seat.until == ends or (ends and seat.until and max(ends, seat.until) < self._today):
            tally.unchanged += 1
        else:
            self._end(seat, ends)
            tally.updated += 1

    def _end_of(self, each: Enrollment) -> date | None:
        """Return the last day of a place: yesterday where the roster ends it without saying when."""
        if each.ended or self._roster.users[each.user].ended:
            return min(filter(None, (each.ends_on, self._today - A_DAY)))
        return each.ends_on

    def _enrol(self, each: Enrollment, group: Group, person: Person) -> _Seat:
        return enrol(group=group, person=person, since=each.begins_on)

    def _let_teach(self, each: Enrollment, group: Group, person: Person) -> _Seat:
        give_role(person=person, organisation=group.organisation, role=Role.TEACHER)
        since = each.begins_on or self._today
        return Teaching.objects.create(group=group, person=person, since=since)

    def _end(self, seat: _Seat, last: date | None) -> None:
        seat.until = last
        seat.save(update_fields=["until"])
