"""Malfunctions: when they set in, what they drive, how they go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.flight.commands import Clear, Command, Inject, Intervene, SetInput, SetProfile
from envol.flight.content.line import Phase
from envol.flight.engine import Flight
from envol.flight.plan import FlightPlan

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]
ACTOR = "person:0000abcd"
TITLE = {"fr": "x", "en": "x"}


def onset(flight: Flight, name: str = "agitator-trip") -> int | None:
    active = flight.state.active.get(name)
    return active.onset if active else None


def driven(flight: Flight, input: str) -> float:
    """Return an input as it is held over the scan that begins now."""
    return float(flight.held()[0][flight.plan.model.inputs[input]][0])


def phases(*named: tuple[str, str]) -> tuple[Phase, ...]:
    return tuple(Phase.model_validate({"name": name, "title": TITLE, "when": when}) for name, when in named)


def test_at_an_hour_it_sets_in_at_that_scan(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=2.0))
    assert onset(fly_script(plan, to=119)) is None
    assert onset(fly_script(plan, to=120)) == 120


def test_at_take_off_it_sets_in_before_the_first_command(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=0.0))
    flight = Flight(plan)
    assert onset(flight) == 0
    flight.do(Intervene("restart-agitator"), ACTOR)
    assert flight.state.active["agitator-trip"].cleared == 1


def test_in_a_window_the_hour_is_drawn_by_the_seed_alone(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    window = arm("agitator-trip", window_h=(2.0, 8.0))
    script = [(30, SetInput("feed_flow", 5.0)), (60, Intervene("dose-antifoam"))]
    seeds = range(1, 9)
    quiet = [onset(fly_script(plan_of(seed=seed, malfunctions=window), to=480)) for seed in seeds]
    busy = [onset(fly_script(plan_of(seed=seed, malfunctions=window), script, to=480)) for seed in seeds]
    assert quiet == busy
    assert len(set(quiet)) > 4
    assert all(at is not None and 120 <= at <= 480 for at in quiet)


def test_when_tags_say_so_it_sets_in_at_that_scan(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", when="glucose < 20 and elapsed_h > 1"))
    flight = fly_script(plan, [(0, SetInput("feed_flow", 0.0)), (0, SetInput("glucose_hold", 0.0))], to=1440)
    glucose = np.asarray(flight.columns()["glucose"])
    expected = next(scan for scan in range(61, 1440) if glucose[scan] < 20)
    assert onset(flight) == expected


def test_in_a_phase_it_sets_in_where_that_phase_is_the_current_one(
    plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    # `late` holds from the start, but `early` comes before it in the line and hides it for an hour.
    line = {"phases": phases(("early", "elapsed_h < 1"), ("late", "hour > 0"))}
    plan = plan_of(line=line, malfunctions=arm("agitator-trip", phase="late"))
    assert onset(fly_script(plan, to=200)) == 60


@pytest.mark.parametrize(("delay", "expected"), [(0.0, 45), (1.5, 135)])
@pytest.mark.parametrize(
    ("waits_for", "command"),
    [({"set": "feed_flow"}, SetInput("feed_flow", 1.0)), ({"intervention": "gram-stain"}, Intervene("gram-stain"))],
)
def test_after_a_deed_it_sets_in_once_the_delay_is_over(
    waits_for: dict[str, str],
    command: Command,
    delay: float,
    expected: int,
    plan_of: PlanOf,
    arm: Arm,
    fly_script: FlyScript,
) -> None:
    # A tripped agitator would lock the feed out, and the second of the two deeds is to be taken.
    plan = plan_of(malfunctions=arm("cooling-loss", after=waits_for, delay_h=delay))
    assert onset(fly_script(plan, to=200), "cooling-loss") is None
    assert onset(fly_script(plan, [(45, command), (90, command)], to=200), "cooling-loss") == expected


@settings(max_examples=12, deadline=None)
@given(cuts=st.sets(st.integers(0, 400), max_size=30))
@pytest.mark.parametrize(
    "trigger",
    [
        {"at_h": 2.0},
        {"window_h": (1.0, 6.0)},
        {"when": "hour >= 170 and ph > 6"},
        {"phase": "late"},
        {"after": {"set": "feed_flow"}, "delay_h": 2.0},
    ],
)
def test_a_trigger_lands_on_the_same_scan_however_a_flight_is_cut(
    trigger: dict[str, Any], cuts: set[int], plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    line = {"phases": phases(("early", "elapsed_h < 3"), ("late", "elapsed_h >= 3"))}
    plan = plan_of(line=line, malfunctions=arm("agitator-trip", **trigger))
    script = [(50, SetInput("feed_flow", 1.0))]
    whole, pieces = (fly_script(plan, script, to=400, cuts=each) for each in ((), cuts))
    assert onset(whole) is not None
    assert (onset(pieces), pieces.state_hash) == (onset(whole), whole.state_hash)


def test_an_effect_grows_over_its_ramp_as_far_as_the_severity(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("foam-out", 0.5, at_h=1.0))
    effect = next(each for each in plan.malfunctions["foam-out"].effects if each.ramp_h)
    start = float(plan.model.declared[effect.input].start)
    ramp = plan.scans(effect.ramp_h)
    flight = fly_script(plan, to=60)
    seen = {0: driven(flight, effect.input)}
    for scans in (ramp // 2 - 1, ramp - 1, ramp + 50):
        flight.advance(60 + scans)
        seen[scans] = driven(flight, effect.input)
    full = 0.5 * (effect.value - start)
    expected = {0: full / ramp, ramp // 2 - 1: full / 2, ramp - 1: full, ramp + 50: full}
    assert seen == pytest.approx({scans: start + value for scans, value in expected.items()})


def test_a_gesture_that_mends_takes_its_time(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of("cooling-loss", malfunctions=arm("cooling-loss", at_h=1.0))
    flight = fly_script(plan, [(90, Intervene("switch-cooling"))], to=99)
    effect = plan.malfunctions["cooling-loss"].effects[0]
    assert driven(flight, effect.input) == effect.value
    flight.advance(100)
    assert driven(flight, effect.input) == float(plan.model.declared[effect.input].start)


def test_the_wrong_gesture_mends_nothing(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    assert fly_script(plan, [(70, Intervene("switch-sparger"))]).state.active["agitator-trip"].cleared is None


def test_a_gesture_before_the_onset_mends_nothing(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    assert fly_script(plan, [(30, Intervene("restart-agitator"))]).state.active["agitator-trip"].cleared is None


def test_an_instructor_injects_and_clears(plan_of: PlanOf, fly_script: FlyScript) -> None:
    flight = fly_script(plan_of(malfunctions=()), [(10, Inject("agitator-trip", 0.4))], to=20)
    assert driven(flight, "agitator_loss") == pytest.approx(0.4)
    flight.advance(30)
    flight.do(Clear("agitator-trip"), "instructor:0000cafe")
    assert driven(flight, "agitator_loss") == 0.0


def test_a_malfunction_may_come_back_and_both_times_are_remembered(plan_of: PlanOf, fly_script: FlyScript) -> None:
    script: Sequence[tuple[int, Command]] = [
        (10, Inject("agitator-trip")),
        (30, Clear("agitator-trip")),
        (50, Inject("agitator-trip", 0.5)),
    ]
    state = fly_script(plan_of(malfunctions=()), script, to=60).state
    assert [(name, each.onset, each.cleared) for name, each in state.past] == [("agitator-trip", 10, 30)]
    assert (state.active["agitator-trip"].onset, state.active["agitator-trip"].severity) == (50, 0.5)


def test_a_trigger_for_what_lasts_already_leaves_it_as_it_is(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=(*arm("agitator-trip", at_h=1.0), *arm("agitator-trip", 0.2, at_h=2.0)))
    flight = fly_script(plan, to=130)
    assert (onset(flight), flight.state.active["agitator-trip"].severity) == (60, 1.0)


def test_an_intervention_that_sets_an_input_ends_its_profile(plan_of: PlanOf) -> None:
    plan = plan_of(malfunctions=())
    gesture = plan.interventions["restart-feed-pump"].model_copy(update={"settings": {"feed_flow": 1.0}})
    others = tuple(each for each in plan.line.interventions if each.name != gesture.name)
    line = plan.line.model_copy(update={"interventions": (*others, gesture)})
    flight = Flight(replace(plan, line=line))
    flight.do(SetProfile("feed_flow", ((168.0, 4.0), (190.0, 4.0))), ACTOR)
    flight.do(Intervene("restart-feed-pump"), ACTOR)
    assert driven(flight, "feed_flow") == 1.0
