"""The screens that load a server: each holds one socket, clicks at its times, and notes when what arrived."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from envol.cli.rig.crew import Seat
from envol.cli.rig.usage import Usage
from envol.errors import EnvolError

TOGETHER = 20
"""Sockets that are opened at once."""
JOINS_WITHIN_S, ANSWERED_WITHIN_S = 300.0, 10.0
SETTLES_S = 5.0
"""Seconds of clicks before what is measured begins."""
LATEST_S = 2.0
"""Seconds that frames due at the end are waited for; what comes later counts as missing."""
CLICK_EVERY_S = 5.0
CLICKED, BETWEEN = "feed_flow", (1.0, 1.25)
FIRST_SPEED = 60.0
SAME_PLACE_MS = 3
"""How far from its place in the second a frame may say that it was due; one sent after a click says any other."""


@dataclass(slots=True)
class Screen:
    """What one screen heard, times in seconds of the wall clock."""

    seat: Seat
    socket: ClientConnection
    frames: list[tuple[float, int, int, int]] = field(default_factory=list)
    """Arrival, due (ms), scan and size in bytes of each frame."""
    clicked: dict[str, float] = field(default_factory=dict)
    acks: list[tuple[float, float]] = field(default_factory=list)
    """When a click was made, and how long its acknowledgement took."""
    refused: list[str] = field(default_factory=list)
    slowed: int = 0
    lost: bool = False

    async def listen(self, speed: float) -> None:
        """Hear what the server says until the socket closes."""
        try:
            async for text in self.socket:
                await self._hear(time.time(), str(text), speed)
        except ConnectionClosed:
            self.lost = True

    async def _hear(self, now: float, text: str, speed: float) -> None:
        message = json.loads(text)
        match message["type"]:
            case "frame":
                self.frames.append((now, message["due"], message.get("scan", 0), len(text.encode())))
            case "ack" if message["id"] in self.clicked:
                at = self.clicked.pop(message["id"])
                self.acks.append((at, now - at))
            case "refused":
                self.clicked.pop(message["id"], None)
                self.refused.append(message["key"])
            case "notice" if message["key"] == "slowed":
                self.slowed += 1
                await self.ask(do="speed", speed=speed)

    async def click(self, first: float) -> None:
        """Set the same input to one value and another, every few seconds from an instant of the wall clock on."""
        number = 0
        while True:
            await asyncio.sleep(max(0.0, first + number * CLICK_EVERY_S - time.time()))
            id = f"c{number}"
            self.clicked[id] = time.time()
            await self.ask(id=id, do="set-input", input=CLICKED, value=BETWEEN[number % 2])
            number += 1

    async def ask(self, **message: Any) -> None:
        """Send a message; nobody is told where the socket is closed."""
        with contextlib.suppress(ConnectionClosed):
            await self.socket.send(json.dumps({"id": "speed"} | message))

    def lateness(self, begin: float, end: float) -> tuple[list[float], int]:
        """Return how late each frame was that is sent every second, in ms, and how many were due.

        Parameters
        ----------
        begin, end : float
            The span in which they were due, in seconds of the wall clock.
        """
        places = Counter(due % 1000 for _, due, _, _ in self.frames)
        if not places:
            return [], round(end - begin)
        place = places.most_common(1)[0][0]
        seconds = range(ceil(begin - place / 1000), ceil(end - place / 1000))
        late = {
            round((due - place) / 1000): arrived * 1000 - due
            for arrived, due, _, _ in self.frames
            if abs((due - place + 500) % 1000 - 500) <= SAME_PLACE_MS
        }
        return [late[second] for second in seconds if second in late], len(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What all screens heard in the span that was measured, and what the server used in it."""

    screens: Sequence[Screen]
    begin: float
    end: float
    usage: tuple[Usage, Usage]
    lags: list[float]
    """How late this process itself woke up, in seconds: later than that nothing can be told."""
    join_s: float


async def load(
    address: str, seats: Sequence[Seat], seconds: float, usage: Callable[[], Usage], speed: float = FIRST_SPEED
) -> Watched:
    """Join every flight, let them settle, then watch and click for some seconds.

    Raises
    ------
    EnvolError
        If not all can join.
    """
    async with contextlib.AsyncExitStack() as stack:
        began = time.monotonic()
        screens = await _joined(stack, address, seats, speed)
        join_s = time.monotonic() - began
        if speed != FIRST_SPEED:
            for screen in screens:
                await screen.ask(do="speed", speed=speed)
        first = time.time()
        every = CLICK_EVERY_S / len(screens)
        # In another order than that of joining, else each would click just as its own frame is due.
        clicking = random.Random(1).sample(screens, len(screens))
        clicks = [asyncio.create_task(screen.click(first + k * every)) for k, screen in enumerate(clicking)]
        await asyncio.sleep(SETTLES_S)
        lags: list[float] = []
        lagging = asyncio.create_task(_lag(lags))
        begin, used = time.time(), usage()
        await asyncio.sleep(seconds)
        end, spent = time.time(), (used, usage())
        await _cancel([lagging, *clicks])
        await asyncio.sleep(LATEST_S)
        await _answered(screens)
    return Watched(screens=screens, begin=begin, end=end, usage=spent, lags=lags, join_s=join_s)


async def _joined(stack: contextlib.AsyncExitStack, address: str, seats: Sequence[Seat], speed: float) -> list[Screen]:
    turns = asyncio.Semaphore(TOGETHER)

    async def join(seat: Seat) -> Screen:
        async with turns:
            return await stack.enter_async_context(screen(address, seat, speed))

    try:
        return list(await asyncio.wait_for(asyncio.gather(*map(join, seats)), JOINS_WITHIN_S))
    except (OSError, TimeoutError, ConnectionClosed) as error:
        raise EnvolError(f"not all of {len(seats)} screens could join: {str(error) or type(error).__name__}") from error


@contextlib.asynccontextmanager
async def screen(address: str, seat: Seat, speed: float) -> AsyncIterator[Screen]:
    """Open a socket, and listen to it until the end: one that is not read is soon given up by the server."""
    async with connect(
        f"ws://{address}/ws/flights/{seat.flight}/",
        additional_headers={"Cookie": f"sessionid={seat.session}"},
        origin=f"http://{address}",  # type: ignore[arg-type] # a NewType of str
        max_size=None,
        open_timeout=60,
        close_timeout=1,
    ) as socket:
        message = json.loads(await socket.recv())
        if message["type"] != "joined":
            raise EnvolError(f"a screen was not let in: {message}")
        found = Screen(seat, socket)
        listening = asyncio.create_task(found.listen(speed))
        yield found
        await _cancel([listening])


async def _lag(lags: list[float], every: float = 0.05) -> None:
    while True:
        due = time.monotonic() + every
        await asyncio.sleep(every)
        lags.append(time.monotonic() - due)


async def _answered(screens: Sequence[Screen]) -> None:
    """Wait for the answers to the last clicks, but not for ever."""
    until = time.monotonic() + ANSWERED_WITHIN_S
    while time.monotonic() < until and any(screen.clicked for screen in screens):
        await asyncio.sleep(0.1)


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for told in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(told, Exception):
            raise told
