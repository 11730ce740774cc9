"""The school of this process: its content and compiled models, shared by every flight."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from threading import RLock
from uuid import UUID

from envol.flight.content.scenario import Scenario
from envol.flight.plan import FlightPlan
from envol.gateways.library import Library
from envol.gateways.replaying import Recording, recording_of
from envol.web.flightdeck.journal import events_of
from envol.web.flightdeck.models import Flight

RECORDINGS = 6
"""Replays kept in memory: each holds the telemetry of a whole flight, about 20 MB for fourteen days."""
_building, _replaying = RLock(), RLock()
_recordings: OrderedDict[UUID, Recording] = OrderedDict()


@cache
def _library() -> Library:
    return Library()


def library() -> Library:
    """Return the one library of this process."""
    with _building:
        return _library()


def plan_for(scenario: str, seed: int) -> FlightPlan:
    """Make a scenario ready to fly; models are compiled once, by whoever comes first.

    Raises
    ------
    UnknownNameError
        If no scenario is called so.
    """
    with _building:
        return _library().plan(scenario, seed)


def plan_of(flight: Flight) -> FlightPlan:
    """Return the plan that a flight is flown on."""
    return plan_for(flight.scenario, flight.seed)


def recording(flight: Flight) -> Recording:
    """Return a flight flown again from its journal; the last few are kept.

    Raises
    ------
    JournalError
        If its journal is not what was written.
    """
    with _replaying:
        kept = _recordings.pop(flight.id, None)
        if kept is None or len(kept.events) != flight.events:
            kept = recording_of(library(), events_of(flight.id), relabel=True, where=f"flight {flight.id}")
        _recordings[flight.id] = kept
        while len(_recordings) > RECORDINGS:
            _recordings.popitem(last=False)
        return kept


def warm_up() -> None:
    """Read the content and compile the model of every line that can be flown, ahead of the first visitor."""
    with _building:
        catalogue = _library().catalogue
        lines = {catalogue.scenario(name).line: name for name in catalogue.names(Scenario.kind)}
    for scenario in lines.values():
        plan_for(scenario, 0)
