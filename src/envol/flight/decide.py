"""From a command to events, or to a refusal with a sentence. Nothing happens here: `evolve` and the twin do that."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
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
from envol.flight.plan import FlightPlan
from envol.flight.roles import refuse_role
from envol.flight.state import FlightState
from envol.twin.declarations import Actuator

Decided: TypeAlias = tuple[str, dict[str, Any]]
LEFT = "the flight has left the region where the model is credible: go back to an earlier instant"
MODE = "automatic"
"""The input of a loop that says who moves its output."""
Reading: TypeAlias = Callable[[str], float]
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Now:
    """The flight at the instant of a command.

    Parameters
    ----------
    plan : FlightPlan
    state : FlightState
    scan : int
    read : callable
        Gives the present value of a quantity of the unit operation.
    actor : str
        The pseudonymous id of whoever gives the command; its role decides what may be asked.
    """

    plan: FlightPlan
    state: FlightState
    scan: int
    read: Reading
    actor: str


def decide(now: Now, command: Command) -> list[Decided]:
    """Return the events that a command leads to.

    Raises
    ------
    Refusal
        If the command may not be carried out; the text says why and what may be done.
    """
    state = now.state
    refuse_role(command, now.actor)
    if state.ended:
        raise Refusal(f"the flight is over ({state.ended}): no command is taken any more")
    if state.frozen and not isinstance(command, (Resume, Acknowledge, WriteNote, End, ChangeSpeed)):
        raise Refusal(LEFT if state.left_the_model else f"the flight is frozen ({state.frozen}): resume it first")
    try:
        return _DECISIONS[type(command)](now, command)
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


def _set_input(now: Now, command: SetInput) -> list[Decided]:
    values = {command.input: _within(_settable(now.plan, command.input), command.input, command.value)}
    loop, _, what = command.input.rpartition(".")
    if what == MODE and command.value not in (0, 1):
        raise Refusal(f"{command.input} is 1 (automatic) or 0 (manual), not {command.value:g}")
    if what == MODE and command.value == 0 and now.state.settings.get(command.input):
        values[f"{loop}.manual_output"] = now.read(f"{loop}.output")  # bumpless: the hand starts where the loop stood
    return [("input-set", {"values": values})]


def _set_profile(now: Now, command: SetProfile) -> list[Decided]:
    declared = _settable(now.plan, command.input)
    if command.input.endswith(f".{MODE}"):
        raise Refusal(f"{command.input} is switched by hand: it follows no profile")
    hours = [hour for hour, _ in command.points]
    if not hours or not all(map(isfinite, hours)) or any(b <= a for a, b in pairwise(hours)):
        raise Refusal(f"the profile of {command.input} needs points at hours that increase, not {hours}")
    points = [[float(hour), _within(declared, command.input, value)] for hour, value in command.points]
    return [("profile-set", {"input": command.input, "points": points})]


def _intervene(now: Now, command: Intervene) -> list[Decided]:
    if command.intervention not in now.plan.interventions:
        raise UnknownNameError("intervention", command.intervention, now.plan.interventions)
    allowed = now.plan.interventions[command.intervention].amount
    if allowed is None:
        if command.amount is not None:
            raise Refusal(f"{command.intervention} takes no amount")
        return [("intervention-done", {"intervention": command.intervention})]
    amount = allowed.default if command.amount is None else command.amount
    if not isfinite(amount) or not allowed.low <= amount <= allowed.high:
        limits = f"{allowed.low:g} to {allowed.high:g} {allowed.unit}"
        raise Refusal(f"{command.intervention}: {amount:g} {allowed.unit} is outside {limits}")
    return [("intervention-done", {"intervention": command.intervention, "amount": float(amount)})]


def _take_sample(now: Now, command: TakeSample) -> list[Decided]:
    if command.assay not in now.plan.assays:
        raise UnknownNameError("assay", command.assay, now.plan.assays)
    return [("sample-taken", {"assay": command.assay})]


def _acknowledge(now: Now, command: Acknowledge) -> list[Decided]:
    waiting = list(now.state.waiting_alarms)
    known = [alarm.name for alarm in now.plan.line.alarms]
    if command.alarm == "all":
        names = waiting
    elif command.alarm not in known:
        raise UnknownNameError("alarm", command.alarm, [*known, "all"])
    else:
        names = [name for name in waiting if name == command.alarm]
    if not names:
        raise Refusal(f"nothing to acknowledge: {command.alarm} is not waiting")
    return [("alarms-acknowledged", {"alarms": names})]


def _freeze(now: Now, command: Freeze) -> list[Decided]:
    return [("flight-frozen", {"why": "command"})]


def _resume(now: Now, command: Resume) -> list[Decided]:
    if not now.state.frozen:
        raise Refusal("the flight is not frozen")
    if now.state.left_the_model:
        raise Refusal(LEFT)
    return [("flight-resumed", {})]


def _change_speed(now: Now, command: ChangeSpeed) -> list[Decided]:
    if not isfinite(command.speed) or command.speed <= 0:
        raise Refusal(f"a speed is a positive number, not {command.speed}")
    return [("speed-changed", {"speed": command.speed})]


def _inject(now: Now, command: Inject) -> list[Decided]:
    if command.malfunction not in now.plan.malfunctions:
        raise UnknownNameError("malfunction", command.malfunction, now.plan.malfunctions)
    if not 0 < command.severity <= 1:
        raise Refusal(f"a severity lies above 0 and up to 1, not {command.severity:g}")
    if command.malfunction in _lasting(now):
        raise Refusal(f"{command.malfunction} lasts already: clear it first")
    name, content = command.malfunction, now.plan.malfunction_hashes[command.malfunction]
    return [("malfunction-injected", {"malfunction": name, "severity": command.severity, "content": content})]


def _clear(now: Now, command: Clear) -> list[Decided]:
    active = _lasting(now)
    if command.malfunction not in active:
        raise UnknownNameError("active malfunction", command.malfunction, active)
    return [("malfunction-cleared", {"malfunction": command.malfunction})]


def _lasting(now: Now) -> set[str]:
    return {name for name, active in now.state.active.items() if not active.is_gone(now.scan)}


def _write_note(now: Now, command: WriteNote) -> list[Decided]:
    if not _HASH.fullmatch(command.text_hash):
        raise Refusal("a note enters the journal as the hash of its text, 64 hexadecimal digits")
    return [("note-written", {"text": command.text_hash})]


def _end(now: Now, command: End) -> list[Decided]:
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
