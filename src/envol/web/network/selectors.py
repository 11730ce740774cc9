"""What is read of the network, by whoever may. Lists, search, API and exports all go through these."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
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
    ids = [each.order_by().values("person") for each in _places_of_learners(person, day)]
    first, *others = ids
    learners = Person.objects.filter(id__in=first.union(*others))
    return learners.filter(is_fictional=True) if person.is_fictional else learners


def was_theirs_on(person: Person, *, learner: str, on: str) -> Q:
    """Return the condition that somebody already taught or instructed the learner of a row on the day of that row.

    What a learner did before they came to a class or an organisation is not for those to see who receive them there.
    The places of the learner are looked up for each row that is asked about: `learners_of` comes first in a query, as
    a set that is read once, so that nobody else's rows are asked about.

    Parameters
    ----------
    learner, on : str
        The fields of the row that hold the person, and the day or the instant, which counts by its local day.
    """
    theirs = {"person": OuterRef(learner), "since__lte": OuterRef(f"{on}__date")}
    places = _places_of_learners(person)
    conditions = [Q(Exists(each.filter(**theirs))) for each in places]
    return reduce(or_, conditions)


def _places_of_learners(person: Person, day: date | None = None) -> list[QuerySet[Any]]:
    """Return the places, in classes and organisations, by which somebody teaches or instructs learners on a day."""
    day = day or timezone.localdate()
    places = posts_of(person, day).organisations(Role.INSTRUCTOR)
    lasting_now = Enrolment.objects.filter(lasting(day))
    taught = lasting_now.filter(group__in=groups_taught_by(person, day))
    received = lasting_now.filter(open_on(day, "group__"), group__organisation__in=places)
    learning = Membership.objects.filter(lasting(day), organisation__in=places, role=Role.LEARNER)
    return [taught, received, learning]


def instructs(person: Person) -> bool:
    """Say whether somebody teaches or instructs anywhere today."""
    return posts_of(person).teaches
