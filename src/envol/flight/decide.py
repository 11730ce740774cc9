"""From a command to events, or to a refusal with a sentence. Nothing happens here: `evolve` and the twin do that."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from math import isfinite
from typing import Any, TypeAlias

from envol.errors import UnknownNameError
from envol.flight.commands import (
    FREEZE_REASONS,
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
from envol.flight.now import Now
from envol.flight.obstacles import blocking, interlock_refusal, left_the_model, standing
from envol.flight.plan import FlightPlan
from envol.flight.refusals import refusal, unknown_name
from envol.twin.declarations import Actuator

Decided: TypeAlias = tuple[str, dict[str, Any]]
MODE = "automatic"
"""The input of a loop that says who moves its output."""
_HASH = re.compile(r"[0-9a-f]{64}")


def decide(now: Now, command: Command) -> list[Decided]:
    """Return the events that a command leads to.

    Raises
    ------
    Refusal
        If the command may not be carried out; the text says why and what may be done.
    """
    for refused in standing(now, type(command)):
        raise refused
    try:
        decided = _DECISIONS[type(command)](now, command)
    except UnknownNameError as error:
        raise unknown_name(error) from None
    for interlock in blocking(now, command):
        raise interlock_refusal(interlock)
    return decided


def _settable(plan: FlightPlan, name: str) -> Actuator:
    if name not in plan.settable:
        raise UnknownNameError("set-point", name, plan.settable)
    return plan.settable[name]


def _within(declared: Actuator, name: str, value: float) -> float:
    if not isfinite(value):
        raise refusal("not-a-number", name=name, value=value)
    if not declared.low <= value <= declared.high:
        key, limit = ("below-limit", declared.low) if value < declared.low else ("above-limit", declared.high)
        raise refusal(key, name=name, value=value, limit=limit, unit=declared.unit)
    return float(value)


def _set_input(now: Now, command: SetInput) -> list[Decided]:
    values = {command.input: _within(_settable(now.plan, command.input), command.input, command.value)}
    loop, _, what = command.input.rpartition(".")
    if what == MODE and command.value not in (0, 1):
        raise refusal("mode", name=command.input, value=command.value)
    if what == MODE and command.value == 0 and now.state.settings.get(command.input):
        values[f"{loop}.manual_output"] = now.read(f"{loop}.output")  # bumpless: the hand starts where the loop stood
    return [("input-set", {"values": values})]


def _set_profile(now: Now, command: SetProfile) -> list[Decided]:
    declared = _settable(now.plan, command.input)
    if command.input.endswith(f".{MODE}"):
        raise refusal("profile-of-mode", name=command.input)
    hours = [hour for hour, _ in command.points]
    if not hours or not all(map(isfinite, hours)) or any(b <= a for a, b in pairwise(hours)):
        raise refusal("profile-hours", name=command.input, hours=str(hours))
    points = [[float(hour), _within(declared, command.input, value)] for hour, value in command.points]
    return [("profile-set", {"input": command.input, "points": points})]


def _intervene(now: Now, command: Intervene) -> list[Decided]:
    if command.intervention not in now.plan.interventions:
        raise UnknownNameError("intervention", command.intervention, now.plan.interventions)
    allowed = now.plan.interventions[command.intervention].amount
    if allowed is None:
        if command.amount is not None:
            raise refusal("takes-no-amount", name=command.intervention)
        return [("intervention-done", {"intervention": command.intervention})]
    amount = allowed.default if command.amount is None else command.amount
    if not isfinite(amount) or not allowed.low <= amount <= allowed.high:
        name, low, high, unit = command.intervention, allowed.low, allowed.high, allowed.unit
        raise refusal("amount-outside", name=name, value=amount, low=low, high=high, unit=unit)
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
        raise refusal("nothing-to-acknowledge", alarm=command.alarm)
    return [("alarms-acknowledged", {"alarms": names})]


def _freeze(now: Now, command: Freeze) -> list[Decided]:
    if command.why not in FREEZE_REASONS:
        raise refusal("freeze-reason", why=command.why, known=", ".join(FREEZE_REASONS))
    return [("flight-frozen", {"why": command.why})]


def _resume(now: Now, command: Resume) -> list[Decided]:
    if not now.state.frozen:
        raise refusal("not-frozen")
    if now.state.left_the_model:
        raise left_the_model(now.state)
    return [("flight-resumed", {})]


def _change_speed(now: Now, command: ChangeSpeed) -> list[Decided]:
    if not isfinite(command.speed) or command.speed <= 0:
        raise refusal("speed", value=str(command.speed))
    return [("speed-changed", {"speed": command.speed})]


def _inject(now: Now, command: Inject) -> list[Decided]:
    if command.malfunction not in now.plan.malfunctions:
        raise UnknownNameError("malfunction", command.malfunction, now.plan.malfunctions)
    if not 0 < command.severity <= 1:
        raise refusal("severity", value=command.severity)
    if command.malfunction in _lasting(now):
        raise refusal("lasts-already", name=command.malfunction)
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
        raise refusal("note-hash")
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
