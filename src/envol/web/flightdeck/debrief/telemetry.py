"""The course of a flight as a replay page reads it: what was shown, what was true, and what happened when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from envol.flight.engine import Flight
from envol.flight.laboratory import result_of
from envol.flight.state import Sample
from envol.gateways.replaying import Recording
from envol.gateways.telling import Telling
from envol.web.flightdeck.debrief.events import Happening, happenings
from envol.web.flightdeck.debrief.moments import excursions_of, incidents_of, phases_of, plain_number
from envol.web.flightdeck.debrief.standing import replay_remarks
from envol.web.flightdeck.debrief.truths import truths_of

POINTS = 1500
"""At most, as many as a wide screen has pixels for; the scans at which something happened come on top."""
EVERY_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 720, 1440)
"""Minutes of the process between two points: the first of these that is long enough, so that hours are round."""


def telemetry_document(
    recording: Recording, flight: Flight, notes: Mapping[int, str], telling: Telling
) -> dict[str, Any]:
    """Return the course of a flight as plain data for JSON, without any number that JSON has no word for.

    Parameters
    ----------
    flight : Flight
        The recording flown again.
    notes : mapping of int to str
        The words written in the flight, by the number of their event.
    """
    plan = flight.plan
    happened = happenings(flight, recording.events, notes, telling)
    outside = (scan for each in excursions_of(flight) for scan in (each.last, each.worst_scan))
    chosen = chosen_scans(flight, [*(each.scan for each in happened), *outside])
    rows = flight.telemetry.rows(0, flight.scan + 1)
    shown = {tag: (plan.column(each.quantity), each.decimals) for tag, each in plan.line.tags.items()}
    return {
        "scans": chosen.tolist(),
        "hours": [_hour(flight, scan) for scan in chosen.tolist()],
        "tags": {tag: _listed(rows[chosen, column], places + 1) for tag, (column, places) in shown.items()},
        "truth": {
            each.name: _listed(rows[chosen, plan.column(each.name)], each.decimals + 2)
            for each in truths_of(plan, telling)
        },
        "alarmLog": [
            {"alarm": event.alarm, "change": event.change.value, "hour": _hour(flight, event.scan)}
            for event in flight.alarm_log
        ],
        "deeds": _deeds(flight),
        "samples": [_sample(flight, sample) for sample in reversed(flight.state.samples)],
        "malfunctions": _malfunctions(flight, telling),
        "phases": _phases(flight, telling),
        "events": [_event(flight, each) for each in happened],
        "remarks": list(replay_remarks(recording)),
    }


def chosen_scans(flight: Flight, wanted: list[int]) -> np.ndarray:
    """Return the scans that stand for a course: evenly over it, its last, and those wanted."""
    scan_min = flight.plan.scan_h * 60
    steps = (round(every / scan_min) for every in EVERY_MIN if every >= scan_min)
    step = next((step for step in steps if flight.scan <= step * POINTS), flight.scan // POINTS + 1)
    even = np.arange(0, flight.scan + 1, step)
    return np.unique(np.concatenate([even, np.array([flight.scan, *wanted], dtype=int)]))


def _hour(flight: Flight, scan: int) -> float:
    return round(flight.plan.hour(scan), 4)


def _listed(values: np.ndarray, places: int) -> list[float | None]:
    finite = np.isfinite(values)
    rounded = np.round(values, places).tolist()
    return [value if whole else None for value, whole in zip(rounded, finite.tolist(), strict=True)]


def _deeds(flight: Flight) -> list[dict[str, Any]]:
    return [
        {
            "hour": _hour(flight, deed.scan),
            "verb": deed.verb,
            "name": deed.name,
            "value": None if deed.value is None else plain_number(deed.value),
            "who": deed.actor.partition(":")[0],
        }
        for deed in flight.state.deeds
    ]


def _sample(flight: Flight, sample: Sample) -> dict[str, Any]:
    back = sample.due <= flight.scan
    values = result_of(flight.plan, flight.telemetry, sample).values if back else None
    return {
        "id": f"{sample.assay}@{sample.taken}",
        "assay": sample.assay,
        "takenHour": _hour(flight, sample.taken),
        "dueHour": _hour(flight, sample.due),
        "values": None if values is None else {name: plain_number(value) for name, value in values.items()},
    }


def _malfunctions(flight: Flight, telling: Telling) -> list[dict[str, Any]]:
    return [
        {
            "name": each.malfunction.name,
            "title": telling.said(each.malfunction.title),
            "sinceHour": _hour(flight, each.onset),
            "clearedHour": None if each.cleared is None else _hour(flight, each.cleared),
        }
        for each in incidents_of(flight)
    ]


def _phases(flight: Flight, telling: Telling) -> list[dict[str, Any]]:
    titles = {phase.name: phase.title for phase in flight.plan.line.phases}
    return [
        {"name": each.name, "title": telling.said(titles[each.name]), "fromHour": _hour(flight, each.scan)}
        for each in phases_of(flight)
    ]


def _event(flight: Flight, each: Happening) -> dict[str, Any]:
    return {
        "scan": each.scan,
        "hour": _hour(flight, each.scan),
        "kind": each.kind,
        "name": each.name,
        "label": each.label,
        "priority": each.priority or None,
        "who": each.who,
    }
