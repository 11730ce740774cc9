"""A flight that landed, flown once for all tests, and one that is still in the air."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from envol.flight.commands import TakeSample
from envol.flight.engine import Flight as Flown
from envol.flight.journal import Journal
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.scoring.facts import facts_of
from envol.flight.scoring.result import plain
from envol.gateways.flying import Flown as Landing
from envol.gateways.flying import fly
from envol.gateways.replaying import Recording, recording_of
from envol.web.flightdeck import lease, services
from envol.web.flightdeck.journal import TableJournal
from envol.web.flightdeck.models import Flight, JournalEvent, Status
from envol.web.flightdeck.school import library, plan_for
from envol.web.people.models import Person

SCENARIO, SEED = "feed-pump-stop", 1


@pytest.fixture(scope="session")
def plan() -> FlightPlan:
    return plan_for(SCENARIO, SEED)


@pytest.fixture(scope="session")
def journal() -> MemoryJournal:
    """Where the flight that landed is recorded."""
    return MemoryJournal()


@pytest.fixture(scope="session")
def landing(plan: FlightPlan, journal: MemoryJournal) -> Landing:
    """Three days in which a pump stops, flown by the novice: late, so that there is something to tell."""
    return fly(plan, library().pilot("novice", plan), journal)


@pytest.fixture(scope="session")
def flown(landing: Landing) -> Flown:
    return landing.flight


@pytest.fixture(scope="session")
def events(landing: Landing, journal: MemoryJournal) -> Journal:
    return journal.events()


@pytest.fixture(scope="session")
def facts(landing: Landing) -> dict[str, Any]:
    """What is written down of it at landing."""
    facts: dict[str, Any] = plain(facts_of(landing.flight, landing.outcome, landing.grade, "novice"))
    return facts


@pytest.fixture
def record(events: Journal) -> Recording:
    """Its journal taken off the shelf."""
    return recording_of(library(), events)


def stored(person: Person, events: Journal, **fields: Any) -> Flight:
    """Write a flight and its journal into the database."""
    flight = Flight.objects.create(
        pilot=person, scenario=SCENARIO, line="fed-batch-2000l", seed=SEED, events=len(events), **fields
    )
    JournalEvent.objects.bulk_create(
        JournalEvent(
            flight=flight, seq=each.seq, scan=each.scan, type=each.type, actor=each.actor, line=each.line().decode()
        )
        for each in events
    )
    return flight


@pytest.fixture
def landed_flight(person: Person, events: Journal, facts: dict[str, Any]) -> Flight:
    graded = facts["grade"]
    return stored(
        person,
        events,
        status=Status.LANDED,
        scan=events[-1].scan,
        hours=facts["hours"],
        score=graded["score"],
        passed=graded["passed"],
        result=facts,
    )


@pytest.fixture
def grounded_flight(person: Person, events: Journal) -> Flight:
    """The same without its last events, held on the ground."""
    return stored(person, events[:-3], status=Status.GROUNDED, why_grounded="flown under other versions (line)")


@pytest.fixture
def flight_in_the_air(person: Person) -> Flight:
    """Half a day into the flight: the pump has stopped, and a sample is on its way."""
    header = services.take_off(person=person, scenario=SCENARIO, seed=SEED)
    actor = services.seat_of(flight=header, person=person).actor
    assert lease.take(header.id, "test")
    flight = Flown(plan_for(SCENARIO, SEED), TableJournal(header.id, "test"))
    flight.open(actor)
    flight.advance(720)
    flight.do(TakeSample("cells"), actor)
    lease.release(header.id, "test", flight.scan)
    header.refresh_from_db()
    return header


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    """The browser of the person who flew."""
    client.force_login(person)
    return client


@pytest.fixture
def teaching(instructor: Person) -> Client:
    """The browser of an instructor."""
    client = Client()
    client.force_login(instructor)
    return client
