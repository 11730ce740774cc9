"""Many runs of a unit operation, or many flights of a scenario, spread over processes or over a Dask cluster.

Each varied value is keyed by the seed, its name and the number of the run, and every run is whole in itself: the same
rows come out whoever computed them, in whatever order.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from envol.errors import EnvolError, SolverError, UnknownNameError
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.gateways.flying import fly
from envol.gateways.library import Library, is_path
from envol.gateways.open_loop import OpenLoop, Points, sort_out
from envol.twin import draws
from envol.twin.course import Course

Row: TypeAlias = dict[str, Any]
RUNS_PER_TASK = 4
"""Runs that are sent together: few enough to keep every process busy to the end."""
TOLERANCE = 1e-6
"""Relative tolerance of the adaptive solver: far below what any varied parameter is known to."""
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Range:
    """A name and the bounds between which it is drawn."""

    name: str
    low: float
    high: float

    def value(self, seed: int, index: int) -> float:
        """Return the value of one run."""
        return self.low + draws.uniform(seed, f"campaign:{self.name}", index) * (self.high - self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What is run, how often and what varies.

    Parameters
    ----------
    target : str
        A unit operation, a scenario, or the path of a scenario's file.
    vary : tuple of Range
    runs : int
    seed : int
        Of the varied values; a flight's own seed is this one plus its number.
    pilot : str
        Who flies a scenario; "none" leaves the controls alone.
    hours : float
        Length of a run of a unit operation.
    given : tuple of (str, value)
        Set alike in every run of a unit operation.
    sets : tuple of str
        Parameter sets of a unit operation.
    step_s : float or None
    solver : str
        Of a unit operation: "adaptive" (several times faster where nothing disturbs it) or "grid".
    """

    target: str
    vary: tuple[Range, ...]
    runs: int
    seed: int = 1
    pilot: str = "expert"
    hours: float = 336.0
    given: tuple[tuple[str, float | Points], ...] = ()
    sets: tuple[str, ...] = ()
    step_s: float | None = None
    solver: str = "adaptive"

    def values(self, index: int) -> dict[str, float]:
        """Return the varied values of one run."""
        return {each.name: each.value(self.seed, index) for each in self.vary}


def run_tasks(campaign: Campaign, executor: Executor, progress: Callable[[int], None] = lambda runs: None) -> list[Row]:
    """Run a campaign on an executor and return its rows, in the order of their numbers.

    Raises
    ------
    EnvolError
        If a name is unknown, before anything is run.
    """
    make_ready(campaign)
    tasks = [range(k, min(k + RUNS_PER_TASK, campaign.runs)) for k in range(0, campaign.runs, RUNS_PER_TASK)]
    futures = [executor.submit(run_some, campaign, task) for task in tasks]
    rows: list[Row] = []
    try:
        for future in as_completed(futures):
            done = future.result()
            rows += done
            progress(len(done))
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return sorted(rows, key=lambda row: int(row["run"]))


@contextlib.contextmanager
def processes(count: int | None = None) -> Iterator[Executor]:
    """Yield an executor on the processors of this machine.

    Processes are started afresh and not forked: a compiled model does not survive a fork beside running threads.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count or os.cpu_count(), mp_context=context) as executor:
        yield executor


@contextlib.contextmanager
def dask_cluster(address: str) -> Iterator[Executor]:
    """Yield an executor on a Dask cluster.

    Raises
    ------
    EnvolError
        If Dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client
    except ImportError:
        raise EnvolError("Dask is not installed: pip install 'envol[dask]'") from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise EnvolError(f"no Dask scheduler answers at {address} ({error})") from None
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


def run_some(campaign: Campaign, numbers: Sequence[int]) -> list[Row]:
    """Run a few runs in this process, on a model that it builds once."""
    ready = make_ready(campaign)
    with _ONE_AT_A_TIME:  # the buffers of a compiled scan are shared by the threads of a process
        return [ready(index) for index in numbers]


_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=4)
def make_ready(campaign: Campaign) -> Callable[[int], Row]:
    """Return what makes one row from the number of a run.

    Raises
    ------
    UnknownNameError
        If there is neither a unit operation nor a scenario of that name, or nothing bears a varied name.
    """
    library = Library()
    return _UnitRuns(library, campaign) if is_unit(library, campaign.target) else _Flights(library, campaign)


