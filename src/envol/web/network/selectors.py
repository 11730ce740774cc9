"""What is read of the network, by whoever may. Lists, search, API and exports all go through these."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from envol.web.network.models import Enrolment, Group, Membership, Role, Teaching
from envol.web.network.posts import lasting, open_on, posts_of
from envol.web.people.models import Person


def groups_taught_by(person: Person, day: date | None = None) -> QuerySet[Group]:
    """Return the groups that somebody teaches on a day, and while they still have a teaching role there."""
    day = day or timezone.localdate()
    posts = posts_of(person, day)
    places = posts.organisations(Role.TEACHER, Role.INSTRUCTOR)
    taught = Teaching.objects.filter(lasting(day), person=person).values("group")
    return Group.objects.filter(open_on(day), organisation__in=places, id__in=taught)


def learners_of(person: Person, day: date | None = None) -> QuerySet[Person]:
    """Return those whom somebody teaches or instructs on a day.

    A teacher reaches the learners of the groups they teach; an instructor, those of their whole organisation too. A
    fictional one, as whom anybody may enter, reaches fictional people only, whoever else joined the class.
    """
    day = day or timezone.localdate()
    places = posts_of(person, day).organisations(Role.INSTRUCTOR)
    lasting_now = Enrolment.objects.filter(lasting(day))
    taught = lasting_now.filter(group__in=groups_taught_by(person, day))
    received = lasting_now.filter(open_on(day, "group__"), group__organisation__in=places)
    learning = Membership.objects.filter(lasting(day), organisation__in=places, role=Role.LEARNER)
    ids = (each.order_by().values("person") for each in (taught, received, learning))
    first, *others = ids
    learners = Person.objects.filter(id__in=first.union(*others))  # type: ignore[misc]
    return learners.filter(is_fictional=True) if person.is_fictional else learners


def instructs(person: Person) -> bool:
    """Say whether somebody teaches or instructs anywhere today."""
    return posts_of(person).teaches
