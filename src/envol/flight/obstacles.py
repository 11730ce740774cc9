"""Why can I not? What would refuse a command now, before it is given; `decide` refuses by the same functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from envol.errors import Refusal, UnknownNameError
from envol.flight.commands import (
    Acknowledge,
    ChangeSpeed,
    Command,
    End,
    Intervene,
    Resume,
    SetInput,
    SetProfile,
    TakeSample,
    WriteNote,
)
from envol.flight.content.interlocks import Interlock
from envol.flight.content.line import Amount
from envol.flight.now import Now
from envol.flight.refusals import Param, refusal, unknown_name
from envol.flight.roles import role_refusal
from envol.flight.state import VALIDITY, FlightState
from envol.twin.declarations import Actuator

TAKEN_WHILE_FROZEN = (Resume, Acknowledge, WriteNote, End, ChangeSpeed)


class SubjectKind(StrEnum):
    """What somebody's hand goes to."""

    INPUT = "input"
    INTERVENTION = "intervention"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Subject:
    """An input that would be moved, an intervention that would be carried out, a sample that would be taken."""

    kind: SubjectKind
    name: str


_COMMANDS: dict[SubjectKind, type[Command]] = {
    SubjectKind.INPUT: SetInput,
    SubjectKind.INTERVENTION: Intervene,
    SubjectKind.SAMPLE: TakeSample,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One reason for which a command would be refused now.

    Parameters
    ----------
    key, sentence, params
        As of a `Refusal`.
    always : bool
        Whether it refuses whatever value is asked for. Where not, it refuses values beyond the limits that its
        parameters give: `low` and `high`, or `above` of an interlock.
    """

    key: str
    sentence: str
    params: dict[str, Param]
    always: bool


def obstacles(now: Now, subject: Subject) -> tuple[Obstacle, ...]:
    """Return everything that would refuse a command on a subject now, what refuses every value first.

    The limits of an input or of an amount are among them, though they refuse no value within: they say what may be
    asked for.
    """
    found = [_obstacle(refused) for refused in standing(now, _COMMANDS[subject.kind])]
    known: dict[SubjectKind, tuple[str, Collection[str]]] = {
        SubjectKind.INPUT: ("set-point", now.plan.settable),
        SubjectKind.INTERVENTION: ("intervention", now.plan.interventions),
        SubjectKind.SAMPLE: ("assay", now.plan.assays),
    }
    what, names = known[subject.kind]
    if subject.name not in names:
        return (*found, _obstacle(unknown_name(UnknownNameError(what, subject.name, names))))
    found += _interlocks(now, subject)
    return tuple(sorted([*found, *_limits(now, subject)], key=lambda obstacle: not obstacle.always))


def standing(now: Now, kind: type[Command]) -> Iterator[Refusal]:
    """Yield each reason, of the role and of the flight, for which a kind of command is refused whatever it asks."""
    state = now.state
    if (refused := role_refusal(kind, now.actor)) is not None:
        yield refused
    if state.ended:
        yield refusal("flight-over", ended=state.ended)
    if state.frozen and kind not in TAKEN_WHILE_FROZEN:
        yield left_the_model(state) if state.left_the_model else refusal("flight-frozen", why=state.frozen)


def left_the_model(state: FlightState) -> Refusal:
    """Return the refusal of a flight that stands where the model is no longer to be believed."""
    return refusal("left-the-model", quantity=state.frozen.removeprefix(VALIDITY))


def interlocked(now: Now, subject: Subject) -> list[Interlock]:
    """Return the interlocks of a subject whose condition holds now."""
    interlocks = now.plan.line.interlocks
    return [each for each in interlocks if _concerns(now, each, subject) and _holds(now, each)]


def blocking(now: Now, command: Command) -> list[Interlock]:
    """Return the interlocks that refuse a command now; its names are known and its values within their limits."""
    match command:
        case SetInput(input=name, value=value):
            subject, moved = Subject(SubjectKind.INPUT, name), {name: value}
        case SetProfile(input=name, points=points):
            subject, moved = Subject(SubjectKind.INPUT, name), {name: _highest(now, points)}
        case Intervene(intervention=name, amount=amount):
            subject, moved = Subject(SubjectKind.INTERVENTION, name), _moved_by(now, name, amount)
        case _:
            return []
    return [each for each in interlocked(now, subject) if _exceeds(each, moved)]


def interlock_refusal(interlock: Interlock) -> Refusal:
    """Return the refusal of a command that an interlock blocks; `above` is the highest value that it allows."""
    above = interlock.blocks.above
    more: dict[str, Param] = {} if above is None else {"above": above}
    return refusal("interlock", interlock=interlock.name, why=interlock.why.en, **more)


def _concerns(now: Now, interlock: Interlock, subject: Subject) -> bool:
    blocks = interlock.blocks
    if subject.kind is SubjectKind.INPUT:
        return blocks.set == subject.name
    if subject.kind is SubjectKind.SAMPLE:
        return False
    return blocks.intervention == subject.name or blocks.set in now.plan.interventions[subject.name].settings


def _holds(now: Now, interlock: Interlock) -> bool:
    elapsed = now.scan * now.plan.scan_h
    clock = {"hour": now.plan.hour(now.scan), "elapsed_h": elapsed}
    names = interlock.when.names - clock.keys()
    return interlock.when.is_true(clock | {name: now.read(name) for name in names})


def _exceeds(interlock: Interlock, moved: dict[str, float]) -> bool:
    """Return whether inputs are moved to where an interlock does not let them; one of an intervention always is."""
    blocks = interlock.blocks
    if blocks.set is None:
        return True
    return blocks.set in moved and (blocks.above is None or moved[blocks.set] > blocks.above)


def _moved_by(now: Now, intervention: str, amount: float | None) -> dict[str, float]:
    """Return the inputs that an intervention moves for good, and to what."""
    gesture = now.plan.interventions[intervention]
    given = gesture.amount.default if gesture.amount and amount is None else amount
    values = {name: given if isinstance(value, str) else value for name, value in gesture.settings.items()}
    return {name: value for name, value in values.items() if value is not None}


def _highest(now: Now, points: tuple[tuple[float, float], ...]) -> float:
    """Return the highest value of a profile from now on."""
    hour = now.plan.hour(now.scan)
    value = float(np.interp(hour, [at for at, _ in points], [to for _, to in points]))
    return max([value, *(to for at, to in points if at > hour)])


def _interlocks(now: Now, subject: Subject) -> list[Obstacle]:
    """Return the interlocks in the way of a subject; of an intervention, with the amount that it takes by itself."""
    if subject.kind is SubjectKind.INTERVENTION:
        return [_obstacle(interlock_refusal(each)) for each in blocking(now, Intervene(subject.name))]
    found = interlocked(now, subject)
    return [_obstacle(interlock_refusal(each), always=each.blocks.above is None) for each in found]


def _limits(now: Now, subject: Subject) -> Iterator[Obstacle]:
    limited: Amount | Actuator | None = None
    if subject.kind is SubjectKind.INPUT:
        limited = now.plan.settable[subject.name]
    elif subject.kind is SubjectKind.INTERVENTION:
        limited = now.plan.interventions[subject.name].amount
    if limited is not None:
        between = refusal("limits", name=subject.name, low=limited.low, high=limited.high, unit=limited.unit)
        yield _obstacle(between, always=False)


def _obstacle(refused: Refusal, *, always: bool = True) -> Obstacle:
    return Obstacle(key=refused.key, sentence=refused.sentence, params=refused.params, always=always)
