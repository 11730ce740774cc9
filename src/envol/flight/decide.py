"""From a command to events, or to a refusal with a sentence. Nothing happens here: `evolve` and the twin do that."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, TypeAlias

from envol.errors import Refusal, UnknownNameError
from envol.flight.commands import (
    Acknowledge,
    ChangeSpeed,
    Clear,
    Command,
    End,
    Freeze,
    Inject,
    Intervene,
    Resume,
    SetInput,
    SetProfile,
    TakeSample,
    WriteNote,
)
from envol.flight.alarms import AlarmState
from envol.flight.plan import FlightPlan
from envol.flight.state import FlightState
from envol.twin.declarations import Actuator

Decided: TypeAlias = tuple[str, dict[str, Any]]
Reading: TypeAlias = Callable[[str], float]


def decide(plan: FlightPlan, state: FlightState, command: Command, read: Reading) -> list[Decided]:
    """Return the events that a command leads to.

    Parameters
    ----------
    read : callable
        Gives the present value of a quantity of the unit operation.

    Raises
    ------
    Refusal
        If the command may not be carried out; the text says why and what may be done.
    """
    if state.ended:
        raise Refusal(f"the flight is over ({state.ended}): no command is taken any more")
    if state.frozen and not isinstance(command, (Resume, Acknowledge, WriteNote, End, ChangeSpeed)):
        raise Refusal(f"the flight is frozen ({state.frozen}): resume it first")
    try:
        return _DECISIONS[type(command)](plan, state, command, read)
    except UnknownNameError as error:
        raise Refusal(str(error)) from None


def _settable(plan: FlightPlan, name: str) -> Actuator:
    known = {n: d for n, d in plan.model.declared.items() if isinstance(d, Actuator) and not d.fault and not d.pulse}
    if name not in known:
        raise UnknownNameError("set-point", name, known)
    return known[name]


def _within(declared: Actuator, name: str, value: float) -> float:
    if not isfinite(value):
        raise Refusal(f"{name} needs a number, not {value}")
    if not declared.low <= value <= declared.high:
        side, limit = ("below", declared.low) if value < declared.low else ("above", declared.high)
        raise Refusal(f"{name}: {value:g} {declared.unit} is {side} the limit of {limit:g} {declared.unit}")
    return float(value)


def _set_input(plan: FlightPlan, state: FlightState, command: SetInput, read: Reading) -> list[Decided]:
    values = {command.input: _within(_settable(plan, command.input), command.input, command.value)}
    loop, _, what = command.input.rpartition(".")
    if what == "automatic" and command.value == 0 and state.settings.get(command.input):
        values[f"{loop}.manual_output"] = read(f"{loop}.output")  # bumpless: the hand starts where the loop stood
    return [("input-set", {"values": values})]


def _set_profile(plan: FlightPlan, state: FlightState, command: SetProfile, read: Reading) -> list[Decided]:
    declared = _settable(plan, command.input)
    hours = [hour for hour, _ in command.points]
    if not hours or any(b <= a for a, b in zip(hours, hours[1:], strict=False)):
        raise Refusal(f"the profile of {command.input} needs points at hours that increase, not {hours}")
    points = [[float(hour), _within(declared, command.input, value)] for hour, value in command.points]
    return [("profile-set", {"input": command.input, "points": points})]


def _intervene(plan: FlightPlan, state: FlightState, command: Intervene, read: Reading) -> list[Decided]:
    if command.intervention not in plan.interventions:
        raise UnknownNameError("intervention", command.intervention, plan.interventions)
    allowed = plan.interventions[command.intervention].amount
    if allowed is None:
        if command.amount is not None:
            raise Refusal(f"{command.intervention} takes no amount")
        return [("intervention-done", {"intervention": command.intervention})]
    amount = allowed.default if command.amount is None else command.amount
    if not isfinite(amount) or not allowed.low <= amount <= allowed.high:
        raise Refusal(
            f"{command.intervention}: {amount:g} {allowed.unit} is outside {allowed.low:g} to {allowed.high:g} {allowed.unit}"
        )
    return [("intervention-done", {"intervention": command.intervention, "amount": float(amount)})]


def _take_sample(plan: FlightPlan, state: FlightState, command: TakeSample, read: Reading) -> list[Decided]:
    if command.assay not in plan.assays:
        raise UnknownNameError("assay", command.assay, plan.assays)
    return [("sample-taken", {"assay": command.assay})]


def _acknowledge(plan: FlightPlan, state: FlightState, command: Acknowledge, read: Reading) -> list[Decided]:
    waiting = [
        name for name, now in state.alarms.items() if now in (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)
    ]
    known = [alarm.name for alarm in plan.line.alarms]
    if command.alarm == "all":
        names = waiting
    elif command.alarm not in known:
        raise UnknownNameError("alarm", command.alarm, [*known, "all"])
    else:
        names = [name for name in waiting if name == command.alarm]
    if not names:
        raise Refusal(f"nothing to acknowledge: {command.alarm} is not waiting")
    return [("alarms-acknowledged", {"alarms": names})]


def _freeze(plan: FlightPlan, state: FlightState, command: Freeze, read: Reading) -> list[Decided]:
    return [("flight-frozen", {"why": "command"})]


def _resume(plan: FlightPlan, state: FlightState, command: Resume, read: Reading) -> list[Decided]:
    if not state.frozen:
        raise Refusal("the flight is not frozen")
    if state.frozen.startswith("validity"):
        raise Refusal("the flight has left the region where the model is credible: go back to an earlier instant")
    return [("flight-resumed", {})]


def _change_speed(plan: FlightPlan, state: FlightState, command: ChangeSpeed, read: Reading) -> list[Decided]:
    if not isfinite(command.speed) or command.speed <= 0:
        raise Refusal(f"a speed is a positive number, not {command.speed}")
    return [("speed-changed", {"speed": command.speed})]


def _inject(plan: FlightPlan, state: FlightState, command: Inject, read: Reading) -> list[Decided]:
    if command.malfunction not in plan.malfunctions:
        raise UnknownNameError("malfunction", command.malfunction, plan.malfunctions)
    if not 0 < command.severity <= 1:
        raise Refusal(f"a severity lies above 0 and up to 1, not {command.severity:g}")
    return [("malfunction-injected", {"malfunction": command.malfunction, "severity": command.severity})]


def _clear(plan: FlightPlan, state: FlightState, command: Clear, read: Reading) -> list[Decided]:
    active = {name for name, now in state.active.items() if now.cleared is None}
    if command.malfunction not in active:
        raise UnknownNameError("active malfunction", command.malfunction, active)
    return [("malfunction-cleared", {"malfunction": command.malfunction})]


def _write_note(plan: FlightPlan, state: FlightState, command: WriteNote, read: Reading) -> list[Decided]:
    return [("note-written", {"text": command.text_hash})]


def _end(plan: FlightPlan, state: FlightState, command: End, read: Reading) -> list[Decided]:
    return [("flight-ended", {})]


_DECISIONS: dict[type, Callable[..., list[Decided]]] = {
    SetInput: _set_input,
    SetProfile: _set_profile,
    Intervene: _intervene,
    TakeSample: _take_sample,
    Acknowledge: _acknowledge,
    Freeze: _freeze,
    Resume: _resume,
    ChangeSpeed: _change_speed,
    Inject: _inject,
    Clear: _clear,
    WriteNote: _write_note,
    End: _end,
}
