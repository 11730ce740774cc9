"""Where the model is no longer to be believed, the flight stops and says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.errors import Refusal
from envol.flight.commands import Resume, SetInput
from envol.flight.content.line import ValidityBound
from envol.flight.engine import Flight
from envol.flight.interruptions import NUMBERS, Interruption, first_interruption
from envol.flight.plan import FlightPlan
from envol.flight.scoring.grade import grade

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]
ACTOR = "person:0000abcd"


def bound(quantity: str, **sides: float) -> ValidityBound:
    return ValidityBound.model_validate({"quantity": quantity, "why": {"fr": "x", "en": "x"}} | sides)


@pytest.fixture(scope="module")
def warming(plan_of: PlanOf, arm: Arm) -> FlightPlan:
    """A plan that leaves its bounds some hours after the cooling is lost."""
    line = {"validity": (bound("temperature", high=37.5), bound("volume", low=1.0))}
    return plan_of("cooling-loss", line=line, malfunctions=arm("cooling-loss", at_h=1.0))


@pytest.fixture(scope="module")
def frozen(warming: FlightPlan, fly_script: FlyScript) -> Flight:
    return fly_script(warming, to=1200)


def test_a_flight_freezes_at_the_first_scan_outside_and_says_which_bound(frozen: Flight) -> None:
    temperature = np.asarray(frozen.columns()["temperature"])
    assert frozen.state.frozen == "validity:temperature"
    assert frozen.over
    assert temperature[-1] > 37.5
    assert temperature[:-1].max() <= 37.5


@settings(max_examples=10, deadline=None)
@given(cuts=st.sets(st.integers(0, 1200), max_size=200))
def test_it_freezes_at_the_same_scan_however_it_is_cut(
    cuts: set[int], warming: FlightPlan, frozen: Flight, fly_script: FlyScript
) -> None:
    again = fly_script(warming, to=1200, cuts={*cuts, frozen.scan})
    assert (again.scan, again.state, again.state_hash) == (frozen.scan, frozen.state, frozen.state_hash)


def test_it_freezes_at_the_same_scan_where_one_scan_is_flown_at_a_time(
    warming: FlightPlan, frozen: Flight, fly_script: FlyScript
) -> None:
    assert fly_script(warming, to=1200, cuts=range(1200)).scan == frozen.scan


def test_a_flight_outside_the_model_takes_no_resumption(frozen: Flight) -> None:
    with pytest.raises(Refusal, match="credible: go back"):
        frozen.do(Resume(), ACTOR)
    with pytest.raises(Refusal, match="credible: go back"):
        frozen.do(SetInput("feed_flow", 1.0), ACTOR)


def test_the_grade_shows_that_the_model_was_left(frozen: Flight) -> None:
    _, graded = grade(frozen)
    assert "validity" in graded.failed
    assert not graded.passed


@pytest.fixture(scope="module")
def rows(plan_of: PlanOf, fly_script: FlyScript) -> np.ndarray:
    return np.array(fly_script(plan_of(malfunctions=()), to=20).telemetry.rows(1, 21))


def test_a_row_that_holds_no_number_is_not_flown(plan_of: PlanOf, rows: np.ndarray) -> None:
    plan, spoilt = plan_of(malfunctions=()), rows.copy()
    spoilt[7, 3] = np.nan
    assert first_interruption(plan, Flight(plan).state, 1, spoilt) == Interruption(7, (), NUMBERS)
    assert first_interruption(plan, Flight(plan).state, 8, spoilt[7:]) == Interruption(0, (), NUMBERS)


def test_the_bound_that_is_left_first_is_named(plan_of: PlanOf, rows: np.ndarray) -> None:
    plan = plan_of(malfunctions=(), line={"validity": (bound("volume", high=1.0), bound("ph", high=1.0))})
    assert first_interruption(plan, Flight(plan).state, 1, rows) == Interruption(1, (), "validity:volume")
    later = bound("elapsed_h", high=0.2)
    plan = plan_of(malfunctions=(), line={"validity": (later, bound("hour", high=plan.hour(5.5)))})
    assert first_interruption(plan, Flight(plan).state, 1, rows) == Interruption(6, (), "validity:hour")


def test_a_malfunction_that_sets_in_before_a_spoilt_row_lets_it_be_tried_again(
    plan_of: PlanOf, arm: Arm, rows: np.ndarray
) -> None:
    plan, spoilt = plan_of(malfunctions=arm("agitator-trip", when="elapsed_h >= 0.1")), rows.copy()
    spoilt[6, 3] = np.inf
    assert first_interruption(plan, Flight(plan).state, 1, spoilt) == Interruption(6, (0,), "")


def test_a_trigger_after_the_model_is_left_does_not_count(plan_of: PlanOf, arm: Arm, rows: np.ndarray) -> None:
    armed = arm("agitator-trip", when="elapsed_h >= 0.1")
    plan = plan_of(malfunctions=armed, line={"validity": (bound("volume", high=1.0),)})
    assert first_interruption(plan, Flight(plan).state, 1, rows) == Interruption(1, (), "validity:volume")


def test_a_flight_whose_equations_give_no_number_freezes_before_it(plan_of: PlanOf) -> None:
    plan = plan_of(malfunctions=())
    spoilt = plan.parameters.copy()
    spoilt[plan.model.parameters["oxygen_probe.noise_sd"]] = np.nan
    flight = Flight(replace(plan, parameters=spoilt))
    flight.advance(100)
    assert (flight.scan, flight.state.frozen) == (0, NUMBERS)
