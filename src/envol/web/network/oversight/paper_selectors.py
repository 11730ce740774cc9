"""Whose papers somebody may read, and which deeds: asked of the roles, before the stores are."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from envol.web.accountability.models import Activity
from envol.web.accountability.selectors import activities_visible_to
from envol.web.network.models import Enrolment, Role, Teaching
from envol.web.network.posts import lasting, posts_of
from envol.web.network.school.selectors import within_reach
from envol.web.people.models import Person


def papers_visible_to(person: Person, day: date | None = None) -> QuerySet[Enrolment]:
    """Return the places in groups whose papers somebody may read and write.

    A teacher has those of the groups that they teach today, a head all of their school, closed groups included, for a
    paper outlives the class. Nobody else has any: neither who instructs, nor who keeps the campus, nor the pupil, whose
    own copy is in what they take away.
    """
    day = day or timezone.localdate()
    posts = posts_of(person, day)
    teaching = Teaching.objects.filter(lasting(day), person=person).values("group")
    places = posts.organisations(Role.TEACHER)
    taught = Q(group__in=teaching, group__organisation__in=places) & _now(day)
    headed = Q(group__organisation__in=posts.organisations(Role.HEAD))
    reach = within_reach(person, "group__organisation") & within_reach(person, "person")
    found = Enrolment.objects.filter((taught | headed) & reach).exclude(person=person)
    return found.select_related("group", "group__organisation", "person")


def deeds_visible_to(person: Person) -> QuerySet[Activity]:
    """Return the activities that somebody may read: their own, those of where they head, all for an administrator."""
    posts = posts_of(person)
    return activities_visible_to(person, posts.organisations(Role.HEAD), posts.administers)


def _now(day: date) -> Q:
    group_is_open = Q(group__closed_on=None) | Q(group__closed_on__gte=day)
    return lasting(day) & group_is_open
