"""A program that serves bare Channels sockets: a frame of a given size each second, a short answer to each message.

The measured peer of the live deck: the same server, the same protocol, and nothing of ours.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import sys
import time
from typing import Any

FRAME_S = 1.0


def main(frame_bytes: int) -> None:
    """Serve until interrupted; the address is printed as the campus prints its own."""
    from django.conf import settings

    settings.configure(
        CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
        DATABASES={},
        LOGGING_CONFIG=None,
    )
    import django

    django.setup()
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}/\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        application(frame_bytes), log_config=None, access_log=False, lifespan="off", ws="websockets-sansio"
    )
    uvicorn.Server(config).run(sockets=[listening])


def application(frame_bytes: int) -> Any:
    """Return the smallest consumer that sends frames and answers."""
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Bare(AsyncWebsocketConsumer):  # type: ignore[misc]
        """One socket."""

        async def connect(self) -> None:
            await self.accept()
            await self.send(text_data='{"type":"joined"}')
            self._sending = asyncio.create_task(self._frames())

        async def _frames(self) -> None:
            due = time.time() + random.random()
            while True:
                due += FRAME_S
                await asyncio.sleep(due - time.time())
                await self.send(text_data=frame(due, frame_bytes))

        async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
            await self.send(text_data=json.dumps({"type": "ack", "id": json.loads(text_data or "{}").get("id")}))

        async def disconnect(self, code: int) -> None:
            self._sending.cancel()

    return Bare.as_asgi()


def frame(due: float, size: int) -> str:
    """Return a frame of a size in bytes that says when it was due, in seconds of the wall clock."""
    said = f'{{"type":"frame","due":{round(due * 1000)},"rest":"'
    return f'{said}{"x" * max(0, size - len(said) - 2)}"}}'


if __name__ == "__main__":
    main(int(sys.argv[1]))
