"""What the school's own lines say to their screens is whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from envol.flight.content.line import Line
from envol.flight.content.screen import ControlRole
from envol.flight.plan import FlightPlan, vocabulary_of
from envol.gateways.library import Library

PlanOf = Callable[..., FlightPlan]


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


@pytest.fixture(scope="module")
def line(library: Library) -> Line:
    return library.catalogue.line("fed-batch-2000l")


def test_every_input_that_a_hand_may_move_has_a_control(plan: FlightPlan, line: Line) -> None:
    assert set(line.controls) == set(vocabulary_of(plan.model).inputs.settable)


def test_every_control_gesture_and_sample_has_one_place_on_the_drawing(line: Line) -> None:
    assert sorted(name for piece in line.synoptic for name in piece.controls) == sorted(line.controls)
    gestures = [name for piece in line.synoptic for name in piece.interventions]
    assert sorted(gestures) == sorted(gesture.name for gesture in line.interventions)
    assays = [name for piece in line.synoptic for name in piece.assays]
    assert sorted(assays) == sorted(assay.name for assay in line.assays)


def test_every_tag_has_one_place_on_the_drawing(line: Line) -> None:
    assert sorted(tag for piece in line.synoptic for tag in piece.tags) == sorted(line.tags)


def test_a_set_point_stands_on_the_faceplate_of_what_its_loop_measures(plan: FlightPlan, line: Line) -> None:
    for loop, tag, shown in (
        ("temperature_loop", "TIC-101", "TY-101"),
        ("oxygen_loop", "AIC-101", "AY-101"),
        ("ph_loop", "AIC-102", "AY-102"),
    ):
        setpoint, mode, output = (
            line.controls[f"{loop}.{what}"] for what in ("setpoint", "automatic", "manual_output")
        )
        assert [each.role for each in (setpoint, mode, output)] == [
            ControlRole.SETPOINT,
            ControlRole.MODE,
            ControlRole.OUTPUT,
        ]
        assert {setpoint.tag, mode.tag, output.tag} == {tag}
        assert output.shows == shown
        assert line.tags[shown].quantity == f"{loop}.output"
        assert plan.model.declared[f"{loop}.setpoint"].unit == plan.model.declared[line.tags[tag].quantity].unit


def test_a_step_of_a_control_is_written_with_its_decimals(line: Line) -> None:
    for control in line.controls.values():
        assert round(control.step, control.decimals) == control.step


def test_every_tag_and_every_result_can_be_drawn_over_time(line: Line) -> None:
    drawn = [name for trend in line.trends for name in (*trend.tags, *trend.assays)]
    assert len(drawn) >= 12
    measured = {quantity for assay in line.assays for quantity in assay.measures}
    assert measured == set(line.quantities)
    assert measured <= set(drawn)
