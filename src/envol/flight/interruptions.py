"""What cuts a stretch of scans short: a malfunction that is triggered, a model that is left, a number that is none.

The answer is the same however a flight is cut into stretches: what is found at a scan depends on the rows up to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from envol.flight import breakage
from envol.flight.plan import FlightPlan
from envol.flight.state import VALIDITY, FlightState
from envol.flight.telemetry import Columns

NUMBERS = f"{VALIDITY}numbers"
"""Why a flight freezes before a scan that the equations could not reach."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """Where a stretch ends.

    Parameters
    ----------
    rows : int
        How many rows stand.
    triggered : tuple of int
        Places of the armed malfunctions that set in at the last of them.
    left : str
        Why the flight freezes there; empty where it goes on.
    """

    rows: int
    triggered: tuple[int, ...] = ()
    left: str = ""


def first_interruption(plan: FlightPlan, state: FlightState, first: int, rows: np.ndarray) -> Interruption:
    """Return where a stretch has to end.

    Parameters
    ----------
    first : int
        The scan of the first row.
    rows : array, shape (n, width)
    """
    bad = np.flatnonzero(~np.isfinite(rows).all(axis=1))
    count, left = (int(bad[0]), NUMBERS) if len(bad) else (len(rows), "")
    columns = Columns(plan, first, rows[:count])
    if outside := _first_outside(plan, columns):
        count, left = outside
    hits = _hits(plan, state, columns)
    earliest = min(hits.values(), default=count + 1)
    if earliest > count:
        return Interruption(count, (), left)
    # The scan that gave no number was flown without the malfunction that now sets in: it has to be tried again.
    left = left if earliest == count and left != NUMBERS else ""
    return Interruption(earliest, tuple(sorted(place for place, at in hits.items() if at == earliest)), left)


def _first_outside(plan: FlightPlan, columns: Columns) -> tuple[int, str] | None:
    """Return how many rows there are up to the first outside the model's bounds, and which bound that is."""
    found: tuple[int, str] | None = None
    for bound in plan.line.validity:
        value = columns[bound.quantity]
        low = -np.inf if bound.low is None else bound.low
        high = np.inf if bound.high is None else bound.high
        outside = np.flatnonzero((value < low) | (value > high))
        if len(outside) and (found is None or outside[0] + 1 < found[0]):
            found = int(outside[0]) + 1, f"{VALIDITY}{bound.quantity}"
    return found


def _hits(plan: FlightPlan, state: FlightState, columns: Columns) -> dict[int, int]:
    """Return how many rows there are up to each trigger on tags or phases that holds, by its place."""
    hits = {}
    for place, armed in enumerate(plan.scenario.malfunctions):
        hit = None if place in state.spent else breakage.first_hit(plan, armed, columns)
        if hit is not None:
            hits[place] = hit + 1
    return hits
