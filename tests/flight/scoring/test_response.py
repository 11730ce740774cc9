"""The response to malfunctions, and what needless gestures cost it, on small examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from envol.flight.commands import Clear, Command, Inject, Intervene, SetInput
from envol.flight.content.scenario import Scoring
from envol.flight.engine import Flight
from envol.flight.plan import FlightPlan
from envol.flight.scoring.block import Block, Line
from envol.flight.scoring.gestures import needless_gestures, restraint
from envol.flight.scoring.grade import grade
from envol.flight.scoring.response import response_block

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]
WEIGHTS = {"outcome": 0.0, "margins": 0.0, "alarms": 0.0, "response": 1.0}
SCORING = Scoring.model_validate({"version": 1, "pass_mark": 60.0, "weights": WEIGHTS})


def of(block: Block, what: str) -> Line:
    return next(line for line in block.lines if line.what == what)


def answered(plan: FlightPlan, fly_script: FlyScript, *script: tuple[int, Command], to: int = 600) -> Block:
    return response_block(fly_script(plan, script, to=to), SCORING)


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


def test_a_response_among_many_needless_gestures_is_worth_the_less(
    plan_of: PlanOf, arm: Arm, fly_script: FlyScript
) -> None:
    # 12 h allow 4 + 2 needless gestures: among 12 of them the right one is worth half, among 19 the flight is guesswork
    plan = plan_of(malfunctions=arm("agitator-trip", at_h=1.0))
    right = (61, Intervene("restart-agitator"))
    for count, worth, guessed in ((6, 1.0, False), (12, 0.5, False), (19, 6 / 19, True)):
        wrong = [(70 + k, Intervene("switch-sparger")) for k in range(count)]
        flight = fly_script(plan, [right, *wrong], to=720)
        assert restraint(flight) == pytest.approx(worth)
        assert response_block(flight, SCORING).points == pytest.approx(worth)
        assert ("guesswork" in grade(flight)[1].failed) == guessed
