"""Stepping on an absolute grid: what flights fly on.

Integration steps lie on a grid that starts at time zero; inputs and draws are held over a control scan, and events are
tried at its end. A value therefore never depends on how a run was cut into calls.

The fixed step is RODAS3 (Sandu, Verwer, Blom, Spee, Carmichael, Potra 1997, Atmos. Environ. 31:3459): linearly
implicit, order 3, L-stable, stiffly accurate, fit for algebraic variables of index 1. Its matrix is eliminated
symbolically. Where the method's own estimate of its error is too large (a trip, a collapse of oxygen), the scan is done
again in refined steps, which depends on the scan's start alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from envol.errors import SolverError
from envol.twin.course import Course, Schedule, input_table, noise_of, silent
from envol.twin.linear import EliminatedMatrix
from envol.twin.model import Model
from envol.twin.timing import Timing

ORDER = 3
ROUGH = 5e-3
"""Largest estimated error of a scan, as a share of each state's magnitude, that is not done again in refined steps."""
_GAMMA = 0.5
_A = ((), (0.0,), (2.0, 0.0), (2.0, 0.0, 1.0))
_C = ((), (4.0,), (1.0, -1.0), (1.0, -1.0, -8.0 / 3.0))
_M = (2.0, 0.0, 1.0, 1.0)


def rodas3_step(model: Model, step: float) -> tuple[ca.SX, ca.SX, ca.SX]:
    """Return states and algebraic variables one step later and the states' estimated error, as expressions.

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
    nx = model.states.size  # rows and columns are both named: a slice of a single number would lie down
    return after[:nx, 0], after[nx:, 0], slopes[3][:nx, 0]


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


def scan_function(model: Model, timing: Timing, *, refined: bool = False) -> ca.Function:
    """Compile one control scan: (x, z, u, w, p) to one row (x, z, outputs) at its end, and how rough it was.

    Parameters
    ----------
    refined : bool
        Whether to go in refined steps.

    Returns
    -------
    casadi.Function
        Its second output is the largest estimated error over the scan, as a share of `ROUGH`.
    """
    length = timing.refined_step_s if refined else timing.integration_step_s
    scan = timing.control_scan_s / model.time_s
    arguments = [model.x, model.z, model.u, model.w, model.p]
    one = ca.Function("one", arguments, list(rodas3_step(model, length / model.time_s)))
    x, z, rough = model.x, model.z, ca.SX(0)
    for _ in range(timing.refined_steps_per_scan if refined else timing.steps_per_scan):
        before = x
        x, z, error = one(x, z, model.u, model.w, model.p)
        rough = ca.fmax(rough, ca.mmax(ca.fabs(error) / (ca.fabs(before) + 0.1 * typical(model))) / ROUGH)
    if model.bound.events or model.bound.jumps:
        x = change_function(model, scan)(x, z, model.u, model.w, model.p)
    z = _algebraic_correction(model, x, z)
    shown = shown_function(model)(x, z, model.u, model.w, model.p)
    row, rough = ca.cse([ca.vertcat(x, z, shown), rough])
    return ca.Function("scan", arguments, [ca.densify(row), ca.densify(rough)])


def typical(model: Model) -> np.ndarray:
    """Return the typical magnitude of each element of the state, shape (n_x,)."""
    sizes = {name: place.stop - place.start for name, place in model.states.slices.items()}
    return np.concatenate([np.full(size, model.declared[name].typical) for name, size in sizes.items()])


class Consistency:
    """Finds the algebraic variables that satisfy their equations, by Newton's method with short steps.

    A charge balance spans many orders of magnitude: a full Newton step from a poor guess leaves the range of numbers,
    so no variable moves by more than a tenth of its typical magnitude at once.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._reach = np.concatenate(
            [np.full(d.stop - d.start, 0.1 * model.declared[n].typical) for n, d in model.algebraics.slices.items()]
            or [np.empty(0)]
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
        z: np.ndarray = np.array(self.model.first_guess() if guess is None else guess, dtype=float)
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
        raise SolverError(
            f"{self.model.name}: nothing satisfies the equation of {', '.join(self.model.algebraics.slices)}"
        )


def shown_function(model: Model) -> ca.Function:
    """Compile the outputs at one instant: (x, z, u, w, p) to one column."""
    return ca.Function("shown", [model.x, model.z, model.u, model.w, model.p], [model.output_expression])


@dataclass(frozen=True)
class CompiledScan:
    """The scan of one model, compiled once and shared by every flight on it."""

    model: Model
    timing: Timing
    coarse: ca.Function
    refined: ca.Function | None

    @classmethod
    def of(cls, model: Model, timing: Timing) -> CompiledScan:
        """Compile both forms of the scan; the refined one only where it differs."""
        differs = timing.refined_step_s < timing.integration_step_s
        refined = scan_function(model, timing, refined=True) if differs else None
        return cls(model, timing, scan_function(model, timing), refined)


class Stepper:
    """A compiled scan called on buffers, so that a scan costs little more than its arithmetic.

    Parameters
    ----------
    compiled : CompiledScan
    parameters : array, shape (n_p,)
    """

    def __init__(self, compiled: CompiledScan, parameters: np.ndarray) -> None:
        self.compiled, self.model = compiled, compiled.model
        model = compiled.model
        self.width = model.states.size + model.algebraics.size + model.outputs.size
        self._nx, self._nz = model.states.size, model.algebraics.size
        self._x, self._z = np.zeros(self._nx), np.zeros(self._nz)
        self._u, self._w = np.zeros(model.inputs.size), np.zeros(model.draws.size)
        self._p = np.array(parameters, dtype=float)
        self._row, self._rough = np.zeros(self.width), np.zeros(1)
        self._buffers: list[Any] = []
        self._coarse = self._on_buffers(compiled.coarse)
        self._refined = self._on_buffers(compiled.refined) if compiled.refined is not None else None
        self.refinements = 0

    def _on_buffers(self, function: ca.Function) -> Callable[[], None]:
        buffer, evaluate = function.buffer()
        for i, array in enumerate((self._x, self._z, self._u, self._w, self._p)):
            buffer.set_arg(i, memoryview(array))  # type: ignore[arg-type]
        buffer.set_res(0, memoryview(self._row))  # type: ignore[arg-type]
        buffer.set_res(1, memoryview(self._rough))  # type: ignore[arg-type]
        self._buffers.append(buffer)
        return evaluate  # type: ignore[no-any-return]

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
        x, z, u, w, result, rough = self._x, self._z, self._u, self._w, self._row, self._rough
        nx, end, coarse, refined = self._nx, self._nx + self._nz, self._coarse, self._refined
        result[:] = row
        for k in range(len(out)):
            x[:] = result[:nx]
            z[:] = result[nx:end]
            u[:] = inputs[k]
            w[:] = noise[k]
            coarse()
            if refined is not None and not rough[0] <= 1.0:
                self.refinements += 1
                refined()
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
    stepper = stepper or Stepper(CompiledScan.of(model, timing), p)
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
