"""The end of a flight: graded, its journal sealed with the result, its header closed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from envol.flight.engine import Flight
from envol.flight.journal_store import StampedJournal
from envol.flight.scoring.facts import facts_of
from envol.flight.scoring.grade import grade
from envol.flight.scoring.result import plain, result_of
from envol.web.flightdeck import services
from envol.web.flightdeck.runner.live import DECK


@transaction.atomic
def close(id: UUID, flight: Flight, journal: StampedJournal, runner: str) -> None:
    """Grade a flight that is over, seal its journal, and write down what is said of it: all of it, or nothing.

    Raises
    ------
    JournalError
        If it could not be stored: whoever flies the journal again can try again, this journal in memory may not.
    """
    outcome, graded = grade(flight)
    opener = journal.events()[0].actor
    if not journal.sealed:
        flight.seal(DECK, result_of(outcome, graded).data())
    facts = plain(facts_of(flight, outcome, graded, opener.partition(":")[2]))
    services.land(flight=id, runner=runner, facts=facts, scan=flight.scan)
