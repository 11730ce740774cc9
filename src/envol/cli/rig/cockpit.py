"""A cockpit in a browser, watched: when its frames come, what its main thread does, which files it was sent."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from envol.cli.rig.crew import Seat
from envol.cli.rig.page_work import TRACED, short
from envol.errors import EnvolError

WIDTH, TALL = 1440, 6000
"""Of the window, in pixels; so tall that every trend is in sight, for one out of sight is not drawn."""
READY_WITHIN_S = 60.0
NOTED = """
window.noted = { frames: 0, firstFrame: null, joined: null, long: [] };
const note = (list) => noted.long.push(...list.getEntries().map((task) => task.duration));
new PerformanceObserver(note).observe({ type: "longtask" });
const Bare = window.WebSocket;
window.WebSocket = class extends Bare {
  constructor(...words) {
    super(...words);
    this.addEventListener("message", ({ data }) => {
      const painted = (what) => requestAnimationFrame(() => setTimeout(() => (noted[what] = performance.now())));
      if (data.startsWith('{"type":"joined"')) painted("joined");
      if (!data.startsWith('{"type":"frame"')) return;
      if (!noted.frames++) painted("firstFrame");
    });
  }
};
"""
LOWER_EDGES = """() => [...document.querySelectorAll('[data-instrument="trends"] canvas')]
  .map((canvas) => canvas.getBoundingClientRect().bottom).filter((edge) => edge > 0).sort((a, b) => a - b)"""
FILES = """() => performance.getEntriesByType("resource")
  .map((file) => [file.name, file.decodedBodySize, file.encodedBodySize])"""


@dataclass(frozen=True, slots=True)
class Reading:
    """The counters of a page's main thread, in seconds since it began."""

    passed: dict[str, float]
    """By the clock."""
    used: dict[str, float]
    """Of CPU."""


@dataclass
class Cockpit:
    """An open cockpit.

    Parameters
    ----------
    page, devtools, clock : Any
        Of Playwright: the page, and two sessions of the DevTools protocol. The second counts the CPU of the main thread
        where the first counts time that passes, in which others may have had the processor.
    """

    page: Any
    devtools: Any
    clock: Any
    complaints: list[str] = field(default_factory=list)
    """What the page wrote on its console as errors."""

    async def noted(self) -> dict[str, Any]:
        """Return what the page noted: frames, the first one, tasks over 50 ms."""
        found: dict[str, Any] = await self.page.evaluate("noted")
        return found

    async def show(self, trends: int | None) -> int:
        """Make the window as tall as so many trends need, or all; return how many are in sight."""
        await self.page.set_viewport_size({"width": WIDTH, "height": TALL})
        edges = await self.page.evaluate(LOWER_EDGES)
        if trends is None or len(edges) <= trends:
            return len(edges)
        height = ceil(edges[trends - 1]) + 2
        await self.page.set_viewport_size({"width": WIDTH, "height": height})
        return sum(edge <= height for edge in await self.page.evaluate(LOWER_EDGES))

    async def counters(self) -> Reading:
        """Return what the main thread has spent so far."""
        passed, used = [await each.send("Performance.getMetrics") for each in (self.devtools, self.clock)]
        return Reading(*({metric["name"]: metric["value"] for metric in told["metrics"]} for told in (passed, used)))

    async def each_frame(self, seconds: float) -> list[Reading]:
        """Read the counters whenever a frame comes, for some seconds."""
        readings, before = [], -1
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
            if self.frames != before:
                before = self.frames
                readings.append(await self.counters())
        return readings

    frames: int = 0
    """How many frames the socket brought, as the browser counts them outside the page."""

    def heard(self, text: str | bytes) -> None:
        """Count a message that is a frame."""
        self.frames += str(text).startswith('{"type":"frame"')

    async def trace(self, seconds: float) -> list[dict[str, Any]]:
        """Return the events that Chromium traced over some seconds."""
        events: list[dict[str, Any]] = []
        done = asyncio.Event()
        self.devtools.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
        self.devtools.on("Tracing.tracingComplete", lambda told: done.set())
        await self.devtools.send("Tracing.start", {"traceConfig": {"includedCategories": list(TRACED)}})
        await asyncio.sleep(seconds)
        await self.devtools.send("Tracing.end")
        await asyncio.wait_for(done.wait(), 60)
        return events

    async def profile(self, seconds: float) -> dict[str, Any]:
        """Return a profile of the page's script over some seconds."""
        await self.devtools.send("Profiler.enable")
        await self.devtools.send("Profiler.start")
        await asyncio.sleep(seconds)
        found: dict[str, Any] = (await self.devtools.send("Profiler.stop"))["profile"]
        return found

    async def files(self, ending: str) -> dict[str, tuple[int, int]]:
        """Return each file with an ending that the page was sent: its bytes, and those that went over the wire."""
        sent = await self.page.evaluate(FILES)
        return {short(name): (whole, wire) for name, whole, wire in sent if name.partition("?")[0].endswith(ending)}


@contextlib.asynccontextmanager
async def opened(browser: Any, address: str, seat: Seat) -> AsyncIterator[Cockpit]:
    """Open a person's cockpit and wait until it has drawn frames.

    Raises
    ------
    EnvolError
        If no frame comes.
    """
    context = await browser.new_context(viewport={"width": WIDTH, "height": TALL})
    await context.add_cookies([{"name": "sessionid", "value": seat.session, "url": f"http://{address}"}])
    await context.add_init_script(NOTED)
    page = await context.new_page()
    devtools, clock = [await context.new_cdp_session(page) for _ in range(2)]
    cockpit = Cockpit(page, devtools, clock)
    page.on("websocket", lambda socket: socket.on("framereceived", cockpit.heard))
    page.on("console", lambda said: cockpit.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: cockpit.complaints.append(str(error)))
    await devtools.send("Performance.enable")
    await clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.goto(f"http://{address}/flights/{seat.flight}/")
    await _wait_for_a_frame(cockpit)
    yield cockpit
    await context.close()


async def _wait_for_a_frame(cockpit: Cockpit) -> None:
    # Not Playwright's own waiting, which needs `eval` in the page: its policy forbids that.
    until = asyncio.get_running_loop().time() + READY_WITHIN_S
    while (await cockpit.noted())["firstFrame"] is None:
        if asyncio.get_running_loop().time() > until:
            said = json.dumps(cockpit.complaints[:3], ensure_ascii=False)
            raise EnvolError(f"the cockpit drew no frame within {READY_WITHIN_S:g} s: {said}")
        await asyncio.sleep(0.1)
