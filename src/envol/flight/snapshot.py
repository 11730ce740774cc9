"""A flight kept at one instant, so that it can go on from there without being flown again from take-off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from envol.flight.alarms import AlarmEvent
from envol.flight.state import FlightState

Flown: TypeAlias = tuple[str, int, Mapping[str, str]]
"""What is flown: scenario, seed and pins."""


@dataclass(frozen=True)
class Snapshot:
    """A flight at one instant: a cache from which it can go on, never the truth (the journal is).

    Parameters
    ----------
    scan, hash, state, panel, alarm_log
        Where the flight stood, outside the vessel too.
    stored : int
        How many events its journal held.
    rows : mapping of int to array
        The row of this scan, and those of the samples and inquiries taken before, whose results may still be asked for.
    flown : Flown
        Another plan does not take it.
    """

    scan: int
    hash: bytes
    state: FlightState
    panel: tuple[tuple[bool, int], ...]
    alarm_log: tuple[AlarmEvent, ...]
    stored: int
    rows: Mapping[int, np.ndarray] = field(compare=False, repr=False)
    flown: Flown = field(repr=False)
