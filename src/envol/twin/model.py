"""The language of unit operations: one text of equations, from which everything else follows.

A unit operation is a class that places declarations (`envol.twin.declarations`) beside their units and says, in
`quantities`, `balances`, `equations`, `events`, `jumps` and `streams`, what happens. `bind` runs that text on whatever
stands for the symbols; `compile_model` binds it to CasADi, checks that it is whole and returns a `Model`.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Protocol, TypeVar

import casadi as ca
import numpy as np

from envol.errors import ModelError, UnknownNameError, nearest
from envol.twin.declarations import (
    Actuator,
    Algebraic,
    Axis,
    Declaration,
    Draw,
    Event,
    Jump,
    Mode,
    Output,
    Parameter,
    State,
    Stream,
)
from envol.twin.sources import published

Terms = dict[str, dict[str, Any]]
SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
HOUR = "hour"
"""The parameter by which parts, written in hours, are brought to a unit operation's own time unit."""


class Component(Protocol):
    """A part that several unit operations use whole: an instrument, a controller.

    Its declarations live under its own name (`oxygen_probe.lagged`); its reading is a quantity of the unit operation.
    Its rates are written per hour, whatever the time unit of the unit operation that bears it.
    """

    @property
    def reading_unit(self) -> str:
        """Unit of its reading."""

    def declarations(self) -> Mapping[str, Declaration]:
        """Return the part's own states, inputs, parameters and outputs, by local name."""

    def reading(self, own: Symbols, m: Symbols) -> Any:
        """Return what the part gives before the physics is known: from its states and inputs only."""

    def outputs(self, own: Symbols, m: Symbols) -> Mapping[str, Any]:
        """Return its declared outputs, by local name."""

    def balances(self, own: Symbols, m: Symbols) -> Terms:
        """Return the balances of its states, by local name."""

    def events(self, own: Symbols, m: Symbols) -> Mapping[str, Event]:
        """Return its resets, by local name."""

    def jumps(self, own: Symbols, m: Symbols) -> Mapping[str, Jump]:
        """Return its random resets, by local name."""


class UnitOperation:
    """One piece of equipment with what happens in it. Subclass it in one file under `envol.twin.units`."""

    time: ClassVar[str] = "h"
    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    title_fr: ClassVar[str] = ""
    agreement: ClassVar[float] = 0.01
    """Largest difference between the fixed-step and the adaptive answer, as a share of a state's range in the run."""

    def quantities(m: Any) -> dict[str, Any]:
        """Return every declared output, by name."""
        return {}

    def balances(m: Any) -> Terms:
        """Return, for each state, its rate of change as a sum of named terms."""
        return {}

    def equations(m: Any) -> dict[str, Any]:
        """Return, for each algebraic variable, the expression that must be zero."""
        return {}

    def events(m: Any) -> dict[str, Event]:
        """Return the resets, in the order in which they are tried at each scan."""
        return {}

    def jumps(m: Any) -> dict[str, Jump]:
        """Return the random resets."""
        return {}

    def streams(m: Any) -> dict[str, Stream]:
        """Return the pipes by which matter enters and leaves, for the books that the tests keep."""
        return {}


UnitClass = type[UnitOperation]


def unit_name(unit: UnitClass) -> str:
    """Return the name by which a unit operation is called: its file's."""
    return unit.__module__.rsplit(".", 1)[-1]


def unit_file(unit: UnitClass) -> str:
    """Return the file in which a unit operation is written, for messages."""
    try:
        return inspect.getsourcefile(unit) or unit.__module__
    except (OSError, TypeError):
        return unit.__module__


class Symbols:
    """What stands for the declared names in one binding: `m.volume`, or `m["oxygen_probe.lagged"]`."""

    def __init__(self, values: dict[str, Any], unit: UnitClass, prefix: str = "") -> None:
        self._values, self._unit, self._prefix = values, unit, prefix

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        try:
            return self._values[self._prefix + name]
        except KeyError:
            close = nearest(name, self._values)
            hint = f"; did you mean {' or '.join(close)}?" if close else ""
            raise ModelError(f"{unit_file(self._unit)}: {self._prefix}{name} is not declared{hint}") from None

    def within(self, component: str) -> Symbols:
        """Return the view that a component has of its own names."""
        return Symbols(self._values, self._unit, f"{component}.")


