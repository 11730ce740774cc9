"""The end of a flight: graded, its journal sealed with the result, its header closed."""

from __future__ import annotations

from uuid import UUID

from envol.flight.engine import Flight
from envol.flight.scoring.facts import facts_of
from envol.flight.scoring.grade import grade
from envol.flight.scoring.result import plain, result_of
from envol.web.flightdeck import services
from envol.web.flightdeck.journal import NumberedJournal


def close(id: UUID, flight: Flight, journal: NumberedJournal, actor: str) -> None:
    """Grade a flight that is over, seal its journal, and write down what is said of it.

    Parameters
    ----------
    actor : str
        Who closes it: the school's own machinery, or the pilot who flew it.
    """
    outcome, graded = grade(flight)
    if not journal.sealed:
        flight.seal(actor, result_of(outcome, graded).data())
    facts = plain(facts_of(flight, outcome, graded, actor.partition(":")[2]))
    services.land(flight=id, facts=facts, scan=flight.scan)