def is_unit(library: Library, target: str) -> bool:
    """Return whether a campaign on this target runs a unit operation by itself; otherwise it flies a scenario.

    Raises
    ------
    UnknownNameError
        If there is neither a unit operation nor a scenario of that name.
    """
    units = library.registry.names()
    if target in units or is_path(target):
        return target in units
    if target not in (scenarios := library.catalogue.names("scenario")):
        raise UnknownNameError("unit operation or scenario", target, {*units, *scenarios})
    return False


class _UnitRuns:
    """Open-loop runs of one unit operation, without noise."""

    def __init__(self, library: Library, campaign: Campaign) -> None:
        self.campaign = campaign
        given = dict(campaign.given)
        self.loop = OpenLoop(library, campaign.target, sets=campaign.sets, given=given, step_s=campaign.step_s)
        self.loop.refuse_length(campaign.hours, ends_only=campaign.solver == "adaptive")
        settings = self.loop.settings(campaign.values(0))  # refuses an unknown name
        if varied := set(settings.mesh) & {each.name for each in campaign.vary}:
            raise EnvolError(f"{', '.join(varied)}: the mesh is set for a whole campaign, it does not vary")
        model = self.loop.model
        layouts = (model.states, model.algebraics, model.outputs)
        self.shown = [name for each in layouts for name, place in each.slices.items() if place.stop - place.start == 1]

    def __call__(self, index: int) -> Row:
        values = self.campaign.values(index)
        row: Row = {"run": index} | values
        ends = {f"{name}_end": float("nan") for name in self.shown}
        try:
            course = self._course(values)
        except SolverError as error:
            return row | ends | {"fault": str(error)}
        return row | {f"{name}_end": float(course[name][-1]) for name in self.shown} | {"fault": ""}

    def _course(self, values: dict[str, float]) -> Course:
        if self.campaign.solver == "grid":
            return self.loop.run(self.campaign.hours, more=values).course
        return self.loop.adaptive(self.campaign.hours, more=values, tolerance=TOLERANCE, ends_only=True)


class _Flights:
    """Flights of one scenario by one pilot, each with its own seed."""

    def __init__(self, library: Library, campaign: Campaign) -> None:
        self.library, self.campaign = library, campaign
        plan = library.plan(campaign.target, campaign.seed)
        self.pilot = None if campaign.pilot == NOBODY else library.pilot(campaign.pilot, plan)
        varied(plan, campaign.values(0))  # refuses an unknown name

    def __call__(self, index: int) -> Row:
        campaign, seed = self.campaign, self.campaign.seed + index
        plan = varied(self.library.plan(campaign.target, seed), campaign.values(index))
        flown = fly(plan, self.pilot, MemoryJournal())
        state = flown.flight.state
        facts = {
            "score": flown.grade.score,
            "passed": flown.grade.passed,
            "hours": flown.flight.scan * plan.scan_h,
            "ended": state.ended,
            "frozen": state.frozen,
            "state_hash": flown.flight.state_hash,
        }
        return {"run": index, "seed": seed} | campaign.values(index) | dict(flown.outcome) | facts


def varied(plan: FlightPlan, values: Mapping[str, float]) -> FlightPlan:
    """Return a flight plan with other parameters, initial values or first settings; a value given is not spread again.

    Raises
    ------
    UnknownNameError
        Proposing the nearest names.
    """
    if not values:
        return plan
    settings = sort_out(plan.model.unit, plan.model, values)
    if settings.mesh:
        raise EnvolError(f"{', '.join(settings.mesh)}: a flight's mesh is the line's, it does not vary")
    parameters = plan.parameters.copy()
    for name, value in settings.parameters.items():
        parameters[plan.model.parameters[name]] = value
    condition = plan.condition.model_copy(update={"states": {**plan.condition.states, **settings.start}})
    scenario = plan.scenario.model_copy(update={"settings": {**plan.scenario.settings, **settings.schedule}})
    return replace(plan, parameters=parameters, condition=condition, scenario=scenario)


def table_of(campaign: Campaign, rows: Sequence[Row]) -> pa.Table:
    """Return the rows as one table; the same campaign always gives the same table."""
    facts = {
        "target": campaign.target if not is_path(campaign.target) else Path(campaign.target).name,
        "seed": str(campaign.seed),
        "runs": str(campaign.runs),
        "vary": "; ".join(f"{each.name}={each.low!r}..{each.high!r}" for each in campaign.vary),
    }
    return pa.Table.from_pylist(list(rows)).replace_schema_metadata(facts)
