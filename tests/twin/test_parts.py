"""Instruments and controllers are written in hours and work in a unit operation of any time unit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from envol.twin.control.pid import PiLoop
from envol.twin.course import Course
from envol.twin.declarations import parameter, state
from envol.twin.dimensions import check_dimensions
from envol.twin.instruments.probe import Probe
from envol.twin.model import UnitOperation, compile_model
from envol.twin.solve import run_on_grid
from envol.twin.sources import assumed
from envol.twin.timing import Timing

HERE = assumed("for this test")


def _bath(seconds: bool) -> type[UnitOperation]:
    scale = 3600.0 if seconds else 1.0
    unit = "s" if seconds else "h"

    class Bath(UnitOperation):
        time = unit
        temperature = state("degC", start=20.0, scale=10)
        loss = parameter(f"1/{unit}", 0.5 / scale, HERE)
        room = parameter("degC", 20.0, HERE)
        power = parameter(f"delta_degC/{unit}/percent", 0.4 / scale, HERE)
        probe = Probe(
            of="temperature", unit="degC", lag_h=0.05, noise=0.0, drift_sd_per_h=0.0, low=0, high=100,
            resolution=0.01, start=20.0, bubble=5.0, bubbles_per_h=0.5, source=HERE,
        )  # fmt: skip
        heater = PiLoop(
            on="probe", unit="percent", measures="degC", gain=4.0, integral_h=0.5, setpoint=37.0, setpoint_low=20,
            setpoint_high=60, low=0, high=100, source=HERE,
        )  # fmt: skip

        def balances(m: Any) -> dict[str, dict[str, Any]]:
            return {"temperature": {"heater": m.power * m.heater, "room": -m.loss * (m.temperature - m.room)}}

    return Bath


def _run(seconds: bool) -> Course:
    model = compile_model(_bath(seconds))
    return run_on_grid(model, 4 * (3600.0 if seconds else 1.0), timing=Timing(), seed=5)


@pytest.mark.parametrize("seconds", [False, True])
def test_the_dimensions_hold_in_hours_and_in_seconds(seconds):
    check_dimensions(compile_model(_bath(seconds)))


@pytest.mark.parametrize("name", ["temperature", "probe.lagged", "probe.bubble", "heater.integral"])
def test_a_part_gives_the_same_course_in_seconds_as_in_hours(name):
    np.testing.assert_allclose(_run(True)[name], _run(False)[name], rtol=1e-9, atol=1e-9)


def test_the_bubbles_of_that_run_did_come():
    assert _run(True)["probe.bubble"].max() > 1.0
