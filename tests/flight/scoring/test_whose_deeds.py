"""Only what the crew does is graded as its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from envol.flight.commands import Intervene
from envol.flight.engine import Flight
from envol.flight.plan import FlightPlan
from envol.flight.scoring.answers import is_answer
from envol.flight.scoring.gestures import needless_gestures
from envol.flight.state import Deed

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]


@pytest.mark.parametrize(
    ("actor", "counts"),
    [
        ("person:0000abcd", True),
        ("pilot:expert", True),
        ("instructor:0000cafe", False),
        ("system:envol", False),
        ("", False),
    ],
)
def test_a_gesture_answers_a_malfunction_if_the_crew_made_it(actor: str, counts: bool, plan_of: PlanOf) -> None:
    expected = plan_of().malfunctions["agitator-trip"].response.any_of
    assert is_answer(Deed(61, "intervention", "restart-agitator", actor=actor), expected) == counts


def test_what_an_instructor_does_needlessly_is_not_held_against_the_crew(
    plan_of: PlanOf, fly_script: FlyScript
) -> None:
    script = [(30, Intervene("restart-agitator"))]
    flights = [fly_script(plan_of(malfunctions=()), script, to=40, by=by) for by in ("", "instructor:0000cafe")]
    assert [len(needless_gestures(flight)) for flight in flights] == [1, 0]


def test_an_instructors_gesture_mends_all_the_same(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    flight = fly_script(plan, [(70, Intervene("restart-agitator"))], to=200, by="instructor:0000cafe")
    assert flight.state.active["agitator-trip"].is_gone(200)
