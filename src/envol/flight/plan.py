"""A flight plan: everything that is settled before take-off, content and model resolved, pins written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from envol.errors import ContentError, EnvolError, UnknownNameError
from envol.flight.content.catalogue import Bounds, Catalogue, Constant, Inputs, StartingState, UnitVocabulary
from envol.flight.content.conditions import InitialCondition
from envol.flight.content.line import Assay, Intervention, Line
from envol.flight.content.malfunctions import Malfunction
from envol.flight.content.scenario import Scenario
from envol.twin.course import lot_parameters, place_of
from envol.twin.declarations import Actuator, Declaration
from envol.twin.model import Model
from envol.twin.solve import CompiledScan
from envol.twin.timing import Timing


@dataclass(frozen=True)
class FlightPlan:
    """A scenario made ready to fly with one seed.

    Parameters
    ----------
    scenario, line, condition : content
    malfunctions : mapping of str to Malfunction
        Every malfunction that exists for the unit operation: the scenario's, and those that an instructor may set in.
    compiled : CompiledScan
    parameters : array
        Of this seed's lot.
    seed : int
    pins : mapping of str to str
        Hashes and versions by which a replay knows that it flies the same thing.
    malfunction_hashes : mapping of str to str
        The content hash of each malfunction: one that an instructor sets in is pinned by its event.
    """

    scenario: Scenario
    line: Line
    condition: InitialCondition
    malfunctions: Mapping[str, Malfunction]
    compiled: CompiledScan
    parameters: np.ndarray
    seed: int
    pins: Mapping[str, str]
    malfunction_hashes: Mapping[str, str]

    @property
    def model(self) -> Model:
        """The unit operation's model."""
        return self.compiled.model

    @cached_property
    def scan_h(self) -> float:
        """Hours in one control scan."""
        return self.compiled.timing.control_scan_s / 3600

    @cached_property
    def last_scan(self) -> int:
        """The scan at which the flight's time is over."""
        return round(self.scenario.duration_h / self.scan_h)

    def hour(self, scan: float) -> float:
        """Return the hour of the process at a scan."""
        return self.condition.hour + scan * self.scan_h

    def scans(self, hours: float) -> int:
        """Return a duration in scans."""
        return round(hours / self.scan_h)

    @cached_property
    def first_settings(self) -> dict[str, float]:
        """The inputs at take-off: the model's, then the line's, the condition's, the scenario's."""
        declared = {name: float(d.start) for name, d in self.model.declared.items() if isinstance(d, Actuator)}  # type: ignore[arg-type]
        return declared | dict(self.line.settings) | dict(self.condition.settings) | dict(self.scenario.settings)

    @cached_property
    def settable(self) -> dict[str, Actuator]:
        """The inputs that a command may move: neither faults nor pulses."""
        inputs = ((name, each) for name, each in self.model.declared.items() if isinstance(each, Actuator))
        return {name: each for name, each in inputs if not each.fault and not each.pulse}

    @cached_property
    def interventions(self) -> dict[str, Intervention]:
        """The line's interventions, by name."""
        return {each.name: each for each in self.line.interventions}

    @cached_property
    def assays(self) -> dict[str, Assay]:
        """The line's assays, by name."""
        return {each.name: each for each in self.line.assays}

    @cached_property
    def shown(self) -> dict[str, int]:
        """Where each quantity that the screen shows stands in a row."""
        return {tag.quantity: self.column(tag.quantity) for tag in self.line.tags.values()}

    def column(self, quantity: str) -> int:
        """Return where a state, algebraic variable or output stands in a row of telemetry."""
        place: int = place_of(self.model, quantity).start
        return place


def vocabulary_of(model: Model) -> UnitVocabulary:
    """Return the names that content may use of a unit operation."""
    declared = model.declared
    read = [name for name in (*model.outputs.slices, *model.algebraics.slices) if declared[name].size == 1]
    shown = {name for name in read if name in model.outputs.slices and not getattr(declared[name], "revealing", False)}
    return UnitVocabulary(
        unit=model.name,
        inputs=_inputs_of(model),
        outputs=frozenset(read),
        # The unknown of an equation is a true value, as a state is.
        revealing=frozenset(read) - shown,
        states={
            name: StartingState(size=declared[name].size, from_zero=not np.any(declared[name].start))
            for name in model.states.slices
        },
        parameters={name: _constant(declared[name]) for name in model.parameters.slices},
    )


