"""The journal of a flight in the database: one row an event, appended by whoever holds the flight's lease."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError, transaction

from envol.errors import JournalError
from envol.flight.journal import Event, Journal, verify
from envol.flight.journal_store import Clock, StampedJournal
from envol.gateways.journal_file import utc_now
from envol.web.flightdeck.models import Flight, JournalEvent


class LeaseLost(JournalError):
    """Another runner writes this flight now: whoever held it lets it go."""


class NotStored(JournalError):
    """The database did not take an event, so that it did not happen: it may be tried again."""


def events_of(flight: UUID) -> Journal:
    """Return the journal of a flight, verified.

    Raises
    ------
    JournalError
        If it is not what was written.
    """
    lines = JournalEvent.objects.filter(flight=flight).order_by("seq").values_list("line", flat=True)
    events = tuple(map(_event, lines))
    verify(events)
    return events


def _event(line: str) -> Event:
    try:
        return Event(**json.loads(line))
    except (TypeError, ValueError):
        raise JournalError(f"a stored event was edited: it is no event ({line[:60]!r}...)") from None


class TableJournal(StampedJournal):
    """The journal of one flight, open for writing; an event is acknowledged once the database has committed it.

    Parameters
    ----------
    flight : UUID
    runner : str
        Who writes; every event is stored on the condition that the flight's lease is still theirs.
    clock : callable, optional
        What stamps the events.
    """

    def __init__(self, flight: UUID, runner: str, clock: Clock = utc_now) -> None:
        events = events_of(flight)
        super().__init__(clock, events[-1] if events else None)
        self.flight, self.runner = flight, runner

    def events(self) -> Journal:
        """Return what the database holds, read back and verified."""
        return events_of(self.flight)

    def _keep(self, event: Event) -> None:
        try:
            with transaction.atomic():
                self._take_place(event)
                JournalEvent.objects.create(
                    flight_id=self.flight,
                    seq=event.seq,
                    scan=event.scan,
                    type=event.type,
                    actor=event.actor,
                    line=event.line().decode(),
                )
        except DatabaseError as error:
            raise NotStored(f"{event.type} could not be stored: {error}") from error

    def _take_place(self, event: Event) -> None:
        """Count the event in the flight's header: the one statement in which two runners would meet."""
        mine = Flight.objects.filter(id=self.flight, runner=self.runner, events=event.seq)
        if not mine.update(events=event.seq + 1, scan=event.scan):
            raise LeaseLost(f"{event.type} was not stored: another runner flies {self.flight}")


def lines_of(flight: UUID) -> Iterable[str]:
    """Return the journal as a file holds it, line by line."""
    stored = JournalEvent.objects.filter(flight=flight).order_by("seq").values_list("line", flat=True)
    return (f"{line}\n" for line in stored.iterator())
