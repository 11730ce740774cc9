"""From the runner's thread to the screens, through the channel layer of the web's event loop."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from channels.layers import get_channel_layer


class Relay(Protocol):
    """Where frames and notices of a flight are sent; whoever watches gets them."""

    def send(self, flight: UUID, message: Mapping[str, Any], *, instructors: bool = False) -> None:
        """Send a message to every screen of a flight, or to its instructors' only."""
        ...


def group_of(flight: UUID, *, instructors: bool = False) -> str:
    """Return the name of the channel group in which a flight's screens are."""
    return f"flight.{flight.hex}{'.instructors' if instructors else ''}"


def as_text(message: Mapping[str, Any]) -> str:
    """Return a message as it goes over a socket."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


class LoopRelay:
    """Hands messages to an event loop that runs in another thread; a message is written out once for all screens."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: deque[tuple[str, str]] = deque()
        self._draining: asyncio.Task[None] | None = None

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send into this loop from now on: that of the web."""
        self._loop = loop

    def send(self, flight: UUID, message: Mapping[str, Any], *, instructors: bool = False) -> None:
        """Send a message to every screen of a flight, or to its instructors' only."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        self._waiting.append((group_of(flight, instructors=instructors), as_text(message)))
        loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if self._draining is None or self._draining.done():
            self._draining = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        layer = get_channel_layer()
        assert layer is not None
        while self._waiting:
            group, text = self._waiting.popleft()
            await layer.group_send(group, {"type": "deck.message", "text": text})