def _inputs_of(model: Model) -> Inputs:
    inputs: dict[str, dict[str, Bounds]] = {"settable": {}, "pulses": {}, "faults": {}}
    for name in model.inputs.slices:
        each = model.declared[name]
        assert isinstance(each, Actuator)
        kind = "faults" if each.fault else "pulses" if each.pulse else "settable"
        inputs[kind][name] = each.low, each.high
    return Inputs(**inputs)


def _constant(declared: Declaration) -> Constant:
    return Constant(unit=declared.unit, low=declared.low, high=declared.high)


def set_spreads(catalogue: Catalogue, names: tuple[str, ...]) -> dict[str, float]:
    """Return the spreads between lots that several parameter sets give in place of the declared ones."""
    entries = (entry for name in names for entry in catalogue.parameter_set(name).values.items())
    return {parameter: entry.spread for parameter, entry in entries if entry.spread is not None}


def set_values(catalogue: Catalogue, names: tuple[str, ...]) -> dict[str, float]:
    """Return the values of several parameter sets together; a name in two of them is a fault of the line."""
    values: dict[str, float] = {}
    for name in names:
        for parameter, entry in catalogue.parameter_set(name).values.items():
            if parameter in values:
                raise EnvolError(f"{parameter} stands in two of the parameter sets {', '.join(names)}")
            values[parameter] = entry.value
    return values


def timing_of(line: Line) -> Timing:
    """Return the rhythms that a line asks for."""
    return line.timing.timing()


def prepare(
    catalogue: Catalogue,
    scenario: Scenario,
    compiled: CompiledScan,
    *,
    seed: int,
    pins: Mapping[str, str],
) -> FlightPlan:
    """Resolve a scenario into a flight plan.

    Parameters
    ----------
    catalogue : Catalogue
        Checked content.
    compiled : CompiledScan
        The line's unit operation at the line's rhythms.
    pins : mapping of str to str
        Versions and machine class, given by the outside; the content's hashes are added here.

    Raises
    ------
    UnknownNameError, ContentError
        If the scenario asks for what does not exist, or for a better twin than the line's.
    """
    line, condition = catalogue.line(scenario.line), catalogue.condition(scenario.condition)
    short = line.fidelity.below(scenario.fidelity_need)
    if short:
        words = [f"{feature}: needs {need}, has {has}" for feature, (need, has) in short.items()]
        raise ContentError([f"{scenario.name} may not be flown on {line.name} ({'; '.join(words)})"])
    model = compiled.model
    if line.unit != model.name:
        raise UnknownNameError("compiled unit operation", line.unit, [model.name])
    malfunctions = {each.name: each for each in catalogue.every(Malfunction) if each.unit == line.unit}
    values, spreads = set_values(catalogue, line.parameter_sets), set_spreads(catalogue, line.parameter_sets)
    return FlightPlan(
        scenario=scenario,
        line=line,
        condition=condition,
        malfunctions=malfunctions,
        compiled=compiled,
        parameters=lot_parameters(model, seed, values, spreads),
        seed=seed,
        pins={**pins, **_content_pins(catalogue, scenario, line), "model": model.fingerprint},
        malfunction_hashes={name: catalogue.content_hash(Malfunction.kind, name) for name in malfunctions},
    )


def _content_pins(catalogue: Catalogue, scenario: Scenario, line: Line) -> dict[str, str]:
    wanted = [("scenario", scenario.name), ("line", line.name), ("condition", scenario.condition)]
    wanted += [("parameters", name) for name in line.parameter_sets]
    wanted += [(Malfunction.kind, armed.malfunction) for armed in scenario.malfunctions]
    return {f"{kind}:{name}": catalogue.content_hash(kind, name) for kind, name in wanted}


def malfunction_pin(name: str) -> str:
    """Return the name of the pin that holds the content hash of a malfunction."""
    return f"{Malfunction.kind}:{name}"
