"""What is read of classes and of who is in them, by whoever may."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

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
    """Return the groups that somebody may change: those that they teach, or head, and that are not closed.

    Who instructs a place reaches all its learners; their cards and their classes are for those who teach them.
    """
    day = day or timezone.localdate()
    posts = posts_of(person, day)
    return Group.objects.filter((_headed(posts) | _taught(person, posts, day)) & within_reach(person), open_on(day))


def enrolments_visible_to(person: Person, day: date | None = None) -> QuerySet[Enrolment]:
    """Return the enrolments that somebody may see: their own, and those of the groups that they answer for."""
    led = Q(group__in=groups_led_by(person, day)) & within_reach(person, "person")
    return Enrolment.objects.filter(Q(person=person) | led)


def known_as(viewer: Person, people: Collection[UUID]) -> dict[UUID, str]:
    """Return how a teacher knows pupils of theirs: by class, number and nickname; whoever has a name is left out."""
    seen = enrolments_visible_to(viewer).filter(person__in=people).exclude(person__card=None)
    newest = seen.select_related("group").order_by("since", "id")
    return {each.person_id: f"{each.group.name} · {each.number} · {each.nickname}" for each in newest}


def places_of(person: Person) -> QuerySet[Enrolment]:
    """Return somebody's own places in classes that are not over."""
    day = timezone.localdate()
    mine = Enrolment.objects.filter(not_over(day), open_on(day, "group__"), person=person)
    return mine.select_related("group").order_by("id")


def homes_of(pupils: Collection[UUID]) -> dict[UUID, UUID]:
    """Return by pupil the organisation that keeps their account, and it alone renews their card.

    It is the first that they came to, of those in which they are in a class: an organisation where they joined a class
    later, or which they have left, is none. Whoever is in no class has none.
    """
    day = timezone.localdate()
    places = Enrolment.objects.filter(person__in=pupils).order_by("id").select_related("group")
    first: dict[UUID, list[UUID]] = {}
    here: set[tuple[UUID, UUID]] = set()
    for each in places:
        first.setdefault(each.person_id, []).append(each.group.organisation_id)
        ends = [end for end in (each.until, each.group.closed_on) if end is not None]
        if min(ends, default=day) >= day:
            here.add((each.person_id, each.group.organisation_id))
    homes = {pupil: [place for place in came_to if (pupil, place) in here] for pupil, came_to in first.items()}
    return {pupil: places[0] for pupil, places in homes.items() if places}


def organisations_to_open_in(person: Person) -> QuerySet[Organisation]:
    """Return the organisations in which somebody may open a group."""
    places = posts_of(person).organisations(*OPENERS)
    return Organisation.objects.filter(within_reach_of_place(person), id__in=places).order_by("name", "id")


def within_reach_of_place(person: Person) -> Q:
    """Return the condition that an organisation is one that a person may reach at all."""
    return Q(is_fictional=True) if person.is_fictional else Q()


def _led(person: Person, posts: Posts, day: date) -> Q:
    received = Q(organisation__in=posts.organisations(Role.INSTRUCTOR)) & open_on(day)
    return (_headed(posts) | received | _taught(person, posts, day)) & within_reach(person)


def _headed(posts: Posts) -> Q:
    return Q(organisation__in=posts.organisations(Role.HEAD))


def _taught(person: Person, posts: Posts, day: date) -> Q:
    teaching = Teaching.objects.filter(not_over(day), person=person).values("group")
    places = posts.organisations(Role.TEACHER, Role.INSTRUCTOR)
    return Q(organisation__in=places, id__in=teaching) & open_on(day)
