"""One ordinary run and one smooth run for each unit operation of the registry; the tests of the battery fly them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from envol.twin.adaptive import run_adaptive
from envol.twin.course import Course, Schedule
from envol.twin.model import Model
from envol.twin.registry import Registry
from envol.twin.solve import CompiledScan, Stepper, run_on_grid
from envol.twin.timing import Timing

REGISTRY = Registry()
NAMES = REGISTRY.names()


def even(step_s: float) -> Timing:
    """Every rhythm at one length, without refined steps."""
    return Timing(integration_step_s=step_s, refined_step_s=step_s, control_scan_s=step_s, alarm_scan_s=step_s)


@dataclass(frozen=True, kw_only=True)
class Ordinary:
    """A run as it is flown: loops closed, events included, noise off.

    From `settled` on, the grid is held against the adaptive solver.
    """

    duration: float
    timing: Timing
    schedule: Schedule = field(default_factory=dict)
    settled: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Smooth:
    """A run without events or loops, at steps short enough for the slope of the error to show."""

    duration: float
    steps_s: tuple[float, ...]
    schedule: Schedule = field(default_factory=dict)
    start: Mapping[str, float] = field(default_factory=dict)


ORDINARY = {
    "fed_batch_cho": Ordinary(
        duration=36.0,
        timing=Timing(),
        schedule={
            "feed_flow": ((12.0, 2.0), (24.0, 4.0)),
            "glucose_flow": ((20.0, 1.0), (22.0, 0.0)),
            "base_stuck": ((28.0, 0.5), (29.0, 0.0)),
            "sample_draw": ((24.0, 30.0), (24.1, 0.0)),
            "antifoam_dose": ((30.0, 2.0), (30.01, 0.0)),
        },
    ),
    "lrmp_sma_column": Ordinary(
        duration=1500.0,
        timing=even(0.5),
        schedule={"phase": ((0.0, 0.0), (10.0, 1.0), (90.0, 2.0))},
        # a load enters the empty bed as a step: its front crosses the first nodes within a few steps, so that the two
        # differ there by 14 % of the range at the very first one (measured; at the outlet by 0.01 % throughout)
        settled=15.0,
    ),
    "seed_train": Ordinary(duration=504.0, timing=even(600.0)),
}
OPEN_LOOPS = {f"{loop}.automatic": 0.0 for loop in ("temperature_loop", "oxygen_loop", "ph_loop")}
SMOOTH = {
    "fed_batch_cho": Smooth(
        duration=0.5, steps_s=(10, 5, 2.5), schedule=OPEN_LOOPS | {"oxygen_loop.manual_output": 20.0, "feed_flow": 2.0}
    ),
    "lrmp_sma_column": Smooth(duration=32.0, steps_s=(2, 1, 0.5)),
    "seed_train": Smooth(duration=48.0, steps_s=(3600, 1800, 900), start={"thawed": 1.0, "viable": 0.4, "dead": 0.02}),
}


def ordinary(name: str) -> Ordinary:
    """The ordinary run of a unit: the one named above, or a day from its declared start."""
    seconds = REGISTRY.model(name).time_s
    return ORDINARY.get(name, Ordinary(duration=86400 / seconds, timing=Timing()))


def smooth(name: str) -> Smooth:
    """The smooth run of a unit: the one named above, or half a day from its declared start."""
    seconds = REGISTRY.model(name).time_s
    return SMOOTH.get(name, Smooth(duration=43200 / seconds, steps_s=(600, 300, 150)))


def model_of(name: str) -> Model:
    """The checked model of one unit operation."""
    return REGISTRY.model(name)


@cache
def compiled(name: str) -> CompiledScan:
    """The scan of the ordinary run, compiled once."""
    return CompiledScan.of(model_of(name), ordinary(name).timing)


@cache
def flown(name: str, seed: int | None = None) -> Course:
    """The ordinary run on the grid."""
    run, model = ordinary(name), model_of(name)
    stepper = Stepper(compiled(name), model.parameter_values())
    return run_on_grid(model, run.duration, timing=run.timing, schedule=run.schedule, seed=seed, stepper=stepper)


@cache
def judged(name: str) -> Course:
    """The ordinary run by the adaptive solver."""
    run = ordinary(name)
    return run_adaptive(model_of(name), run.duration, timing=run.timing, schedule=run.schedule)


def digest(course: Course) -> str:
    """A hash of every bit of a course."""
    return hashlib.sha256(np.ascontiguousarray(course.rows).tobytes()).hexdigest()
