"""A program that furnishes a campus for a bench: fictional people, a flight and a signed-in session for each.

It runs in a process of its own, so that the one that measures never holds the campus's database.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from envol.cli.rig.server import module, run_to_end

if TYPE_CHECKING:
    from envol.web.flightdeck import models

RIG = "rig"
"""Who holds a flight's lease while the rig takes off with it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place: their flight, and the session that they are signed in by."""

    flight: str
    session: str


def seats(count: int, scenario: str, env: Mapping[str, str], flown_h: float = 0.0) -> list[Seat]:
    """Furnish the campus of an environment with people who each have one flight in the air; see `furnish`.

    Raises
    ------
    EnvolError
        If it cannot be done, with the reason.
    """
    printed = run_to_end(module("rig.crew", count, scenario, flown_h), env)
    return [Seat(**each) for each in json.loads(printed)]


def furnish(count: int, scenario: str, flown_h: float) -> list[Seat]:
    """Bring the database up to date and make the people, in the process that called.

    Parameters
    ----------
    flown_h : float
        How far each flight has come already, in hours; 0 for one that takes off when it is first watched.
    """
    from envol.cli.serve import campus_is_installed

    campus_is_installed()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        return [_seat(number, scenario, flown_h) for number in range(count)]


def _seat(number: int, scenario: str, flown_h: float) -> Seat:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from envol.web.flightdeck.services import take_off
    from envol.web.people.models import Person

    person = Person.objects.create_user(
        f"crew-{number}@example.invalid", name=f"Crew {number}", language="en", is_fictional=True
    )
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    flight = take_off(person=person, scenario=scenario, seed=number + 1)
    if flown_h:
        _fly(flight, flown_h)
    return Seat(str(flight.id), str(session.session_key))


def _fly(header: models.Flight, flown_h: float) -> None:
    """Take off, and write down that the flight has come so far: whoever brings it out flies it there."""
    from envol.flight.commands import ChangeSpeed
    from envol.flight.engine import Flight
    from envol.web.flightdeck import lease
    from envol.web.flightdeck.journal import TableJournal
    from envol.web.flightdeck.runner.hangar import FIRST_SPEED
    from envol.web.flightdeck.runner.live import DECK
    from envol.web.flightdeck.school import plan_of

    plan = plan_of(header)
    lease.take(header.id, RIG)
    flight = Flight(plan, TableJournal(header.id, RIG))
    flight.open(header.seats.get().actor)
    flight.do(ChangeSpeed(FIRST_SPEED), DECK)
    lease.release(header.id, RIG, plan.scans(flown_h))


if __name__ == "__main__":
    sys.stdout.write(json.dumps([asdict(seat) for seat in furnish(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))]))
