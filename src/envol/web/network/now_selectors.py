"""What the network has for somebody to do, by their roles; each answer is one question to the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from envol.web.network.models import Group, Invitation, Label, Offering, Organisation, Programme, Relay, Role
from envol.web.network.models.organisations import LAPSING_DAYS
from envol.web.network.posts import Posts, lasting, open_on
from envol.web.network.selectors import groups_taught_by
from envol.web.people.models import Person

ROLL_OVER_DAYS = 92
"""Before the end of a school year: from June on, people think of the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes that somebody teaches.

    Parameters
    ----------
    first : Group or None
        The one to open: the first by name.
    count, learners : int
    """

    first: Group | None
    count: int
    learners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels of some organisations that want attention, and the organisation of the first."""

    lapsed: int
    lapsing: int
    organisation: Organisation | None


def classes_of(person: Person) -> Classes:
    """Return the classes that somebody teaches today."""
    day = timezone.localdate()
    here = lasting(day, "enrolments__")
    taught = groups_taught_by(person, day).annotate(learners=Count("enrolments", filter=here)).order_by("name", "id")
    groups = list(taught)
    return Classes(
        first=groups[0] if groups else None,
        count=len(groups),
        learners=sum(group.learners for group in groups),
    )


def classes_joined_by(person: Person) -> list[Group]:
    """Return the classes that somebody learns in today."""
    day = timezone.localdate()
    joined = lasting(day, "enrolments__") & Q(enrolments__person=person)
    return list(Group.objects.filter(joined, open_on(day)).order_by("name", "id"))


def labels_to_renew(places: Collection[UUID]) -> Labels:
    """Return what has lapsed or soon will, of the newest label of each name."""
    day = timezone.localdate()
    soon = day + timedelta(days=LAPSING_DAYS)
    newest: dict[tuple[UUID, str], Label] = {}
    for label in Label.objects.filter(organisation__in=places).select_related("organisation").order_by("since"):
        newest[label.organisation_id, label.name] = label
    due = [label for label in newest.values() if label.until is not None and label.until <= soon]
    lapsed = [label for label in due if label.until is not None and label.until < day]
    organisation = next((label.organisation for label in (*lapsed, *due)), None)
    return Labels(lapsed=len(lapsed), lapsing=len(due) - len(lapsed), organisation=organisation)


def invitations_waiting(places: Collection[UUID]) -> int:
    """Return how many invitations into some organisations are open."""
    waiting = Invitation.objects.filter(organisation__in=places, accepted_at=None, expires_at__gt=timezone.now())
    return waiting.count()


def groups_to_roll_over(places: Collection[UUID]) -> int:
    """Return how many groups of a school year that ends soon, or has ended, have no follower and are not closed."""
    soon = timezone.localdate() + timedelta(days=ROLL_OVER_DAYS)
    ending = Group.objects.filter(organisation__in=places, closed_on=None, year__ends_on__lte=soon)
    return ending.filter(followed_by=None).count()


def offerings_standing(places: Collection[UUID], day: date | None = None) -> int:
    """Return how many things some organisations offer on a day."""
    day = day or timezone.localdate()
    return Offering.objects.filter(Q(until=None) | Q(until__gte=day), organisation__in=places).count()


def relays_of(posts: Posts) -> list[Relay]:
    """Return the relays that somebody keeps."""
    kept = Relay.objects.filter(organisation__in=posts.organisations(Role.KEEPER))
    return list(kept.select_related("programme").order_by("programme", "kind", "region"))


def programmes_led_by(posts: Posts) -> list[Programme]:
    """Return the programmes whose lead partner somebody leads for."""
    places = posts.organisations(Role.LEAD)
    return list(Programme.objects.filter(places__organisation__in=places, places__kind="lead").distinct())


def organisations_by_id(ids: Collection[UUID]) -> list[Organisation]:
    """Return organisations by name."""
    return list(Organisation.objects.filter(id__in=ids).order_by("name", "id"))
