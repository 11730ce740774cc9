"""The socket of a cockpit: who it is, what it asks, what it is told. No flight is stepped here."""

from __future__ import annotations

import contextlib
import time
from typing import Any
from uuid import UUID

import structlog
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
from envol.web.flightdeck.runner.relay import as_text, group_of
from envol.web.flightdeck.throttle import Throttle
from envol.web.people.models import Person

log = structlog.get_logger(__name__)
EXPIRED, NO_FLIGHT, ELSEWHERE, TOO_MANY = 4401, 4404, 4409, 4429
"""Why a socket is closed by us; the page says the sentence."""
SESSION_CHECKED_EVERY_S = 5.0


class CockpitConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One screen of one flight."""

    async def connect(self) -> None:
        """Take the seat of whoever is signed in, or say why not and close."""
        self.flight = UUID(str(self.scope["url_route"]["kwargs"]["flight"]))
        self.throttle = Throttle(time.monotonic)
        self.seat: Seat | None = None
        self.groups_joined: list[str] = []
        self._checked = time.monotonic()
        await self.accept()
        person = self.scope["user"]
        if not person.is_authenticated:
            return await self._turn_away(deck_refusal("session-expired"), EXPIRED)
        try:
            self.seat = await _seat(person, self.flight)
        except selectors.NoSuchFlight:
            return await self._turn_away(deck_refusal("no-such-flight"), NO_FLIGHT)
        await self._watch(self.seat)

    async def _watch(self, seat: Seat) -> None:
        self.groups_joined = [group_of(self.flight)]
        if seat.role == "instructor":
            self.groups_joined.append(group_of(self.flight, instructors=True))
        # Before joining, so that no frame falls between: what comes meanwhile waits until this is done.
        for group in self.groups_joined:
            await self.channel_layer.group_add(group, self.channel_name)
        try:
            joined = await deck.ask(self.flight, Join(self.channel_name, seat.actor))
        except Refusal as refused:
            code = NO_FLIGHT if refused.key in {"flight-over", "flight-grounded"} else ELSEWHERE
            return await self._turn_away(refused, code)
        await self._say({**joined, "you": {"role": seat.role, "actor": seat.actor}})

    async def disconnect(self, code: int) -> None:
        """Leave the flight, which goes on while somebody else watches, and freezes when nobody does."""
        for group in self.groups_joined:
            await self.channel_layer.group_discard(group, self.channel_name)
        if self.seat is not None:
            with contextlib.suppress(Refusal):
                await deck.ask(self.flight, Leave(self.channel_name))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one message: carry it out, or refuse it with a sentence."""
        text = text_data or ""
        if self.seat is None:
            return
        if not self.throttle.takes():
            return await self._too_fast(text)
        try:
            await self._still_signed_in()
            id, ask = read(text, self.seat.actor)
            answer = await deck.ask(self.flight, ask)
        except Refusal as refused:
            await self._refuse(refused, id_of(text))
            return await self.close(EXPIRED) if refused.key == "session-expired" else None
        await self._say({**answer, "id": id})

    async def _too_fast(self, text: str) -> None:
        """Refuse with one sentence a second, and close on whoever goes on nevertheless."""
        if self.throttle.is_hopeless:
            return await self._turn_away(deck_refusal("too-fast", most=self.throttle.A_SECOND), TOO_MANY)
        if self.throttle.may_say_so():
            await self._refuse(deck_refusal("too-fast", most=self.throttle.A_SECOND), id_of(text))

    async def _still_signed_in(self) -> None:
        now = time.monotonic()
        if now - self._checked < SESSION_CHECKED_EVERY_S:
            return
        self._checked = now
        if not await _session_lasts(self.scope["session"].session_key):
            raise deck_refusal("session-expired")

    async def deck_message(self, event: dict[str, Any]) -> None:
        """Pass on what the runner tells every screen of the flight."""
        await self.send(text_data=event["text"])

    async def _turn_away(self, refused: Refusal, code: int) -> None:
        await self._refuse(refused, None)
        await self.close(code)

    async def _refuse(self, refused: Refusal, id: str | None) -> None:
        await self._say({"type": "refused", "id": id, "key": refused.key, "params": dict(refused.params)})

    async def _say(self, message: dict[str, Any]) -> None:
        await self.send(text_data=as_text(message))


@database_sync_to_async  # type: ignore[untyped-decorator]
def _seat(person: Person, id: UUID) -> Seat:
    return services.seat_of(flight=selectors.flight_for(person, id), person=person)


@database_sync_to_async  # type: ignore[untyped-decorator]
def _session_lasts(key: str | None) -> bool:
    from django.contrib.sessions.models import Session

    return Session.objects.filter(session_key=key, expire_date__gt=timezone.now()).exists()
