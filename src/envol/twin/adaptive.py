"""The adaptive solution, by CVODES or IDAS: what judges the fixed grid.

Inputs, draws, events and jumps keep to the same scans as on the grid. The solver runs through each stretch over which
inputs and draws stay as they are, and restarts where one changes or where an event resets a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import casadi as ca
import numpy as np

from envol.errors import SolverError
from envol.twin.course import Course, Schedule, input_table, noise_of, silent
from envol.twin.model import Model
from envol.twin.solve import Consistency, change_function, shown_function, typical
from envol.twin.timing import Timing


def run_adaptive(
    model: Model,
    duration: float,
    *,
    timing: Timing,
    schedule: Schedule | None = None,
    start: Mapping[str, Any] | None = None,
    parameters: np.ndarray | None = None,
    seed: int | None = None,
    tolerance: float = 1e-8,
    every: int = 1,
    options: Mapping[str, Any] | None = None,
) -> Course:
    """Run a model open-loop with CVODES (IDAS where there are algebraic variables).

    Parameters
    ----------
    duration : float
        In the model's time unit.
    tolerance : float
        Relative tolerance; the absolute one is a thousandth of it, in units of each state's typical magnitude.
    every : int
        Keep one scan in so many.
    options : mapping, optional
        Further options of CasADi's integrator.
    """
    scan = timing.control_scan_s / model.time_s
    count = round(duration / scan)
    times = np.arange(count + 1) * scan
    u = input_table(model, schedule or {}, times)
    w = noise_of(model, seed, 0, count + 1) if seed is not None else silent(model, count + 1)
    p = model.parameter_values() if parameters is None else parameters
    return Adaptive(model, scan, tolerance, options or {}).run(times, u, w, p, model.start_values(start), every)


class Adaptive:
    """The integrators of one model, built once and kept.

    Parameters
    ----------
    scan : float
        Control scan, in the model's time unit.
    """

    def __init__(self, model: Model, scan: float, tolerance: float = 1e-8, options: Mapping[str, Any] | None = None) -> None:
        self.model, self.scan = model, scan
        self._plugin = "idas" if model.algebraics.size else "cvodes"
        self._scale = typical(model)
        real = self._scale * model.x
        rate, residual = ca.substitute([model.rate, model.residual], [model.x], [real])
        self._problem = {"x": model.x, "u": ca.vertcat(model.u, model.w), "p": model.p, "ode": rate / self._scale}
        # a sparse direct solution: the iterative default stalls where a loop slides along the edge of its dead band
        self._options = {"reltol": tolerance, "abstol": tolerance * 1e-3, "max_num_steps": 100_000}
        self._options |= {"newton_scheme": "direct", "linear_solver": "csparse"}
        if model.algebraics.size:
            self._problem |= {"z": model.z, "alg": residual}
            self._options["suppress_algebraic"] = True
        self._options |= dict(options or {})
        changing = bool(model.bound.events or model.bound.jumps)
        self._change = change_function(model, scan) if changing else None
        self._shown, self._consistency = shown_function(model), Consistency(model)
        self._integrators: dict[tuple[int, ...], ca.Function] = {}

    def run(self, times: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray, x: np.ndarray, every: int) -> Course:
        """Integrate from the first of `times` to the last, with inputs `u` and draws `w` held from each on."""
        last, k = len(times) - 1, 0
        z = self._consistency.solve(x, u[0], w[0], p)
        kept, rows = [0], [self._row(x, z, u[0], w[0], p)]
        while k < last:
            step = 1 if self._change is not None else every
            held = self._held(u, w, k, last)
            states, algebraics, offsets = self._integrate(x, z, u[k], w[k], p, held, step)
            for offset, x, z in zip(offsets, states, algebraics, strict=True):  # noqa: B007 - the last ones go on
                x, z, changed = self._changed(x, z, u[k], w[k], p)
                if (k + offset) % every == 0 or k + offset == last:
                    kept.append(k + offset)
                    rows.append(self._row(x, z, u[k], w[k], p))
                if changed:
                    break
            k += offset
        return Course(self.model, times[kept], np.array(rows))

    def _changed(
        self, x: np.ndarray, z: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, bool]:
        if self._change is None:
            return x, z, False
        after = np.array(self._change(x, z, u, w, p)).ravel()
        if np.array_equal(after, x):
            return x, z, False
        return after, self._consistency.solve(after, u, w, p, z), True

    def _held(self, u: np.ndarray, w: np.ndarray, k: int, last: int) -> int:
        """Return for how many scans from scan k on the inputs and draws stay as they are."""
        differ = np.any(u[k + 1 : last] != u[k], axis=1) | np.any(w[k + 1 : last] != w[k], axis=1)
        found = np.flatnonzero(differ)
        return int(found[0]) + 1 if len(found) else last - k

    def _integrate(
        self, x: np.ndarray, z: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray, held: int, step: int
    ) -> tuple[np.ndarray, np.ndarray, list[int]]:
        offsets = sorted({*range(step, held, step), held})
        key = (held, step)
        if key not in self._integrators:
            grid = [offset * self.scan for offset in offsets]
            self._integrators[key] = ca.integrator("adaptive", self._plugin, self._problem, 0.0, grid, self._options)
        z0 = {"z0": self._consistency.solve(x, u, w, p, z)} if self.model.algebraics.size else {}
        inputs = np.tile(np.concatenate([u, w])[:, None], (1, len(offsets)))
        try:
            found = self._integrators[key](x0=x / self._scale, u=inputs, p=p, **z0)
        except RuntimeError as error:
            reason = str(error).strip().splitlines()[-1]
            raise SolverError(f"{self.model.name}: the adaptive solver gave up ({reason})") from error
        states = np.array(found["xf"]).T * self._scale
        algebraics = np.array(found["zf"]).T if z0 else np.empty((len(offsets), 0))
        return states, algebraics, offsets

    def _row(self, x: np.ndarray, z: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray) -> np.ndarray:
        return np.concatenate([x, z, np.array(self._shown(x, z, u, w, p)).ravel()])

