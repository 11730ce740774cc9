"""What a flight sends its screens: a frame at its time, or at once after somebody did something."""

from __future__ import annotations

import time
from typing import Any

from envol.web.flightdeck.runner.live import LiveFlight
from envol.web.flightdeck.runner.relay import Relay

LATE_S = 0.25
"""Seconds after which a frame says that it is late."""


def send_frame(live: LiveFlight, relay: Relay, now: float, *, due: float | None) -> None:
    """Send a frame, and what else the screens have to be told; nothing where nobody watches.

    Parameters
    ----------
    now : float
        Seconds of the monotonic clock.
    due : float or None
        When the frame was due; where it is none's time, one is sent only if a section of the state has changed.
    """
    if not live.screens:
        live.notices.clear()
        return
    changes = live.picture.changes(live.mode())
    if due is not None or changes:
        relay.send(live.id, frame_of(live, changes, now if due is None else due, now))
    if due is not None and live.instructors:
        relay.send(live.id, {"type": "truth", **live.picture.truth()}, instructors=True)
    for notice in live.notices:
        relay.send(live.id, {"type": "notice", **notice})
    live.notices.clear()


def frame_of(live: LiveFlight, changes: dict[str, Any], due: float, now: float) -> dict[str, Any]:
    """Return a frame: the values of the tags, what changed in the state, and when it was due on the wall clock."""
    flight = live.flight
    late = now - due
    wall = time.time() - time.monotonic()  # read together: what passed since `now` is no part of when it was due
    frame = {
        "type": "frame",
        "scan": flight.scan,
        "hour": round(flight.hour, 5),
        "due": round((wall + due) * 1000),
        "values": live.picture.values(),
    }
    if late > LATE_S:
        frame["late"] = round(late * 1000)
    if changes:
        frame["state"] = changes
    return frame
