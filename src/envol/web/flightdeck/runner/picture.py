"""What the screens of one flight are shown: values each frame, and each section of the state only when it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeAlias

import numpy as np

from envol.flight.alarms import AlarmState, Change
from envol.flight.engine import Flight
from envol.flight.laboratory import is_positive, result_of
from envol.flight.state import FlightState, Sample

Section: TypeAlias = Any
LAST = 200
"""How many alarms and deeds of the past a screen is sent."""
POINTS, NEAR_H, NEAR_POINTS = 500, 24.0, 360
"""A course is sent in so many points, and its last day in so many more."""


class Picture:
    """The state of one flight as documents, with what was told last.

    Parameters
    ----------
    flight : Flight
    """

    def __init__(self, flight: Flight) -> None:
        self.flight = flight
        plan = flight.plan
        self._columns = np.array([plan.column(tag.quantity) for tag in plan.line.tags.values()])
        self._decimals = [tag.decimals for tag in plan.line.tags.values()]
        self._phases = [(phase.name, phase.when) for phase in plan.line.phases]
        asked = {name for _, when in self._phases for name in when.names} - {"hour", "elapsed_h"}
        self._phase_columns = {name: plan.column(name) for name in asked}
        self._told: dict[str, Section] = {}
        self._results: dict[Sample, dict[str, float | None]] = {}
        self._seen: tuple[FlightState, int, int] | None = None
        self._slow: dict[str, Section] = {}

    def values(self) -> list[float | None]:
        """Return the value of each tag now, in the line's order, to its decimals."""
        row = self.flight.telemetry.row(self.flight.scan)[self._columns].tolist()
        return [rounded(value, places) for value, places in zip(row, self._decimals, strict=True)]

    def whole(self, mode: Mapping[str, Any]) -> dict[str, Section]:
        """Return every section of the state."""
        return {"mode": self._mode(mode), **self._sections()}

    def changes(self, mode: Mapping[str, Any]) -> dict[str, Section]:
        """Return the sections that differ from what was told last; they count as told now."""
        now = self.whole(mode)
        changed = {name: section for name, section in now.items() if self._told.get(name) != section}
        self._told = now
        return changed

    def _mode(self, mode: Mapping[str, Any]) -> Section:
        return {"frozen": self.flight.state.frozen, "ended": self._ended(), "phase": self.phase(), **mode}

    def _ended(self) -> str:
        """Return why the flight is over; empty while it is not."""
        flight = self.flight
        if flight.state.ended or not flight.over:
            return flight.state.ended
        return "left-the-model" if flight.state.left_the_model else "time"

    def phase(self) -> str:
        """Return the name of the current phase, as `envol.flight.phases` has it, without looking past the first."""
        flight = self.flight
        row = flight.telemetry.row(flight.scan)
        now = {name: float(row[column]) for name, column in self._phase_columns.items()}
        now |= {"hour": flight.hour, "elapsed_h": flight.scan * flight.plan.scan_h}
        return next((name for name, when in self._phases if when.evaluate(now) == 1), "")

    def _sections(self) -> dict[str, Section]:
        """Return the sections that change with an event or a due result only."""
        state, scan = self.flight.state, self.flight.scan
        arrived = sum(each.due <= scan for each in state.samples) + sum(each.due <= scan for each in state.inquiries)
        seen = (state, len(self.flight.alarm_log), arrived)
        # The state is compared by identity: it is replaced by every event, and comparing it whole would cost more.
        if self._seen is None or seen[0] is not self._seen[0] or seen[1:] != self._seen[1:]:
            self._slow = {name: build(self) for name, build in _SECTIONS.items()}
            self._seen = seen
        return self._slow

    def settings(self) -> Section:
        """Return what each control is set to."""
        settings = self.flight.state.settings
        return {name: settings[name] for name in self.flight.plan.line.controls}

    def profiles(self) -> Section:
        """Return the profiles that are followed."""
        return {name: [list(point) for point in points] for name, points in self.flight.state.profiles.items()}

    def alarms(self) -> Section:
        """Return the alarms that are not normal, with the hour at which each changed last."""
        flight = self.flight
        since = {
            event.alarm: flight.plan.hour(event.scan) for event in flight.alarm_log if event.change is Change.COMES
        }
        shown = {name: state for name, state in flight.state.alarms.items() if state is not AlarmState.NORMAL}
        return [{"name": name, "state": state.value, "since": since.get(name)} for name, state in shown.items()]

    def alarm_log(self) -> Section:
        """Return what happened to alarms, oldest first."""
        flight = self.flight
        return [
            {"alarm": event.alarm, "change": event.change.value, "hour": flight.plan.hour(event.scan)}
            for event in flight.alarm_log[-LAST:]
        ]

    def samples(self) -> Section:
        """Return the samples, latest first, with what the laboratory found in those that are back."""
        return [self._sample(sample) for sample in reversed(self.flight.state.samples[-LAST:])]

    def _sample(self, sample: Sample) -> Section:
        plan = self.flight.plan
        return {
            "id": f"{sample.assay}@{sample.taken}",
            "assay": sample.assay,
            "takenHour": plan.hour(sample.taken),
            "dueHour": plan.hour(sample.due),
            "values": self._found(sample) if sample.due <= self.flight.scan else None,
        }

    def _found(self, sample: Sample) -> dict[str, float | None]:
        if sample not in self._results:
            found = result_of(self.flight.plan, self.flight.telemetry, sample).values
            self._results[sample] = {name: rounded(value, 6) for name, value in found.items()}
        return self._results[sample]

    def inquiries(self) -> Section:
        """Return the questions that interventions ask, latest first, with their answers where they are back."""
        flight, hour = self.flight, self.flight.plan.hour
        return [
            {
                "intervention": each.intervention,
                "askedHour": hour(each.asked),
                "dueHour": hour(each.due),
                "positive": is_positive(flight.plan, flight.telemetry, each) if each.due <= flight.scan else None,
            }
            for each in reversed(flight.state.inquiries[-LAST:])
        ]

    def deeds(self) -> Section:
        """Return what was done, oldest first."""
        return [
            {
                "hour": self.flight.plan.hour(deed.scan),
                "verb": deed.verb,
                "name": deed.name,
                "value": deed.value,
                "who": "crew" if deed.actor.startswith("person:") else deed.actor.partition(":")[0],
            }
            for deed in self.flight.state.deeds[-LAST:]
        ]

    def history(self) -> dict[str, Any]:
        """Return the course so far in few points, the last day in more."""
        flight = self.flight
        rows = flight.telemetry.rows(0, flight.scan + 1)
        chosen = thinned(flight.scan + 1, flight.plan.scans(NEAR_H))
        tags = zip(flight.plan.line.tags, self._columns, self._decimals, strict=True)
        return {
            "hours": [round(flight.plan.hour(scan), 4) for scan in chosen.tolist()],
            "values": {tag: listed(rows[chosen, column], places) for tag, column, places in tags},
        }

    def truth(self) -> dict[str, Any]:
        """Return what only an instructor may see: the true values, and the malfunctions that last."""
        flight, plan = self.flight, self.flight.plan
        row = flight.telemetry.row(flight.scan)
        declared = plan.model.states.slices.items()
        values = {name: rounded(float(row[place.start]), 6) for name, place in declared if _is_scalar(place)}
        active = [
            {"malfunction": name, "sinceHour": plan.hour(each.onset)}
            for name, each in flight.state.active.items()
            if not each.is_gone(flight.scan)
        ]
        return {"values": values, "active": active}


_SECTIONS: dict[str, Callable[[Picture], Section]] = {
    "settings": Picture.settings,
    "profiles": Picture.profiles,
    "alarms": Picture.alarms,
    "alarmLog": Picture.alarm_log,
    "samples": Picture.samples,
    "inquiries": Picture.inquiries,
    "deeds": Picture.deeds,
}


def thinned(count: int, near: int) -> np.ndarray:
    """Return the places of the points that stand for a course: evenly over all of it, closer near its end."""
    far = np.linspace(0, count - 1, min(count, POINTS))
    late = np.linspace(max(0, count - 1 - near), count - 1, min(count, NEAR_POINTS))
    return np.unique(np.concatenate([far, late]).astype(int))


def listed(values: np.ndarray, places: int) -> list[float | None]:
    """Return a column as plain numbers, None where there is none."""
    return [rounded(value, places + 1) for value in values.tolist()]


def rounded(value: float, places: int) -> float | None:
    """Return a value to some decimals, None where it is no number."""
    return round(value, places) if isfinite(value) else None


def _is_scalar(place: slice) -> bool:
    return bool(place.stop - place.start == 1)
