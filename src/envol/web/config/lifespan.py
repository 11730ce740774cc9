"""What happens when the server stops: flights are let go, so that the next start need not wait for leases to lapse."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from envol.web.flightdeck.deck import deck


async def lifespan(
    scope: dict[str, Any], receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
) -> None:
    """Follow the ASGI lifespan protocol."""
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await asyncio.to_thread(deck.stop)
    await send({"type": "lifespan.shutdown.complete"})
