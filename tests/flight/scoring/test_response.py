"""The response to malfunctions, and restraint beside it, on small examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from envol.flight.commands import Clear, Command, Inject, Intervene, SetInput
from envol.flight.content.scenario import Scoring
from envol.flight.engine import Flight
from envol.flight.plan import FlightPlan
from envol.flight.scoring.block import Block, Line
from envol.flight.scoring.criteria import response, restraint
from envol.flight.scoring.gestures import needless_gestures
from envol.flight.scoring.grade import grade

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]
SCORING = Scoring.model_validate({"version": 1, "pass_mark": 60.0, "weights": {"response": 1.0}})
WRONG = Intervene("switch-sparger")


def of(block: Block, what: str) -> Line:
    return next(line for line in block.lines if line.what == what)


def answered(plan: FlightPlan, fly_script: FlyScript, *script: tuple[int, Command], to: int = 600) -> Block:
    return response.block(fly_script(plan, script, to=to), plan.scenario, {})


def stating(plan: FlightPlan, criterion: str, **arguments: float) -> FlightPlan:
    """Return a plan whose scenario states arguments of a criterion."""
    rules = SCORING.model_copy(update={"arguments": {criterion: arguments}})
    return replace(plan, scenario=plan.scenario.model_copy(update={"scoring": rules}))


@pytest.mark.parametrize(
    ("share", "points"), [(0.1, 1.0), (0.5, 1.0), (0.75, 0.75), (1.0, 0.5), (1.5, 0.25), (2.0, 0.0)]
)
def test_a_response_is_worth_its_share_of_the_deadline(
    share: float, points: float, plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    plan = plan_of(malfunctions=arm("cooling-loss", at_h=1.0))
    late = plan.scans(share * plan.malfunctions["cooling-loss"].response.deadline_h)
    block = answered(plan, fly_script, (60 + late, Intervene("switch-cooling")))
    assert of(block, "cooling-loss").points == pytest.approx(points, abs=0.02)


def test_a_malfunction_that_nobody_answered_is_worth_nothing(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    assert answered(plan_of(malfunctions=arm("agitator-trip", at_h=1.0)), fly_script).points == 0.0


def test_a_malfunction_that_has_just_set_in_required_nothing_yet(
    plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    assert answered(plan_of(malfunctions=arm("agitator-trip", at_h=9.9)), fly_script).points is None


def test_a_malfunction_that_the_instructor_took_away_early_required_nothing(
    plan_of: PlanOf, fly_script: FlyScript
) -> None:
    script = [(10, Inject("cooling-loss")), (20, Clear("cooling-loss"))]
    assert answered(plan_of(malfunctions=()), fly_script, *script).points is None


def test_a_response_from_before_the_onset_does_not_count(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    assert answered(plan, fly_script, (59, Intervene("restart-agitator"))).points == 0.0


def test_a_set_point_answers_only_where_its_condition_holds(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    plan = plan_of("wrong-feed-bag", malfunctions=arm("wrong-feed-bag", at_h=1.0))
    assert answered(plan, fly_script, (90, SetInput("feed_flow", 1.0))).points == 0.0
    assert answered(plan, fly_script, (90, SetInput("feed_flow", 0.0))).points == 1.0


def test_a_malfunction_that_came_twice_is_judged_twice(plan_of: PlanOf, fly_script: FlyScript) -> None:
    script = [
        (10, Inject("agitator-trip")),
        (12, Intervene("restart-agitator")),
        (100, Inject("agitator-trip")),
    ]
    block = answered(plan_of(malfunctions=()), fly_script, *script)
    assert [line.points for line in block.lines if line.what == "agitator-trip"] == [1.0, 0.0]


def test_gestures_are_needless_where_nothing_that_they_mend_is_broken(
    plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    script = [
        (30, Intervene("restart-agitator")),
        (61, Intervene("switch-sparger")),
        (62, Intervene("gram-stain")),
        (63, Intervene("restart-agitator")),
        (90, Intervene("restart-agitator")),
    ]
    flight = fly_script(plan, script)
    assert [(deed.scan, deed.name) for deed in needless_gestures(flight)] == [
        (30, "restart-agitator"),
        (61, "switch-sparger"),
        (90, "restart-agitator"),
    ]


def test_a_scenario_may_say_what_share_of_a_deadline_costs_nothing(
    plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    plan = plan_of(malfunctions=arm("cooling-loss", at_h=1.0))
    at = 60 + plan.scans(0.75 * plan.malfunctions["cooling-loss"].response.deadline_h)
    for full_until, points in ((0.5, 0.75), (0.9, 1.0)):
        stated = stating(plan, "response", full_until=full_until)
        assert answered(stated, fly_script, (at, Intervene("switch-cooling"))).points == pytest.approx(points)


@pytest.mark.parametrize(
    ("count", "worth", "guessed"), [(0, 1.0, False), (6, 1.0, False), (12, 0.5, False), (19, 6 / 19, True)]
)
def test_needless_gestures_cost_restraint_and_not_the_response(
    count: int, worth: float, guessed: bool, plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    # 12 h allow 4 + 2 needless gestures; 19 are more than three times as many
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    script = [(61, Intervene("restart-agitator")), *((70 + k, WRONG) for k in range(count))]
    flight = fly_script(plan, script, to=720)
    assert restraint.block(flight, plan.scenario, {}).points == pytest.approx(worth)
    assert response.block(flight, plan.scenario, {}).points == 1.0
    assert ("guesswork" in grade(flight)[1].failed) == guessed


def test_restraint_is_not_judged_where_a_malfunction_went_unanswered(
    plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    for script in ([], [(70 + k, WRONG) for k in range(30)]):
        assert restraint.block(fly_script(plan, script), plan.scenario, {}).points is None


def test_where_nothing_breaks_restraint_is_all_that_is_asked(plan_of: PlanOf, fly_script: FlyScript) -> None:
    plan = plan_of(malfunctions=())
    idle, busy = (fly_script(plan, [(70 + k, WRONG) for k in range(count)], to=720) for count in (0, 12))
    assert [restraint.block(each, plan.scenario, {}).points for each in (idle, busy)] == [1.0, 0.5]


def test_a_scenario_may_state_its_own_allowance_and_its_own_excess(plan_of: PlanOf, fly_script: FlyScript) -> None:
    script = [(70 + k, WRONG) for k in range(3)]
    strict = stating(plan_of(malfunctions=()), "restraint", allowed=1.0, allowed_a_day=0.0, guesswork=2.0)
    flight = fly_script(strict, script, to=720)
    assert restraint.block(flight, strict.scenario, {}).points == pytest.approx(1 / 3)
    assert "guesswork" in grade(flight)[1].failed
    lenient = stating(strict, "restraint", allowed=1.0, allowed_a_day=0.0, guesswork=3.0)
    assert "guesswork" not in grade(fly_script(lenient, script, to=720))[1].failed
