"""What is read of trainings, by whoever may. Lists, search, API and exports all go through these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from envol.gateways.lheo.element import Element
from envol.web.offer.models import CodeKind, Training, TrainingAction, TrainingCode, TrainingSession
from envol.web.pagekit.keyset import keyset_page

ORDER = ("title", "id")
AT_ONCE = 200
"""Trainings that are held at once where all are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What somebody looks for; what is empty is not asked.

    Parameters
    ----------
    level : int or None
    region, department : str
        INSEE codes of where a session is held.
    rncp : str
        The number alone.
    from_day : date or None
        Only with a session that begins, or may be entered, on that day or later.
    """

    level: int | None = None
    region: str = ""
    department: str = ""
    rncp: str = ""
    from_day: date | None = None


def trainings_visible_to(person: AbstractBaseUser | AnonymousUser) -> QuerySet[Training]:
    """Return the trainings that somebody may read of: all that are offered, for an offer is public."""
    return Training.objects.filter(retired_on=None)


def sifted(trainings: QuerySet[Training], sieve: Sieve) -> QuerySet[Training]:
    """Return those of some trainings that are looked for."""
    if sieve.level is not None:
        trainings = trainings.filter(level=sieve.level)
    if sieve.rncp:
        coded = TrainingCode.objects.filter(kind=CodeKind.RNCP, code=sieve.rncp)
        trainings = trainings.filter(id__in=coded.values("training"))
    held = Q(region=sieve.region) if sieve.region else Q()
    held &= Q(department=sieve.department) if sieve.department else Q()
    held &= Q(open_until__gte=sieve.from_day) if sieve.from_day else Q()
    if sieve.region or sieve.department:
        trainings = trainings.filter(id__in=TrainingSession.objects.filter(held).values("training"))
    elif sieve.from_day:
        trainings = trainings.filter(open_until__gte=sieve.from_day)
    return trainings


def trainings_towards(rncp: str, day: date | None = None) -> QuerySet[Training]:
    """Return the trainings on offer that lead to a certification and can be entered on a day or later."""
    sieve = Sieve(rncp=rncp, from_day=day or timezone.localdate())
    return sifted(trainings_visible_to(AnonymousUser()), sieve).order_by("title", "id")


def trainings_of_body(sirets: list[str]) -> QuerySet[Training]:
    """Return the trainings on offer that a body answers for, by the SIRETs of its sites."""
    return trainings_visible_to(AnonymousUser()).filter(body_siret__in=sirets).order_by("title", "id")


def with_all(trainings: QuerySet[Training]) -> QuerySet[Training]:
    """Return trainings with their actions, sessions and codes, in a number of queries that does not grow."""
    sessions = Prefetch("sessions", TrainingSession.objects.order_by("open_until", "ordinal"))
    actions = Prefetch("actions", TrainingAction.objects.order_by("ordinal").prefetch_related(sessions))
    return trainings.prefetch_related(actions, "codes", "provenance")


def elements_of(trainings: QuerySet[Training]) -> Iterator[Element]:
    """Yield trainings as they were sent, by title; the database is asked for some at a time, and never kept waiting."""
    sessions = Prefetch("sessions", TrainingSession.objects.order_by("ordinal"))
    actions = Prefetch("actions", TrainingAction.objects.order_by("ordinal").prefetch_related(sessions))
    whole = trainings.prefetch_related(actions)
    after = ""
    while True:
        page = keyset_page(whole, order=ORDER, after=after, size=AT_ONCE)
        yield from (element_of(training) for training in page.items)
        if not (after := page.after):
            return


def element_of(training: Training) -> Element:
    """Return a training as it was sent, its actions and sessions again in their places."""
    actions = [
        Element.unpacked(action.content).joined(Element.unpacked(session.content) for session in action.sessions.all())
        for action in training.actions.all()
    ]
    return Element.unpacked(training.content).joined(actions)
