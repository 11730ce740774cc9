"""What may be asked of a runner. Plain data: the same asks travel a queue here, or a channel between processes."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from envol.flight.commands import Command
from envol.flight.jump import To
from envol.flight.obstacles import Subject


@dataclass(frozen=True, slots=True)
class Join:
    """A screen begins to watch: the answer is everything it needs to draw the flight."""

    screen: str
    actor: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A screen is gone."""

    screen: str


@dataclass(frozen=True, slots=True)
class Do:
    """Somebody gives a command; the answer comes once its event is stored."""

    command: Command
    actor: str
    note: str = ""
    """The words of a note, which are kept outside the journal."""


@dataclass(frozen=True, slots=True)
class Fly:
    """Fly on to the next alarm, sample or decision as fast as it goes, or stop doing so (None)."""

    to: To | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """Return the course so far, decimated."""


@dataclass(frozen=True, slots=True)
class AskWhy:
    """Return the terms that move a state now; those that would give a malfunction away only to an instructor."""

    state: str
    actor: str


@dataclass(frozen=True, slots=True)
class AskWhyNot:
    """Return what stands in the way of an input, an intervention or a sample."""

    subject: Subject
    actor: str


Ask: TypeAlias = Join | Leave | Do | Fly | LookBack | AskWhy | AskWhyNot


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask on its way to the runner, with where its answer goes."""

    flight: UUID
    ask: Ask
    answer: Future[dict[str, Any]] = field(compare=False)

    def resolve(self, found: dict[str, Any]) -> None:
        """Give the answer, unless whoever asked has gone."""
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_result(found)

    def fail(self, error: Exception) -> None:
        """Say why there is no answer, unless whoever asked has gone."""
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_exception(error)