def components_of(unit: UnitClass) -> dict[str, Component]:
    """Return the parts of a unit operation, in the order in which they are written."""
    return {name: value for name, value in _members(unit) if hasattr(value, "reading") and not isinstance(value, type)}


def declarations_of(unit: UnitClass) -> dict[str, Declaration]:
    """Return every declaration of a unit operation and of its parts, by full name.

    Raises
    ------
    ModelError
        If a declaration has no unit.
    """
    found: dict[str, Declaration] = {}
    for name, value in _members(unit):
        if isinstance(value, Declaration):
            found[name] = value
    if components_of(unit) and unit.time != "h":
        found[HOUR] = Parameter(unit=f"{unit.time}/h", value=3600 / SECONDS[unit.time], source=published("definition"))
    for name, part in components_of(unit).items():
        found[name] = Output(unit=part.reading_unit)
        found |= {f"{name}.{local}": declared for local, declared in part.declarations().items()}
    for name, declared in found.items():
        if type(declared) not in _KINDS:
            kind = type(declared).__name__
            raise ModelError(f"{unit_file(unit)}: {name} is a {kind}, which the language does not know")
        if not declared.unit:
            raise ModelError(f'{unit_file(unit)}: {name} has no unit; write "1" for a pure number')
    return found


_KINDS = (State, Mode, Algebraic, Actuator, Draw, Parameter, Output)


