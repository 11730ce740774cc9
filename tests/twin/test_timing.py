"""Integration step, refined step, control scan, alarm scan and frame period are five lengths, held apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from envol.errors import EnvolError
from envol.twin.declarations import actuator, parameter, state
from envol.twin.model import UnitOperation, compile_model
from envol.twin.solve import run_on_grid
from envol.twin.sources import assumed
from envol.twin.timing import Timing


class Decay(UnitOperation):
    """Something that decays and is added to."""

    amount = state("g", start=10.0, low=0)
    addition = actuator("g/h", low=0, high=100)
    rate = parameter("1/h", 1.0, assumed("for this test"))

    def balances(m: Any) -> dict[str, dict[str, Any]]:
        return {"amount": {"addition": m.addition, "decay": -m.rate * m.amount}}


def test_an_input_is_held_over_a_control_scan_of_several_steps():
    timing = Timing(integration_step_s=60, refined_step_s=60, control_scan_s=600, alarm_scan_s=600)
    course = run_on_grid(compile_model(Decay), 1.0, timing=timing, schedule={"addition": [(0.0, 0.0), (0.25, 60.0)]})
    assert len(course.times) == 7
    # asked for at 15 min, the addition starts with the scan that begins at 20 min
    np.testing.assert_allclose(course["amount"][:3], 10 * np.exp(-course.times[:3]), rtol=1e-6)
    assert course["amount"][3] > 10 * np.exp(-0.5) + 5


def test_shorter_steps_within_a_scan_change_the_error_and_not_the_scans():
    errors = []
    for step in (600.0, 300.0):
        timing = Timing(integration_step_s=step, refined_step_s=step, control_scan_s=600, alarm_scan_s=600)
        course = run_on_grid(compile_model(Decay), 1.0, timing=timing)
        errors.append(abs(course["amount"][-1] - 10 * np.exp(-1.0)))
    assert errors[1] < errors[0] / 6


@pytest.mark.parametrize(
    "lengths",
    [
        {"integration_step_s": 7.0, "refined_step_s": 7.0},
        {"control_scan_s": 90.0},
        {"alarm_scan_s": 90.0},
        {"refined_step_s": 0.0},
        {"refined_step_s": 7.0},
        {"alarm_scan_s": 30.0},
    ],
)
def test_rhythms_that_do_not_divide_one_another_are_refused(lengths):
    with pytest.raises(EnvolError, match="whole number"):
        Timing(**lengths)


def test_alarms_may_be_scanned_less_often_than_controls():
    assert Timing(alarm_scan_s=300.0).scans_per_alarm_scan == 5
