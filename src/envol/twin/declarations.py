"""What a unit operation may declare, each thing with its unit beside it.

A declaration is a frozen value placed on the class of a unit operation; the language collects them by name. Units are
in pint's notation, in the field's customary scale ("mmol/L", "Gcell/L", "percent", "degC").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from envol.twin.sources import Source

Shape = tuple[int, ...]


def difference_unit(unit: str) -> str:
    """Return the unit of a difference between two values: that of the values, but for temperatures on a scale."""
    return unit.replace("degC", "delta_degC") if "delta_degC" not in unit else unit


def rate_unit(unit: str, time: str) -> str:
    """Return the unit of a rate of change."""
    return f"{difference_unit(unit)}/{time}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A direction along which a field is spread: the cells of a column, the shells of a particle, the vials of a tray.

    A *population* is an axis whose places are individuals: parameters may be drawn anew for each of them.
    """

    name: str
    size: int
    population: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What every declared quantity has.

    Parameters
    ----------
    unit : str
        Unit in pint's notation; "1" for a pure number. It may not be left out.
    start : float or sequence of float
        Value at time zero (states, algebraic variables) or until somebody changes it (actuators).
    low, high : float
        Range of validity: a state below `low` is a fault, a set-point beyond either is refused.
    over : tuple of Axis
        Empty for a number, one axis for a field or a population, two for a field in a field.
    scale : float, optional
        A typical magnitude, for relative comparisons and tolerances; taken from `start` where absent.
    symbol : str
        LaTeX of the symbol on the equation sheet; taken from the name where absent.
    """

    unit: str
    start: float | Sequence[float] = 0.0
    low: float = -inf
    high: float = inf
    over: tuple[Axis, ...] = ()
    scale: float | None = None
    symbol: str = ""
    about: str = ""

    @property
    def shape(self) -> Shape:
        """Rows and columns of the value: (1, 1) for a number."""
        sizes = [axis.size for axis in self.over]
        return (sizes[0] if sizes else 1, sizes[1] if len(sizes) > 1 else 1)

    @property
    def size(self) -> int:
        """How many numbers the value holds."""
        return self.shape[0] * self.shape[1]

    @property
    def typical(self) -> float:
        """A positive magnitude that the value has in ordinary operation."""
        if self.scale is not None:
            return self.scale
        values = [abs(float(v)) for v in (self.start if isinstance(self.start, Sequence) else [self.start])]
        return max(values) or 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Declaration):
    """A quantity with a balance: its rate of change is a sum of named terms.

    Parameters
    ----------
    revealing : bool
        Whether only a malfunction brings it (a contaminant): naming it to the pilot would give that malfunction away.
    """

    revealing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode(Declaration):
    """A quantity that only events and jumps change: a phase, a count of passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Algebraic(Declaration):
    """A quantity fixed at each instant by an equation that must be zero (a charge balance)."""

    start: float | Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actuator(Declaration):
    """An input held over one control scan: a set-point, a mode, a valve, a pulse.

    Parameters
    ----------
    fault : bool
        Whether the input belongs to malfunctions: it is hidden from the pilot and refuses commands.
    pulse : bool
        Whether a command holds for one scan only and then falls back to `start`.
    """

    fault: bool = False
    pulse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw(Declaration):
    """A random input, drawn anew at each scan from a counter-based stream of its own name.

    Parameters
    ----------
    normal : bool
        Standard normal where true, uniform on (0, 1) otherwise.
    """

    normal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Declaration):
    """A constant of the model, with its source; fixed for one run.

    Parameters
    ----------
    value : float
        Value in `unit`.
    source : Source
        Where the value comes from, and its status.
    spread : float
        Lot-to-lot coefficient of variation (log-normal, median kept), drawn once for each run by its seed.
    spread_sd : float
        Lot-to-lot standard deviation in `unit` (normal), for numbers that may change sign.
    """

    value: float
    source: Source
    spread: float = 0.0
    spread_sd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Declaration):
    """A named quantity that the text computes: a rate, a percentage, what an instrument shows.

    Parameters
    ----------
    revealing : bool
        Whether showing it to the pilot would give a malfunction away (true values behind instruments).
    """

    revealing: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A reset that happens at the first scan where `when` is true.

    Parameters
    ----------
    when : expression
        Condition on states, inputs and outputs.
    resets : mapping of str to expression
        New value of each state or mode that changes; the others stay.
    """

    when: object
    resets: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Jump:
    """A reset that happens at random, with a probability of 1 - exp(-rate x scan) at each scan.

    Parameters
    ----------
    rate : expression
        Mean frequency, per time unit of the unit operation. Where it is a field over a population, each individual
        jumps on a draw of its own, and the resets are fields over the same population.
    resets : mapping of str to expression
        New value of each state or mode that changes.
    """

    rate: object
    resets: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stream:
    """Matter that enters (positive flow) or leaves (negative flow) by a pipe.

    Parameters
    ----------
    flow : expression
        Volume per time.
    carries : mapping of str to expression
        Concentration of each state that the stream carries; a state that is absent is not carried.
    """

    flow: object
    carries: dict[str, object] = field(default_factory=dict)


def state(unit: str, *, start: float | Sequence[float] = 0.0, **more: object) -> State:
    """Declare a quantity with a balance."""
    return State(unit=unit, start=start, **more)  # type: ignore[arg-type]


def mode(unit: str, *, start: float = 0.0, **more: object) -> Mode:
    """Declare a quantity that only events and jumps change."""
    return Mode(unit=unit, start=start, **more)  # type: ignore[arg-type]


def algebraic(unit: str, *, start: float, **more: object) -> Algebraic:
    """Declare a quantity fixed by an equation; `start` is the first guess."""
    return Algebraic(unit=unit, start=start, **more)  # type: ignore[arg-type]


def actuator(unit: str, *, start: float = 0.0, **more: object) -> Actuator:
    """Declare an input that a pilot sets."""
    return Actuator(unit=unit, start=start, **more)  # type: ignore[arg-type]


def fault(unit: str, *, start: float = 0.0, **more: object) -> Actuator:
    """Declare an input that only malfunctions set."""
    return Actuator(unit=unit, start=start, fault=True, **more)  # type: ignore[arg-type]


def draw(unit: str = "1", *, normal: bool = True, **more: object) -> Draw:
    """Declare a random input, drawn anew at each scan."""
    return Draw(unit=unit, normal=normal, **more)  # type: ignore[arg-type]


def parameter(unit: str, value: float, source: Source, **more: object) -> Parameter:
    """Declare a constant of the model with its source."""
    return Parameter(unit=unit, value=value, start=value, source=source, **more)  # type: ignore[arg-type]


def output(unit: str, **more: object) -> Output:
    """Declare a quantity that `quantities` computes."""
    return Output(unit=unit, **more)  # type: ignore[arg-type]
