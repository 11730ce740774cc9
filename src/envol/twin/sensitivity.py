"""How the end of a run answers to its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import casadi as ca
import numpy as np

from envol.twin.course import Schedule, input_table, silent
from envol.twin.model import Model
from envol.twin.solve import Consistency, scan_function
from envol.twin.timing import Timing


def sensitivities(
    model: Model,
    duration: float,
    with_respect_to: Sequence[str],
    *,
    timing: Timing,
    schedule: Schedule | None = None,
    start: Mapping[str, Any] | None = None,
    parameters: np.ndarray | None = None,
) -> np.ndarray:
    """Return d(states at the end)/d(parameters) of an open-loop run on the grid, shape (n_x, n_parameters).

    The derivative is that of the discrete course itself, by CasADi's forward mode through every scan; no scan is done
    again in refined steps.
    """
    scan = timing.control_scan_s / model.time_s
    count = round(duration / scan)
    times = np.arange(count) * scan
    u, w = input_table(model, schedule or {}, times), silent(model, count)
    p0 = model.parameter_values() if parameters is None else parameters
    x0 = model.start_values(start)
    z0 = Consistency(model).solve(x0, u[0], w[0], p0)
    indices = [model.parameters[name].start for name in with_respect_to]
    arguments = [model.x, model.z, model.u, model.w, model.p]
    function = ca.Function("row", arguments, [scan_function(model, timing)(*arguments)[0]])
    nx, nz = model.states.size, model.algebraics.size
    forward = function.forward(len(indices))
    seed_p = np.zeros((model.parameters.size, len(indices)))
    seed_p[indices, range(len(indices))] = 1.0
    x, z, sx, sz = x0, z0, np.zeros((nx, len(indices))), np.zeros((nz, len(indices)))
    held = [np.zeros((size, len(indices))) for size in (model.inputs.size, model.draws.size)]
    for k in range(count):
        row = function(x, z, u[k], w[k], p0)
        slope = forward(x, z, u[k], w[k], p0, row, sx, sz, *held, seed_p)
        row, slope = np.array(row).ravel(), np.array(slope)
        x, z, sx, sz = row[:nx], row[nx : nx + nz], slope[:nx], slope[nx : nx + nz]
    return sx
