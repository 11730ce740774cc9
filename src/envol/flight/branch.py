"""Another way on from an instant of a flight: a new journal that repeats the old one up to there, and is then free."""

from __future__ import annotations

from collections.abc import Sequence

from envol.errors import JournalError
from envol.flight.engine import Flight
from envol.flight.journal import FORMAT, SEAL, Event
from envol.flight.journal_store import JournalStore
from envol.flight.plan import FlightPlan
from envol.flight.replay import BRANCHED, known, opening_of


def branch(plan: FlightPlan, events: Sequence[Event], journal: JournalStore, *, at: int, actor: str) -> Flight:
    """Fly a journal again up to a scan, into a new journal, and return the flight there.

    What was done at that very scan is repeated too, but for what ended the flight or froze it: a branch goes on. The
    repeated events are stored in the newest layout of their type.

    Parameters
    ----------
    plan : FlightPlan
        Prepared from the journal's opening.
    events : sequence of Event
        A verified journal.
    journal : JournalStore
        Empty; its opening names the hash of the parent's last event, and the scan.
    at : int
    actor : str
        Who branches; the repeated events keep their own actors.

    Raises
    ------
    JournalError
        If the parent was not in the air at that scan; the new journal stays empty then.
    """
    opening = opening_of(events)
    last = events[-1].scan if events[-1].type == SEAL else plan.last_scan
    if not 0 <= at <= last:
        raise JournalError(f"the flight was in the air from scan 0 to {last}, not at {at}")
    repeated = [event for event in map(known, events[1:]) if event.scan <= at and _goes_on(plan, event, at)]
    flight = Flight(plan, journal)
    facts = {"format": FORMAT, "scenario": opening.scenario, "seed": opening.seed, "pins": dict(opening.pins)}
    flight.record(BRANCHED, {**facts, "parent": events[-1].hash, "at": at}, actor)
    for event in repeated:
        flight.advance(event.scan)
        flight.record(event.type, event.data, event.actor)
    flight.advance(at)
    return flight


def _goes_on(plan: FlightPlan, event: Event, at: int) -> bool:
    """Return whether a flight goes on after an event of its last scan."""
    if event.type == SEAL:
        return False
    if event.scan < at:
        return True
    gesture = plan.interventions.get(event.data["intervention"]) if event.type == "intervention-done" else None
    ends = gesture is not None and gesture.ends is not None
    return not ends and event.type not in ("flight-ended", "flight-frozen", "flight-resumed")
