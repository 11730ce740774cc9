"""One unit operation by itself: any parameter, initial value, input or mesh by its name, on the grid or adaptive."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from envol.errors import EnvolError, SolverError, UnknownNameError
from envol.gateways.library import Library
from envol.twin.adaptive import Adaptive
from envol.twin.course import Course, input_table, lot_parameters, noise_of, silent
from envol.twin.model import Model, UnitClass
from envol.twin.registry import checked_model
from envol.twin.solve import CompiledScan, Stepper, run_on_grid
from envol.twin.timing import Timing

Points = tuple[tuple[float, float], ...]
STEP_S = {"s": 1.0}
"""Step where nobody says otherwise, by the unit operation's time unit; a minute for all others."""
MOST_NUMBERS = 2e8
"""Numbers that a run may keep, 8 bytes each; more would be refused by the memory of most machines, or fill it."""
MOST_PLACES = 4096
"""Places of a mesh; the matrices of a unit operation grow with the square of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set of a unit operation, each name where it belongs.

    Parameters
    ----------
    parameters, start : mapping of str to float
    schedule : mapping of str to float or points
    mesh : mapping of str to int
    """

    parameters: Mapping[str, float] = field(default_factory=dict)
    start: Mapping[str, float] = field(default_factory=dict)
    schedule: Mapping[str, float | Points] = field(default_factory=dict)
    mesh: Mapping[str, int] = field(default_factory=dict)


def value_of(text: str) -> float | Points:
    """Read a value, or `time:value` pairs joined by commas, in the unit operation's time unit.

    Raises
    ------
    ValueError
        If it is neither, or not finite.
    """
    if ":" not in text:
        return _finite(text)
    pairs = [pair.split(":") for pair in text.split(",")]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(text)
    points = tuple((_finite(time), _finite(value)) for time, value in pairs)
    if any(later[0] <= earlier[0] for earlier, later in pairwise(points)):
        raise ValueError(text)
    return points


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def mesh_options(unit: UnitClass) -> dict[str, Any]:
    """Return the mesh options of a unit operation with their defaults; none where it has no mesh."""
    remake = getattr(unit, "with_mesh", None)
    return {} if remake is None else {name: each.default for name, each in inspect.signature(remake).parameters.items()}


def sort_out(unit: UnitClass, model: Model, given: Mapping[str, float | Points]) -> Settings:
    """Put each name where it belongs: parameter, initial value, input or mesh.

    Raises
    ------
    UnknownNameError
        Proposing the nearest of all four.
    EnvolError
        If a schedule is given for what is no input, or a value cannot be.
    """
    mesh = mesh_options(unit)
    found = Settings({}, {}, {}, {})
    homes: list[tuple[Iterable[str], dict[str, Any]]] = [
        (model.parameters.slices, found.parameters),  # type: ignore[list-item]
        (model.states.slices, found.start),  # type: ignore[list-item]
        (mesh, found.mesh),  # type: ignore[list-item]
    ]
    for name, value in ((each.removeprefix("mesh."), value) for each, value in given.items()):
        if name in model.inputs.slices:
            found.schedule[name] = value  # type: ignore[index]
            continue
        home = next((home for names, home in homes if name in names), None)
        if home is None:
            known = [*model.parameters.slices, *model.states.slices, *model.inputs.slices, *mesh]
            raise UnknownNameError(f"parameter, state or input of {model.name}", name, known)
        if isinstance(value, tuple):
            raise EnvolError(f"{name} is no input of {model.name}: it takes one value, not a schedule")
        home[name] = _whole(name, value) if home is found.mesh else value
    return found


