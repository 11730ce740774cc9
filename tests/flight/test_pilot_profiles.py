"""Pilots that let an input follow a profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from envol.flight.autopilot import Autopilot
from envol.flight.content.fault import Fault
from envol.flight.content.pilots import Action, Pilot
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan

PlanOf = Callable[..., FlightPlan]
School = dict[str, dict[str, Any]]
Faults = Callable[[School], list[Fault]]


def test_a_pilot_sets_a_profile_by_the_hours_of_the_process(plan_of: PlanOf) -> None:
    text = {"schema": "envol/pilot/1", "name": "tester", "title": {"fr": "x", "en": "x"}, "round_min": 30.0}
    follow = {"follow": "feed_flow", "points": [[168, 0.0], [170, 4.0]]}
    pilot = Pilot.model_validate(text | {"plan": [{"at_h": 0.0, "do": [follow]}]})
    journal = MemoryJournal()
    flight = Flight(plan_of(malfunctions=(), duration_h=2.0), journal)
    autopilot = Autopilot(pilot, flight)
    autopilot.look()
    flight.advance(60)
    assert not autopilot.refused
    assert flight.held()[0][flight.plan.model.inputs["feed_flow"]] == pytest.approx(2.0)
    assert [event.type for event in journal.events()] == ["profile-set"]


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ({"follow": "feed_flow"}, "follow and points together"),
        ({"points": [[1, 2]], "sample": "cells"}, "follow and points together"),
        ({"follow": "feed_flow", "points": []}, "follow and points together"),
        ({"follow": "feed_flow", "points": [[2, 1], [2, 3]]}, "points at hours that increase"),
        ({"follow": "feed_flow", "points": [[2, 1], [1, 3]]}, "points at hours that increase"),
        ({"follow": "feed_flow", "points": [[2, 1, 3]]}, "points"),
        ({"follow": "feed_flow", "points": [[2, "hour"]]}, "points"),
        ({"follow": "feed_flow", "points": [[1, 2]], "set": "feed_flow", "to": 1}, "exactly one of"),
    ],
)
def test_a_profile_that_is_none_is_refused(action: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Action.model_validate(action)


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ({"follow": "fed_flow", "points": [[1, 2]]}, "plan[0].do[0].follow"),
        ({"follow": "feed_flow", "points": [[1, 2], [2, 1e6]]}, "plan[0].do[0].points[1]"),
    ],
)
def test_a_profile_is_checked_against_the_line(
    school: School, faults: Faults, action: dict[str, Any], sentence: str
) -> None:
    school["pilot"]["plan"][0]["do"] = [action]
    assert any(sentence in str(fault) for fault in faults(school))


def test_a_profile_within_limits_is_no_fault(school: School, faults: Faults) -> None:
    school["pilot"]["plan"][0]["do"] = [{"follow": "feed_flow", "points": [[1, 0], [2, 40]]}]
    assert not faults(school)
