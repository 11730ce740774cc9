"""Channels' layer in memory, made fit for hundreds of groups and for screens that read slowly."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from channels.layers import InMemoryChannelLayer

OVERFLOW: dict[str, Any] = {"type": "deck.overflow"}
"""What a channel holds in place of its messages once there are too many: its reader has missed some."""
CLEANED_EVERY_S = 5.0


class MemoryLayer(InMemoryChannelLayer):  # type: ignore[misc]
    """The layer of one process.

    Channels' own looks through every channel and every group at each message, copies it for each reader, and drops it
    without a word where a channel is full; a screen that missed a message would show a state that is none.
    """

    _cleaned = 0.0

    def _clean_expired(self) -> None:
        now = time.monotonic()
        if now - self._cleaned > CLEANED_EVERY_S:
            self._cleaned = now
            super()._clean_expired()

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        """Send a message, which nobody changes afterwards; a channel that is full is emptied, and told that it was."""
        waiting = self.channels.setdefault(channel, asyncio.Queue(self.get_capacity(channel)))
        if waiting.full():
            while not waiting.empty():
                waiting.get_nowait()
            message = OVERFLOW
        waiting.put_nowait((time.time() + self.expiry, message))

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Send a message to every channel of a group."""
        self._clean_expired()
        for channel in list(self.groups.get(group, ())):
            await self.send(channel, message)
