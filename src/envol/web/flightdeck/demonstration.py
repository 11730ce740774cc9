"""What a demonstration campus starts with: fictional people, and flights that written pilots flew for one of them."""

from __future__ import annotations

from envol.flight.autopilot import Autopilot
from envol.flight.engine import Flight
from envol.web.flightdeck import lease, models, services
from envol.web.flightdeck.deck import runner_name
from envol.web.flightdeck.journal import TableJournal
from envol.web.flightdeck.runner.landing import close
from envol.web.flightdeck.school import library, plan_of
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person

FLOWN = (("fed-batch-first-flight", "novice", 1), ("feed-pump-stop", "competent", 2))
"""Scenario, pilot and seed of each flight in the logbook of the fictional learner."""


def furnish() -> int:
    """Make the fictional people and their flights where they are not there yet; return how many flights were flown."""
    demonstration_person(Demonstration.INSTRUCTOR)
    learner = demonstration_person(Demonstration.LEARNER)
    if models.Flight.objects.filter(pilot=learner).exists():
        return 0
    for scenario, pilot, seed in FLOWN:
        fly_for(learner, scenario, pilot, seed)
    return len(FLOWN)


def fly_for(person: Person, scenario: str, pilot: str, seed: int) -> models.Flight:
    """Let a written pilot fly a whole flight, graded and sealed, into somebody's logbook.

    Parameters
    ----------
    scenario, pilot : str
        Names of content.
    seed : int
    """
    header = services.take_off(person=person, scenario=scenario, seed=seed)
    runner = runner_name()
    assert lease.take(header.id, runner), "a flight that was made just now is nobody's"
    journal, plan = TableJournal(header.id, runner), plan_of(header)
    flight = Flight(plan, journal)
    autopilot = Autopilot(library().pilot(pilot, plan), flight)
    flight.open(autopilot.actor)
    autopilot.fly(lambda scan: None)
    close(header.id, flight, journal, autopilot.actor)
    header.refresh_from_db()
    return header
