"""Who may go on watching: everybody at a socket is looked at together, every few seconds, in three queries.

Looking again at each click would cost more than the click. A socket outlives a sign-out, a changed password, or a
flight that is no longer one's to see, by these few seconds at most.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

import structlog
from channels.db import database_sync_to_async

from envol.web.flightdeck import selectors
from envol.web.people.selectors import signed_in

log = structlog.get_logger(__name__)
EVERY_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody at a socket.

    Parameters
    ----------
    screen : str
    session : str
        The key of the session that the socket came with.
    person, flight : UUID
    turn_away : callable
        Is called in the event loop with the key of the refusal, once whoever sits there may not stay.
    """

    screen: str
    session: str
    person: UUID
    flight: UUID
    turn_away: Callable[[str], None]


class Doorkeeper:
    """Looks at the visitors of this process for as long as there are any. Of the event loop's thread only."""

    def __init__(self) -> None:
        self._visitors: dict[str, Visitor] = {}
        self._looking: asyncio.Task[None] | None = None

    def admit(self, visitor: Visitor) -> None:
        """Keep an eye on a visitor from now on."""
        loop = asyncio.get_running_loop()
        if self._looking is None or self._looking.done() or self._looking.get_loop() is not loop:
            self._visitors.clear()
            self._looking = loop.create_task(self._look())
        self._visitors[visitor.screen] = visitor

    def forget(self, screen: str) -> None:
        """A visitor has left."""
        self._visitors.pop(screen, None)

    async def _look(self) -> None:
        await asyncio.sleep(EVERY_S)
        while self._visitors:
            try:
                found = await _unwelcome(list(self._visitors.values()))
            except Exception:
                log.exception("visitors.not_seen")  # the database may answer next time
                found = {}
            for screen, key in found.items():
                if visitor := self._visitors.pop(screen, None):
                    visitor.turn_away(key)
            await asyncio.sleep(EVERY_S)


@database_sync_to_async  # type: ignore[untyped-decorator]
def _unwelcome(visitors: Collection[Visitor]) -> dict[str, str]:
    """Return the screens of those who may not stay, each with the key of the refusal."""
    people = signed_in({visitor.session for visitor in visitors})
    flights = selectors.flights_by_id({visitor.flight for visitor in visitors})
    found = {}
    for visitor in visitors:
        person, flight = people.get(visitor.session), flights.get(visitor.flight)
        if person is None or person.pk != visitor.person:
            found[visitor.screen] = "session-expired"
        elif flight is None or not selectors.may_see(person, flight):
            found[visitor.screen] = "no-such-flight"
    return found


doorkeeper = Doorkeeper()
"""The one of this process."""
