"""What is read of deeds and looks, by whoever may."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from envol.web.accountability.models import AccessRecord, Activity


def activities_visible_to(
    person: AbstractBaseUser, organisations: Collection[UUID], administers: bool
) -> QuerySet[Activity]:
    """Return the activities that somebody may read: their own, and those of the organisations that they head.

    Parameters
    ----------
    organisations : collection of UUID
        Those that they head.
    administers : bool
        Whether they keep the campus: then all.
    """
    if administers:
        return Activity.objects.all()
    return Activity.objects.filter(Q(actor=person.pk) | Q(organisation__in=organisations))


def activities_of(person: AbstractBaseUser) -> QuerySet[Activity]:
    """Return what somebody did."""
    return Activity.objects.filter(actor=person.pk)


def activities_at(organisation: UUID) -> QuerySet[Activity]:
    """Return what was done in an organisation; whether the reader heads it is for the caller to ask."""
    return Activity.objects.filter(organisation=organisation)


def accesses_visible_to(person: AbstractBaseUser) -> QuerySet[AccessRecord]:
    """Return the looks at pupils' data that somebody may read: all for a data protection officer, none for others."""
    looks = AccessRecord.objects.all()
    return looks if person.is_active and getattr(person, "is_protection_officer", False) else looks.none()


def accesses_since(instant: datetime) -> int:
    """Return how many looks at pupils' data there were since an instant, for whoever may read them."""
    return AccessRecord.objects.filter(at__gte=instant).count()


def readers_of(looks: Iterable[AccessRecord]) -> dict[UUID, str]:
    """Return what those who looked are called, by their id, of accounts that exist: one question for all of them."""
    ids = {look.reader for look in looks if look.reader}
    return {person.pk: str(person) for person in get_user_model()._default_manager.filter(pk__in=ids)}


def has_looked(person: AbstractBaseUser, *, at: UUID, shown: Collection[str], under: str, since: datetime) -> bool:
    """Say whether somebody was shown what is kept about a pupil since an instant, and that is written down.

    Parameters
    ----------
    at : UUID
        The pupil.
    shown : collection of str
        What was shown: names of sentences.
    under : str
        What the page's address begins with.
    """
    found = AccessRecord.objects.filter(pupil=at, reader=person.pk, at__gte=since)
    return found.filter(what__in=shown, place__startswith=under).exists()
