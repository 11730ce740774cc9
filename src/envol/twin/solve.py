"""Stepping on an absolute grid: what flights fly on.

Integration steps lie on a grid that starts at time zero; inputs and draws are held over a control scan, and events are
tried at its end. A value therefore never depends on how a run was cut into calls.

The fixed step is RODAS3 (Sandu, Verwer, Blom, Spee, Carmichael, Potra 1997, Atmos. Environ. 31:3459): linearly implicit,
order 3, L-stable, stiffly accurate, fit for algebraic variables of index 1. Its matrix is eliminated symbolically.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import casadi as ca
import numpy as np

from envol.errors import SolverError
from envol.twin.course import Course, Schedule, input_table, noise_of, silent
from envol.twin.linear import EliminatedMatrix
from envol.twin.model import Model
from envol.twin.timing import Timing

ORDER = 3
_GAMMA = 0.5
_A = ((), (0.0,), (2.0, 0.0), (2.0, 0.0, 1.0))
_C = ((), (4.0,), (1.0, -1.0), (1.0, -1.0, -8.0 / 3.0))
_M = (2.0, 0.0, 1.0, 1.0)


def rodas3_step(model: Model, step: float) -> tuple[ca.SX, ca.SX]:
    """Return states and algebraic variables one step later, as expressions.

    Parameters
    ----------
    model : Model
    step : float
        Length in the model's time unit.
    """
    y = ca.vertcat(model.x, model.z)
    right = ca.vertcat(model.rate, model.residual)
    mass = ca.DM([1.0] * model.states.size + [0.0] * model.algebraics.size)
    evaluate = ca.Function("right", [y, model.u, model.w, model.p], [right])
    matrix = EliminatedMatrix(ca.diag(ca.sparsify(mass / (_GAMMA * step))) - ca.jacobian(right, y))
    slopes: list[ca.SX] = []
    value = right
    for stage in range(4):
        if stage >= 2:  # the second stage stands at the same point as the first
            value = evaluate(y + _combine(_A[stage], slopes), model.u, model.w, model.p)
        known = value + mass * _combine(_C[stage], slopes) / step if slopes else value
        slopes.append(matrix.solve(known))
    after = y + _combine(_M, slopes)
    return after[: model.states.size], after[model.states.size :]


def _combine(weights: Sequence[float], slopes: Sequence[ca.SX]) -> ca.SX:
    total = 0
    for weight, slope in zip(weights, slopes, strict=True):
        if weight:
            total = total + weight * slope
    return total


def _algebraic_correction(model: Model, x: ca.SX, z: ca.SX) -> ca.SX:
    """Return the algebraic variables after one Newton step at the given states."""
    if not model.algebraics.size:
        return z
    correction = EliminatedMatrix(ca.jacobian(model.residual, model.z)).solve(model.residual)
    return z - ca.substitute(correction, ca.vertcat(model.x, model.z), ca.vertcat(x, z))


def _changes(model: Model, scan: float) -> ca.SX:
    """Return the states after the events and jumps of one scan, as an expression of the states before them."""
    x, now = model.x, model.x
    for event in model.bound.events.values():
        now = _reset(model, now, ca.substitute(ca.SX(event.when), x, now), event.resets)
    for name, jump in model.bound.jumps.items():
        chance = 1 - ca.exp(-ca.substitute(ca.SX(jump.rate), x, now) * scan)
        fires = model.w[model.draws[f"jump:{name}"]] < chance
        now = _reset(model, now, fires, jump.resets)
    return now


def _reset(model: Model, now: ca.SX, fires: ca.SX, resets: Mapping[str, Any]) -> ca.SX:
    after = ca.SX(now)
    for name, value in resets.items():
        place = model.states[name]
        new = ca.substitute(ca.vec(ca.SX(value)), model.x, now)
        after[place] = ca.if_else(fires, new, now[place])
    return after


def change_function(model: Model, scan: float) -> ca.Function:
    """Compile what the events and jumps of one scan do to the state: (x, z, u, w, p) to x."""
    arguments = [model.x, model.z, model.u, model.w, model.p]
    return ca.Function("change", arguments, [_changes(model, scan)])


def scan_function(model: Model, timing: Timing) -> ca.Function:
    """Compile one control scan: (x, z, u, w, p) to one row (x, z, outputs) at its end."""
    step = timing.integration_step_s / model.time_s
    scan = timing.control_scan_s / model.time_s
    arguments = [model.x, model.z, model.u, model.w, model.p]
    one = ca.Function("one", arguments, list(rodas3_step(model, step)))
    x, z = model.x, model.z
    for _ in range(timing.steps_per_scan):
        x, z = one(x, z, model.u, model.w, model.p)
    if model.bound.events or model.bound.jumps:
        x = change_function(model, scan)(x, z, model.u, model.w, model.p)
    z = _algebraic_correction(model, x, z)
    shown = shown_function(model)(x, z, model.u, model.w, model.p)
    row = ca.cse(ca.vertcat(x, z, shown))
    return ca.Function("scan", arguments, [ca.densify(row)])


class Consistency:
    """Finds the algebraic variables that satisfy their equations, by Newton's method with short steps.

    A charge balance spans many orders of magnitude: a full Newton step from a poor guess leaves the range of numbers, so
    no variable moves by more than a tenth of its typical magnitude at once.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._reach = np.concatenate(
            [np.full(d.stop - d.start, 0.1 * model.declared[n].typical) for n, d in model.algebraics.slices.items()] or [[]]
        )
        arguments = [model.z, model.x, model.u, model.w, model.p]
        slope = ca.jacobian(model.residual, model.z)
        self._newton = ca.Function("newton", arguments, [model.residual, ca.densify(slope)])

    def solve(
        self, x: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray, guess: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the algebraic variables at the given states.

        Raises
        ------
        SolverError
            If two hundred steps find none.
        """
        z = np.array(self.model.first_guess() if guess is None else guess, dtype=float)
        if not z.size:
            return z
        for _ in range(200):
            residual, slope = self._newton(z, x, u, w, p)
            move = np.linalg.solve(np.array(slope), np.array(residual).ravel())
            z = z - np.clip(move, -self._reach, self._reach)
            if np.all(np.abs(move) <= 1e-13 * np.maximum(1.0, np.abs(z))):
                return z
        if np.all(np.abs(move) <= 1e-9 * self._reach):
            return z
        raise SolverError(f"{self.model.name}: nothing satisfies the equation of {', '.join(self.model.algebraics.slices)}")


def shown_function(model: Model) -> ca.Function:
    """Compile the outputs at one instant: (x, z, u, w, p) to one column."""
    return ca.Function("shown", [model.x, model.z, model.u, model.w, model.p], [model.output_expression])


class Stepper:
    """The compiled scan of one model, called on buffers so that a scan costs little more than its arithmetic.

    Parameters
    ----------
    model : Model
    timing : Timing
    parameters : array, shape (n_p,)
    """

    def __init__(self, model: Model, timing: Timing, parameters: np.ndarray, function: ca.Function | None = None) -> None:
        self.model, self.timing = model, timing
        self.function = function if function is not None else scan_function(model, timing)
        self.width = model.states.size + model.algebraics.size + model.outputs.size
        self._nx, self._nz = model.states.size, model.algebraics.size
        self._x, self._z = np.zeros(self._nx), np.zeros(self._nz)
        self._u, self._w = np.zeros(model.inputs.size), np.zeros(model.draws.size)
        self._p = np.array(parameters, dtype=float)
        self._row = np.zeros(self.width)
        self._buffer, self._evaluate = self.function.buffer()
        for i, array in enumerate((self._x, self._z, self._u, self._w, self._p)):
            self._buffer.set_arg(i, memoryview(array))
        self._buffer.set_res(0, memoryview(self._row))

    def first_row(self, x: np.ndarray, u: np.ndarray, w: np.ndarray) -> np.ndarray:
        """Return the row (x, z, outputs) at an instant where only the states are known."""
        z = Consistency(self.model).solve(x, u, w, self._p)
        return np.concatenate([x, z, self.outputs_at(x, z, u, w)])

    def outputs_at(self, x: np.ndarray, z: np.ndarray, u: np.ndarray, w: np.ndarray) -> np.ndarray:
        """Return the outputs at one instant."""
        return np.array(shown_function(self.model)(x, z, u, w, self._p)).ravel()

    def advance(self, row: np.ndarray, inputs: np.ndarray, noise: np.ndarray, out: np.ndarray) -> None:
        """Advance by as many scans as `out` has rows.

        Parameters
        ----------
        row : array, shape (width,)
            Where the scans start.
        inputs : array, shape (n, n_u)
            Inputs of each scan.
        noise : array, shape (n, n_w)
            Draws of each scan.
        out : array, shape (n, width)
            Receives one row for each scan.
        """
        x, z, u, w, result = self._x, self._z, self._u, self._w, self._row
        nx, end, evaluate = self._nx, self._nx + self._nz, self._evaluate
        result[:] = row
        for k in range(len(out)):
            x[:] = result[:nx]
            z[:] = result[nx:end]
            u[:] = inputs[k]
            w[:] = noise[k]
            evaluate()
            out[k] = result


def run_on_grid(
    model: Model,
    duration: float,
    *,
    timing: Timing,
    schedule: Schedule | None = None,
    start: Mapping[str, Any] | None = None,
    parameters: np.ndarray | None = None,
    seed: int | None = None,
    stepper: Stepper | None = None,
    progress: Callable[[int], None] = lambda scans: None,
) -> Course:
    """Run a model open-loop on the fixed grid.

    Parameters
    ----------
    duration : float
        In the model's time unit.
    schedule : mapping, optional
        Inputs by name, constant or as (time, value) points.
    start : mapping, optional
        Initial values by state.
    parameters : array, optional
        The parameter vector; the nominal one where absent.
    seed : int, optional
        Seed of the noise; None flies without noise and without jumps.
    """
    scan = timing.control_scan_s / model.time_s
    count = round(duration / scan)
    times = np.arange(count + 1) * scan
    p = model.parameter_values() if parameters is None else parameters
    stepper = stepper or Stepper(model, timing, p)
    u = input_table(model, schedule or {}, times)
    w = noise_of(model, seed, 0, count + 1) if seed is not None else silent(model, count + 1)
    rows = np.empty((count + 1, stepper.width))
    rows[0] = stepper.first_row(model.start_values(start), u[0], w[0])
    for k in range(0, count, 1024):
        n = min(1024, count - k)
        stepper.advance(rows[k], u[k : k + n], w[k : k + n], rows[k + 1 : k + 1 + n])
        progress(n)
    refuse_nan(model, times, rows)
    return Course(model, times, rows)


def refuse_nan(model: Model, times: np.ndarray, rows: np.ndarray) -> None:
    """Raise a SolverError that names the first state that is not a number, and when."""
    bad = np.argwhere(~np.isfinite(rows[:, : model.states.size]))
    if len(bad):
        k, i = bad[0]
        raise SolverError(
            f"{model.name}: {model.states.element_names()[i]} is not a number from {times[k]:g} {model.unit.time} on"
        )