def _members(unit: UnitClass) -> Iterator[tuple[str, Any]]:
    seen: dict[str, Any] = {}
    for cls in reversed(unit.__mro__):
        seen |= vars(cls)
    return iter(seen.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The text of a unit operation, run once on a set of symbols."""

    symbols: Symbols
    quantities: dict[str, Any]
    balances: Terms
    equations: dict[str, Any]
    events: dict[str, Event]
    jumps: dict[str, Jump]
    streams: dict[str, Stream]


def bind(
    unit: UnitClass,
    values: Mapping[str, Any],
    rename: Callable[[str, Any], Any] = lambda name, value: value,
) -> Bound:
    """Run the text of a unit operation on the given symbols.

    Parameters
    ----------
    unit : UnitOperation class
    values : mapping of str to symbol
        One for each declaration that is not an output.
    rename : callable, optional
        What later text sees in place of a computed quantity (the equation sheet shows its name).
    """
    known = dict(values)
    m = Symbols(known, unit)
    parts = components_of(unit)
    quantities: dict[str, Any] = {}

    def learn(found: Mapping[str, Any]) -> None:
        for name, value in found.items():
            quantities[name] = value
            known[name] = rename(name, value)

    for name, part in parts.items():
        learn({name: part.reading(m.within(name), m)})
    learn(unit.quantities(m))
    for name, part in parts.items():
        learn({f"{name}.{local}": value for local, value in part.outputs(m.within(name), m).items()})
    balances, events, jumps = dict(unit.balances(m)), dict(unit.events(m)), dict(unit.jumps(m))
    for name, part in parts.items():
        own = m.within(name)
        rates = part.balances(own, m)
        balances |= {f"{name}.{local}": _per_time(unit, m, terms) for local, terms in rates.items()}
        events |= {f"{name}.{local}": _prefixed(event, name) for local, event in part.events(own, m).items()}
        jumps |= {
            f"{name}.{local}": _prefixed(_often(unit, m, jump), name) for local, jump in part.jumps(own, m).items()
        }
    return Bound(
        symbols=m,
        quantities=quantities,
        balances=balances,
        equations=dict(unit.equations(m)),
        events=events,
        jumps=jumps,
        streams=dict(unit.streams(m)),
    )


def _per_time(unit: UnitClass, m: Symbols, terms: dict[str, Any]) -> dict[str, Any]:
    """Return the terms of a part, which is written in hours, per time unit of the unit operation."""
    return terms if unit.time == "h" else {name: term / m[HOUR] for name, term in terms.items()}


def _often(unit: UnitClass, m: Symbols, jump: Jump) -> Jump:
    return jump if unit.time == "h" else replace(jump, rate=jump.rate / m[HOUR])


Change = TypeVar("Change", Event, Jump)


def _prefixed(change: Change, name: str) -> Change:
    return replace(change, resets={f"{name}.{local}": value for local, value in change.resets.items()})


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each name stands in a flat vector."""

    slices: dict[str, slice]
    size: int

    @classmethod
    def of(cls, declared: Mapping[str, Declaration]) -> Layout:
        """Lay names one after another, in the order given."""
        slices, position = {}, 0
        for name, declaration in declared.items():
            slices[name] = slice(position, position + declaration.size)
            position += declaration.size
        return cls(slices, position)

    def __getitem__(self, name: str) -> slice:
        return self.slices[name]

    def element_names(self) -> list[str]:
        """Return one name for each element: `glucose`, or `pore[3]`."""
        names = []
        for name, place in self.slices.items():
            many = place.stop - place.start > 1
            names += [f"{name}[{i}]" if many else name for i in range(place.stop - place.start)]
        return names


@dataclass(frozen=True, eq=False)
class Model:
    """A unit operation bound to CasADi, checked and laid out in vectors.

    `x` holds states then modes, `z` the algebraic variables, `u` the inputs, `w` the random draws, `p` the parameters.
    All are dense column vectors of CasADi SX symbols; `rate` and `residual` are their expressions.
    """

    unit: UnitClass
    name: str
    declared: dict[str, Declaration]
    bound: Bound
    x: ca.SX
    z: ca.SX
    u: ca.SX
    w: ca.SX
    p: ca.SX
    rate: ca.SX
    residual: ca.SX
    states: Layout = field(repr=False)
    algebraics: Layout = field(repr=False)
    inputs: Layout = field(repr=False)
    draws: Layout = field(repr=False)
    parameters: Layout = field(repr=False)
    outputs: Layout = field(repr=False)

    @property
    def time_s(self) -> float:
        """Seconds in the unit operation's time unit."""
        return SECONDS[self.unit.time]

    @cached_property
    def output_expression(self) -> ca.SX:
        """All outputs as one column."""
        return column([self.bound.quantities[name] for name in self.outputs.slices])

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the equations and their declared numbers: two models with the same one compute the same."""
        everything = ca.vertcat(self.rate, self.residual, self.output_expression, *self._change_expressions())
        text = ca.Function("text", [self.x, self.z, self.u, self.w, self.p], [everything]).serialize()
        facts = [
            (n, d.unit, d.start, getattr(d, "spread", 0), getattr(d, "spread_sd", 0)) for n, d in self.declared.items()
        ]
        return hashlib.sha256(f"{facts}{text}".encode()).hexdigest()

    def _change_expressions(self) -> list[ca.SX]:
        changes: list[ca.SX] = []
        for event in self.bound.events.values():
            changes += [ca.SX(event.when), *(ca.vec(ca.SX(v)) for v in event.resets.values())]
        for jump in self.bound.jumps.values():
            changes += [ca.SX(jump.rate), *(ca.vec(ca.SX(v)) for v in jump.resets.values())]
        return changes

    def start_values(self, given: Mapping[str, Any] | None = None) -> np.ndarray:
        """Return the state vector at time zero, with `given` values in place of the declared ones."""
        return self._fill(self.states, given or {}, "state", lambda d: d.start)

    def first_guess(self) -> np.ndarray:
        """Return the algebraic variables' declared first guess."""
        return self._fill(self.algebraics, {}, "algebraic variable", lambda d: d.start)

    def input_values(self, given: Mapping[str, Any] | None = None) -> np.ndarray:
        """Return the input vector, with `given` values in place of the declared ones."""
        return self._fill(self.inputs, given or {}, "input", lambda d: d.start)

    def parameter_values(self, given: Mapping[str, Any] | None = None) -> np.ndarray:
        """Return the parameter vector, with `given` values in place of the declared ones."""
        return self._fill(self.parameters, given or {}, "parameter", lambda d: d.value)

    def _fill(self, layout: Layout, given: Mapping[str, Any], what: str, default: Callable[[Any], Any]) -> np.ndarray:
        for name in given:
            if name not in layout.slices:
                raise UnknownNameError(f"{what} of {self.name}", name, layout.slices)
        values = np.empty(layout.size)
        for name, place in layout.slices.items():
            value = given.get(name, default(self.declared[name]))
            values[place] = np.ravel(np.asarray(value, dtype=float), order="F")
        return values

    def unflatten(self, name: str, values: np.ndarray) -> Any:
        """Return one declared quantity out of a flat vector, in its declared shape."""
        shape = self.declared[name].shape
        return float(values[0]) if shape == (1, 1) else values.reshape(shape, order="F").squeeze()


def column(expressions: Sequence[Any]) -> ca.SX:
    """Return expressions of any shape as one dense column."""
    return ca.densify(ca.vertcat(*[ca.vec(ca.SX(e)) for e in expressions])) if expressions else ca.SX(0, 1)


def compile_model(unit: UnitClass) -> Model:
    """Bind a unit operation to CasADi and check that its text is whole.

    Raises
    ------
    ModelError
        If a state has no balance, a name is unknown, a value has the wrong shape, or an output is not computed.
    """
    declared = declarations_of(unit)
    if unit.time not in SECONDS:
        raise ModelError(f"{unit_file(unit)}: the time unit {unit.time!r} is none of {', '.join(SECONDS)}")
    symbols = {
        name: ca.SX.sym(name, *declaration.shape)
        for name, declaration in declared.items()
        if not isinstance(declaration, Output)
    }
    bound = bind(unit, symbols)
    drawn = {f"jump:{name}": _draw_of(name, jump) for name, jump in bound.jumps.items()}
    declared |= drawn
    symbols |= {name: ca.SX.sym(name, *draw.shape) for name, draw in drawn.items()}
    _check_whole(unit, declared, bound)
    groups = {
        "states": _of_type(declared, State) | _of_type(declared, Mode),
        "algebraics": _of_type(declared, Algebraic),
        "inputs": _of_type(declared, Actuator),
        "draws": _of_type(declared, Draw),
        "parameters": _of_type(declared, Parameter),
    }
    layouts = {what: Layout.of(group) for what, group in groups.items()}
    vectors = {what: column([symbols[name] for name in group]) for what, group in groups.items()}
    sums = [_sum_of_terms(unit, name, d, bound.balances.get(name, {})) for name, d in groups["states"].items()]
    residuals = [_shaped(unit, name, d, bound.equations[name]) for name, d in groups["algebraics"].items()]
    return Model(
        unit=unit,
        name=unit_name(unit),
        declared=declared,
        bound=bound,
        x=vectors["states"],
        z=vectors["algebraics"],
        u=vectors["inputs"],
        w=vectors["draws"],
        p=vectors["parameters"],
        rate=column(sums),
        residual=column(residuals),
        outputs=Layout.of({name: declared[name] for name in bound.quantities}),
        **layouts,
    )


def _draw_of(name: str, jump: Jump) -> Draw:
    """Return the uniform draw that decides a jump: one, or one for each individual where the rate is a field."""
    size = ca.SX(jump.rate).numel()
    return Draw(unit="1", normal=False, over=(Axis(name=name, size=size, population=True),) if size > 1 else ())


def _of_type(declared: Mapping[str, Declaration], kind: type[Declaration]) -> dict[str, Declaration]:
    return {name: declaration for name, declaration in declared.items() if type(declaration) is kind}


def _shaped(unit: UnitClass, name: str, declaration: Declaration, value: Any) -> ca.SX:
    value = ca.SX(value)
    if value.shape == (1, 1) and declaration.size > 1:
        return ca.repmat(value, *declaration.shape)
    if value.shape != declaration.shape:
        raise ModelError(f"{unit_file(unit)}: {name} is declared {declaration.shape} but its text gives {value.shape}")
    return value


def _sum_of_terms(unit: UnitClass, name: str, declaration: Declaration, terms: Mapping[str, Any]) -> ca.SX:
    result = ca.SX.zeros(*declaration.shape)
    for term, value in terms.items():
        result = result + _shaped(unit, f"{name}, term {term}", declaration, value)
    return result


def _check_whole(unit: UnitClass, declared: Mapping[str, Declaration], bound: Bound) -> None:
    wanted = {
        "balance": (_of_type(declared, State), bound.balances),
        "equation": (_of_type(declared, Algebraic), bound.equations),
        "value": (_of_type(declared, Output), bound.quantities),
    }
    for what, (names, found) in wanted.items():
        for name in names:
            if name not in found:
                raise ModelError(f"{unit_file(unit)}: {name} has no {what}")
        for name in found:
            if name not in names:
                close = nearest(name, names)
                hint = f"; did you mean {' or '.join(close)}?" if close else ""
                raise ModelError(
                    f"{unit_file(unit)}: a {what} is given for {name}, which is not declared as such{hint}"
                )
    changeable = _of_type(declared, State) | _of_type(declared, Mode)
    for group in (bound.events, bound.jumps):
        for event, change in group.items():
            for name in change.resets:
                if name not in changeable:
                    raise ModelError(f"{unit_file(unit)}: {event} resets {name}, which is neither a state nor a mode")
