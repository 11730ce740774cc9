"""Where journals are kept: the port that every store honours, and the one that keeps them in memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from envol.flight.journal import Data, Event, Journal, follow, is_sealed, seal

Clock: TypeAlias = Callable[[], str]
"""Gives the wall time that an event is stamped with, in UTC to the second: 2026-03-01T09:30:00Z."""


class JournalStore(Protocol):
    """An append-only journal of one flight; it stamps each event, and can read back what it acknowledged."""

    @property
    def sealed(self) -> bool:
        """Whether the flight was closed: nothing may be appended any more."""
        ...

    def append(self, *, type: str, data: Data | None = None, scan: int, actor: str, version: int = 1) -> Event:
        """Store one more event and return it; a `JournalError` means that nothing was stored."""
        ...

    def seal(
        self,
        *,
        state_hash: str,
        scan: int,
        actor: str,
        final: Mapping[str, float] | None = None,
        result: Data | None = None,
    ) -> Event:
        """Close the flight with the hash of its final state, and with what it was worth."""
        ...

    def events(self) -> Journal:
        """Return every event stored so far, verified."""
        ...


class StampedJournal(ABC):
    """What stores share: an event follows the last one, stamped, and is kept before it is returned.

    Parameters
    ----------
    clock : callable
        What stamps the events.
    last : Event or None
        The last event that is stored already.
    """

    def __init__(self, clock: Clock, last: Event | None) -> None:
        self._clock, self._last = clock, last

    @abstractmethod
    def _keep(self, event: Event) -> None:
        """Store an event, or raise a `JournalError` with nothing stored."""

    @abstractmethod
    def events(self) -> Journal:
        """Return every event stored so far, verified."""

    @property
    def sealed(self) -> bool:
        """Whether the flight was closed."""
        return self._last is not None and is_sealed([self._last])

    @property
    def last_seq(self) -> int:
        """The number of the last event, -1 where there is none."""
        return self._last.seq if self._last else -1

    def append(self, *, type: str, data: Data | None = None, scan: int, actor: str, version: int = 1) -> Event:
        """Store one more event; see `envol.flight.journal.follow` for what is refused."""
        stamp = self._clock()
        return self._kept(follow(self._last, type=type, data=data, scan=scan, actor=actor, version=version, at=stamp))

    def seal(
        self,
        *,
        state_hash: str,
        scan: int,
        actor: str,
        final: Mapping[str, float] | None = None,
        result: Data | None = None,
    ) -> Event:
        """Close the flight with the hash of its final state, and with what it was worth."""
        stamp = self._clock()
        return self._kept(
            seal(self._last, state_hash=state_hash, scan=scan, actor=actor, final=final, result=result, at=stamp)
        )

    def _kept(self, event: Event) -> Event:
        self._keep(event)
        self._last = event
        return event


class MemoryJournal(StampedJournal):
    """A journal that lives as long as the program: for tests, sweeps and flights nobody keeps.

    Parameters
    ----------
    clock : callable, optional
        What stamps the events; they bear no time where it is absent.
    """

    def __init__(self, clock: Clock = lambda: "") -> None:
        super().__init__(clock, None)
        self._events: list[Event] = []

    def _keep(self, event: Event) -> None:
        self._events.append(event)

    def events(self) -> Journal:
        """Return every event stored so far."""
        return tuple(self._events)
