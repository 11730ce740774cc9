"""Each block of a grade on small examples, computed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from envol.errors import UnknownNameError
from envol.flight.alarms import AlarmEvent, Change
from envol.flight.commands import Command, End, Intervene, SetInput
from envol.flight.content.line import OutcomeQuantity
from envol.flight.content.scenario import Limit, Scenario, Scoring
from envol.flight.engine import Flight
from envol.flight.plan import FlightPlan
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.criteria import alarms, margins, outcome
from envol.flight.scoring.grade import VERSION, as_document, grade
from envol.flight.scoring.outcome import outcome_of

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
Arm = Callable[..., Any]
ACTOR = "person:0000abcd"
TEXT = {"fr": "x", "en": "x"}


def scoring(
    *criteria: Mapping[str, Any],
    must: tuple[str, ...] = (),
    arguments: Mapping[str, Mapping[str, float]] | None = None,
    **weights: float,
) -> Scoring:
    text = {"version": 3, "pass_mark": 60.0, "weights": weights, "outcome": criteria, "arguments": arguments or {}}
    return Scoring.model_validate(text | {"must": [{"when": when, "why": TEXT} for when in must]})


def under(plan: FlightPlan, rules: Scoring, *limits: Limit) -> Scenario:
    return plan.scenario.model_copy(update={"scoring": rules, "limits": limits})


def of(block: Block, what: str) -> Line:
    return next(line for line in block.lines if line.what == what)


@pytest.fixture(scope="module")
def quiet(plan_of: PlanOf) -> FlightPlan:
    return plan_of(malfunctions=(), duration_h=2.0)


def test_a_block_is_the_weighted_mean_of_its_lines() -> None:
    block = block_of("any", 1.0, [Line(what="a", points=1.0, weight=3.0), Line(what="b", points=0.2, weight=1.0)])
    assert block.points == pytest.approx((3 * 1.0 + 1 * 0.2) / 4)


def test_a_block_that_nothing_required_has_no_points() -> None:
    assert block_of("any", 1.0, []).points is None


@pytest.mark.parametrize(
    ("value", "worst", "best", "points"),
    [
        (3.0, 2.0, 4.0, 0.5),
        (5.0, 2.0, 4.0, 1.0),
        (1.0, 2.0, 4.0, 0.0),
        (15.0, 18.0, 14.0, 0.75),
        (np.nan, 0.0, 1.0, 0.0),
    ],
)
def test_an_outcome_lies_between_its_worst_and_its_best(
    value: float, worst: float, best: float, points: float, quiet: FlightPlan
) -> None:
    rules = scoring({"quantity": "titre", "worst": worst, "best": best, "weight": 1.0}, outcome=1.0)
    block = outcome.block(Flight(quiet), under(quiet, rules), {"titre": value})
    assert block.points == pytest.approx(points)


def test_outcome_quantities_weigh_as_they_say(quiet: FlightPlan) -> None:
    wanted = [{"quantity": name, "worst": 0.0, "best": 1.0, "weight": w} for name, w in (("a", 3.0), ("b", 1.0))]
    scenario = under(quiet, scoring(*wanted, outcome=1.0))
    assert outcome.block(Flight(quiet), scenario, {"a": 1.0, "b": 0.0}).points == pytest.approx(0.75)


def test_an_outcome_is_taken_at_the_end_or_over_the_flight(quiet: FlightPlan, fly_script: FlyScript) -> None:
    texts = [
        {"name": "last", "value": "elapsed_h", "take": "end"},
        {"name": "most", "value": "clip(elapsed_h, 0, 1.5)", "take": "max"},
        {"name": "least", "value": "elapsed_h + 1", "take": "min"},
        {"name": "middle", "value": "elapsed_h", "take": "mean"},
        {"name": "time", "value": "elapsed_h > 0.5", "take": "hours"},
        {"name": "same", "value": "3 * 2", "take": "mean"},
    ]
    quantities = tuple(OutcomeQuantity.model_validate(text) for text in texts)
    plan = replace(quiet, line=quiet.line.model_copy(update={"outcome": quantities}))
    expected = {"last": 2.0, "most": 1.5, "least": 1.0, "middle": 1.0, "time": 1.5, "same": 6.0}
    assert outcome_of(fly_script(plan, to=120)) == pytest.approx(expected)


def limit(**sides: float) -> Limit:
    return Limit.model_validate({"quantity": "elapsed_h", "weight": 1.0, "unit": "h", "why": TEXT} | sides)


@pytest.mark.parametrize(
    ("sides", "mean_excess", "hours_outside", "scan"),
    [
        ({"high": 100.0}, 0.0, 0.0, None),
        # five scans of 0, 1, 2, 3, 4 minutes: those over 2 exceed by 1/60 and 2/60 h, on a limit of 2/60 h
        ({"high": 2 / 60}, (0.5 + 1.0) / 5, 2 / 60, 3),
        # in widths of a band of 2/60 h, held at 1
        ({"low": 1 / 60, "high": 3 / 60}, (0.5 + 0.5) / 5, 2 / 60, 0),
        ({"low": 4 / 60}, (1.0 + 0.75 + 0.5 + 0.25) / 5, 4 / 60, 0),
    ],
)
def test_a_margin_is_the_mean_excess_over_a_limit(
    sides: dict[str, float],
    mean_excess: float,
    hours_outside: float,
    scan: int | None,
    quiet: FlightPlan,
    fly_script: FlyScript,
) -> None:
    flight = fly_script(quiet, to=4)
    block = margins.block(flight, under(quiet, scoring(margins=1.0), limit(**sides)), {})
    line = of(block, "elapsed_h")
    assert line.facts == pytest.approx({"mean_excess": mean_excess, "hours_outside": hours_outside})
    assert line.points == pytest.approx(max(0.0, 1 - mean_excess / 0.10))
    assert line.scan == scan


def test_a_flight_without_limits_has_no_margins(quiet: FlightPlan, fly_script: FlyScript) -> None:
    assert margins.block(fly_script(quiet, to=4), under(quiet, scoring(margins=1.0)), {}).points is None


def test_a_scenario_may_say_which_excess_spends_a_margin(quiet: FlightPlan, fly_script: FlyScript) -> None:
    # the second case above: a mean excess of 0.3
    rules = scoring(margins=1.0, arguments={"margins": {"spent": 0.6}})
    assert margins.block(fly_script(quiet, to=4), under(quiet, rules, limit(high=2 / 60)), {}).points == pytest.approx(
        0.5
    )


def rung(plan: FlightPlan, *events: tuple[int, str, Change], to: int = 120) -> Block:
    flight = Flight(plan)
    flight.advance(to)
    flight.alarm_log = [AlarmEvent(*event) for event in events]
    return alarms.block(flight, under(plan, scoring(alarms=1.0)), {})


@pytest.mark.parametrize(("waited", "points"), [(0, 1.0), (10, 1.0), (25, 0.5), (40, 0.0), (60, 0.0)])
def test_an_alarm_is_worth_its_answer_in_time(quiet: FlightPlan, waited: int, points: float) -> None:
    # agitation-low asks for an answer within 10 minutes; nothing is left at four times that
    name = "agitation-low"
    block = rung(quiet, (5, name, Change.COMES), (5 + waited, name, Change.ACKNOWLEDGED))
    assert block.points == pytest.approx(points)


def test_an_alarm_that_nobody_acknowledged_in_time_is_worth_nothing(quiet: FlightPlan) -> None:
    assert rung(quiet, (5, "agitation-low", Change.COMES)).points == 0.0


def test_an_alarm_that_has_only_just_come_costs_nothing_yet(quiet: FlightPlan) -> None:
    assert rung(quiet, (115, "agitation-low", Change.COMES)).points == 1.0


def test_a_high_priority_weighs_twice_a_medium_one(quiet: FlightPlan) -> None:
    block = rung(
        quiet,
        (5, "agitation-low", Change.COMES),
        (6, "foam-high", Change.COMES),
        (7, "foam-high", Change.ACKNOWLEDGED),
    )
    assert block.points == pytest.approx(2 / 6)


def test_one_acknowledgement_answers_for_an_alarm_that_came_twice(quiet: FlightPlan) -> None:
    name = "agitation-low"
    came_twice = [(5, name, Change.COMES), (7, name, Change.GOES), (9, name, Change.COMES)]
    assert rung(quiet, *came_twice, (12, name, Change.ACKNOWLEDGED)).points == 1.0


def test_where_no_alarm_came_none_was_required(quiet: FlightPlan) -> None:
    assert rung(quiet).points is None


def test_the_score_is_the_weighted_mean_of_the_blocks_that_count(quiet: FlightPlan, fly_script: FlyScript) -> None:
    criterion = {"quantity": "volume_L", "worst": 0.0, "best": 1e4, "weight": 1.0}
    rules = scoring(criterion, outcome=1.0, margins=3.0, alarms=20.0, response=20.0)
    limits = (limit(high=100.0),)
    scenario = quiet.scenario.model_copy(update={"scoring": rules, "limits": limits})
    flight = fly_script(replace(quiet, scenario=scenario), to=120)
    gave, graded = grade(flight)
    assert [block.points for block in graded.blocks][2:] == [None, None]
    assert graded.score == pytest.approx(100 * (gave["volume_L"] / 1e4 * 1 + 1.0 * 3) / 4)


def test_only_what_a_scenario_weighs_is_judged_in_its_order(quiet: FlightPlan, fly_script: FlyScript) -> None:
    scenario = under(quiet, scoring(restraint=1.0, alarms=0.0, margins=2.0))
    _, graded = grade(fly_script(replace(quiet, scenario=scenario), to=10))
    assert [(block.name, block.weight) for block in graded.blocks] == [("restraint", 1.0), ("margins", 2.0)]


def test_a_criterion_that_does_not_exist_grades_nothing(quiet: FlightPlan, fly_script: FlyScript) -> None:
    scenario = under(quiet, scoring(margin=1.0))
    with pytest.raises(UnknownNameError, match="no criterion is called 'margin': did you mean margins"):
        grade(fly_script(replace(quiet, scenario=scenario), to=10))


@pytest.mark.parametrize(("must", "passed"), [("volume_L > 1", True), ("volume_L < 1", False)])
def test_a_flight_is_passed_only_if_every_must_holds(
    must: str, passed: bool, quiet: FlightPlan, fly_script: FlyScript
) -> None:
    rules = scoring(must=(must,), margins=1.0)
    scenario = quiet.scenario.model_copy(update={"scoring": rules, "limits": (limit(high=100.0),)})
    _, graded = grade(fly_script(replace(quiet, scenario=scenario), to=120))
    assert (graded.score, graded.passed) == (100.0, passed)
    assert graded.failed == (() if passed else (must,))


@pytest.mark.parametrize("ending", [Intervene("harvest"), Intervene("abort"), End()])
def test_a_flight_ended_early_is_worth_the_share_that_was_flown(
    ending: Command, quiet: FlightPlan, fly_script: FlyScript
) -> None:
    scenario = quiet.scenario.model_copy(update={"scoring": scoring(margins=1.0), "limits": (limit(high=100.0),)})
    plan = replace(quiet, scenario=scenario)
    scores = [grade(fly_script(plan, [(at, ending)], to=120))[1].score for at in (0, 30, 90)]
    assert scores == pytest.approx([0.0, 25.0, 75.0])


def test_a_needless_abort_is_not_passed(quiet: FlightPlan, fly_script: FlyScript) -> None:
    scenario = quiet.scenario.model_copy(update={"scoring": scoring(margins=1.0), "limits": (limit(high=100.0),)})
    _, graded = grade(fly_script(replace(quiet, scenario=scenario), [(110, Intervene("abort"))], to=120))
    assert (graded.score > 60, graded.passed, graded.failed) == (True, False, ("abort",))


def test_an_abort_that_a_malfunction_calls_for_costs_nothing(plan_of: PlanOf, arm: Arm, fly_script: FlyScript) -> None:
    rules = {"scoring": scoring(margins=1.0), "limits": (limit(high=100.0),)}
    plan = plan_of("contamination", malfunctions=arm("contamination", at_h=1.0), **rules)
    _, graded = grade(fly_script(plan, [(120, Intervene("abort"))], to=240))
    assert (graded.score, graded.passed) == (100.0, True)


def test_a_flight_in_the_air_is_not_yet_held_to_its_length(quiet: FlightPlan, fly_script: FlyScript) -> None:
    scenario = quiet.scenario.model_copy(update={"scoring": scoring(margins=1.0), "limits": (limit(high=100.0),)})
    assert grade(fly_script(replace(quiet, scenario=scenario), to=30))[1].score == 100.0


def test_a_flight_graded_twice_has_one_grade_and_grading_changes_nothing(
    plan_of: PlanOf, fly_script: FlyScript
) -> None:
    flight = fly_script(plan_of(), [(30, SetInput("feed_flow", 3.0))])
    state, hashed = flight.state, flight.state_hash
    assert grade(flight) == grade(flight)
    assert (flight.state, flight.state_hash) == (state, hashed)


def test_a_grade_is_written_as_json_and_read_back(plan_of: PlanOf, fly_script: FlyScript) -> None:
    _, graded = grade(fly_script(plan_of(), [(500, Intervene("restart-agitator"))]))
    document = as_document(graded)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert list(document["blocks"]) == ["outcome", "margins", "alarms", "response", "restraint"]


def test_a_grade_says_which_rules_gave_it(quiet: FlightPlan, fly_script: FlyScript) -> None:
    scenario = under(quiet, scoring(margins=1.0))
    _, graded = grade(fly_script(replace(quiet, scenario=scenario), to=10))
    assert as_document(graded)["rules"] == {"engine": VERSION, "scenario": 3}
