"""A flight from take-off to its grade, and the clock that it may be held to."""

from __future__ import annotations

import pytest

from envol.errors import UnknownNameError
from envol.flight.journal import is_sealed
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.scoring.result import result_of, sealed_result
from envol.gateways.flying import Pace, fly
from envol.gateways.library import Library

SCENARIO = "fed-batch-first-flight"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def plan(library: Library) -> FlightPlan:
    plan = library.plan(SCENARIO, 1)
    plan.__dict__["last_scan"] = 360  # six hours are enough here
    return plan


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def paced(speed: float, clock: Clock) -> Pace:
    return Pace(speed, scan_s=60, frame_s=1, clock=clock, sleep=clock.sleep)


def test_a_paced_flight_is_where_the_clock_is() -> None:
    clock = Clock()
    pace = paced(600, clock)
    pace.wait(10)
    assert clock.now == 1
    pace.wait(25)
    assert clock.now == 2.5


def test_a_flight_that_is_late_does_not_wait() -> None:
    clock = Clock()
    pace = paced(600, clock)
    clock.now = 5
    pace.wait(10)
    assert not clock.slept


@pytest.mark.parametrize(("speed", "scans"), [(60, 1), (600, 10), (1, 1), (1e9, 16_666_666)])
def test_a_frame_holds_the_scans_of_its_period(speed: float, scans: int) -> None:
    assert paced(speed, Clock()).scans_per_frame == scans


def test_waiting_is_no_time_of_flying(plan: FlightPlan) -> None:
    flown = fly(plan, None, MemoryJournal(), speed=360 * 60 * 2)
    assert flown.wall_s < 0.4


def test_the_chunks_of_a_flight_change_nothing(plan: FlightPlan, library: Library) -> None:
    pilot = library.pilot("competent")
    hashes = {fly(plan, pilot, MemoryJournal(), speed=speed).flight.state_hash for speed in (None, 1e9, 7e4, 2e5)}
    assert len(hashes) == 1


def test_a_flight_is_opened_and_sealed_under_its_pilots_name(plan: FlightPlan, library: Library) -> None:
    journal = MemoryJournal()
    flown = fly(plan, library.pilot("expert"), journal)
    events = journal.events()
    assert is_sealed(events)
    assert {event.actor for event in events} == {"pilot:expert"}
    assert events[-1].data["state"] == flown.flight.state_hash


def test_a_flight_is_sealed_with_its_result(plan: FlightPlan, library: Library) -> None:
    journal = MemoryJournal()
    flown = fly(plan, library.pilot("expert"), journal)
    assert sealed_result(journal.events()) == result_of(flown.outcome, flown.grade)


def test_progress_ends_where_the_flight_ends(plan: FlightPlan) -> None:
    reached: list[int] = []
    fly(plan, None, MemoryJournal(), progress=reached.append)
    assert reached == sorted(reached)
    assert reached[-1] == 360


def test_an_unknown_scenario_proposes_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownNameError, match=SCENARIO):
        library.plan("fed-batch-first-fligth", 1)


def test_a_compiled_scan_is_shared_by_every_seed(library: Library) -> None:
    assert library.plan(SCENARIO, 1).compiled is library.plan(SCENARIO, 2).compiled
