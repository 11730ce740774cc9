"""Reference cases of the seed train."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from envol.twin.adaptive import run_adaptive
from envol.twin.course import Course, Schedule
from envol.twin.model import compile_model
from envol.twin.qualification import Case, Check, Status, band, reported, within
from envol.twin.timing import Timing
from envol.twin.units.seed_train import SeedTrain

UNIT = "seed_train"
TEN_MINUTES = Timing(integration_step_s=600.0, refined_step_s=600.0, control_scan_s=600.0, alarm_scan_s=600.0)
RANGE = (
    "usual range of industrial CHO seed trains, not re-read: the twin is tuned towards it, which proves nothing more"
)
AGED = "the growth of the last ten minutes before the passage is extrapolated"

UNLIMITED = {
    "K_glucose": 1e-12,
    "K_glutamine": 1e-12,
    "KI_lactate": 1e12,
    "KI_ammonia": 1e12,
    "death_max": 0.0,
    "death_starving": 0.0,
    "thaw_lag": 1e-9,
}
"""Parameters under which nothing limits growth, so that it is exponential."""


def train(
    duration: float = 504.0, schedule: Schedule | None = None, given: Mapping[str, float] | None = None
) -> Course:
    """Run the seed train from the thaw on, hours; one row for each ten minutes."""
    model = compile_model(SeedTrain)
    parameters = model.parameter_values(given)
    return run_adaptive(model, duration, timing=TEN_MINUTES, schedule=schedule, parameters=parameters, tolerance=1e-9)


def _exponential() -> Mapping[str, float]:
    course = train(60.0, given=UNLIMITED)
    first, last = np.searchsorted(course.times, [10.0, 60.0])
    return {"growth over 50 h, times": float(course["viable"][last] / course["viable"][first])}


def _transfer() -> Mapping[str, float]:
    """Compare a passage that takes all cells with its books; the row before it is one scan older: aged by hand."""
    course = train(100.0, {"planned_interval": 72.0, "split_target": 2.0})
    at = int(np.flatnonzero(np.diff(course["passages"]))[0])
    scan = course.times[at + 1] - course.times[at]
    grown = np.exp((course["growth_rate"][at] - course["death_rate"][at]) * scan)
    consumed = course["glucose_uptake"][at] * course["viable"][at] * scan
    share = 0.985 * course["volume"][at] / course["volume"][at + 1]
    blend = share * (course["glucose"][at] - consumed) + (1 - share) * 35.0
    return {
        "cells after over cells before": float(course["viable_cells"][at + 1] / course["viable_cells"][at] / grown),
        "glucose less that of the blend, mmol/L": float(course["glucose"][at + 1] - blend),
    }


def _whole_train() -> Mapping[str, float]:
    course = train()
    at = np.append(np.flatnonzero(np.diff(course["passages"])), len(course.times) - 1)
    generations = np.diff(course["generations"][at], prepend=0.0)
    return {
        "passages to N-1": float(course["passages"][-1]),
        "time to the end of N-1, h": float(course.times[-1]),
        "density at the end of N-1, 1e6/mL": float(course["viable"][-1]),
        "lowest density at a passage, 1e6/mL": float(course["viable"][at].min()),
        "lowest viability at a passage, %": float(course["viability"][at].min()),
        "fewest doublings in a vessel": float(generations.min()),
        "most doublings in a vessel": float(generations.max()),
        "seed for 1 200 L, 1e6/mL": float(course["viable_cells"][-1] / (course["volume"][-1] + 1200.0)),
    }


CASES = (
    Case(
        unit=UNIT,
        name="growth without limitation",
        source="N = N0 exp((mu - kd) t), with mu_max 0.039 /h and kd 0.0004 /h",
        status=Status.ANALYTICAL,
        measure=_exponential,
        checks=(
            within("growth over 50 h, times", float(np.exp((0.039 - 0.0004) * 50.0)), 1e-6, "the solver's tolerance"),
        ),
    ),
    Case(
        unit=UNIT,
        name="one passage",
        source="conservation of cells and of glucose at the transfer; samples take 1.5 %",
        status=Status.ANALYTICAL,
        measure=_transfer,
        checks=(
            Check(quantity="cells after over cells before", reference=0.985, allowed=1e-4, reason=AGED),
            Check(quantity="glucose less that of the blend, mmol/L", reference=0.0, allowed=1e-4, reason=AGED),
        ),
    ),
    Case(
        unit=UNIT,
        name="vial to N-1",
        source=RANGE,
        status=Status.REGRESSION,
        measure=_whole_train,
        checks=(
            Check(quantity="passages to N-1", reference=5.0, allowed=0.0, reason="the declared chain of vessels"),
            band("density at the end of N-1, 1e6/mL", 2.0, 6.0, "accepted for inoculation"),
            band("lowest density at a passage, 1e6/mL", 2.0, 6.0, "accepted for a passage"),
            band("lowest viability at a passage, %", 95.0, 100.0, "accepted for a passage"),
            band("fewest doublings in a vessel", 2.5, 3.2, "usual"),
            band("most doublings in a vessel", 2.5, 3.5, "2.5 to 3 is usual; ours are cut a little later"),
            band("seed for 1 200 L, 1e6/mL", 0.3, 1.0, "usual inoculum of a fed-batch"),
            reported(
                "time to the end of N-1, h",
                520.0,
                "another train, optimised from 576 to 520 h: Processes 2022, 10(5):883, doi 10.3390/pr10050883",
            ),
        ),
    ),
)
