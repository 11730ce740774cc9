"""How fast fourteen days are flown, with loops, instruments and alarms, beside the bare step of the same equations."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import casadi as ca
import numpy as np

from envol.errors import SolverError
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.gateways.flying import fly
from envol.gateways.library import Library
from envol.twin.course import noise_of

SCENARIO, PILOT, SEED = "fed-batch-first-flight", "expert", 1


def bench_flight(runs: int = 3) -> dict[str, float]:
    """Fly several times; models and compiled steps are built before the clock starts.

    Returns
    -------
    dict
        `wall_s`: the best flight. `bare_wall_s`: the best of the bare coarse steps, chained by CasADi over chunks cut
        where the pilot looks, with inputs held and the same noise, without alarms, journal, pilot, hash or refined
        steps. `ratio`: the first over the second.
    """
    library = Library()
    plan, pilot = library.plan(SCENARIO, SEED), library.pilot(PILOT)
    cuts: list[int] = []
    flown = fly(plan, pilot, MemoryJournal(), progress=cuts.append)
    walls = [flown.wall_s] + [fly(plan, pilot, MemoryJournal()).wall_s for _ in range(runs - 1)]
    bare = _Bare(plan, [b - a for a, b in pairwise([0, *cuts])])
    bare_walls = [bare.run() for _ in range(runs)]
    return {
        "wall_s": min(walls),
        "bare_wall_s": min(bare_walls),
        "ratio": min(walls) / min(bare_walls),
        "scans": flown.flight.scan,
        "chunks": len(cuts),
        "states": plan.model.states.size,
        "refined_scans": flown.flight.refinements,
        "runs": runs,
    }


class _Bare:
    """The coarse step of a plan, chained by CasADi over given numbers of scans; parameters built in, inputs held."""

    def __init__(self, plan: FlightPlan, counts: list[int]) -> None:
        model = plan.model
        self._counts, self._nx = counts, model.states.size
        flight = Flight(plan)
        self._start = flight.telemetry.row(0)[: model.states.size + model.algebraics.size].copy()
        inputs, _ = flight.held()
        self._inputs = {n: ca.repmat(ca.DM(inputs), 1, n) for n in set(counts)}
        self._noise = noise_of(model, plan.seed, 0, sum(counts)).T
        self._chains = {n: self._one(plan).mapaccum(f"chain_{n}", n) for n in set(counts)}

    def _one(self, plan: FlightPlan) -> ca.Function:
        model, nx = plan.model, self._nx
        xz = ca.MX.sym("xz", len(self._start))
        u, w = ca.MX.sym("u", model.inputs.size), ca.MX.sym("w", model.draws.size)
        row, _ = plan.compiled.coarse(xz[:nx], xz[nx:], u, w, ca.DM(plan.parameters))
        return ca.Function("one", [xz, u, w], [row[: len(self._start)], row[len(self._start) :]])

    def run(self) -> float:
        """Run all chunks once and return the seconds it took."""
        xz, first, noise = ca.DM(self._start), 0, self._noise
        began = perf_counter()
        for n in self._counts:
            states, shown = self._chains[n](xz, self._inputs[n], noise[:, first : first + n])
            rows = np.hstack([states.full().T, shown.full().T])
            xz, first = states[:, -1], first + n
        wall = perf_counter() - began
        if not np.isfinite(rows).all():
            raise SolverError("the bare step did not stay within the numbers")
        return wall
