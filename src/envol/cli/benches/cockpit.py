"""What the live cockpit costs a browser: work a frame with every trend in sight, and the bytes that it is sent."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from envol.cli.rig.browser import chromium, needed
from envol.cli.rig.cockpit import Cockpit, opened
from envol.cli.rig.crew import Seat, seats
from envol.cli.rig.page_work import each, kinds_of_work, longest_tasks, main_thread, self_seconds
from envol.cli.rig.screens import FIRST_SPEED, screen
from envol.cli.rig.server import campus_home, environment, module, served
from envol.cli.rig.usage import spread
from envol.cli.serve import campus_is_installed

SCENARIO = "fed-batch-first-flight"
FLOWN_H = 48.0
"""Hours that are flown already, so that the trends are full."""
WORK_MS, SCRIPT_BYTES, TRENDS = 8.0, 150_000, 12
"""What is aimed at: work a frame, with so many trends; bytes of script before compression."""
SETTLES_S, LOOKED_INTO_S, MOST_COSTLY = 5.0, 10.0, 12


def bench_cockpit(seconds: float = 60.0, speed: float = FIRST_SPEED) -> dict[str, Any]:
    """Open a cockpit in a browser without a window, and measure what each frame costs its main thread.

    Parameters
    ----------
    seconds : float
        How long is measured; two looks of up to ten seconds follow, which tell kinds of work and functions apart.
    speed : float
        Process seconds in a second of the clock.

    Returns
    -------
    dict
        `work_ms_mean` and percentiles, CPU of the main thread from one frame to the next with twelve trends in sight;
        `passed_ms_...` the same by the clock; `traced_ms_...` by kind (tracing itself costs some); `costly_ms`, the
        functions that take most of a frame; `all_trends_...`, with every trend in sight; `script_bytes` and
        `style_bytes` before compression, by file in `script_files`; `first_frame_ms` from the start of navigation until
        a frame was painted; and whether each aim is met.
    """
    campus_is_installed()
    needed()
    with campus_home() as home:
        env = environment(home)
        [seat] = seats(1, SCENARIO, env, flown_h=FLOWN_H)
        with served(module("main", "serve", "--port", 0), env, home / "server.log") as (address, _):
            return {"seconds": seconds, "speed": speed, **asyncio.run(_watch(address, seat, seconds, speed))}


async def _watch(address: str, seat: Seat, seconds: float, speed: float) -> dict[str, Any]:
    async with contextlib.AsyncExitStack() as stack:
        browser = await stack.enter_async_context(chromium())
        cockpit = await stack.enter_async_context(opened(browser, address, seat))
        first = await cockpit.noted()
        if speed != FIRST_SPEED:
            # A second screen holds the speed, also after an alarm has slowed the flight down.
            pilot = await stack.enter_async_context(screen(address, seat, speed))
            await pilot.ask(do="speed", speed=speed)
        trends = await cockpit.show(TRENDS)
        await asyncio.sleep(SETTLES_S)
        found = {"trends_in_sight": trends, **await _frames(cockpit, seconds)}
        found |= {"first_frame_ms": first["firstFrame"], "joined_ms": first["joined"]}
        found |= await _looked_into(cockpit, min(seconds, LOOKED_INTO_S))
        found |= {"all_trends": await cockpit.show(None)}
        await asyncio.sleep(SETTLES_S)
        found |= {**await _files(cockpit), "complaints": cockpit.complaints}
        crowded = await _frames(cockpit, min(seconds, LOOKED_INTO_S))
    found |= {
        "all_trends_work_ms_mean": crowded["work_ms_mean"],
        "all_trends_passed_ms_mean": crowded["passed_ms_mean"],
    }
    return found | {"meets_work": trends >= TRENDS and found["work_ms_mean"] <= WORK_MS}


async def _frames(cockpit: Cockpit, seconds: float) -> dict[str, Any]:
    """Measure the work of each frame as it comes."""
    before = len((await cockpit.noted())["long"])
    readings = await cockpit.each_frame(seconds)
    long = (await cockpit.noted())["long"][before:]
    work = [1000 * took for took in each([reading.used["TaskDuration"] for reading in readings])]
    passed = [1000 * took for took in each([reading.passed["TaskDuration"] for reading in readings])]
    first, last = readings[0].used, readings[-1].used
    parts = {
        f"{name}_ms": 1000 * (last[counter] - first[counter]) / max(1, len(work))
        for name, counter in (
            ("script", "ScriptDuration"),
            ("style", "RecalcStyleDuration"),
            ("layout", "LayoutDuration"),
        )
    }
    return {
        "frames": len(work),
        "work_ms_mean": sum(work) / max(1, len(work)),
        **spread(work, "work_ms", (50, 95, 100)),
        **parts,
        "passed_ms_mean": sum(passed) / max(1, len(passed)),
        **spread(passed, "passed_ms", (50, 95, 100)),
        "long_tasks": len(long),
        "longest_task_ms": max(long, default=0.0),
    }


async def _looked_into(cockpit: Cockpit, seconds: float) -> dict[str, Any]:
    """Tell the kinds of work and the costly functions apart, in two looks: each disturbs the other's figures."""
    before = cockpit.frames
    events = main_thread(await cockpit.trace(seconds))
    traced, before = max(1, cockpit.frames - before), cockpit.frames
    profile = self_seconds(await cockpit.profile(seconds))
    profiled = max(1, cockpit.frames - before)
    costly = {name: 1000 * took / profiled for name, took in list(profile.items())[:MOST_COSTLY]}
    kinds = {f"traced_ms_{kind}": 1000 * took / traced for kind, took in kinds_of_work(events).items()}
    longest = longest_tasks(events, 1)
    return {**kinds, "traced_ms_longest_task": 1000 * longest[0] if longest else None, "costly_ms": costly}


async def _files(cockpit: Cockpit) -> dict[str, Any]:
    scripts, styles = await cockpit.files(".js"), await cockpit.files(".css")
    size = sum(whole for whole, _ in scripts.values())
    return {
        "script_bytes": size,
        "script_bytes_sent": sum(wire for _, wire in scripts.values()),
        "style_bytes": sum(whole for whole, _ in styles.values()),
        "style_bytes_sent": sum(wire for _, wire in styles.values()),
        "script_files": {name: whole for name, (whole, _) in sorted(scripts.items(), key=lambda each: -each[1][0])},
        "meets_script_bytes": 0 < size < SCRIPT_BYTES,
    }
