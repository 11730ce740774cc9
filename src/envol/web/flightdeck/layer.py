"""Channels' layer in memory, made fit for hundreds of groups and for screens that read slowly."""

from __future__ import annotations

import time
from typing import Any

from channels.exceptions import ChannelFull
from channels.layers import InMemoryChannelLayer

OVERFLOW: dict[str, Any] = {"type": "deck.overflow"}
"""What a channel holds in place of its messages once there are too many: its reader has missed some."""
CLEANED_EVERY_S = 5.0


class MemoryLayer(InMemoryChannelLayer):  # type: ignore[misc]
    """The layer of one process.

    Channels' own looks through every channel and every group at each message, and drops a message without a word where
    a channel is full; a screen that missed a message would show a state that is none.
    """

    _cleaned = 0.0

    def _clean_expired(self) -> None:
        now = time.monotonic()
        if now - self._cleaned > CLEANED_EVERY_S:
            self._cleaned = now
            super()._clean_expired()

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        """Send a message; a channel that is full is emptied, and told that it was."""
        try:
            await super().send(channel, message)
        except ChannelFull:
            waiting = self.channels[channel]
            while not waiting.empty():
                waiting.get_nowait()
            waiting.put_nowait((time.time() + self.expiry, OVERFLOW))
