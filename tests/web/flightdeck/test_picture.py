"""What screens are shown: the values and the phase of the instant, as the debrief will find them."""

from __future__ import annotations

from envol.flight.engine import Flight
from envol.flight.phases import phase_at
from envol.flight.telemetry import Columns
from envol.web.flightdeck.runner.picture import Picture
from envol.web.flightdeck.school import plan_for


def test_the_phase_on_the_screen_is_the_one_that_the_debrief_finds() -> None:
    flight = Flight(plan_for("fed-batch-first-flight", 1))
    picture, seen = Picture(flight), set()
    for hour in (1, 50, 71.9, 72, 72.5, 90, 130):
        flight.advance(flight.plan.scans(hour))
        row = flight.telemetry.row(flight.scan)
        assert picture.phase() == phase_at(flight.plan, Columns(flight.plan, flight.scan, row))
        seen.add(picture.phase())
    assert seen >= {"growth", "feeding"}


def test_the_values_on_the_screen_are_those_of_the_scan_to_their_decimals() -> None:
    flight = Flight(plan_for("fed-batch-first-flight", 1))
    flight.advance(30)
    for shown, tag in zip(Picture(flight).values(), flight.plan.line.tags.values(), strict=True):
        assert shown == round(flight.read(tag.quantity), tag.decimals)
