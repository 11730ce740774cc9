"""What a demonstration campus starts with: fictional people, and flights that written pilots flew for one of them."""

from __future__ import annotations

from django.db import transaction

from envol.flight.autopilot import Autopilot
from envol.flight.engine import Flight
from envol.flight.journal import Journal
from envol.flight.journal_store import MemoryJournal
from envol.web.flightdeck import lease, models, services
from envol.web.flightdeck.deck import runner_name
from envol.web.flightdeck.journal import LeaseLost, TableJournal
from envol.web.flightdeck.runner.landing import close
from envol.web.flightdeck.school import library, plan_for
from envol.web.flightdeck.selectors import landed_of
from envol.web.network.demonstration import furnish_network
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person

FLOWN = (("fed-batch-first-flight", "novice", 1), ("feed-pump-stop", "competent", 2))
"""Scenario, pilot and seed of each flight in the logbook of the fictional learner."""


def furnish() -> int:
    """Make the fictional people and their flights where they are not there yet; return how many flights were flown."""
    furnish_network()
    learner = demonstration_person(Demonstration.LEARNER)
    landed = set(landed_of(learner).values_list("scenario", flat=True))
    wanting = [each for each in FLOWN if each[0] not in landed]
    for scenario, pilot, seed in wanting:
        fly_for(learner, scenario, pilot, seed)
    return len(wanting)


def fly_for(person: Person, scenario: str, pilot: str, seed: int) -> models.Flight:
    """Let a written pilot fly a whole flight, graded and sealed, into somebody's logbook.

    Parameters
    ----------
    scenario, pilot : str
        Names of content.
    seed : int
    """
    plan = plan_for(scenario, seed)
    flown = MemoryJournal()
    flight = Flight(plan, flown)
    autopilot = Autopilot(library().pilot(pilot, plan), flight)
    flight.open(autopilot.actor)
    autopilot.fly(lambda scan: None)
    return _written_down(person, flight, flown.events())


@transaction.atomic
def _written_down(person: Person, flight: Flight, events: Journal) -> models.Flight:
    """Store a flight that was flown in memory: all of it or nothing, so that none is left in the air half flown."""
    header = services.take_off(person=person, scenario=flight.plan.scenario.name, seed=flight.plan.seed)
    runner = runner_name()
    if not lease.take(header.id, runner):
        raise LeaseLost(f"{header.id} was made just now, and is somebody else's already")
    journal = TableJournal(header.id, runner)
    for event in events:
        journal.append(type=event.type, data=event.data, scan=event.scan, actor=event.actor, version=event.version)
    flight.attach(journal)
    close(header.id, flight, journal, runner)
    header.refresh_from_db()
    return header
