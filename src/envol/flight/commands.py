"""What somebody may ask of a flight. A command is an intention: `decide` turns it into events or refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetInput:
    """Move a set-point, a mode or a valve to a value, in the input's unit."""

    input: str
    value: float


@dataclass(frozen=True, slots=True)
class SetProfile:
    """Let an input follow (hour, value) points, joined by straight lines, from now on."""

    input: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Intervene:
    """Carry out one of the line's interventions, with an amount where it takes one."""

    intervention: str
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class TakeSample:
    """Take a sample for one of the line's assays."""

    assay: str


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Acknowledge one alarm, or `all` that sound or have returned."""

    alarm: str


FREEZE_REASONS = ("command", "left-alone")
"""Why somebody may freeze a flight: because they ask for it, or because nobody is left at the screen."""


@dataclass(frozen=True, slots=True)
class Freeze:
    """Stop every clock of the flight, for one of `FREEZE_REASONS`."""

    why: str = "command"


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clocks go on."""


@dataclass(frozen=True, slots=True)
class ChangeSpeed:
    """Fly so many times faster than the clock; it changes no value."""

    speed: float


@dataclass(frozen=True, slots=True)
class Inject:
    """Instructor: set a malfunction in, now."""

    malfunction: str
    severity: float = 1.0


@dataclass(frozen=True, slots=True)
class Clear:
    """Instructor: take a malfunction away."""

    malfunction: str


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Leave a note; the journal holds only the hash of its text."""

    text_hash: str


@dataclass(frozen=True, slots=True)
class End:
    """Close the flight before its time."""


Command: TypeAlias = (
    SetInput
    | SetProfile
    | Intervene
    | TakeSample
    | Acknowledge
    | Freeze
    | Resume
    | ChangeSpeed
    | Inject
    | Clear
    | WriteNote
    | End
)
