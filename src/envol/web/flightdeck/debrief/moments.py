"""The moments of a flight, now that everything about it may be told: excursions, malfunctions, deeds, phases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from envol.flight.content.malfunctions import Malfunction
from envol.flight.content.scenario import Limit
from envol.flight.engine import Flight
from envol.flight.phases import NONE, current_phases
from envol.flight.scoring.answers import answers_to, incidents
from envol.flight.state import Deed

PAUSE_H = 0.5
"""Two excursions no further apart than this are told as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excursion:
    """A stretch during which a true value lay outside its limit.

    Parameters
    ----------
    limit : Limit
    first, last : int
        Scans, both outside.
    worst : float
        The value furthest out, at scan `worst_scan`.
    """

    limit: Limit
    first: int
    last: int
    worst: float
    worst_scan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A malfunction that set in, and the deed that answered it.

    Parameters
    ----------
    malfunction : Malfunction
    onset : int
        Its scan.
    cleared : int or None
        The scan from which it no longer acted; None where it lasted to the end.
    answer : Deed or None
        The first gesture of the crew that was an expected one.
    """

    malfunction: Malfunction
    onset: int
    cleared: int | None
    answer: Deed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBegins:
    """A phase of the process, by its name, and the scan from which it was the current one."""

    name: str
    scan: int


def excursions_of(flight: Flight) -> list[Excursion]:
    """Return the excursions over the scenario's limits, in order of time."""
    columns = flight.columns()
    pause = flight.plan.scans(PAUSE_H)
    found = [
        each
        for limit in flight.plan.scenario.limits
        for each in _excursions(limit, np.asarray(columns[limit.quantity]), pause)
    ]
    return sorted(found, key=lambda each: each.first)


def _excursions(limit: Limit, values: np.ndarray, pause: int) -> Iterator[Excursion]:
    high = np.inf if limit.high is None else limit.high
    low = -np.inf if limit.low is None else limit.low
    out = np.maximum(values - high, low - values)
    places = np.flatnonzero(out > 0)
    if not len(places):
        return
    for stretch in np.split(places, np.flatnonzero(np.diff(places) > pause) + 1):
        worst = int(stretch[np.argmax(out[stretch])])
        yield Excursion(
            limit=limit, first=int(stretch[0]), last=int(stretch[-1]), worst=float(values[worst]), worst_scan=worst
        )


def incidents_of(flight: Flight) -> list[Incident]:
    """Return the malfunctions that set in, in order of time."""
    found = []
    for name, active in incidents(flight):
        answers = answers_to(flight, name, active)
        gone = active.cleared if active.is_gone(flight.scan) else None
        answer = min(answers, key=lambda deed: deed.scan) if answers else None
        malfunction = flight.plan.malfunctions[name]
        found.append(Incident(malfunction=malfunction, onset=active.onset, cleared=gone, answer=answer))
    return sorted(found, key=lambda each: each.onset)


def phases_of(flight: Flight) -> list[PhaseBegins]:
    """Return each phase that was entered, in order of time."""
    places = current_phases(flight.plan, flight.columns())
    starts = [0, *(np.flatnonzero(np.diff(places)) + 1).tolist()]
    phases = flight.plan.line.phases
    return [PhaseBegins(name=phases[places[at]].name, scan=at) for at in starts if places[at] != NONE]


def plain_number(value: float, digits: int = 6) -> float | None:
    """Return a value to so many significant digits, None where it is no number: JSON has no word for that."""
    return float(f"{value:.{digits}g}") if isfinite(value) else None
