"""How many live flights one server carries: clicks acknowledged, frames on time, beside bare Channels sockets."""

from __future__ import annotations

import asyncio
from typing import Any

from envol.cli.rig.crew import Seat, seats
from envol.cli.rig.screens import CLICK_EVERY_S, Screen, Watched, load
from envol.cli.rig.server import campus_home, environment, module, served
from envol.cli.rig.usage import between, spread, usage_of
from envol.cli.serve import campus_is_installed

SCENARIO = "fed-batch-first-flight"
ACK_P95_MS, LATE_P99_MS, BARE_US_PER_FRAME = 100.0, 250.0, 65.0
"""What is aimed at; the last is what was published for bare sockets, 1.5 kB a frame."""
FRAME_BYTES = 400


def bench_live(flights: int = 200, seconds: float = 60.0, speed: float = 60.0) -> dict[str, Any]:
    """Fly in a server of its own, one screen and one click in five seconds for each flight, and measure from outside.

    Parameters
    ----------
    flights : int
    seconds : float
        How long is measured, once all have joined.
    speed : float
        Process seconds in a second of the clock.

    Returns
    -------
    dict
        `ack_p95_ms` from a click to its acknowledgement; `late_p99_ms` from when a frame was due to its arrival;
        `scans_per_s` that were flown of `scans_due_per_s`; what the server used, see `envol.cli.rig.usage.between`;
        `client_lag_p99_ms`, how late the measuring process itself woke up; and whether each aim is met.
    """
    campus_is_installed()
    with campus_home() as home:
        env = environment(home)
        crew = seats(flights, SCENARIO, env)
        with served(module("main", "serve", "--port", 0), env, home / "server.log") as (address, pid):
            watched = asyncio.run(load(address, crew, seconds, lambda: usage_of(pid), speed))
    found = {"flights": flights, "seconds": seconds, "speed": speed, **figures(watched)}
    flown = [_scans(screen, watched) for screen in watched.screens]
    return found | {
        "scans_per_s": sum(flown) / seconds,
        "scans_due_per_s": flights * speed / 60.0,
        "slowed_by_alarms": sum(screen.slowed for screen in watched.screens),
        "meets_ack_p95": found["ack_p95_ms"] <= ACK_P95_MS,
        "meets_late_p99": found["late_p99_ms"] <= LATE_P99_MS,
        "meets_every_frame": found["frames"] >= found["frames_expected"],
    }


def peer_live(flights: int = 200, seconds: float = 60.0, frame_bytes: float = FRAME_BYTES) -> dict[str, Any]:
    """Serve as many bare sockets in the same way, with frames of the size that was measured."""
    with campus_home() as home:
        command = module("rig.bare", round(frame_bytes))
        with served(command, environment(home), home / "server.log") as (address, pid):
            crew = [Seat(str(number), "none") for number in range(flights)]
            watched = asyncio.run(load(address, crew, seconds, lambda: usage_of(pid)))
    found = figures(watched)
    return found | {"published_us_per_frame": BARE_US_PER_FRAME}


def figures(watched: Watched) -> dict[str, Any]:
    """Return what the screens of any server saw, and what it used."""
    begin, end, screens = watched.begin, watched.end, watched.screens
    heard = [screen.lateness(begin, end) for screen in screens]
    late = [each for on_time, _ in heard for each in on_time]
    every = [frame for screen in screens for frame in screen.frames if begin <= frame[0] < end]
    acks = [took * 1000 for screen in screens for at, took in screen.acks if begin <= at < end]
    first, last = watched.usage
    return {
        "join_s": watched.join_s,
        "clicks": len(acks),
        "clicks_expected": round(len(screens) * (end - begin) / CLICK_EVERY_S),
        "clicks_refused": sum(len(screen.refused) for screen in screens),
        "clicks_unanswered": sum(len(screen.clicked) for screen in screens),
        "sockets_lost": sum(screen.lost for screen in screens),
        **{f"{name}_ms": value for name, value in spread(acks, "ack", (50, 95, 99, 100)).items()},
        **{f"{name}_ms": value for name, value in spread(late, "late", (50, 95, 99, 100)).items()},
        "frames": len(late),
        "frames_expected": sum(due for _, due in heard),
        "frames_arrived": len(every),
        "frame_bytes": sum(size for _, _, _, size in every) / max(1, len(every)),
        **between(first, last, len(every)),
        **{f"{name}_ms": 1000 * value for name, value in spread(watched.lags, "client_lag", (99,)).items()},
    }


def _scans(screen: Screen, watched: Watched) -> int:
    scans = [scan for arrived, _, scan, _ in screen.frames if watched.begin <= arrived < watched.end]
    return scans[-1] - scans[0] if scans else 0
