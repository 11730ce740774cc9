"""What is written about classes: opened, their codes, who teaches them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from envol.web.accountability.services import note
from envol.web.network.models import Group, Membership, Organisation, Role, Teaching
from envol.web.network.models.school import GroupKind
from envol.web.network.posts import lasting, posts_of
from envol.web.network.school.codes import new_code
from envol.web.network.school.refusals import refusal
from envol.web.network.school.years import A_DAY, year_of
from envol.web.people.models import Person

CODE_LASTS = timedelta(days=14)
TRIES = 5
PLACES = 100
"""In one group: more would be no class, and somebody else typing its code."""
TEACH = (Role.TEACHER, Role.INSTRUCTOR)


@transaction.atomic
def open_group(
    *,
    organisation: Organisation,
    name: str,
    by: Person,
    kind: GroupKind = GroupKind.CLASS,
    level: int | None = None,
    certification: str = "",
) -> Group:
    """Open a class or group for the school year of today; who opens it teaches it, where they teach at all.

    Raises
    ------
    Refusal
        If there is one of that name this year.
    """
    year = year_of(timezone.localdate())
    name = " ".join(name.split())
    fields = {"kind": kind, "level": level, "certification": certification}
    group, made = Group.objects.get_or_create(organisation=organisation, year=year, name=name, defaults=fields)
    if not made:
        raise refusal("group-name-taken", name=name)
    if posts_of(by).has(organisation.id, *TEACH):
        Teaching.objects.create(group=group, person=by)
    note("network.group.opened", by=by, about=group, organisation=organisation.id, group=name)
    return group


def open_code(*, group: Group, by: Person, until: datetime | None = None) -> str:
    """Give a group a new code to join it by, in place of the one it has; return it."""
    for attempt in range(1, TRIES + 1):
        try:
            return _give_code(group, by, new_code(), until or timezone.now() + CODE_LASTS)
        except IntegrityError:
            # Another class has this very code: one in many millions, and not twice running.
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _give_code(group: Group, by: Person, code: str, until: datetime) -> str:
    _refuse_closed(group)
    Group.objects.filter(id=group.id).update(join_code=code, joins_until=until)
    group.join_code, group.joins_until = code, until
    note("network.group.code-opened", by=by, about=group, organisation=group.organisation_id, group=group.name)
    return code


@transaction.atomic
def close_code(*, group: Group, by: Person) -> None:
    """Take a group's code away; nobody joins any more."""
    if group.join_code is None:
        return
    Group.objects.filter(id=group.id).update(join_code=None, joins_until=None)
    group.join_code = group.joins_until = None
    note("network.group.code-closed", by=by, about=group, organisation=group.organisation_id, group=group.name)


@transaction.atomic
def assign_teacher(*, group: Group, person: Person, by: Person) -> Teaching:
    """Let somebody teach a group.

    Raises
    ------
    Refusal
        If they neither teach nor instruct at the organisation, or the group is closed.
    """
    _refuse_closed(group)
    if not teachers_at(group).filter(person=person).exists():
        raise refusal("not-a-teacher")
    today = timezone.localdate()
    teaching, made = Teaching.objects.get_or_create(group=group, person=person, defaults={"since": today})
    if not made and teaching.until is not None:
        teaching.until = None
        teaching.save(update_fields=["until"])
    note("network.group.teacher-assigned", by=by, about=group, organisation=group.organisation_id, group=group.name)
    return teaching


@transaction.atomic
def end_teaching(*, teaching: Teaching, by: Person) -> None:
    """Let somebody teach a group no longer, from now on."""
    group = teaching.group
    Teaching.objects.filter(id=teaching.id).update(until=timezone.localdate() - A_DAY)
    note("network.group.teacher-left", by=by, about=group, organisation=group.organisation_id, group=group.name)


def teachers_at(group: Group) -> QuerySet[Membership]:
    """Return the roles by which somebody teaches or instructs today where a group is."""
    return Membership.objects.filter(lasting(timezone.localdate()), organisation=group.organisation_id, role__in=TEACH)


def _refuse_closed(group: Group) -> None:
    if is_closed(group):
        raise refusal("group-closed")


def is_closed(group: Group) -> bool:
    """Say whether a group is closed today."""
    return group.closed_on is not None and group.closed_on < timezone.localdate()
