"""A flight flown again, beside what its journal was sealed with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from envol.flight.agreement import TOLERANCE, Agreement, Verdict, against_seal
from envol.flight.engine import Flight
from envol.flight.journal import Journal
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]


@pytest.fixture(scope="module")
def flight(plan_of: PlanOf, fly_script: FlyScript) -> Flight:
    flight = fly_script(plan_of(), to=60, journal=MemoryJournal())
    flight.seal("person:0000abcd")
    return flight


def events_of(flight: Flight) -> Journal:
    assert flight.journal is not None
    return flight.journal.events()


def beside(flight: Flight, **changes: Any) -> Agreement:
    """Compare a flight with a seal that says something else, besides other bits."""
    *events, seal = events_of(flight)
    found = against_seal(flight, [*events, replace(seal, data={**seal.data, "state": "ab" * 32, **changes})])
    assert found is not None
    return found


def final(flight: Flight, **changes: float) -> Mapping[str, float]:
    return {**events_of(flight)[-1].data["final"], **changes}


def test_the_same_bits_are_the_same(flight: Flight) -> None:
    found = against_seal(flight, events_of(flight))
    assert found is not None
    assert (found.verdict, found.worst) == (Verdict.SAME, None)


def test_an_unfinished_flight_is_compared_with_nothing(flight: Flight) -> None:
    assert against_seal(flight, events_of(flight)[:-1]) is None


@pytest.mark.parametrize(("share", "verdict"), [(0.9, Verdict.WITHIN), (1.1, Verdict.DIFFERENT)])
def test_a_state_may_be_off_by_the_tolerance_and_no_more(flight: Flight, share: float, verdict: Verdict) -> None:
    value = flight.read("volume")
    found = beside(flight, final=final(flight, volume=value / (1 + share * TOLERANCE)))
    assert found.verdict is verdict


def test_the_state_that_is_furthest_off_is_named(flight: Flight) -> None:
    small, large = flight.read("volume") * 1.02, flight.read("glucose") * 2
    found = beside(flight, final=final(flight, volume=small, glucose=large))
    assert found.worst is not None
    assert found.worst.state == "glucose"
    assert "glucose ends at" in found.sentence


def test_a_state_that_the_twin_has_no_more_is_different(flight: Flight) -> None:
    found = beside(flight, final=final(flight, phlogiston=1.0))
    assert found.verdict is Verdict.DIFFERENT
    assert "phlogiston ends at no number" in found.sentence


def test_a_flight_that_ends_elsewhere_is_different(flight: Flight) -> None:
    *events, seal = events_of(flight)
    later = replace(seal, scan=seal.scan + 60, data={**seal.data, "state": "ab" * 32})
    found = against_seal(flight, [*events, later])
    assert found is not None
    assert found.verdict is Verdict.DIFFERENT
    assert "it ends at 169 h where 170 h was flown" in found.sentence


def test_a_seal_without_values_cannot_vouch_for_other_bits(flight: Flight) -> None:
    assert beside(flight, final={}).verdict is Verdict.DIFFERENT
