"""What is read of classes and of who is in them, by whoever may."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from envol.web.network.models import Enrolment, Group, Organisation, Role, Teaching
from envol.web.network.posts import Posts, lasting, open_on, posts_of
from envol.web.people.models import Person

OPENERS = (Role.TEACHER, Role.INSTRUCTOR, Role.HEAD)
"""Who opens classes."""


def not_over(day: date) -> Q:
    """Return the condition that something with `until` is not over on a day, begun or not."""
    return Q(until=None) | Q(until__gte=day)


def within_reach(person: Person, place: str = "organisation") -> Q:
    """Return the condition that a fictional person, as whom anybody may enter, reaches what is fictional only."""
    return Q(**{f"{place}__is_fictional": True}) if person.is_fictional else Q()


def groups_led_by(person: Person, day: date | None = None) -> QuerySet[Group]:
    """Return the groups that somebody answers for: those they teach, those of the place that they instruct or head.

    A teacher and an instructor have those that are not closed; a head, the closed ones too. Who teaches a group from
    September on sees it in June already.
    """
    day = day or timezone.localdate()
    return Group.objects.filter(_led(person, posts_of(person, day), day))


def groups_visible_to(person: Person, day: date | None = None) -> QuerySet[Group]:
    """Return the groups that somebody may see: those they answer for, and those they are in."""
    day = day or timezone.localdate()
    joined = Enrolment.objects.filter(lasting(day), person=person).values("group")
    mine = Q(id__in=joined) & within_reach(person)
    return Group.objects.filter(_led(person, posts_of(person, day), day) | mine)


def groups_changeable_by(person: Person, day: date | None = None) -> QuerySet[Group]:
    """Return the groups that somebody may change: those they answer for that are not closed."""
    day = day or timezone.localdate()
    return groups_led_by(person, day).filter(open_on(day))


def enrolments_visible_to(person: Person, day: date | None = None) -> QuerySet[Enrolment]:
    """Return the enrolments that somebody may see: their own, and those of the groups that they answer for."""
    led = Q(group__in=groups_led_by(person, day)) & within_reach(person, "person")
    return Enrolment.objects.filter(Q(person=person) | led)


def organisations_to_open_in(person: Person) -> QuerySet[Organisation]:
    """Return the organisations in which somebody may open a group."""
    places = posts_of(person).organisations(*OPENERS)
    return Organisation.objects.filter(within_reach_of_place(person), id__in=places).order_by("name", "id")


def within_reach_of_place(person: Person) -> Q:
    """Return the condition that an organisation is one that a person may reach at all."""
    return Q(is_fictional=True) if person.is_fictional else Q()


def _led(person: Person, posts: Posts, day: date) -> Q:
    headed = Q(organisation__in=posts.organisations(Role.HEAD))
    received = Q(organisation__in=posts.organisations(Role.INSTRUCTOR)) & open_on(day)
    teaching = Teaching.objects.filter(not_over(day), person=person).values("group")
    places = posts.organisations(Role.TEACHER, Role.INSTRUCTOR)
    taught = Q(organisation__in=places, id__in=teaching) & open_on(day)
    return (headed | received | taught) & within_reach(person)
