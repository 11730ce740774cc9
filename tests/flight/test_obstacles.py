"""Interlocks, and what stands in the way of a hand before it moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from envol.errors import Refusal
from envol.flight.commands import Command, Freeze, Inject, Intervene, SetInput, SetProfile, TakeSample
from envol.flight.content.interlocks import Interlock
from envol.flight.content.line import Intervention
from envol.flight.engine import Flight
from envol.flight.obstacles import Subject, SubjectKind, blocking, obstacles
from envol.flight.plan import FlightPlan

PlanOf = Callable[..., FlightPlan]
ACTOR = "person:0000abcd"
INSTRUCTOR = "instructor:0000cafe"
FEED = Subject(SubjectKind.INPUT, "feed_flow")
CELLS = Subject(SubjectKind.SAMPLE, "cells")
TITLE = {"fr": "x", "en": "x"}


@pytest.fixture
def still(plan_of: PlanOf) -> Flight:
    """A flight whose agitator has tripped and stands."""
    flight = Flight(plan_of(malfunctions=()))
    flight.do(Inject("agitator-trip"), INSTRUCTOR)
    flight.advance(5)
    return flight


@pytest.fixture
def turning(plan_of: PlanOf) -> Flight:
    return Flight(plan_of(malfunctions=()))


def keys(flight: Flight, subject: Subject, actor: str = ACTOR) -> list[str]:
    return [each.key for each in obstacles(flight.now(actor), subject)]


def refusal_of(flight: Flight, command: Command, actor: str = ACTOR) -> Refusal:
    with pytest.raises(Refusal) as refused:
        flight.do(command, actor)
    return refused.value


def interlock(**changes: Any) -> Interlock:
    text = {"name": "made-up", "title": TITLE, "blocks": {"set": "feed_flow"}, "when": "hour > 0", "why": TITLE}
    return Interlock.model_validate(text | changes)


def test_feeding_a_still_broth_is_refused_and_stopping_the_feed_is_not(still: Flight) -> None:
    refused = refusal_of(still, SetInput("feed_flow", 1.5))
    assert (refused.key, refused.params["interlock"]) == ("interlock", "still-broth-no-feed")
    assert "the feed would not mix" in str(refused)
    still.do(SetInput("feed_flow", 0.0), ACTOR)
    assert still.state.settings["feed_flow"] == 0


def test_feeding_is_taken_again_once_the_agitator_turns(still: Flight) -> None:
    still.do(Intervene("restart-agitator"), ACTOR)
    still.advance(30)
    still.do(SetInput("feed_flow", 1.5), ACTOR)
    assert still.state.settings["feed_flow"] == 1.5


def test_additions_are_refused_to_a_full_vessel(plan_of: PlanOf) -> None:
    plan = plan_of(malfunctions=())
    full = plan.condition.model_copy(update={"states": {**plan.condition.states, "volume": 1960.0}})
    flight = Flight(replace(plan, condition=full))
    for name in ("feed_flow", "glucose_flow", "glucose_hold"):
        assert refusal_of(flight, SetInput(name, 1.0)).params["interlock"].startswith("full-vessel")
    flight.do(SetInput("temperature_loop.setpoint", 35.0), ACTOR)


def test_the_first_day_is_not_harvested(plan_of: PlanOf) -> None:
    flight = Flight(plan_of("fed-batch-first-flight"))
    assert refusal_of(flight, Intervene("harvest")).params["interlock"] == "first-day-no-harvest"
    flight.advance(24 * 60)
    flight.do(Intervene("harvest"), ACTOR)
    assert flight.state.ended == "harvest"


def test_an_instructor_is_held_by_an_interlock_too(still: Flight) -> None:
    assert refusal_of(still, SetInput("feed_flow", 1.5), INSTRUCTOR).key == "interlock"


def test_a_limit_is_told_before_an_interlock(still: Flight) -> None:
    assert refusal_of(still, SetInput("feed_flow", 99.0)).key == "above-limit"


@pytest.mark.parametrize(
    ("points", "refused"),
    [
        (((0.0, 0.0), (200.0, 3.0)), True),
        (((0.0, 3.0), (100.0, 0.0)), False),
        (((0.0, 3.0), (300.0, 0.0)), True),
        (((0.0, 0.0), (300.0, 0.0)), False),
    ],
)
def test_a_profile_is_refused_for_what_it_does_from_now_on(
    still: Flight, points: tuple[tuple[float, float], ...], refused: bool
) -> None:
    assert still.hour == pytest.approx(168, abs=1)
    found = blocking(still.now(ACTOR), SetProfile("feed_flow", points))
    assert [each.name for each in found] == (["still-broth-no-feed"] if refused else [])


def test_an_interlock_without_a_level_refuses_any_move(plan_of: PlanOf) -> None:
    flight = Flight(plan_of(line={"interlocks": (interlock(),)}))
    assert refusal_of(flight, SetInput("feed_flow", 0.0)).key == "interlock"
    (first, _) = obstacles(flight.now(ACTOR), FEED)
    assert (first.key, first.always) == ("interlock", True)


def test_an_intervention_that_moves_an_interlocked_input_is_refused_for_its_amount(plan_of: PlanOf) -> None:
    amount = {"unit": "L/h", "low": 0, "high": 5, "default": 3}
    text = {"name": "shot", "title": TITLE, "amount": amount, "settings": {"feed_flow": "amount"}}
    line = {
        "interventions": (Intervention.model_validate(text),),
        "interlocks": (interlock(blocks={"set": "feed_flow", "above": 2}),),
    }
    flight = Flight(plan_of(line=line))
    shot = Subject(SubjectKind.INTERVENTION, "shot")
    assert [(each.key, each.always) for each in obstacles(flight.now(ACTOR), shot)] == [
        ("interlock", True),
        ("limits", False),
    ]
    assert refusal_of(flight, Intervene("shot")).params["above"] == 2
    flight.do(Intervene("shot", 1.0), ACTOR)
    assert flight.state.settings["feed_flow"] == 1


def test_nothing_but_its_limits_stands_before_an_input_that_may_be_moved(turning: Flight) -> None:
    (limits,) = obstacles(turning.now(ACTOR), FEED)
    assert (limits.key, limits.always) == ("limits", False)
    assert limits.params == {"name": "feed_flow", "low": 0, "high": 12, "unit": "L/h"}
    assert limits.sentence == "feed_flow goes from 0 to 12 L/h"


def test_an_intervention_has_the_limits_of_its_amount_and_a_sample_has_none(turning: Flight) -> None:
    (dose,) = obstacles(turning.now(ACTOR), Subject(SubjectKind.INTERVENTION, "dose-antifoam"))
    assert (dose.params["low"], dose.params["high"], dose.params["unit"]) == (0.5, 10, "ppm")
    assert keys(turning, CELLS) == []
    assert keys(turning, Subject(SubjectKind.INTERVENTION, "gram-stain")) == []


def test_everything_that_stands_in_the_way_is_listed_at_once(still: Flight) -> None:
    still.do(Freeze(), ACTOR)
    assert keys(still, FEED, "system:0000abcd") == ["not-your-role", "flight-frozen", "interlock", "limits"]
    still.state = replace(still.state, frozen="validity:volume", ended="harvest")
    assert keys(still, FEED) == ["flight-over", "left-the-model", "interlock", "limits"]
    assert keys(still, CELLS) == ["flight-over", "left-the-model"]


def test_an_interlock_above_a_level_says_the_level(still: Flight) -> None:
    (found, _) = obstacles(still.now(ACTOR), FEED)
    assert (found.always, found.params["above"]) == (False, 0)


@pytest.mark.parametrize("kind", SubjectKind)
def test_a_subject_that_does_not_exist_is_an_obstacle(turning: Flight, kind: SubjectKind) -> None:
    (found,) = obstacles(turning.now(ACTOR), Subject(kind, "agitator_loss"))
    assert found.key in ("unknown-name", "unlike-any-name")
    assert found.params["name"] == "agitator_loss"


@pytest.mark.parametrize("state", ["turning", "still", "frozen", "ended"])
@pytest.mark.parametrize("actor", [ACTOR, INSTRUCTOR, "system:0000abcd"])
def test_what_is_refused_is_what_was_foretold(still: Flight, turning: Flight, state: str, actor: str) -> None:
    """Of every input (moved to its highest), intervention and sample: refused exactly where an obstacle says so."""
    flight = turning if state == "turning" else still
    if state == "frozen":
        flight.do(Freeze(), ACTOR)
    if state == "ended":
        flight.do(Intervene("abort"), ACTOR)
    plan = flight.plan
    asked: list[tuple[Subject, Command]] = [
        *((Subject(SubjectKind.INPUT, name), SetInput(name, each.high)) for name, each in plan.settable.items()),
        *((Subject(SubjectKind.INTERVENTION, name), Intervene(name)) for name in plan.interventions),
        *((Subject(SubjectKind.SAMPLE, name), TakeSample(name)) for name in plan.assays),
    ]
    for subject, command in asked:
        foretold = [each.key for each in obstacles(flight.now(actor), subject) if each.key != "limits"]
        before = flight.state
        try:
            flight.do(command, actor)
            found = []
        except Refusal as refusal:
            found = [refusal.key]
        assert found == foretold[:1], subject
        flight.state = before
