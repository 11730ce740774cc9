"""The check of dimensions: a unit operation's text, run once more on quantities that carry their units.

Each balance term must convert to its state's unit per unit of time, and its magnitude there must be the number that the
compiled equations give at the same point. The first catches a wrong dimension (a rate where an amount should stand),
the second a wrong scale (seconds for hours, molar for millimolar), which no converter would report: the equations
themselves convert nothing.

The text goes on after a fault, as the bare equations would, so that one pass finds them all. What is computed on the
way is handed on in its declared unit, so that one fault shows once.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import casadi as ca
import numpy as np
from pint import DimensionalityError, OffsetUnitCalculusError, UndefinedUnitError
from pint.errors import DefinitionSyntaxError
from pint.registry import GenericUnitRegistry, Quantity, Unit

from envol.errors import ModelError
from envol.twin import draws, functions
from envol.twin.declarations import Declaration, Output, Parameter, difference_unit, rate_unit
from envol.twin.model import Bound, Model, bind, unit_file

RELATIVE = 1e-6
"""How far a magnitude may be from the compiled equations': far above rounding, far below any wrong scale."""
VOLUMES = ("L", "m**3", "mL")
"""A stream's flow is one of these per unit of time: the one in which its unit operation keeps its books."""
_NOTES: ContextVar[list[str] | None] = ContextVar("notes", default=None)
_OWN_FILES = (__file__, functions.__file__)


class Amount(Quantity):  # type: ignore[type-arg]
    """A quantity that notes an impossible operation and goes on with the numbers, as the bare equations would."""

    def _add_sub(self, other: Any, operator: Any) -> Any:
        try:
            return super()._add_sub(other, operator)
        except (DimensionalityError, OffsetUnitCalculusError):
            _note(f"{_unit_of(self)} and {_unit_of(other)} are added or subtracted")
            return self.__class__(operator(self.magnitude, _number(other)), self.units)

    def _mul_div(self, other: Any, magnitude_op: Any, units_op: Any = None) -> Any:
        try:
            return super()._mul_div(other, magnitude_op, units_op)
        except OffsetUnitCalculusError:
            _note(f"a temperature in {_unit_of(self)} is multiplied or divided; take a difference, or kelvin()")
            return _as_difference(self)._mul_div(_as_difference(other), magnitude_op, units_op)

    def __pow__(self, other: Any) -> Any:
        # else W and kg m2/s3 would each keep a rounded power of their own, and no longer cancel
        reduced = self.to("dimensionless") if self.dimensionless else self
        try:
            return Quantity.__pow__(reduced if np.any(np.mod(_number(other), 1)) else self, other)
        except (DimensionalityError, OffsetUnitCalculusError):
            _note(f"{_unit_of(self)} is raised to the power of {_unit_of(other)}")
            return self.__class__(self.magnitude ** _number(other), "dimensionless")

    def compare(self, other: Any, op: Any) -> Any:
        """Compare with a like quantity."""
        try:
            return super().compare(other, op)
        except (DimensionalityError, OffsetUnitCalculusError, ValueError):
            _note(f"{_unit_of(self)} and {_unit_of(other)} are compared")
            return op(self.magnitude, _number(other))

    def to(self, other: Any = None, *contexts: Any, **more: Any) -> Any:
        """Convert to a like unit."""
        try:
            return super().to(other, *contexts, **more)
        except DimensionalityError:
            _note(f"{_unit_of(self)} stands where {_text(self._REGISTRY.Unit(other))} is needed")
            return self.__class__(self.magnitude, other)


class _Registry(GenericUnitRegistry[Amount, Unit]):
    Quantity = Amount
    Unit = Unit


@cache
def units() -> Any:
    """Return the field's units: pint's own, with cells and endotoxin units as dimensions of their own."""
    registry = _Registry()
    for definition in ("cell = [cell]", "EU = [endotoxin]", "mOsm = mmol"):
        registry.define(definition)
    return registry


def _as_difference(value: Any) -> Any:
    if not hasattr(value, "units"):
        return value
    return value.__class__(
        value.magnitude, difference_unit(f"{value.units:~C}".replace("°C", "degC").replace("Δ", "delta_"))
    )


def _unit_of(value: Any) -> str:
    return _text(value.units) if hasattr(value, "units") else "a bare number"


def _text(unit: Any) -> str:
    return f"{unit:~}".strip() or "a pure number"


def _number(value: Any) -> Any:
    return getattr(value, "magnitude", value)


