"""Flying on to where something asks for attention, by the same scans as flying there."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from envol.flight.alarms import AlarmEvent, Change
from envol.flight.engine import CHUNK, Flight
from envol.flight.phases import current_phases


class To(StrEnum):
    """What to jump to.

    An alarm that comes; a result of a sample or of a stain that comes back; or a decision: either of them, or a change
    of phase.
    """

    ALARM = "alarm"
    SAMPLE = "sample"
    DECISION = "decision"


def jump(flight: Flight, to: To) -> bool:
    """Fly on to the next alarm, sample or decision, or to the end; return whether it was found.

    A frozen flight does not move.
    """
    while not (flight.over or flight.state.frozen):
        start = flight.snapshot()
        due = _next_result(flight) if to is not To.ALARM else None
        goal = min(due if due is not None else flight.plan.last_scan, start.scan + CHUNK)
        flight.advance(goal, _alarm_comes if to is not To.SAMPLE else _nothing)
        found = flight.scan == due or (to is not To.SAMPLE and _came_now(flight))
        change = _phase_change(flight, start.scan) if to is To.DECISION else None
        if change is not None and change < flight.scan:
            flight.restore(start)
            flight.advance(change)
        if found or change is not None:
            return True
    return False


def _nothing(events: list[AlarmEvent]) -> bool:
    return False


def _alarm_comes(events: list[AlarmEvent]) -> bool:
    return any(event.change is Change.COMES for event in events)


def _came_now(flight: Flight) -> bool:
    return _alarm_comes([event for event in flight.alarm_log if event.scan == flight.scan])


def _next_result(flight: Flight) -> int | None:
    """Return the next scan at which a result comes back."""
    state = flight.state
    dues = [*(sample.due for sample in state.samples), *(inquiry.due for inquiry in state.inquiries)]
    return min((due for due in dues if due > flight.scan), default=None)


def _phase_change(flight: Flight, since: int) -> int | None:
    """Return the first scan after `since`, up to now, at which another phase is current."""
    current = current_phases(flight.plan, flight.columns(since))
    changes = np.flatnonzero(current[1:] != current[:-1])
    return since + 1 + int(changes[0]) if len(changes) else None
