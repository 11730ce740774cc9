"""The deck of this process: whatever flies the flights, behind one interface, started when it is first needed."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import threading
from typing import Any, Protocol
from uuid import UUID

from envol.web.flightdeck.runner.asks import Ask, Leave
from envol.web.flightdeck.runner.loop import Runner
from envol.web.flightdeck.runner.relay import LoopRelay


class Deck(Protocol):
    """Where a screen takes its asks, whoever flies the flight and in whichever process."""

    async def ask(self, flight: UUID, ask: Ask) -> dict[str, Any]:
        """Ask something of a flight.

        Raises
        ------
        Refusal
            If it may not be done; its key and parameters say why.
        """
        ...

    def leave(self, flight: UUID, leave: Leave) -> None:
        """Let a screen go, without waiting for anything."""
        ...


class EmbeddedDeck:
    """The runner in a thread of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._relay = LoopRelay()
        self._runner: Runner | None = None

    async def ask(self, flight: UUID, ask: Ask) -> dict[str, Any]:
        """Ask something of a flight; see `Deck`."""
        return await asyncio.wrap_future(self._running(asyncio.get_running_loop()).ask(flight, ask))

    def leave(self, flight: UUID, leave: Leave) -> None:
        """Let a screen go; see `Deck`."""
        with self._lock:
            if self._runner is not None:
                self._runner.ask(flight, leave)

    def _running(self, loop: asyncio.AbstractEventLoop) -> Runner:
        with self._lock:
            self._relay.bind(loop)
            if self._runner is None or not self._runner.is_alive():
                self._runner = Runner(runner_name(), self._relay)
                self._runner.start()
            return self._runner

    def stop(self) -> None:
        """Let every flight go; the next ask starts another runner."""
        with self._lock:
            runner, self._runner = self._runner, None
        if runner is not None:
            runner.stop()


def runner_name() -> str:
    """Return a name that no other runner has or had: a lease is known by it."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


deck = EmbeddedDeck()
"""The one of this process."""
