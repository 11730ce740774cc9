"""A malfunction that an instructor sets in is pinned by its event, as those of the scenario are by the opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from envol.errors import EnvolError, PinMismatchError
from envol.flight.commands import Inject
from envol.flight.engine import Flight
from envol.flight.journal import Journal
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_pins, differing_pins, pins_flown, pins_here, replay

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


@pytest.fixture(scope="module")
def events(plan: FlightPlan, fly_script: FlyScript) -> Journal:
    journal = MemoryJournal()
    fly_script(plan, [(10, Inject("feed-pump-stop"))], to=20, journal=journal)
    return journal.events()


def changed(plan: FlightPlan) -> FlightPlan:
    return replace(plan, malfunction_hashes={**plan.malfunction_hashes, "feed-pump-stop": "ab" * 32})


def test_the_event_holds_the_hash_of_the_malfunction(plan: FlightPlan, events: Journal) -> None:
    assert events[1].data["content"] == plan.malfunction_hashes["feed-pump-stop"]


def test_the_same_malfunction_is_replayed(plan: FlightPlan, events: Journal) -> None:
    check_pins(pins_flown(events), pins_here(plan, events))


def test_a_changed_malfunction_is_refused(plan: FlightPlan, events: Journal) -> None:
    with pytest.raises(PinMismatchError, match=r"malfunction:feed-pump-stop: flown with .*, here abababab"):
        check_pins(pins_flown(events), pins_here(changed(plan), events))


def test_a_malfunction_that_nobody_set_in_may_change(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    fly_script(plan, to=20, journal=journal)
    assert not differing_pins(pins_flown(journal.events()), pins_here(changed(plan), journal.events()))


def test_a_malfunction_that_does_not_exist_any_more_is_named(plan: FlightPlan, events: Journal) -> None:
    fewer = {name: each for name, each in plan.malfunctions.items() if name != "feed-pump-stop"}
    with pytest.raises(EnvolError, match="no malfunction is called 'feed-pump-stop'"):
        replay(replace(plan, malfunctions=fewer), events)
