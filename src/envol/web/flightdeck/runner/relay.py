"""From the runner's thread to the screens that the web's event loop holds, without a stop in between.

Channels' own layer in memory is not used: for each message it looks through every group there is, and its consumers
change threads before they pass one on, which together cost far more than the message.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias
from uuid import UUID

Take: TypeAlias = Callable[[str], None]
"""How a screen takes a message, at once and without waiting."""
_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False, ensure_ascii=False).encode


class Relay(Protocol):
    """Where frames and notices of a flight are sent; whoever watches gets them."""

    def send(self, flight: UUID, message: Mapping[str, Any], *, instructors: bool = False) -> None:
        """Send a message to every screen of a flight, or to its instructors' only."""
        ...


def as_text(message: Mapping[str, Any]) -> str:
    """Return a message as it goes over a socket."""
    return _encode(message)


class Screens:
    """The screens of this process, by flight. Of the event loop's thread only."""

    def __init__(self) -> None:
        self._watching: dict[tuple[UUID, bool], dict[str, Take]] = {}

    def add(self, flight: UUID, screen: str, take: Take, *, instructors: bool = False) -> None:
        """Let a screen take what is sent to a flight's screens; with `instructors`, what is for theirs as well."""
        for only in (False, True)[: 1 + instructors]:
            self._watching.setdefault((flight, only), {})[screen] = take

    def remove(self, flight: UUID, screen: str) -> None:
        """Forget a screen; one that is not there is no fault."""
        for place in ((flight, False), (flight, True)):
            watching = self._watching.get(place, {})
            watching.pop(screen, None)
            if not watching:
                self._watching.pop(place, None)

    def tell(self, flight: UUID, text: str, *, instructors: bool = False) -> None:
        """Hand a text to every screen of a flight, or to its instructors' only."""
        for take in list(self._watching.get((flight, instructors), {}).values()):
            take(text)


screens = Screens()
"""The screens of this process."""


class LoopRelay:
    """Hands messages to an event loop that runs in another thread; a message is written out once for all screens."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send into this loop from now on: that of the web."""
        self._loop = loop

    def send(self, flight: UUID, message: Mapping[str, Any], *, instructors: bool = False) -> None:
        """Send a message to every screen of a flight, or to its instructors' only."""
        loop, text = self._loop, as_text(message)
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody watches any more
            if loop is not None:
                loop.call_soon_threadsafe(lambda: screens.tell(flight, text, instructors=instructors))
