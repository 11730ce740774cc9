"""What a screen says over the socket: read strictly, each message into one ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from envol.errors import Refusal
from envol.flight import commands
from envol.flight.journal import text_hash
from envol.flight.jump import To
from envol.flight.obstacles import Subject, SubjectKind
from envol.flight.refusals import refusal
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.asks import Ask, AskWhy, AskWhyNot, Do, Fly, LookBack

LONGEST = 4096
"""Characters in a message."""
Word = Annotated[str, Field(min_length=1, max_length=80)]


class Message(BaseModel):
    """What all messages share: an id by which the answer is known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=40)]


class SetInput(Message):  # noqa: D101 - each is the command of its name
    do: Literal["set-input"]
    input: Word
    value: float


class SetProfile(Message):  # noqa: D101
    do: Literal["set-profile"]
    input: Word
    points: Annotated[list[tuple[float, float]], Field(min_length=1, max_length=60)]


class Intervene(Message):  # noqa: D101
    do: Literal["intervene"]
    intervention: Word
    amount: float | None = None


class TakeSample(Message):  # noqa: D101
    do: Literal["sample"]
    assay: Word


class Acknowledge(Message):  # noqa: D101
    do: Literal["acknowledge"]
    alarm: Word


class ChangeSpeed(Message):  # noqa: D101
    do: Literal["speed"]
    speed: Annotated[float, Field(le=3600)]


class Inject(Message):  # noqa: D101
    do: Literal["inject"]
    malfunction: Word
    severity: float = 1.0


class Clear(Message):  # noqa: D101
    do: Literal["clear"]
    malfunction: Word


class Note(Message):  # noqa: D101
    do: Literal["note"]
    text: Annotated[str, Field(min_length=1, max_length=2000)]


class Plain(Message):
    """A command that needs nothing more."""

    do: Literal["freeze", "resume", "end", "stop-jump", "history"]


class Jump(Message):  # noqa: D101
    do: Literal["jump"]
    to: Literal["alarm", "sample", "decision"]


class Why(Message):  # noqa: D101
    do: Literal["why"]
    state: Word


class WhyNot(Message):
    """Of one of the three."""

    do: Literal["why-not"]
    input: Word | None = None
    intervention: Word | None = None
    assay: Word | None = None


_AnyMessage: TypeAlias = (
    SetInput
    | SetProfile
    | Intervene
    | TakeSample
    | Acknowledge
    | ChangeSpeed
    | Inject
    | Clear
    | Note
    | Plain
    | Jump
    | Why
    | WhyNot
)
_ADAPTER: TypeAdapter[_AnyMessage] = TypeAdapter(Annotated[_AnyMessage, Field(discriminator="do")])


def id_of(text: str) -> str | None:
    """Return the id of a message that could not be read otherwise, for its refusal to be told apart."""
    try:
        found = _plain(text) if len(text) <= LONGEST else None
    except Refusal:
        return None
    id = found.get("id") if isinstance(found, dict) else None
    return id if isinstance(id, str) and len(id) <= 40 else None


def read(text: str, actor: str) -> tuple[str, Ask]:
    """Read a message into its id and what is asked.

    Raises
    ------
    Refusal
        If it is too long, no JSON, or none of the messages; the key says which.
    """
    if len(text) > LONGEST:
        raise deck_refusal("too-long", most=LONGEST)
    try:
        message = _ADAPTER.validate_python(_document(text))
    except ValidationError as error:
        raise _not_understood(error) from None
    return message.id, _ask_of(message, actor)


def _document(text: str) -> dict[str, Any]:
    document = _plain(text)
    if not isinstance(document, dict):
        raise deck_refusal("not-json")
    if isinstance(document.get("points"), list):
        document["points"] = [tuple(each) if isinstance(each, list) else each for each in document["points"]]
    return document


def _plain(text: str) -> Any:
    """Return what a text holds; half a character or a NUL in it could neither be sent back nor stored."""
    try:
        found = json.loads(text)
        written = json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise deck_refusal("not-json") from None
    if b"\\u0000" in written:
        raise deck_refusal("not-json")
    return found


def _not_understood(error: ValidationError) -> Refusal:
    """Name the first thing that is wrong; a value that is no number is the commonest."""
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(each) for each in first["loc"][1:]) or "do"
    if first["type"] in {"float_type", "float_parsing"}:
        return refusal("not-a-number", name=place, value=repr(first.get("input"))[:40])
    return deck_refusal("unknown-message", what=f"{place}: {first['msg']}"[:120])


def _ask_of(message: _AnyMessage, actor: str) -> Ask:
    match message:
        case Jump():
            return Fly(To(message.to))
        case Why():
            return AskWhy(message.state, actor)
        case WhyNot():
            return AskWhyNot(_subject(message), actor)
        case Plain(do="stop-jump"):
            return Fly(None)
        case Plain(do="history"):
            return LookBack()
        case Note():
            return Do(commands.WriteNote(text_hash(message.text)), actor, message.text)
    return Do(_command_of(message), actor)


def _subject(message: WhyNot) -> Subject:
    for kind, name in (
        (SubjectKind.INPUT, message.input),
        (SubjectKind.INTERVENTION, message.intervention),
        (SubjectKind.SAMPLE, message.assay),
    ):
        if name:
            return Subject(kind, name)
    raise deck_refusal("unknown-message", what="why-not needs input, intervention or assay")


_PLAIN: dict[str, Callable[[], commands.Command]] = {
    "freeze": commands.Freeze,
    "resume": commands.Resume,
    "end": commands.End,
}


def _command_of(message: _AnyMessage) -> commands.Command:
    match message:
        case SetInput():
            return commands.SetInput(message.input, message.value)
        case SetProfile():
            return commands.SetProfile(message.input, tuple(message.points))
        case Intervene():
            return commands.Intervene(message.intervention, message.amount)
        case TakeSample():
            return commands.TakeSample(message.assay)
        case Acknowledge():
            return commands.Acknowledge(message.alarm)
        case ChangeSpeed():
            return commands.ChangeSpeed(message.speed)
        case Inject():
            return commands.Inject(message.malfunction, message.severity)
        case Clear():
            return commands.Clear(message.malfunction)
        case Plain():
            return _PLAIN[message.do]()
    raise deck_refusal("unknown-message", what=type(message).__name__)
