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


def refuse_role(command: Command, actor: str) -> None:
    """Refuse a command that is not the actor's to give.

    Raises
    ------
    Refusal
        Naming the roles that may give it.
    """
    allowed = MAY_ASK[type(command)]
    if _word(actor) not in allowed:
        asked = _CAPITAL.sub(" ", type(command).__name__).lower()
        named = " or ".join(role for role in Role if role in allowed)
        raise Refusal(f"{asked} is asked by {named} only: {actor} may not")


def _word(actor: str) -> str:
    return actor.partition(":")[0]
