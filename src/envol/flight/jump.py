"""Flying on to where something asks for attention, by the same scans as flying there."""

from __future__ import annotations

from collections.abc import Generator
from enum import StrEnum

import numpy as np

from envol.flight.alarms import AlarmEvent, Change
from envol.flight.engine import CHUNK, Flight, Until, never
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
    steps = jump_steps(flight, to, CHUNK)
    while True:
        try:
            next(steps)
        except StopIteration as landed:
            return bool(landed.value)


def jump_steps(flight: Flight, to: To, at_most: int, until: Until = never) -> Generator[int, None, bool]:
    """Jump in stretches, between which the caller may serve others; return at the end whether it was found.

    It lands at the same scan however it is sliced. Between two stretches the flight stands where a part of the way
    ends; whoever gives it a command there lets the jump go on from what the command made.

    Parameters
    ----------
    flight : Flight
    to : To
    at_most : int
        Longest stretch, in scans.
    until : callable, optional
        What else ends the jump, at the alarm events of one scan; it counts as found.

    Yields
    ------
    int
        The scan reached so far, after each stretch that did not find it.

    Raises
    ------
    ValueError
        If `at_most` is below 1: nothing would ever be flown.
    """
    if at_most < 1:
        raise ValueError(f"a stretch is of at least one scan, not {at_most}")
    while not (flight.over or flight.state.frozen):
        if _stretch(flight, to, at_most, until):
            return True
        yield flight.scan
    return False


def _stretch(flight: Flight, to: To, at_most: int, until: Until) -> bool:
    """Fly on by at most so many scans; return whether what is looked for was found, and stand there."""
    start = flight.snapshot()
    due = _next_result(flight) if to is not To.ALARM else None
    goal = min(due if due is not None else flight.plan.last_scan, start.scan + at_most)

    def ends(events: list[AlarmEvent]) -> bool:
        return until(events) or (to is not To.SAMPLE and _alarm_comes(events))

    flight.advance(goal, ends)
    found = flight.scan == due or ends([event for event in flight.alarm_log if event.scan == flight.scan])
    change = _phase_change(flight, start.scan) if to is To.DECISION else None
    if change is not None and change < flight.scan:
        flight.restore(start)
        flight.advance(change)
    return found or change is not None


def _alarm_comes(events: list[AlarmEvent]) -> bool:
    return any(event.change is Change.COMES for event in events)


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
