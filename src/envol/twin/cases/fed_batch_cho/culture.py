"""How the reference cases run the fed-batch open-loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

import numpy as np

from envol.twin.course import Course, Schedule
from envol.twin.model import Model, compile_model
from envol.twin.qualification import Case, Check, band
from envol.twin.solve import CompiledScan, Stepper, run_on_grid
from envol.twin.timing import Timing
from envol.twin.units.fed_batch_cho import FedBatchCho

UNIT = "fed_batch_cho"
DAY = 24.0
MINUTE = Timing(integration_step_s=60.0, refined_step_s=10.0, control_scan_s=60.0, alarm_scan_s=60.0)
QUARTER = Timing(integration_step_s=300.0, refined_step_s=60.0, control_scan_s=300.0, alarm_scan_s=300.0)

Values = Mapping[str, float]


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the unit operation, compiled once."""
    return compile_model(FedBatchCho)


@lru_cache(maxsize=2)
def compiled(timing: Timing) -> CompiledScan:
    """Return its scan at some rhythms, compiled once."""
    return CompiledScan.of(model(), timing)


def run(
    hours: float,
    schedule: Schedule | None = None,
    start: Values | None = None,
    parameters: Values | None = None,
    timing: Timing = QUARTER,
) -> Course:
    """Run it on the grid: the nominal lot, without noise."""
    p = model().parameter_values(parameters)
    stepper = Stepper(compiled(timing), p)
    return run_on_grid(model(), hours, timing=timing, schedule=schedule, start=start, parameters=p, stepper=stepper)


def at(course: Course, name: str, hour: float) -> float:
    """Return a quantity at an hour of a course."""
    return float(np.interp(hour, course.times, course[name]))


IDEAL: dict[str, float] = {"environment": 0.0}
NO_PH_CONTROL: dict[str, float] = {"ph_loop.automatic": 0.0, "ph_loop.manual_output": 0.0}


def bands(pairs: Sequence[tuple[str, float, float]], reason: str) -> tuple[Check, ...]:
    """Return the checks that quantities lie between bounds, for one reason."""
    return tuple(band(name, low, high, reason) for name, low, high in pairs)


case = partial(Case, unit=UNIT)
