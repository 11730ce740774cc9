"""How fast a column elutes: the load-wash-elute benchmark, adaptive solver, 256 nodes' worth of states."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from envol.twin.adaptive import Adaptive
from envol.twin.cases.lrmp_sma_column import END_S, deviation_percent
from envol.twin.course import input_table, silent
from envol.twin.model import compile_model
from envol.twin.units.lrmp_sma_column import PROTEINS, SEQUENCE, LoadWashEluteColumn

OUTPUT_STEP_S = 2.0
TOLERANCE = 1e-5


def bench_column(runs: int = 5) -> dict[str, float]:
    """Run the benchmark several times on integrators that are built before the clock starts.

    Returns
    -------
    dict
        `wall_s`: the best run, from the start values to the rows of all 1 500 s, outputs included; `build_s`: model and
        integrators, once; `error_of_peak`: the largest deviation of the three outlet curves, as a share of their peak.
    """
    began = perf_counter()
    model = compile_model(LoadWashEluteColumn)
    solver = Adaptive(model, OUTPUT_STEP_S, TOLERANCE)
    times = np.arange(round(END_S / OUTPUT_STEP_S) + 1) * OUTPUT_STEP_S
    inputs, noise = input_table(model, SEQUENCE, times), silent(model, len(times))
    parameters, start = model.parameter_values(), model.start_values()
    course = solver.run(times, inputs, noise, parameters, start, 1)
    build, walls = perf_counter() - began, []
    for _ in range(runs):
        began = perf_counter()
        course = solver.run(times, inputs, noise, parameters, start, 1)
        walls.append(perf_counter() - began)
    error = max(deviation_percent(course, protein) for protein in PROTEINS) / 100
    return {"wall_s": min(walls), "error_of_peak": error, "runs": runs, "build_s": build, "states": model.states.size}
