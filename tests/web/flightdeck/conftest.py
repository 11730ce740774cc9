"""Flights to try the deck on."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from envol.flight.commands import ChangeSpeed
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.web.flightdeck.runner.live import LiveFlight
from envol.web.flightdeck.school import plan_for


class Heard:
    """A relay that keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[UUID, dict[str, Any], bool]] = []

    def send(self, flight: UUID, message: Any, *, instructors: bool = False) -> None:
        self.sent.append((flight, dict(message), instructors))

    def of(self, type: str) -> list[dict[str, Any]]:
        return [message for _, message, _ in self.sent if message["type"] == type]


@pytest.fixture(scope="session")
def plan() -> FlightPlan:
    """Four days in, a pump stops within the first two."""
    return plan_for("feed-pump-stop", 1)


def taken_off(plan: FlightPlan, speed: float) -> LiveFlight:
    journal = MemoryJournal()
    flight = Flight(plan, journal)
    flight.open("person:00000001")
    flight.do(ChangeSpeed(speed), "system:deck")
    found = LiveFlight(uuid4(), flight, journal, now=100.0)
    found.join("screen-1", "person:00000001")
    return found


@pytest.fixture
def live(plan: FlightPlan) -> LiveFlight:
    """A flight that took off at second 100 of its clock, at a minute a second, with one screen before it."""
    return taken_off(plan, 60)


@pytest.fixture
def fast(plan: FlightPlan) -> LiveFlight:
    """The same at ten minutes a second."""
    return taken_off(plan, 600)


@pytest.fixture
def heard() -> Heard:
    return Heard()
