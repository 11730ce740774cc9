"""Phases of the process: the first whose condition holds is the current one."""

from __future__ import annotations

import numpy as np

from envol.flight.plan import FlightPlan
from envol.flight.telemetry import Columns

NONE = -1
"""Where no phase's condition holds."""


def current_phases(plan: FlightPlan, columns: Columns) -> np.ndarray:
    """Return the place of the current phase at each scan of a stretch, or `NONE`, shape (n,) or () at one instant."""
    hours = np.asarray(columns["hour"])
    current = np.full(hours.shape, NONE)
    for place, phase in reversed(list(enumerate(plan.line.phases))):
        holds = np.equal(np.broadcast_to(np.asarray(phase.when.evaluate(columns)), hours.shape), 1)
        current = np.where(holds, place, current)
    return current


def phase_at(plan: FlightPlan, columns: Columns) -> str:
    """Return the name of the phase at the last scan of a stretch; empty where there is none."""
    place = int(np.ravel(current_phases(plan, columns))[-1])
    return plan.line.phases[place].name if place != NONE else ""
