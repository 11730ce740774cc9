"""Any instant of a recorded flight, without flying all of it again: snapshots are kept along the way.

A replay page asks why a state moves wherever its reader stops; what drives the process there (inputs, faults, draws)
is known only to a flight that stands there.
"""

from __future__ import annotations

from bisect import bisect_right
from threading import Lock

from envol.errors import EnvolError
from envol.flight.engine import Flight
from envol.flight.journal import SEAL
from envol.flight.replay import known
from envol.flight.snapshot import Snapshot
from envol.gateways.replaying import Recording
from envol.twin.why import Why, why

KEPT_EVERY_H = 12.0
"""Hours of the process between two snapshots: from the nearest, any instant is some tens of milliseconds away."""


class Rewind:
    """A recording that can be taken to any of its scans.

    Parameters
    ----------
    recording : Recording
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._events = [known(event) for event in recording.events if event.type != SEAL]
        self._every = max(1, recording.plan.scans(KEPT_EVERY_H))
        self._kept: list[tuple[int, Snapshot, int]] = []
        self._lock = Lock()

    def why(self, scan: int, state: str) -> Why:
        """Return the terms that moved a state over the scan that begins at one.

        Raises
        ------
        EnvolError
            If the flight does not reach that scan, or no such state is moved by a balance.
        """
        flight = self.at(scan)
        inputs, draws = flight.held()
        plan = flight.plan
        return why(plan.model, flight.telemetry.row(scan), inputs, draws, plan.parameters, state)

    def at(self, scan: int) -> Flight:
        """Return the flight at a scan, every event of that scan done; its telemetry may begin shortly before.

        Raises
        ------
        EnvolError
            If the flight does not reach it.
        """
        with self._lock:
            flight, followed = self._nearest(scan)
            for place in range(followed, len(self._events)):
                event = self._events[place]
                if event.scan > scan:
                    break
                self._advance(flight, event.scan, place)
                flight.apply(event.type, event.data, event.actor)
                followed = place + 1
            self._advance(flight, scan, followed)
        if flight.scan != scan:
            raise EnvolError(f"the flight ends at scan {flight.scan}, before scan {scan}")
        return flight

    def _nearest(self, scan: int) -> tuple[Flight, int]:
        """Return a flight no later than a scan, and how many events it has followed."""
        flight = Flight(self.recording.plan)
        place = bisect_right(self._kept, scan, key=lambda kept: kept[0])
        if not place:
            return flight, 0
        _, snapshot, followed = self._kept[place - 1]
        flight.restore(snapshot)
        return flight, followed

    def _advance(self, flight: Flight, to: int, followed: int) -> None:
        """Fly to a scan and keep the flight at each round hour passed for the first time."""
        newest = self._kept[-1][0] if self._kept else 0
        for scan in range((max(newest, flight.scan) // self._every + 1) * self._every, to + 1, self._every):
            flight.advance(scan)
            if flight.scan == scan:
                self._kept.append((scan, flight.snapshot(), followed))
        flight.advance(to)
