"""Who may ask what of a flight: the role is the word before the colon of an actor's pseudonymous id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from envol.errors import Refusal
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
from envol.flight.refusals import refusal


class Role(StrEnum):
    """In what quality somebody acts on a flight."""

    PILOT = "pilot"
    """A pilot written as content."""
    PERSON = "person"
    """Somebody of the crew."""
    INSTRUCTOR = "instructor"
    SYSTEM = "system"
    """The school's own machinery."""


CREW = frozenset({Role.PILOT, Role.PERSON})
"""Those whose deeds are graded."""
_TEACHING = frozenset({Role.INSTRUCTOR, Role.SYSTEM})
_AT_THE_CONTROLS = CREW | {Role.INSTRUCTOR}
_EVERYBODY = frozenset(Role)

MAY_ASK: Mapping[type[Command], frozenset[Role]] = {
    SetInput: _AT_THE_CONTROLS,
    SetProfile: _AT_THE_CONTROLS,
    Intervene: _AT_THE_CONTROLS,
    TakeSample: _AT_THE_CONTROLS,
    Acknowledge: _AT_THE_CONTROLS,
    WriteNote: _AT_THE_CONTROLS,
    Freeze: _EVERYBODY,
    Resume: _EVERYBODY,
    ChangeSpeed: _EVERYBODY,
    End: _EVERYBODY,
    Inject: _TEACHING,
    Clear: _TEACHING,
}
"""The roles that may ask for each command."""

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def is_crew(actor: str) -> bool:
    """Return whether what an actor does is the crew's doing, and counts for its grade."""
    return _word(actor) in CREW


def role_refusal(kind: type[Command], actor: str) -> Refusal | None:
    """Return the refusal of a kind of command that is not the actor's to give, naming who may; None where it is."""
    allowed = MAY_ASK[kind]
    if _word(actor) in allowed:
        return None
    asked = _CAPITAL.sub(" ", kind.__name__).lower()
    named = " or ".join(role for role in Role if role in allowed)
    return refusal("not-your-role", asked=asked, roles=named, actor=actor)


def _word(actor: str) -> str:
    return actor.partition(":")[0]
