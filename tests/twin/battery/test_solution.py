"""The course is the one that the equations ask for, and the same one every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from envol.twin.adaptive import run_adaptive
from envol.twin.course import input_table, noise_of
from envol.twin.solve import ORDER, Stepper, run_on_grid, typical
from envol.twin.timing import Timing

from .representative import NAMES, compiled, digest, even, flown, judged, model_of, ordinary, smooth

SEED = 7
ALONE = """
import sys
from tests.twin.battery.representative import digest, flown
print(digest(flown(sys.argv[1], int(sys.argv[2]))))
"""


@pytest.mark.parametrize("name", NAMES)
def test_halving_the_step_divides_the_error_by_the_declared_order(name: str) -> None:
    run, model = smooth(name), model_of(name)
    held = {"schedule": run.schedule, "start": run.start}
    nx, last = model.states.size, round(run.duration * model.time_s / run.steps_s[0])
    fine = run_adaptive(model, run.duration, timing=even(run.steps_s[0]), tolerance=1e-11, every=last, **held)
    scale = np.abs(fine.rows[-1, :nx]) + 0.1 * typical(model)
    errors = []
    for step in run.steps_s:
        course = run_on_grid(model, run.duration, timing=even(step), **held)
        errors.append(np.max(np.abs(course.rows[-1, :nx] - fine.rows[-1, :nx]) / scale))
    if errors[0] < 1e-9:
        return  # so slow a unit that even the longest step errs less than the adaptive solver does
    slope = np.polyfit(np.log(run.steps_s), np.log(errors), 1)[0]
    # steps are never so short that the asymptote is reached, nor errors so small that rounding is far
    assert ORDER - 0.4 <= slope <= ORDER + 0.6, errors


@pytest.mark.parametrize("name", NAMES)
def test_the_fixed_step_and_the_adaptive_solver_agree(name: str) -> None:
    grid, adaptive = flown(name), judged(name)
    model, nx = grid.model, grid.model.states.size
    settled = grid.times >= ordinary(name).settled
    mine, theirs = grid.rows[settled, :nx], adaptive.rows[settled, :nx]
    # a state that hardly moves is held to its typical magnitude instead of to its range
    ranges = np.maximum(np.ptp(adaptive.rows[:, :nx], axis=0), 0.01 * typical(model))
    apart = np.max(np.abs(mine - theirs), axis=0) / ranges
    worst = int(np.argmax(apart))
    assert apart[worst] <= model.unit.agreement, (model.states.element_names()[worst], apart[worst])


def test_a_trip_of_the_agitator_is_resolved_by_refined_steps() -> None:
    """Oxygen collapses within minutes, at high density: the passage that the refined steps are there for."""
    model = model_of("fed_batch_cho")
    schedule = {"feed_flow": ((48.0, 2.0), (96.0, 4.0)), "agitator_loss": ((120.0, 1.0), (120.25, 0.0))}
    stepper = Stepper(compiled("fed_batch_cho"), model.parameter_values())
    grid = run_on_grid(model, 122.0, timing=Timing(), schedule=schedule, stepper=stepper)
    adaptive = run_adaptive(model, 122.0, timing=Timing(), schedule=schedule)
    nx, window = model.states.size, grid.times >= 119.5
    mine, theirs = grid.rows[window, :nx], adaptive.rows[window, :nx]
    largest = np.maximum(np.max(np.abs(theirs), axis=0), 1e-6 * typical(model))
    assert stepper.refinements > 0
    assert np.min(grid["oxygen"]) >= 0
    # measured: 0.5 %, in the oxygen loop's integral
    assert np.max(np.abs(mine - theirs) / largest) <= 0.01


@pytest.mark.parametrize("name", NAMES)
def test_a_course_is_the_same_to_the_bit_however_it_was_cut(name: str) -> None:
    whole, model, run = flown(name, SEED), model_of(name), ordinary(name)
    u = input_table(model, run.schedule, whole.times)
    stepper = Stepper(compiled(name), model.parameter_values())
    rows = np.empty_like(whole.rows)
    rows[0] = whole.rows[0]
    place, lengths = 0, [1, 7, 130, 3]
    while place < len(rows) - 1:
        n = min(lengths[place % len(lengths)], len(rows) - 1 - place)
        noise = noise_of(model, SEED, place, n)
        stepper.advance(rows[place], u[place : place + n], noise, rows[place + 1 : place + 1 + n])
        place += n
    assert rows.tobytes() == whole.rows.tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_course_is_the_same_to_the_bit_in_another_process(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, name, str(SEED)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(flown(name, SEED))
