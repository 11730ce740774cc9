"""One flight, flown once for all tests."""

from __future__ import annotations

from functools import cache

from envol.flight.journal import Journal
from envol.flight.journal_store import MemoryJournal
from envol.gateways.flying import fly
from envol.web.flightdeck.school import library, plan_for

SCENARIO, SEED = "agitator-trip", 1


@cache
def events_of_a_flight() -> Journal:
    """The journal of a flight in which nobody does anything: two events."""
    plan = plan_for(SCENARIO, SEED)
    journal = MemoryJournal()
    fly(plan, library().pilot("sleeper", plan), journal)
    return journal.events()
