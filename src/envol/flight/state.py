"""The state of a flight outside the vessel, and how each event changes it.

`evolve` is a pure function: the same events from the same plan give the same state, whoever caused them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from envol.errors import UnknownNameError
from envol.flight.alarms import AlarmState, Change, after
from envol.flight.content.line import Assay, Intervention
from envol.flight.journal import SEAL, SEAL_VERSION
from envol.flight.plan import FlightPlan

VALIDITY = "validity:"
"""How the reason of a freeze begins where the model was left; the quantity that left it follows."""
DRAW = "sample_draw"
"""The input by which a sample leaves the vessel, in the unit operations that have it."""


@dataclass(frozen=True, slots=True)
class Active:
    """A malfunction that has set in."""

    onset: int
    severity: float
    cleared: int | None = None

    def is_gone(self, scan: int) -> bool:
        """Whether it no longer acts at a scan."""
        return self.cleared is not None and self.cleared <= scan


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample on its way through the laboratory."""

    assay: str
    taken: int
    due: int


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An intervention that will answer a question (a stain)."""

    intervention: str
    asked: int
    due: int


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did at the controls, for scoring: what, on what, to which value, when, who."""

    scan: int
    verb: str
    name: str
    value: float | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightState:
    """Everything that commands and triggers have settled so far.

    Parameters
    ----------
    settings : mapping of str to float
        Inputs that hold until somebody changes them.
    profiles : mapping of str to points
        Inputs that follow (hour, value) points.
    pulses : mapping of (scan, input) to float
        Inputs that take a value for one scan.
    active : mapping of str to Active
        Malfunctions by name, each as it set in last.
    past : tuple of (str, Active)
        Malfunctions that have set in again since, as they were before.
    pending : mapping of int to scan
        Armed malfunctions whose hour is known, by their place in the scenario.
    spent : frozenset of int
        Places of the armed malfunctions that have set in.
    """

    settings: Mapping[str, float]
    profiles: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    pulses: Mapping[tuple[int, str], float] = field(default_factory=dict)
    active: Mapping[str, Active] = field(default_factory=dict)
    past: tuple[tuple[str, Active], ...] = ()
    pending: Mapping[int, int] = field(default_factory=dict)
    spent: frozenset[int] = frozenset()
    samples: tuple[Sample, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    deeds: tuple[Deed, ...] = ()
    alarms: Mapping[str, AlarmState] = field(default_factory=dict)
    frozen: str = ""
    speed: float = 1.0
    ended: str = ""

    @property
    def left_the_model(self) -> bool:
        """Whether the flight stands where the model is no longer to be believed."""
        return self.frozen.startswith(VALIDITY)

    def did(self, verb: str, name: str) -> tuple[int, ...]:
        """Return the scans at which somebody did something, whoever it was."""
        return tuple(deed.scan for deed in self.deeds if deed.verb == verb and deed.name == name)

    @property
    def waiting_alarms(self) -> tuple[str, ...]:
        """The alarms that wait to be acknowledged: those that sound and those that have returned."""
        waiting = (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)
        return tuple(name for name, alarm in self.alarms.items() if alarm in waiting)


Data = Mapping[str, Any]


def evolve(plan: FlightPlan, state: FlightState, type: str, scan: int, data: Data, actor: str) -> FlightState:
    """Return the state after one event.

    Parameters
    ----------
    plan : FlightPlan
    state : FlightState
    type : str
        The event's type, one of `EVENT_VERSIONS`.
    scan : int
        When it takes effect.
    data : mapping
        The event's data, in the newest version of its layout.
    actor : str
        The pseudonymous id of whoever caused it.

    Raises
    ------
    UnknownNameError
        If the event names what the plan does not have: the journal was flown on other content.
    """
    return _HANDLERS[type](plan, state, scan, data, actor)


def _opened(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    return state


def _input_set(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    profiles = {name: points for name, points in state.profiles.items() if name not in data["values"]}
    deeds = tuple(Deed(scan, "set", name, value, actor) for name, value in data["values"].items())
    state = replace(state, settings={**state.settings, **data["values"]}, profiles=profiles, deeds=state.deeds + deeds)
    for deed in deeds:
        state = _awaken(plan, state, scan, "set", deed.name)
    return state


def _profile_set(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    name, points = data["input"], tuple((float(h), float(v)) for h, v in data["points"])
    deed = Deed(scan, "set", name, actor=actor)
    state = replace(state, profiles={**state.profiles, name: points}, deeds=(*state.deeds, deed))
    return _awaken(plan, state, scan, "set", name)


def _intervened(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    gesture = _intervention(plan, data["intervention"])
    amount: float | None = data.get("amount")
    done = scan + plan.scans(gesture.duration_min / 60)
    settings = {name: _given(value, amount) for name, value in gesture.settings.items()}
    pulses = dict(state.pulses)
    for name, value in gesture.pulse.items():
        pulses[done, name] = _pulsed(plan, state, done, name, _given(value, amount))
    state = replace(
        state,
        pulses=pulses,
        settings={**state.settings, **settings},
        profiles={name: points for name, points in state.profiles.items() if name not in settings},
        deeds=(*state.deeds, Deed(scan, "intervention", gesture.name, amount, actor)),
        ended=gesture.ends or state.ended,
    )
    if gesture.report is not None:
        due = done + plan.scans(gesture.report.delay_min / 60)
        state = replace(state, inquiries=(*state.inquiries, Inquiry(gesture.name, scan, due)))
    state = _awaken(plan, state, scan, "intervention", gesture.name)
    mended = [name for name in state.active if gesture.name in plan.malfunctions[name].cleared_by]
    for name in mended:
        state = _mend(state, name, done)
    return state


def _intervention(plan: FlightPlan, name: str) -> Intervention:
    if name not in plan.interventions:
        raise UnknownNameError("intervention", name, plan.interventions)
    return plan.interventions[name]


def _assay(plan: FlightPlan, name: str) -> Assay:
    if name not in plan.assays:
        raise UnknownNameError("assay", name, plan.assays)
    return plan.assays[name]


def _given(value: float | str, amount: float | None) -> float:
    if isinstance(value, str):
        assert amount is not None, "a line that refers to an amount declares one"
        return amount
    return value


def _pulsed(plan: FlightPlan, state: FlightState, scan: int, name: str, value: float) -> float:
    """Return a pulse with what is given at the same scan already, up to what the input can take."""
    high: float = plan.model.declared[name].high
    return min(high, state.pulses.get((scan, name), 0.0) + value)


def _mend(state: FlightState, name: str, scan: int) -> FlightState:
    """Return the state in which a malfunction is gone from a scan on; one that goes sooner anyhow is left."""
    active = state.active[name]
    if active.is_gone(scan):
        return state
    return replace(state, active={**state.active, name: replace(active, cleared=scan)})


def _sampled(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    assay = _assay(plan, data["assay"])
    sample = Sample(assay.name, scan, scan + plan.scans(assay.delay_min / 60))
    pulses = dict(state.pulses)
    if DRAW in plan.model.inputs.slices:
        flow = assay.sample_volume_mL / 1000 / plan.scan_h
        pulses[scan, DRAW] = _pulsed(plan, state, scan, DRAW, flow)
    deed = Deed(scan, "sample", assay.name, actor=actor)
    return replace(state, samples=(*state.samples, sample), pulses=pulses, deeds=(*state.deeds, deed))


def _acknowledged(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    changed = {name: after(state.alarms[name], Change.ACKNOWLEDGED) for name in data["alarms"] if name in state.alarms}
    return replace(state, alarms={**state.alarms, **changed})


def _frozen(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    return replace(state, frozen=data.get("why", "command"))


def _resumed(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    return replace(state, frozen="")


def _speed_changed(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    return replace(state, speed=float(data["speed"]))


def set_in(state: FlightState, name: str, scan: int, severity: float) -> FlightState:
    """Return the state with a malfunction setting in at a scan; one that lasts already goes on as it is."""
    before = state.active.get(name)
    if before is not None and not before.is_gone(scan):
        return state
    past = state.past if before is None else (*state.past, (name, before))
    return replace(state, active={**state.active, name: Active(scan, severity)}, past=past)


def _injected(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    name = data["malfunction"]
    if name not in plan.malfunctions:
        raise UnknownNameError("malfunction", name, plan.malfunctions)
    return set_in(state, name, scan, float(data["severity"]))


def _cleared(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    name = data["malfunction"]
    # A replay without the injection has nothing to clear.
    return _mend(state, name, scan) if name in state.active else state


def _noted(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    return state


def _ended(plan: FlightPlan, state: FlightState, scan: int, data: Data, actor: str) -> FlightState:
    return replace(state, ended="ended")


def _awaken(plan: FlightPlan, state: FlightState, scan: int, verb: str, name: str) -> FlightState:
    """Start the clock of malfunctions that wait for this deed."""
    pending = dict(state.pending)
    for place, armed in enumerate(plan.scenario.malfunctions):
        waits_for = armed.trigger.after
        if waits_for is None or place in state.spent or place in pending:
            continue
        if name == (waits_for.set if verb == "set" else waits_for.intervention):
            pending[place] = scan + plan.scans(armed.trigger.delay_h)
    return replace(state, pending=pending)


Handler = Callable[[FlightPlan, FlightState, int, Data, str], FlightState]

_HANDLERS: dict[str, Handler] = {
    "flight-opened": _opened,
    "flight-branched": _opened,
    "input-set": _input_set,
    "profile-set": _profile_set,
    "intervention-done": _intervened,
    "sample-taken": _sampled,
    "alarms-acknowledged": _acknowledged,
    "flight-frozen": _frozen,
    "flight-resumed": _resumed,
    "speed-changed": _speed_changed,
    "malfunction-injected": _injected,
    "malfunction-cleared": _cleared,
    "note-written": _noted,
    "flight-ended": _ended,
    SEAL: _noted,
}

EVENT_VERSIONS: Mapping[str, int] = dict.fromkeys(_HANDLERS, 1) | {SEAL: SEAL_VERSION}
"""Each type of event with the newest version of its layout, which is the one that is stored.

A type whose layout changes gets a higher version here and an upcaster in `envol.flight.replay`.
"""
