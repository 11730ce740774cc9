"""Alarms in the states of ISA-18.2: normal, unacknowledged, acknowledged, returned to normal unacknowledged.

An alarm comes in once its tag has been beyond the limit for the on-delay, and goes out once it has been back by more
than the dead band for the off-delay. The panel scans whole stretches of telemetry at once: where nothing changes,
nothing is computed scan by scan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from envol.flight.content.line import AlarmDefinition


class AlarmState(StrEnum):
    """The four states of ISA-18.2 that need no shelving."""

    NORMAL = "normal"
    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned-unacknowledged"

    @property
    def sounding(self) -> bool:
        """Whether the condition holds."""
        return self in (AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED)


class Change(StrEnum):
    """What can happen to an alarm."""

    COMES = "comes"
    GOES = "goes"
    ACKNOWLEDGED = "acknowledged"


_TRANSITIONS = {
    (AlarmState.NORMAL, Change.COMES): AlarmState.UNACKNOWLEDGED,
    (AlarmState.UNACKNOWLEDGED, Change.GOES): AlarmState.RETURNED,
    (AlarmState.UNACKNOWLEDGED, Change.ACKNOWLEDGED): AlarmState.ACKNOWLEDGED,
    (AlarmState.ACKNOWLEDGED, Change.GOES): AlarmState.NORMAL,
    (AlarmState.RETURNED, Change.COMES): AlarmState.UNACKNOWLEDGED,
    (AlarmState.RETURNED, Change.ACKNOWLEDGED): AlarmState.NORMAL,
}


def after(state: AlarmState, change: Change) -> AlarmState:
    """Return the state that a change leads to; a change that has no meaning in a state leaves it."""
    return _TRANSITIONS.get((state, change), state)


@dataclass(frozen=True, slots=True)
class AlarmEvent:
    """Something that happened to one alarm at one scan."""

    scan: int
    alarm: str
    change: Change


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One coming of an alarm: when it came, when it was acknowledged, when it went (scans; None: never)."""

    alarm: str
    came: int
    acknowledged: int | None
    gone: int | None


class AlarmPanel:
    """The alarms of one line, scanned over telemetry.

    Parameters
    ----------
    definitions : sequence of AlarmDefinition
    columns : mapping of str to int
        Where each tag stands in a row of telemetry.
    scan_s : float
        Seconds in one control scan.
    every : int
        Control scans in one alarm scan.
    """

    def __init__(
        self, definitions: Sequence[AlarmDefinition], columns: Mapping[str, int], scan_s: float, every: int = 1
    ) -> None:
        self.definitions = {definition.name: definition for definition in definitions}
        self._names = list(self.definitions)
        self._columns = np.array([columns[d.tag] for d in definitions], dtype=int)
        self._sign = np.array([-1.0 if d.condition.is_low else 1.0 for d in definitions])
        self._limit = self._sign * np.array([d.limit for d in definitions], dtype=float)
        self._release = self._limit - np.array([d.deadband for d in definitions], dtype=float)
        self._on = np.array([max(1, round(d.on_delay_s / scan_s)) for d in definitions], dtype=int)
        self._off = np.array([max(1, round(d.off_delay_s / scan_s)) for d in definitions], dtype=int)
        self._every = every
        self._sounding = np.zeros(len(definitions), dtype=bool)
        self._since = np.zeros(len(definitions), dtype=int)

    def memory(self) -> tuple[tuple[bool, int], ...]:
        """Return what the panel remembers between scans, for a snapshot."""
        return tuple(zip(self._sounding.tolist(), self._since.tolist(), strict=True))

    def restore(self, memory: tuple[tuple[bool, int], ...]) -> None:
        """Go back to what the panel remembered."""
        self._sounding = np.array([sounding for sounding, _ in memory], dtype=bool)
        self._since = np.array([since for _, since in memory], dtype=int)

    def scan(self, first: int, rows: np.ndarray) -> list[AlarmEvent]:
        """Scan a stretch of telemetry.

        Parameters
        ----------
        first : int
            The scan of the first row.
        rows : array, shape (n, width)

        Returns
        -------
        list of AlarmEvent
            In order of time, then of definition.
        """
        if not self._names:
            return []
        offset = -first % self._every
        values = rows[offset :: self._every, self._columns] * self._sign
        beyond, back = values > self._limit, values < self._release
        pushing = np.where(self._sounding, back, beyond)
        busy = np.flatnonzero(pushing.any(axis=0) | (self._since > 0))
        events = [
            AlarmEvent(first + offset + k * self._every, self._names[i], change)
            for i in busy.tolist()
            for k, change in self._follow(i, beyond[:, i], back[:, i])
        ]
        return sorted(events, key=lambda event: event.scan)

    def _follow(self, i: int, beyond: np.ndarray, back: np.ndarray) -> list[tuple[int, Change]]:
        """Follow one alarm scan by scan; return where it changes."""
        sounding, since, found = bool(self._sounding[i]), int(self._since[i]), []
        for k in range(len(beyond)):
            since = since + self._every if (back[k] if sounding else beyond[k]) else 0
            if since >= (self._off[i] if sounding else self._on[i]):
                sounding, since = not sounding, 0
                found.append((k, Change.COMES if sounding else Change.GOES))
        self._sounding[i], self._since[i] = sounding, since
        return found


def occurrences(events: Sequence[AlarmEvent]) -> list[Occurrence]:
    """Return each coming of an alarm with when it was acknowledged and when it went."""
    found: list[Occurrence] = []
    places: dict[str, list[int]] = {}
    for event in events:
        mine = places.setdefault(event.alarm, [])
        if event.change is Change.COMES:
            mine.append(len(found))
            found.append(Occurrence(event.alarm, event.scan, None, None))
        elif event.change is Change.GOES and mine:
            found[mine[-1]] = replace(found[mine[-1]], gone=event.scan)
        elif event.change is Change.ACKNOWLEDGED:
            # One acknowledgement answers for every coming that nobody had acknowledged yet.
            for place in mine:
                if found[place].acknowledged is None:
                    found[place] = replace(found[place], acknowledged=event.scan)
    return found
