"""Where flights are made ready: plans resolved, journals flown again, away from the thread that flies the others."""

from __future__ import annotations

import time
from uuid import UUID

import structlog
from django.db import DatabaseError, connection

from envol.errors import EnvolError, Refusal
from envol.flight.commands import ChangeSpeed
from envol.flight.engine import Flight
from envol.flight.refusals import refusal
from envol.flight.replay import replay, resume
from envol.web.flightdeck import lease, models, services
from envol.web.flightdeck.journal import LeaseLost, NotStored, TableJournal
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.landing import close
from envol.web.flightdeck.runner.live import DECK, LiveFlight
from envol.web.flightdeck.school import plan_of

log = structlog.get_logger(__name__)
FIRST_SPEED = 60.0
"""Process seconds in a second of the clock at take-off: a minute a second, so that something moves."""


class Held(EnvolError):
    """Another runner holds the flight: try again when its lease lapses."""


def bring_out(id: UUID, runner: str) -> LiveFlight:
    """Make a flight ready to be flown on: from take-off, or from where its journal and its header say it was.

    Raises
    ------
    Held
        If another runner holds it.
    Refusal
        If it has landed or cannot be flown here; the latter is written down.
    """
    try:
        return _brought_out(id, runner)
    finally:
        connection.close()  # a thread of the hangar ends without telling the database


def _brought_out(id: UUID, runner: str) -> LiveFlight:
    header = models.Flight.objects.get(id=id)
    if not lease.take(id, runner):
        _refuse_unless_airborne(id)
        raise Held(f"another runner flies {id}")
    header.refresh_from_db()
    began = time.perf_counter()
    try:
        journal = TableJournal(id, runner)
        if journal.sealed:
            raise _landed_after_all(header, journal)
        flight = _flown_again(header, journal) if header.events else _taken_off(header, journal)
    except LeaseLost as lost:
        raise Held(str(lost)) from lost
    except (NotStored, DatabaseError) as error:
        raise deck_refusal("not-stored") from error  # in a moment it may be: the flight waits
    except Refusal:
        raise
    except EnvolError as error:
        log.exception("flight.grounded", flight=str(id))
        services.ground(flight=id, runner=runner, why=str(error))
        raise deck_refusal("flight-grounded", why=str(error)) from error
    log.info("flight.brought_out", flight=str(id), scan=flight.scan, took_s=round(time.perf_counter() - began, 3))
    return LiveFlight(id, flight, journal, time.monotonic())


def _refuse_unless_airborne(id: UUID) -> None:
    header = models.Flight.objects.get(id=id)
    if header.status == models.Status.GROUNDED:
        raise deck_refusal("flight-grounded", why=header.why_grounded)
    if header.status == models.Status.LANDED:
        raise refusal("flight-over", ended="ended")


def _landed_after_all(header: models.Flight, journal: TableJournal) -> Refusal:
    """Write down the landing of a flight whose journal is sealed already; return the refusal of flying it on."""
    close(header.id, replay(plan_of(header), journal.events()), journal, journal.runner)
    return refusal("flight-over", ended="ended")


def _taken_off(header: models.Flight, journal: TableJournal) -> Flight:
    seat = header.seats.filter(role=models.Role.PERSON).first()
    flight = Flight(plan_of(header), journal)
    flight.open(seat.actor if seat else DECK)
    flight.do(ChangeSpeed(FIRST_SPEED), DECK)
    return flight


def _flown_again(header: models.Flight, journal: TableJournal) -> Flight:
    """Fly the journal again, and on to where the flight had come when that was last written down."""
    flight = resume(plan_of(header), journal.events(), journal)
    flight.advance(header.scan)
    return flight