def _note(sentence: str) -> None:
    """Write down a fault with the line of the text on which it stands."""
    notes = _NOTES.get()
    if notes is None:
        return
    frame = inspect.currentframe()
    while frame and (frame.f_code.co_filename in _OWN_FILES or "pint" in frame.f_globals.get("__name__", "")):
        frame = frame.f_back
    place = f"{frame.f_code.co_filename}:{frame.f_lineno}: " if frame else ""
    if f"{place}{sentence}" not in notes:
        notes.append(f"{place}{sentence}")


@contextmanager
def _noting() -> Iterator[list[str]]:
    notes: list[str] = []
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def plausible_point(model: Model, number: int = 0) -> dict[str, np.ndarray]:
    """Return values near those of ordinary operation for everything that the text may name, in declared shapes.

    Parameters
    ----------
    number : int
        Which of the points; each is the same in every process.
    """
    named = {name: d for name, d in model.declared.items() if not isinstance(d, Output)}
    return {name: _plausible(model.name, name, declared, number) for name, declared in named.items()}


def _plausible(unit: str, name: str, declared: Declaration, number: int) -> np.ndarray:
    share = draws.uniforms(0, f"dimensions:{unit}:{name}:{number}", 0, declared.size).reshape(declared.shape, order="F")
    usual = np.ravel(np.asarray(declared.value if isinstance(declared, Parameter) else declared.start, dtype=float))
    within_range = np.isfinite(declared.low) and np.isfinite(declared.high) and not np.any(usual)
    if within_range:
        return declared.low + (declared.high - declared.low) * (0.2 + 0.6 * share)
    whole = np.resize(usual, declared.size).reshape(declared.shape, order="F")
    near = np.where(whole == 0, declared.typical, whole) * (0.9 + 0.2 * share)
    return np.clip(near, declared.low, declared.high)


def faults_of_dimension(model: Model, points: Iterable[int] = (0,)) -> list[str]:
    """Return one sentence for each term, output, equation, reset, rate or stream whose unit is not what it should be.

    Parameters
    ----------
    points : iterable of int
        Plausible points at which to look; several reach both sides of a `maximum` or a `where`.
    """
    unknown = [
        f"{unit_file(model.unit)}: {name} is declared in {declared.unit!r}, which is no unit"
        for name, declared in model.declared.items()
        if not _is_unit(declared.unit)
    ]
    return unknown or list(dict.fromkeys(fault for point in points for fault in _Comparison(model, point).faults()))


def _is_unit(text: str) -> bool:
    try:
        units().Unit(text)
    except (UndefinedUnitError, DefinitionSyntaxError, ValueError, AttributeError, TypeError):
        return False
    return True


def check_dimensions(model: Model, points: Iterable[int] = (0,)) -> None:
    """Refuse a model whose text mixes units.

    Raises
    ------
    ModelError
        With every fault: file, state, term, the unit that was found and the unit that was expected.
    """
    faults = faults_of_dimension(model, points)
    if faults:
        raise ModelError("\n".join(faults))


class _Comparison:
    """One text at one point, in quantities and in the compiled equations' bare numbers."""

    def __init__(self, model: Model, point: int) -> None:
        self.model, self.values = model, plausible_point(model, point)
        self.file = unit_file(model.unit)
        self.numbers = _evaluate(model, self.values)

    def faults(self) -> Iterator[str]:
        """Yield the faults: in the text itself, then in what it returns."""
        amounts = {name: self._amount(name, value) for name, value in self.values.items()}
        with _noting() as notes, np.errstate(all="ignore"):
            bound = bind(self.model.unit, amounts, self._as_declared)
        yield from notes
        for label, value in _entries(bound).items():
            fault = self._fault(value, self.numbers[label], _expected(self.model, label))
            if fault:
                yield f"{self.file}: {_wording(label)}: {fault}"

    def _amount(self, name: str, value: np.ndarray) -> Any:
        shaped = float(value[0, 0]) if value.size == 1 else value[:, 0] if value.shape[1] == 1 else value
        return units().Quantity(shaped, self.model.declared[name].unit)

    def _as_declared(self, name: str, value: Any) -> Any:
        if name not in self.model.declared or not self.model.declared[name].unit:
            return value
        return self._amount(name, self.numbers["value", name, ""])

    def _fault(self, value: Any, number: np.ndarray, expected: tuple[str, ...]) -> str:
        """Return what is wrong with one entry, or nothing."""
        if not np.all(np.isfinite(number)):
            return "it has no value at a plausible point"
        if not isinstance(value, Amount):
            pure = not expected or units().Unit(expected[0]).dimensionless or not np.any(np.asarray(value))
            return (
                "" if pure else f"a bare number ({value}) stands where {_text(units().Unit(expected[0]))} is expected"
            )
        if expected and not value.is_compatible_with(expected[0]):
            return f"the unit found is {_unit_of(value)}, the unit expected {_text(units().Unit(expected[0]))}"
        forms = [value.to(unit) for unit in expected] or [value]
        if any(_same(form.magnitude, number) for form in forms):
            return ""
        found, computed = _worst(forms[0].magnitude, number)
        return f"it is {found:.6g} {_unit_of(forms[0])}, but the equations compute {computed:.6g}: a wrong scale"


