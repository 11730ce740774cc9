"""The socket of a cockpit: who it is, what it asks, what it is told. No flight is stepped here."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from typing import Any
from uuid import UUID

import structlog
from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone

from envol.errors import Refusal
from envol.web.flightdeck import selectors, services
from envol.web.flightdeck.deck import deck
from envol.web.flightdeck.messages import id_of, read
from envol.web.flightdeck.models import Seat
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.asks import Join, Leave
from envol.web.flightdeck.runner.relay import as_text, screens
from envol.web.flightdeck.throttle import Throttle
from envol.web.people.models import Person

log = structlog.get_logger(__name__)
EXPIRED, NO_FLIGHT, ELSEWHERE, TOO_MANY = 4401, 4404, 4409, 4429
"""Why a socket is closed by us; the page says the sentence."""
_CODES = {
    "session-expired": EXPIRED,
    "no-such-flight": NO_FLIGHT,
    "flight-over": NO_FLIGHT,
    "flight-grounded": NO_FLIGHT,
}
SESSION_CHECKED_EVERY_S = 5.0
AT_MOST_WAITING = 20
"""Messages that wait for a screen that does not read; more are not kept."""


class CockpitConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One screen of one flight."""

    async def connect(self) -> None:
        """Take the seat of whoever is signed in, or say why not and close."""
        self.flight = UUID(str(self.scope["url_route"]["kwargs"]["flight"]))
        self.throttle = Throttle(time.monotonic)
        self.seat: Seat | None = None
        self.screen = secrets.token_hex(8)
        self._outbox: asyncio.Queue[str] = asyncio.Queue(AT_MOST_WAITING)
        self._writing: asyncio.Task[None] | None = None
        self._checked = time.monotonic()
        await self.accept()
        person = self.scope["user"]
        try:
            if not person.is_authenticated:
                raise deck_refusal("session-expired")
            self.seat = await _seat(person, self.flight)
            await self._watch(self.seat)
        except Refusal as refused:
            await self._turn_away(refused)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Handle a message without Channels' look at old database connections.

        That look is a change of threads, through one thread for all sockets; whatever reads the database here does so
        by `database_sync_to_async`, which looks for itself.
        """
        await getattr(self, get_handler_name(message))(message)

    async def _watch(self, seat: Seat) -> None:
        # Before joining, so that no frame falls between: what comes meanwhile waits until this is done.
        screens.add(self.flight, self.screen, self._take, instructors=seat.role == "instructor")
        joined = await deck.ask(self.flight, Join(self.screen, seat.actor))
        await self._say({**joined, "you": {"role": seat.role, "actor": seat.actor}})
        self._writing = asyncio.create_task(self._write())

    def _take(self, text: str) -> None:
        """Take what the runner tells every screen of the flight."""
        with contextlib.suppress(asyncio.QueueFull):
            self._outbox.put_nowait(text)

    async def _write(self) -> None:
        """Pass on what was taken, as fast as this screen reads; no other screen waits for it."""
        with contextlib.suppress(OSError):  # the screen is gone, as `disconnect` is told
            while True:
                await self.send(text_data=await self._outbox.get())

    def _stop_writing(self) -> None:
        screens.remove(self.flight, self.screen)
        if self._writing is not None:
            self._writing.cancel()

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Close the socket; nothing is written to it any more."""
        self._stop_writing()
        await super().close(code, reason)

    async def disconnect(self, code: int) -> None:
        """Leave the flight, which goes on while somebody else watches, and freezes when nobody does."""
        self._stop_writing()
        if self.seat is not None:
            with contextlib.suppress(Refusal):
                await deck.ask(self.flight, Leave(self.screen))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one message: carry it out, or refuse it with a sentence."""
        text = text_data or ""
        if self.seat is None:
            return
        try:
            self._refuse_a_flood()
            await self._still_signed_in()
            id, ask = read(text, self.seat.actor)
            answer = await deck.ask(self.flight, ask)
            await self._say({**answer, "id": id})
        except Refusal as refused:
            if refused.key != "too-fast" or self.throttle.may_say_so():
                await self._refuse(refused, id_of(text))
            if refused.key == "session-expired" or self.throttle.is_hopeless:
                await self.close(EXPIRED if refused.key == "session-expired" else TOO_MANY)

    def _refuse_a_flood(self) -> None:
        if not self.throttle.takes():
            raise deck_refusal("too-fast", most=self.throttle.A_SECOND)

    async def _still_signed_in(self) -> None:
        now = time.monotonic()
        if now - self._checked < SESSION_CHECKED_EVERY_S:
            return
        self._checked = now
        if not await _session_lasts(self.scope["session"].session_key):
            raise deck_refusal("session-expired")

    async def _turn_away(self, refused: Refusal) -> None:
        await self._refuse(refused, None)
        await self.close(_CODES.get(refused.key, ELSEWHERE))

    async def _refuse(self, refused: Refusal, id: str | None) -> None:
        await self._say({"type": "refused", "id": id, "key": refused.key, "params": dict(refused.params)})

    async def _say(self, message: dict[str, Any]) -> None:
        await self.send(text_data=as_text(message))


@database_sync_to_async  # type: ignore[untyped-decorator]
def _seat(person: Person, id: UUID) -> Seat:
    try:
        return services.seat_of(flight=selectors.flight_for(person, id), person=person)
    except selectors.NoSuchFlight:
        raise deck_refusal("no-such-flight") from None


@database_sync_to_async  # type: ignore[untyped-decorator]
def _session_lasts(key: str | None) -> bool:
    from django.contrib.sessions.models import Session

    return Session.objects.filter(session_key=key, expire_date__gt=timezone.now()).exists()
