"""A flight is its scenario, its seed and its intentions: nothing else changes a bit of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.errors import EnvolError
from envol.flight.commands import ChangeSpeed, Command, Freeze, Intervene, Resume, SetInput, SetProfile, TakeSample
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]

SCRIPT: tuple[tuple[int, Command], ...] = (
    (0, TakeSample("blood-gas")),
    (40, SetInput("feed_flow", 2.5)),
    (41, SetProfile("temperature_loop.setpoint", ((168.0, 36.8), (172.0, 35.0)))),
    (90, Intervene("dose-antifoam", 3.0)),
    (150, Intervene("calibrate-oxygen-probe")),
    (260, Intervene("restart-agitator")),
)
"""Ten hours with a bit of everything; the agitator trips in between."""


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


@pytest.fixture(scope="module")
def uncut(plan: FlightPlan, fly_script: FlyScript) -> Flight:
    return fly_script(plan, SCRIPT)


@settings(max_examples=20, deadline=None)
@given(cuts=st.sets(st.integers(0, 600), max_size=40))
def test_the_hash_is_equal_however_a_flight_is_cut(
    cuts: set[int], plan: FlightPlan, uncut: Flight, fly_script: FlyScript
) -> None:
    flight = fly_script(plan, SCRIPT, cuts=cuts)
    assert (flight.state_hash, flight.state, flight.alarm_log) == (uncut.state_hash, uncut.state, uncut.alarm_log)


def test_the_hash_is_equal_scan_by_scan(plan: FlightPlan, uncut: Flight, fly_script: FlyScript) -> None:
    assert fly_script(plan, SCRIPT, cuts=range(601)).state_hash == uncut.state_hash


def test_advancing_to_where_one_is_changes_nothing(plan: FlightPlan, uncut: Flight) -> None:
    flight = Flight(plan)
    for scan, command in SCRIPT:
        flight.advance(scan)
        flight.advance(scan)
        flight.do(command, "person:0000abcd")
        flight.advance(scan)
    flight.advance(600)
    assert flight.state_hash == uncut.state_hash


@settings(max_examples=10, deadline=None)
@given(pauses=st.sets(st.integers(0, 599), max_size=8), speed=st.floats(1e-3, 1e6))
def test_pauses_and_speeds_change_no_value(
    pauses: set[int], speed: float, plan: FlightPlan, uncut: Flight, fly_script: FlyScript
) -> None:
    still: Iterable[tuple[int, Command]] = (
        (at, command) for at in pauses for command in (ChangeSpeed(speed), Freeze(), Resume())
    )
    flight = fly_script(plan, (*SCRIPT, *still))
    assert flight.state_hash == uncut.state_hash
    assert flight.alarm_log == uncut.alarm_log


def test_a_frozen_flight_does_not_move(plan: FlightPlan) -> None:
    flight = Flight(plan)
    flight.do(Freeze(), "person:0000abcd")
    flight.advance(100)
    assert flight.scan == 0


def test_another_seed_or_another_intention_gives_another_hash(
    plan_of: PlanOf, plan: FlightPlan, uncut: Flight, fly_script: FlyScript
) -> None:
    hashes = {
        uncut.state_hash,
        fly_script(plan_of(seed=2), SCRIPT).state_hash,
        fly_script(plan, SCRIPT[1:]).state_hash,
        fly_script(plan, ((0, TakeSample("blood-gas")), (41, SetInput("feed_flow", 2.5)), *SCRIPT[2:])).state_hash,
    }
    assert len(hashes) == 4


def test_ten_hours_from_a_snapshot_twice_give_the_same(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = fly_script(plan, SCRIPT, to=300)
    snapshot = flight.snapshot()
    flight.advance(900)
    first = flight.state_hash, flight.state, tuple(flight.alarm_log), flight.telemetry.rows(0, 901).tobytes()
    flight.restore(snapshot)
    flight.do(SetInput("feed_flow", 0.0), "person:0000abcd")
    flight.advance(700)
    flight.restore(snapshot)
    flight.advance(900)
    again = flight.state_hash, flight.state, tuple(flight.alarm_log), flight.telemetry.rows(0, 901).tobytes()
    assert again == first


def test_a_snapshot_of_another_course_is_refused(plan: FlightPlan) -> None:
    flight = Flight(plan)
    early = flight.snapshot()
    flight.advance(100)
    late = flight.snapshot()
    flight.restore(early)
    flight.do(SetInput("feed_flow", 5.0), "person:0000abcd")
    flight.advance(50)
    with pytest.raises(EnvolError, match="another course"):
        flight.restore(late)


def test_a_snapshot_from_before_a_stored_intention_is_refused(plan: FlightPlan) -> None:
    flight = Flight(plan, MemoryJournal())
    snapshot = flight.snapshot()
    flight.do(SetInput("feed_flow", 5.0), "person:0000abcd")
    with pytest.raises(EnvolError, match="branch"):
        flight.restore(snapshot)


def test_another_process_reaches_the_same_hash(plan: FlightPlan, fly_script: FlyScript) -> None:
    program = (
        "from envol.flight.commands import SetInput\n"
        "from envol.flight.engine import Flight\n"
        "from envol.gateways.library import Library\n"
        "flight = Flight(Library().plan('agitator-trip', 1))\n"
        "flight.advance(40)\n"
        "flight.do(SetInput('feed_flow', 2.5), 'person:0000abcd')\n"
        "flight.advance(600)\n"
        "print(flight.state_hash)\n"
    )
    elsewhere = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == fly_script(plan, [SCRIPT[1]]).state_hash


def test_a_flight_ends_at_its_last_scan(plan: FlightPlan) -> None:
    short = replace(plan, scenario=plan.scenario.model_copy(update={"duration_h": 1.0}))
    flight = Flight(short)
    flight.advance(10_000)
    assert (flight.scan, flight.over) == (60, True)
