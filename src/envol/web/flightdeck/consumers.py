"""The socket of a cockpit: who it is, what it asks, what it is told. No flight is stepped here."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from uuid import UUID

import structlog
from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from envol.errors import Refusal
from envol.web.flightdeck import selectors, services
from envol.web.flightdeck.deck import deck
from envol.web.flightdeck.doorkeeper import Visitor, doorkeeper
from envol.web.flightdeck.looks import write_down_watch
from envol.web.flightdeck.messages import id_of, read
from envol.web.flightdeck.models import Role, Seat
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.asks import Join, Leave
from envol.web.flightdeck.runner.relay import as_text, group_of
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


class CockpitConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One screen of one flight."""

    seat: Seat | None = None
    welcome = True

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve a screen for as long as it is there, and leave the flight however that ends."""
        try:
            await super().__call__(scope, receive, send)
        except OSError:
            log.info("screen.gone")  # it closed while something was on its way to it
        finally:
            doorkeeper.forget(self.channel_name)
            if self.seat is not None:
                deck.leave(self.flight, Leave(self.channel_name))
                for group in self._groups(self.seat):
                    await self.channel_layer.group_discard(group, self.channel_name)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Handle a message without Channels' look at old database connections.

        That look is a change of threads, through one thread for all sockets; whatever reads the database here does so
        by `database_sync_to_async`, which looks for itself.
        """
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        """Take the seat of whoever is signed in, or say why not and close."""
        self.flight = UUID(str(self.scope["url_route"]["kwargs"]["flight"]))
        self.throttle = Throttle(time.monotonic)
        await self.accept()
        try:
            if not self.scope["user"].is_authenticated:
                raise deck_refusal("session-expired")
            await self._watch(await _seat(self.scope["user"], self.flight))
        except Refusal as refused:
            await self._turn_away(refused)
        except OSError:
            raise
        except Exception:
            log.exception("screen.not_joined", flight=str(self.flight))
            await self._turn_away(deck_refusal("flight-lost"))

    async def _watch(self, seat: Seat) -> None:
        self.seat = seat
        doorkeeper.admit(
            Visitor(
                screen=self.channel_name,
                session=self.scope["session"].session_key,
                person=self.scope["user"].pk,
                flight=self.flight,
                turn_away=self._unwelcome,
            )
        )
        # Before joining, so that no frame falls between: what comes meanwhile waits until this is done.
        for group in self._groups(seat):
            await self.channel_layer.group_add(group, self.channel_name)
        joined = await deck.ask(self.flight, Join(self.channel_name, seat.actor))
        if seat.role == Role.INSTRUCTOR:
            # Once they are let in, and before anything is shown: who is refused has not looked, who sees has.
            await _write_down(self.scope["user"], self.flight, self.scope["path"])
        await self._say({**joined, "you": {"role": seat.role, "actor": seat.actor}})

    def _groups(self, seat: Seat) -> list[str]:
        teaching = [group_of(self.flight, instructors=True)] if seat.role == Role.INSTRUCTOR else []
        return [group_of(self.flight), *teaching]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one message: carry it out, or refuse it with a sentence."""
        text = text_data or ""
        if self.seat is None or not self.welcome:
            return
        try:
            self._refuse_a_flood()
            id, ask = read(text, self.seat.actor)
            answer = await deck.ask(self.flight, ask)
        except Refusal as refused:
            await self._say_no(refused, id_of(text))
        except Exception:
            log.exception("message.failed", flight=str(self.flight))
            await self._refuse(deck_refusal("not-confirmed"), id_of(text))
        else:
            await self._say({**answer, "id": id})

    def _refuse_a_flood(self) -> None:
        if not self.throttle.takes():
            raise deck_refusal("too-fast", most=self.throttle.A_SECOND)

    async def _say_no(self, refused: Refusal, id: str | None) -> None:
        """Say why not; a flood is told so once a second, and in the end turned away."""
        if refused.key != "too-fast" or self.throttle.may_say_so():
            await self._refuse(refused, id)
        if self.throttle.is_hopeless:
            await self.close(TOO_MANY)

    def _unwelcome(self, key: str) -> None:
        """Turn away whoever signed out, or may no longer see the flight."""
        self._leaving = asyncio.get_running_loop().create_task(self._turn_away(deck_refusal(key)))

    async def deck_message(self, event: dict[str, Any]) -> None:
        """Pass on what the runner tells every screen of the flight."""
        await self.send(text_data=event["text"])

    async def deck_overflow(self, event: dict[str, Any]) -> None:
        """Close a screen that has missed messages: it comes back by itself, to the whole state."""
        await self.close(ELSEWHERE)

    async def _turn_away(self, refused: Refusal) -> None:
        self.welcome = False
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
def _write_down(person: Person, flight: UUID, place: str) -> None:
    write_down_watch(person, selectors.flights_by_id([flight]).values(), place)