def out_of_limits(model: Model, settings: Settings) -> list[str]:
    """Return a sentence for each value beyond what its declaration allows: a run obeys, and says so."""
    sentences = []
    for name, value in [*settings.parameters.items(), *settings.start.items(), *settings.schedule.items()]:
        declared = model.declared[name]
        values = [v for _, v in value] if isinstance(value, tuple) else [value]
        for each in values:
            if not declared.low <= each <= declared.high:
                limits = f"{declared.low:g} to {declared.high:g} {declared.unit}"
                sentences.append(f"{name}: {each:g} lies outside {limits}; the run takes it all the same")
    return sentences


def _refuse_fine(mesh: Mapping[str, int]) -> None:
    """Refuse a mesh of more places than can be computed, before it is made."""
    places = math.prod(value for value in mesh.values() if value > 0)
    if places > MOST_PLACES:
        said = " x ".join(f"{value} {name}" for name, value in mesh.items())
        raise EnvolError(f"a mesh of {said} has more than {MOST_PLACES} places, the most there may be: make it coarser")


def _was_set(settings: Settings) -> str:
    """Say what was set in a run, for whoever looks for why it failed."""
    given = {**settings.parameters, **settings.start, **settings.schedule, **settings.mesh}
    return ", ".join(
        f"{name} was set to {'a schedule' if isinstance(value, tuple) else f'{value:g}'}"
        for name, value in given.items()
    )


def _whole(name: str, value: float) -> int:
    if value != int(value):
        raise EnvolError(f"{name} counts places of the mesh: it takes a whole number, not {value:g}")
    return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoopRun:
    """What was run, and what came of it.

    Parameters
    ----------
    course : Course
    solver : str
        "grid" or "adaptive".
    step_s : float
    refinements : int
        Scans that were done again in refined steps.
    """

    course: Course
    solver: str
    step_s: float
    refinements: int = 0


