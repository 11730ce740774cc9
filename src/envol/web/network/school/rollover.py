"""From one school year to the next: which classes go on under which name, who goes with them, all at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from envol.web.accountability.services import note
from envol.web.network.models import Enrolment, Group, Organisation, SchoolYear, Teaching
from envol.web.network.school.naming import a_year_later
from envol.web.network.school.nicknames import nickname
from envol.web.network.school.selectors import groups_changeable_by
from envol.web.network.school.years import next_year
from envol.web.people.models import Person

AT_ONCE = 40
"""Groups on one page; the others come once these are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed for one group.

    Parameters
    ----------
    group : Group
    name : str
        Its name in the next year, empty where it most likely ends.
    enrolments : list of Enrolment
        Those who are in it to the end of the year.
    """

    group: Group
    name: str
    enrolments: list[Enrolment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """What a roll-over did: how many groups go on and ended, how many people go on and left."""

    went_on: int
    ended: int
    people: int
    left: int


def groups_to_roll(person: Person, organisation: Organisation, year: SchoolYear) -> QuerySet[Group]:
    """Return the groups of a year that somebody may take to the next: those not closed yet."""
    open_ones = groups_changeable_by(person).filter(organisation=organisation, year=year, closed_on=None)
    return open_ones.order_by("name", "id")


def year_to_roll(person: Person, organisation: Organisation) -> SchoolYear | None:
    """Return the oldest year of which somebody has groups to take to the next, None where there is none."""
    waiting = groups_changeable_by(person).filter(organisation=organisation, closed_on=None).order_by().values("year")
    return SchoolYear.objects.filter(name__in=waiting).order_by("name").first()


def proposals(person: Person, organisation: Organisation, year: SchoolYear) -> list[Proposal]:
    """Return what is proposed for each group of a year, at most `AT_ONCE` of them, in three questions."""
    staying = Enrolment.objects.filter(_to_the_end(year)).select_related("person").order_by("number")
    found = groups_to_roll(person, organisation, year).prefetch_related(
        Prefetch("enrolments", queryset=staying, to_attr="staying")
    )
    return [Proposal(group=group, name=a_year_later(group.name), enrolments=group.staying) for group in found[:AT_ONCE]]


@transaction.atomic
def roll_over(
    *, organisation: Organisation, year: SchoolYear, names: Mapping[UUID, str], leavers: Collection[int], by: Person
) -> Rolled:
    """Take groups of a year to the next one; those that were taken there already are left alone.

    Parameters
    ----------
    names : mapping of UUID to str
        What becomes of each group: its next name, empty where it ends. Groups that are not named stay as they are.
    leavers : collection of int
        The enrolments whose person does not go on.
    """
    Organisation.objects.select_for_update().get(id=organisation.id)
    groups = list(groups_to_roll(by, organisation, year).filter(id__in=names).prefetch_related("teachings"))
    if not groups:
        return Rolled(went_on=0, ended=0, people=0, left=0)
    after = next_year(year)
    people = left = went_on = 0
    for group in groups:
        staying = list(Enrolment.objects.filter(_to_the_end(year), group=group).select_related("person"))
        going = [each for each in staying if each.id not in leavers] if names[group.id] else []
        left += len(staying) - len(going)
        if names[group.id]:
            went_on += 1
            people += _go_on(group, names[group.id], after, going)
        _close(group, year)
    ended = len(groups) - went_on
    note(
        "network.group.rolled-over",
        by=by,
        about=organisation,
        organisation=organisation.id,
        year=after.name,
        went_on=went_on,
        ended=ended,
    )
    return Rolled(went_on=went_on, ended=ended, people=people, left=left)


def _to_the_end(year: SchoolYear) -> Q:
    """Return the condition that somebody is in a group to the end of its year."""
    return Q(until=None) | Q(until__gte=year.ends_on)


def _go_on(group: Group, name: str, after: SchoolYear, going: list[Enrolment]) -> int:
    following, _ = Group.objects.get_or_create(
        organisation=group.organisation,
        year=after,
        name=name,
        defaults={
            "kind": group.kind,
            "level": group.level,
            "certification": group.certification,
            "follows": group,
        },
    )
    teaching = [each for each in group.teachings.all() if each.until is None or each.until >= group.year.ends_on]
    Teaching.objects.bulk_create(
        (Teaching(group=following, person_id=each.person_id, since=after.starts_on) for each in teaching),
        ignore_conflicts=True,
    )
    return _enrol_all(following, after, going)


def _enrol_all(following: Group, after: SchoolYear, going: list[Enrolment]) -> int:
    """Enrol those who go on, each under the number and nickname they have, where nobody has it there."""
    standing = list(Enrolment.objects.filter(group=following).values_list("person_id", "number", "nickname"))
    there = {person for person, _, _ in standing}
    numbers, called = {number for _, number, _ in standing}, {name for _, _, name in standing}
    fresh = []
    for old in sorted(going, key=lambda each: each.number):
        if old.person_id in there:
            continue
        number = old.number if old.number not in numbers else max(numbers) + 1
        name = old.nickname
        if name and name in called:
            name = nickname(old.person.language, called)
        numbers.add(number)
        called.add(name)
        fresh.append(
            Enrolment(group=following, person_id=old.person_id, number=number, nickname=name, since=after.starts_on)
        )
    return len(Enrolment.objects.bulk_create(fresh))


def _close(group: Group, year: SchoolYear) -> None:
    """End a group with its year: its people are in it, and it is taught, to the last day."""
    Enrolment.objects.filter(_to_the_end(year), group=group).update(until=year.ends_on)
    Teaching.objects.filter(_to_the_end(year), group=group).update(until=year.ends_on)
    Group.objects.filter(id=group.id).update(closed_on=year.ends_on, join_code=None, joins_until=None)
