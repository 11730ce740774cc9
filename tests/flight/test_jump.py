"""Jumping to what asks for attention."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from envol.flight.alarms import Change
from envol.flight.commands import Freeze, Intervene, TakeSample
from envol.flight.content.line import Phase
from envol.flight.engine import Flight
from envol.flight.jump import To, jump, jump_steps
from envol.flight.plan import FlightPlan

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]
ACTOR = "person:0000abcd"


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


def same(one: Flight, other: Flight) -> bool:
    return (one.scan, one.state_hash, one.state, one.alarm_log) == (
        other.scan,
        other.state_hash,
        other.state,
        other.alarm_log,
    )


def test_a_jump_lands_where_the_next_alarm_comes(plan: FlightPlan, fly_script: FlyScript) -> None:
    flown = fly_script(plan, to=1440)
    comes = next(event.scan for event in flown.alarm_log if event.change is Change.COMES)
    flight = Flight(plan)
    assert jump(flight, To.ALARM)
    assert same(flight, fly_script(plan, to=comes))


def test_jumps_find_every_scan_at_which_an_alarm_comes(plan: FlightPlan, fly_script: FlyScript) -> None:
    flown, flight, landed = fly_script(plan, to=1440), Flight(plan), []
    while jump(flight, To.ALARM):
        landed.append(flight.scan)
    assert landed == sorted({event.scan for event in flown.alarm_log if event.change is Change.COMES})
    assert same(flight, flown)


def test_a_jump_lands_where_a_result_comes_back(plan: FlightPlan, fly_script: FlyScript) -> None:
    script = [(0, TakeSample("titre")), (0, TakeSample("cells")), (0, Intervene("gram-stain"))]
    flight, landed = fly_script(plan, script, to=0), []
    while jump(flight, To.SAMPLE):
        landed.append(flight.scan)
    assert landed == [10, 30, 240]
    assert same(flight, fly_script(plan, script, to=1440))


def test_a_decision_is_an_alarm_a_result_or_a_change_of_phase(plan_of: PlanOf, fly_script: FlyScript) -> None:
    title = {"fr": "x", "en": "x"}
    early = Phase.model_validate({"name": "early", "title": title, "when": "elapsed_h < 0.5"})
    late = Phase.model_validate({"name": "late", "title": title, "when": "elapsed_h > 1"})
    plan = plan_of(line={"phases": (early, late)})
    script = [(0, TakeSample("cells"))]
    flight, landed = fly_script(plan, script, to=0), []
    while jump(flight, To.DECISION):
        landed.append(flight.scan)
    flown = fly_script(plan, script, to=1440)
    comes = {event.scan for event in flown.alarm_log if event.change is Change.COMES}
    assert landed == sorted({10, 30, 61} | comes)
    assert same(flight, flown)


def test_a_jump_with_nothing_ahead_goes_to_the_end(plan_of: PlanOf, arm: Arm) -> None:
    flight = Flight(plan_of(malfunctions=(), duration_h=1.0))
    assert not jump(flight, To.SAMPLE)
    assert flight.over


def test_a_frozen_flight_does_not_jump(plan: FlightPlan) -> None:
    flight = Flight(plan)
    flight.do(Freeze(), ACTOR)
    assert not jump(flight, To.ALARM)
    assert flight.scan == 0


def sliced(flight: Flight, to: To, at_most: int) -> tuple[bool, list[int]]:
    """Jump in slices; return whether it was found, and where the flight stood between them."""
    steps, between = jump_steps(flight, to, at_most), []
    while True:
        try:
            between.append(next(steps))
        except StopIteration as landed:
            return landed.value, between


@pytest.mark.parametrize("at_most", [1, 7, 100, 5000])
@pytest.mark.parametrize("to", To)
def test_a_jump_lands_at_the_same_scans_however_it_is_sliced(
    plan_of: PlanOf, fly_script: FlyScript, to: To, at_most: int
) -> None:
    title = {"fr": "x", "en": "x"}
    phases = [("early", "elapsed_h < 0.5"), ("late", "elapsed_h > 7")]
    made = tuple(Phase.model_validate({"name": name, "title": title, "when": when}) for name, when in phases)
    plan, script = plan_of(line={"phases": made}), [(0, TakeSample("titre")), (0, TakeSample("cells"))]
    whole, flight = fly_script(plan, script, to=0), fly_script(plan, script, to=0)
    found, landed = True, []
    while found:
        start = flight.scan
        found, between = sliced(flight, to, at_most)
        assert found == jump(whole, to)
        assert same(flight, whole)
        stops = [start, *between, flight.scan]
        assert all(0 <= there - here <= at_most for here, there in pairwise(stops))
        landed.append(flight.scan)
    assert len(landed) > 2
    assert flight.over


def test_others_are_served_between_two_slices(plan_of: PlanOf) -> None:
    flight = Flight(plan_of(malfunctions=()))
    steps = jump_steps(flight, To.SAMPLE, 20)
    assert next(steps) == 20
    flight.do(TakeSample("cells"), ACTOR)
    with pytest.raises(StopIteration) as landed:
        next(steps)
    assert landed.value.value is True
    assert flight.scan == 30


def test_a_jump_that_is_given_up_leaves_the_flight_where_it_stands(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = Flight(plan)
    steps = jump_steps(flight, To.SAMPLE, 20)
    next(steps)
    steps.close()
    assert flight.scan == 20
    flight.advance(600)
    assert flight.state_hash == fly_script(plan, to=600).state_hash


def test_a_freeze_between_two_slices_ends_the_jump(plan: FlightPlan) -> None:
    flight = Flight(plan)
    steps = jump_steps(flight, To.SAMPLE, 20)
    next(steps)
    flight.do(Freeze(), ACTOR)
    with pytest.raises(StopIteration) as landed:
        next(steps)
    assert (landed.value.value, flight.scan) == (False, 20)


def test_a_slice_holds_at_least_one_scan(plan: FlightPlan) -> None:
    with pytest.raises(ValueError, match="at least one scan"):
        next(jump_steps(Flight(plan), To.ALARM, 0))