class OpenLoop:
    """A unit operation made ready to run several times.

    Parameters
    ----------
    library : Library
    unit : str
    sets : sequence of str
        Parameter sets that replace the declared values.
    given : mapping
        Values by name, for every run.
    step_s : float, optional
        Control scan and integration step.
    """

    def __init__(
        self,
        library: Library,
        unit: str,
        *,
        sets: tuple[str, ...] = (),
        given: Mapping[str, float | Points] | None = None,
        step_s: float | None = None,
    ) -> None:
        self.unit = library.registry.unit(unit)
        self.model = library.registry.model(unit)
        self.given = dict(given or {})
        settings = sort_out(self.unit, self.model, self.given)
        if settings.mesh:
            _refuse_fine({**mesh_options(self.unit), **settings.mesh})
            self.model = checked_model(self.unit.with_mesh(**settings.mesh))  # type: ignore[attr-defined]
        self.sets, self.spreads = library.values_of(*sets), library.spreads_of(*sets)
        for name in self.sets:
            if name not in self.model.parameters.slices:
                raise UnknownNameError(f"parameter of {self.model.name}", name, self.model.parameters.slices)
        self.step_s = STEP_S.get(self.unit.time, 60.0) if step_s is None else step_s
        if not self.step_s > 0:
            raise EnvolError(f"a step lasts longer than nothing, not {self.step_s:g} s")
        self._scan: CompiledScan | None = None
        self._adaptive: dict[float, Adaptive] = {}

    @property
    def timing(self) -> Timing:
        """The rhythms of a run: every scan one step, done again in refined ones where it turns rough."""
        step = self.step_s
        refined = step / 6 if self.unit.time != "s" else step
        return Timing(integration_step_s=step, refined_step_s=refined, control_scan_s=step, alarm_scan_s=step)

    @property
    def beyond(self) -> list[str]:
        """A sentence for each value that was set beyond its declared limits."""
        return out_of_limits(self.model, self.settings())

    def settings(self, more: Mapping[str, float] | None = None) -> Settings:
        """Return what is set in one run."""
        return sort_out(self.unit, self.model, self.given | dict(more or {}))

    def refuse_length(self, hours: float, *, ends_only: bool = False) -> None:
        """Refuse a run of more scans than can be kept, before anything is computed.

        Parameters
        ----------
        ends_only : bool
            Only what drives the run is kept for every scan, not what comes of it.

        Raises
        ------
        EnvolError
            With its size and the limit.
        """
        model = self.model
        kept = () if ends_only else (model.states, model.algebraics, model.outputs)
        width, scans = sum(each.size for each in (*kept, model.inputs, model.draws)), hours * 3600 / self.step_s
        if scans * width > MOST_NUMBERS:
            raise EnvolError(
                f"{hours:g} h in steps of {self.step_s:g} s are {scans:.3g} rows of {width} numbers, and a run keeps"
                f" {MOST_NUMBERS:.0e} numbers at most: make it shorter, or its --step longer"
            )

    def parameters(self, settings: Settings, seed: int | None) -> np.ndarray:
        """Return the parameters of one run: the lot's by seed, but those that were set are as set."""
        values = lot_parameters(self.model, seed, self.sets, self.spreads)
        for name, value in settings.parameters.items():
            values[self.model.parameters[name]] = value
        return values

    def run(
        self,
        hours: float,
        *,
        solver: str = "grid",
        seed: int | None = None,
        more: Mapping[str, float] | None = None,
        progress: Callable[[int], None] = lambda scans: None,
    ) -> OpenLoopRun:
        """Run once.

        Parameters
        ----------
        hours : float
        solver : str
            "grid" or "adaptive".
        seed : int, optional
            Of the lot and the noise; None runs the nominal lot in silence.
        more : mapping of str to float, optional
            Values of this run alone.

        Raises
        ------
        SolverError
            If it cannot be run to its end; the text names what was set, too.
        EnvolError
            If it is too long to be kept.
        """
        self.refuse_length(hours)
        try:
            return self._run(hours, solver, seed, more, progress)
        except SolverError as error:
            said = _was_set(self.settings(more))
            raise SolverError(f"{error} ({said})" if said else str(error)) from error

    def _run(
        self,
        hours: float,
        solver: str,
        seed: int | None,
        more: Mapping[str, float] | None,
        progress: Callable[[int], None],
    ) -> OpenLoopRun:
        if solver == "adaptive":
            return OpenLoopRun(course=self.adaptive(hours, seed=seed, more=more), solver=solver, step_s=self.step_s)
        settings = self.settings(more)
        p = self.parameters(settings, seed)
        stepper = Stepper(self._compiled(), p)
        course = run_on_grid(
            self.model,
            hours * 3600 / self.model.time_s,
            timing=self.timing,
            schedule=settings.schedule,
            start=settings.start,
            parameters=p,
            seed=seed,
            stepper=stepper,
            progress=progress,
        )
        return OpenLoopRun(course=course, solver=solver, step_s=self.step_s, refinements=stepper.refinements)

    def adaptive(
        self,
        hours: float,
        *,
        seed: int | None = None,
        more: Mapping[str, float] | None = None,
        tolerance: float = 1e-8,
        ends_only: bool = False,
    ) -> Course:
        """Run once with the adaptive solver, which is built once for each tolerance.

        Parameters
        ----------
        ends_only : bool
            Keep the first and the last row only.
        """
        model, settings = self.model, self.settings(more)
        scan = self.timing.control_scan_s / model.time_s
        times = np.arange(round(hours * 3600 / self.step_s) + 1) * scan
        inputs = input_table(model, settings.schedule, times)
        draws = silent(model, len(times)) if seed is None else noise_of(model, seed, 0, len(times))
        if tolerance not in self._adaptive:
            self._adaptive[tolerance] = Adaptive(model, scan, tolerance)
        p, x, every = (
            self.parameters(settings, seed),
            model.start_values(settings.start),
            len(times) if ends_only else 1,
        )
        return self._adaptive[tolerance].run(times, inputs, draws, p, x, every)

    def _compiled(self) -> CompiledScan:
        if self._scan is None:
            self._scan = CompiledScan.of(self.model, self.timing)
        return self._scan
