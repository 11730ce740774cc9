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

LOOK_AHEAD = 8
"""After a change the solver looks one scan ahead for the next one; then so many times further as long as none comes.

Looking to the end at once would integrate for nothing, and perhaps where the equations no longer hold.
"""


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

    def __init__(
        self, model: Model, scan: float, tolerance: float = 1e-8, options: Mapping[str, Any] | None = None
    ) -> None:
        self.model, self.scan = model, scan
        self._plugin = "idas" if model.algebraics.size else "cvodes"
        self._scale = typical(model)
        real = self._scale * model.x
        rate, residual = ca.substitute([model.rate, model.residual], [model.x], [real])
        self._problem = {"x": model.x, "u": ca.vertcat(model.u, model.w), "p": model.p, "ode": rate / self._scale}
        # a sparse direct solution: the iterative default stalls where a loop slides along the edge of its dead band
        self._options: dict[str, Any] = {"reltol": tolerance, "abstol": tolerance * 1e-3, "max_num_steps": 100_000}
        self._options |= {"newton_scheme": "direct"}
        # QR takes a fifth of the time of CSparse on the 256 states of a column, but does not get through every IDAS run
        self._options |= {"linear_solver": "csparse" if model.algebraics.size else "qr"}
        if model.algebraics.size:
            self._problem |= {"z": model.z, "alg": residual}
            self._options["suppress_algebraic"] = True
        self._options |= dict(options or {})
        changing = bool(model.bound.events or model.bound.jumps)
        self._change = change_function(model, scan) if changing else None
        self._consistency = Consistency(model)
        self._shown = shown_function(model)
        if self._change is not None:
            arguments = [model.x, model.z, model.u, model.w, model.p]
            differs = ca.mmax(self._change(real, *arguments[1:]) != real)
            self._differs = ca.Function("differs", arguments, [differs])
        self._integrators: dict[tuple[int, ...], ca.Function] = {}

    def run(self, times: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray, x: np.ndarray, every: int) -> Course:
        """Integrate from the first of `times` to the last, with inputs `u` and draws `w` held from each on."""
        last, k, ahead = len(times) - 1, 0, 1
        z = self._consistency.solve(x, u[0], w[0], p)
        kept, rows = [0], [self._rows(ca.DM(x / self._scale), ca.DM(z), u[0], w[0], p)]
        while k < last:
            held = self._held(u, w, k, last)
            if self._change is not None:
                held = min(held, ahead)
            scaled, algebraics, offsets = self._integrate(
                x, z, u[k], w[k], p, held, 1 if self._change is not None else every
            )
            first = self._first_change(scaled, algebraics, u[k], w[k], p)
            end = len(offsets) - 1 if first is None else first
            ahead = ahead * LOOK_AHEAD if first is None else 1
            x, z = scaled[:, end].full().ravel() * self._scale, algebraics[:, end].full().ravel()
            if first is not None:
                x = np.array(self._change(x, z, u[k], w[k], p)).ravel()  # type: ignore[misc]
                z = self._consistency.solve(x, u[k], w[k], p, z)
                scaled[:, end], algebraics[:, end] = x / self._scale, z
            shown = [i for i in range(end + 1) if (k + offsets[i]) % every == 0 or k + offsets[i] == last]
            kept += [k + offsets[i] for i in shown]
            if len(shown) < len(offsets):
                scaled, algebraics = scaled[:, shown], algebraics[:, shown]
            rows.append(self._rows(scaled, algebraics, u[k], w[k], p))
            k += offsets[end]
        return Course(self.model, times[kept], np.concatenate(rows))

    def _first_change(
        self, scaled: ca.DM, algebraics: ca.DM, u: np.ndarray, w: np.ndarray, p: np.ndarray
    ) -> int | None:
        """Return the first column at which an event or a jump changes a state."""
        if self._change is None:
            return None
        found = np.flatnonzero(self._differs(scaled, algebraics, u, w, p).full())
        return int(found[0]) if len(found) else None

    def _held(self, u: np.ndarray, w: np.ndarray, k: int, last: int) -> int:
        """Return for how many scans from scan k on the inputs and draws stay as they are."""
        differ = np.any(u[k + 1 : last] != u[k], axis=1) | np.any(w[k + 1 : last] != w[k], axis=1)
        found = np.flatnonzero(differ)
        return int(found[0]) + 1 if len(found) else last - k

    def _integrate(
        self, x: np.ndarray, z: np.ndarray, u: np.ndarray, w: np.ndarray, p: np.ndarray, held: int, step: int
    ) -> tuple[ca.DM, ca.DM, list[int]]:
        # one call for each stretch: where an input steps within a call, the solver keeps its multistep history and, at
        # tight tolerances, gives up there (CasADi 3.8)
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
        return found["xf"], found["zf"] if z0 else ca.DM.zeros(0, len(offsets)), offsets

    def _rows(self, scaled: ca.DM, algebraics: ca.DM, u: np.ndarray, w: np.ndarray, p: np.ndarray) -> np.ndarray:
        """Return states, algebraic variables and outputs, one row for each column given."""
        x, z = scaled.full().T * self._scale, algebraics.full().T
        now = [np.zeros(x.shape[1]), np.zeros(z.shape[1]), *(np.array(held, dtype=float) for held in (u, w, p))]
        rows = np.empty((len(x), x.shape[1] + z.shape[1] + self.model.outputs.size))
        shown = np.zeros(self.model.outputs.size)
        # on buffers: a map over all columns at once takes longer to build than the outputs to compute
        buffer, evaluate = self._shown.buffer()
        for i, array in enumerate(now):
            buffer.set_arg(i, memoryview(array))  # type: ignore[arg-type]
        buffer.set_res(0, memoryview(shown))  # type: ignore[arg-type]
        for k, row in enumerate(rows):
            now[0][:], now[1][:] = x[k], z[k]
            evaluate()
            row[:] = np.concatenate([x[k], z[k], shown])
        return rows