def _same(magnitude: Any, number: np.ndarray) -> bool:
    found, computed = np.ravel(magnitude), _like(magnitude, number)
    return np.allclose(found, computed, rtol=RELATIVE, atol=1e-9 * RELATIVE * float(np.max(np.abs(computed))))


def _worst(magnitude: Any, number: np.ndarray) -> tuple[float, float]:
    found, computed = np.broadcast_arrays(np.ravel(magnitude), _like(magnitude, number))
    worst = int(np.argmax(np.abs(found - computed)))
    return float(found[worst]), float(computed[worst])


def _like(magnitude: Any, number: np.ndarray) -> np.ndarray:
    """Return the compiled value in the order in which the quantity's magnitude is laid out, shape (n,)."""
    return np.ravel(number.reshape(np.shape(magnitude))) if np.size(magnitude) == number.size else np.ravel(number)


Label = tuple[str, str, str]


def _entries(bound: Bound) -> dict[Label, Any]:
    """Return everything that a text gives, labelled by what it is, its name, and the term or the state meant."""
    found: dict[Label, Any] = {("value", name, ""): value for name, value in bound.quantities.items()}
    found |= {("term", state, term): v for state, terms in bound.balances.items() for term, v in terms.items()}
    found |= {("equation", name, ""): value for name, value in bound.equations.items()}
    found |= {("event", name, state): v for name, event in bound.events.items() for state, v in event.resets.items()}
    found |= {("jump", name, ""): jump.rate for name, jump in bound.jumps.items()}
    found |= {("jump", name, state): v for name, jump in bound.jumps.items() for state, v in jump.resets.items()}
    found |= {("stream", name, ""): stream.flow for name, stream in bound.streams.items()}
    found |= {
        ("stream", name, state): v for name, stream in bound.streams.items() for state, v in stream.carries.items()
    }
    return found


def _wording(label: Label) -> str:
    what, name, part = label
    if what == "value":
        return name
    if what == "term":
        return f"{name}, term {part}"
    if what == "equation":
        return f"{name}, its equation"
    if what == "stream":
        return f"stream {name}, {part or 'its flow'}"
    return f"{what} {name}, {f'reset of {part}' if part else 'its rate'}"


def _expected(model: Model, label: Label) -> tuple[str, ...]:
    """Return the units of which an entry must have one; none where only its parts must agree with each other."""
    what, name, part = label
    time = model.unit.time
    if what == "term":
        return (rate_unit(model.declared[name].unit, time),)
    if what == "value":
        return (model.declared[name].unit,)
    if part:
        return (model.declared[part].unit,) if part in model.declared else ()
    if what == "jump":
        return (f"1/{time}",)
    return tuple(f"{volume}/{time}" for volume in VOLUMES) if what == "stream" else ()


def _evaluate(model: Model, values: Mapping[str, np.ndarray]) -> dict[Label, np.ndarray]:
    """Return what the compiled equations give for each entry, in bare numbers and in the declared shapes."""
    entries = {label: ca.densify(ca.SX(value)) for label, value in _entries(model.bound).items()}
    arguments = [model.x, model.z, model.u, model.w, model.p]
    layouts = [model.states, model.algebraics, model.inputs, model.draws, model.parameters]
    given = [[values[n].ravel(order="F") for n in layout.slices] for layout in layouts]
    vectors = [np.concatenate(columns) if columns else np.empty(0) for columns in given]
    results = ca.Function("entries", arguments, list(entries.values())).call(vectors)
    return {label: np.array(result) for label, result in zip(entries, results, strict=True)}
