"""A program that furnishes a campus for a bench: fictional people, a flight and a signed-in session for each.

It runs in a process of its own, so that the one that measures never holds the campus's database.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from envol.cli.rig.server import module, run_to_end


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place: their flight, and the session that they are signed in by."""

    flight: str
    session: str


def seats(count: int, scenario: str, env: Mapping[str, str]) -> list[Seat]:
    """Furnish the campus of an environment with people who each have one flight in the air; see `furnish`.

    Raises
    ------
    EnvolError
        If it cannot be done, with the reason.
    """
    printed = run_to_end(module("rig.crew", count, scenario), env)
    return [Seat(**each) for each in json.loads(printed)]


def furnish(count: int, scenario: str) -> list[Seat]:
    """Bring the database up to date and make the people, in the process that called."""
    from envol.cli.serve import campus_is_installed

    campus_is_installed()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        return [_seat(number, scenario) for number in range(count)]


def _seat(number: int, scenario: str) -> Seat:
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
    return Seat(str(flight.id), str(session.session_key))


if __name__ == "__main__":
    sys.stdout.write(json.dumps([asdict(seat) for seat in furnish(int(sys.argv[1]), sys.argv[2])]))
