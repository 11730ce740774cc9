"""Where journals are kept: the port that every store honours, and the one that keeps them in memory."""

from __future__ import annotations

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


class MemoryJournal:
    """A journal that lives as long as the program: for tests, sweeps and flights nobody keeps.

    Parameters
    ----------
    clock : callable, optional
        What stamps the events; they bear no time where it is absent.
    """

    def __init__(self, clock: Clock = lambda: "") -> None:
        self._events: list[Event] = []
        self._clock = clock

    @property
    def sealed(self) -> bool:
        """Whether the flight was closed."""
        return is_sealed(self._events)

    def append(self, *, type: str, data: Data | None = None, scan: int, actor: str, version: int = 1) -> Event:
        """Store one more event; see `envol.flight.journal.follow` for what is refused."""
        stamp = self._clock()
        event = follow(self._last(), type=type, data=data, scan=scan, actor=actor, version=version, at=stamp)
        self._events.append(event)
        return event

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
        event = seal(self._last(), state_hash=state_hash, scan=scan, actor=actor, final=final, result=result, at=stamp)
        self._events.append(event)
        return event

    def events(self) -> Journal:
        """Return every event stored so far."""
        return tuple(self._events)

    def _last(self) -> Event | None:
        return self._events[-1] if self._events else None
