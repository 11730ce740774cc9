"""What is written about flights, outside their journals."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from envol.web.flightdeck.journal import LeaseLost
from envol.web.flightdeck.models import Flight, Note, Role, Seat, Status
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.school import plan_for
from envol.web.flightdeck.selectors import role_in
from envol.web.people.models import Person

SEEDS = 2**31
MOST_IN_THE_AIR = 12
MOST_OF_A_FICTIONAL_ONE = 500
"""Flights that one person may have in the air at once; a fictional one is shared by many."""


def take_off(*, person: Person, scenario: str, seed: int | None = None) -> Flight:
    """Begin a flight; the runner opens its journal when the cockpit is entered.

    Raises
    ------
    UnknownNameError
        If no scenario is called so.
    Refusal
        If the person has too many flights in the air.
    """
    drawn = secrets.randbelow(SEEDS) if seed is None else seed
    plan = plan_for(scenario, drawn)
    most = MOST_OF_A_FICTIONAL_ONE if person.is_fictional else MOST_IN_THE_AIR
    with transaction.atomic():
        if Flight.objects.filter(pilot=person, status=Status.AIRBORNE).count() >= most:
            raise deck_refusal("too-many-flights", most=most)
        flight = Flight.objects.create(pilot=person, scenario=plan.scenario.name, line=plan.line.name, seed=plan.seed)
        seat_of(flight=flight, person=person)
    return flight


def seat_of(*, flight: Flight, person: Person) -> Seat:
    """Return a person's seat in a flight that they may see, made if need be."""
    role = role_in(flight, person)
    actor = f"{Role(role).value}:{secrets.token_hex(4)}"
    seat, _ = Seat.objects.get_or_create(flight=flight, person=person, defaults={"role": role, "actor": actor})
    return seat


def land(*, flight: UUID, runner: str, facts: dict[str, Any], scan: int) -> None:
    """Write down that a flight has landed, with what is said of it; its journal is sealed already.

    Raises
    ------
    LeaseLost
        If another runner flies it.
    """
    graded = facts["grade"]
    ours = Flight.objects.filter(id=flight, runner=runner, status=Status.AIRBORNE)
    landed = ours.update(
        status=Status.LANDED,
        landed_at=timezone.now(),
        scan=scan,
        hours=facts["hours"],
        score=graded["score"],
        passed=graded["passed"],
        result=facts,
        runner="",
        runner_until=None,
    )
    if not landed:
        raise LeaseLost(f"{flight} is not ours to land")


def ground(*, flight: UUID, runner: str, why: str) -> None:
    """Write down that a flight can be flown no further here, and why; one that another runner flies is left alone."""
    ours = Flight.objects.filter(id=flight, runner=runner, status=Status.AIRBORNE)
    ours.update(status=Status.GROUNDED, why_grounded=why, runner="", runner_until=None)


def keep_note(*, flight: UUID, seq: int, text: str) -> None:
    """Keep the words whose hash the journal holds."""
    Note.objects.update_or_create(flight_id=flight, seq=seq, defaults={"text": text})
