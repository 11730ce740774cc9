"""From the runner's thread to the screens, through the channel layer of the web's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from channels.layers import get_channel_layer

_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False, ensure_ascii=False).encode


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
    return _encode(message)


class LoopRelay:
    """Hands messages to an event loop that runs in another thread; a message is written out once for all screens."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: deque[tuple[str, str]] = deque()
        self._draining: asyncio.Task[None] | None = None

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send into this loop from now on: that of the web."""
        if loop is not self._loop:
            self._loop, self._draining = loop, None
            self._waiting.clear()

    def send(self, flight: UUID, message: Mapping[str, Any], *, instructors: bool = False) -> None:
        """Send a message to every screen of a flight, or to its instructors' only."""
        self._waiting.append((group_of(flight, instructors=instructors), as_text(message)))
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody watches any more
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if self._draining is None or self._draining.done():
            self._draining = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        layer = get_channel_layer()
        assert layer is not None, "settings name a channel layer"
        while self._waiting:
            group, text = self._waiting.popleft()
            await layer.group_send(group, {"type": "deck.message", "text": text})
