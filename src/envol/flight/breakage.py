"""What malfunctions do to the twin's inputs, and when armed ones set in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from envol.flight.content.scenario import ArmedMalfunction
from envol.flight.phases import current_phases
from envol.flight.plan import FlightPlan
from envol.flight.state import FlightState
from envol.flight.telemetry import Columns
from envol.twin import draws


def known_onsets(plan: FlightPlan) -> dict[int, int]:
    """Return the scans of the armed malfunctions whose hour is settled at take-off, by their place.

    An hour in a window is drawn from the seed and the malfunction's place and name alone.
    """
    onsets = {}
    for place, armed in enumerate(plan.scenario.malfunctions):
        trigger = armed.trigger
        if trigger.at_h is not None:
            onsets[place] = plan.scans(trigger.at_h)
        elif trigger.window_h is not None:
            low, high = trigger.window_h
            share = draws.uniform(plan.seed, f"onset:{place}:{armed.malfunction}")
            onsets[place] = plan.scans(low + share * (high - low))
    return onsets


def first_hit(plan: FlightPlan, armed: ArmedMalfunction, columns: Columns) -> int | None:
    """Return the first row of a stretch at which the tags or the phase that a malfunction waits for are there."""
    trigger = armed.trigger
    if trigger.when is not None:
        holds = np.equal(np.asarray(trigger.when.evaluate(columns)), 1)
    elif trigger.phase is not None:
        names = [phase.name for phase in plan.line.phases]
        holds = current_phases(plan, columns) == names.index(trigger.phase)
    else:
        return None
    hits = np.flatnonzero(np.broadcast_to(holds, columns["hour"].shape))
    return int(hits[0]) if len(hits) else None


def is_driving(plan: FlightPlan, state: FlightState, scan: int) -> bool:
    """Return whether any malfunction drives an input at a scan or later."""
    return any(not active.is_gone(scan) for active in state.active.values())


def drive(plan: FlightPlan, state: FlightState, first: int, table: np.ndarray) -> None:
    """Write what the active malfunctions do into a table of inputs.

    Parameters
    ----------
    first : int
        The scan of the first row of `table`.
    table : array, shape (n, n_u)
        Changed in place.
    """
    scans = first + np.arange(len(table))
    for name, active in state.active.items():
        on = scans >= active.onset
        if active.cleared is not None:
            on &= scans < active.cleared
        if not on.any():
            continue
        for effect in plan.malfunctions[name].effects:
            column = plan.model.inputs[effect.input].start
            ramp = max(plan.scans(effect.ramp_h), 1)
            grown = np.clip((scans[on] - active.onset + 1) / ramp, 0.0, 1.0)
            start = table[on, column]
            table[on, column] = start + grown * active.severity * (effect.value - start)


def profiles_into(plan: FlightPlan, state: FlightState, first: int, table: np.ndarray) -> None:
    """Write the inputs that follow profiles into a table of inputs."""
    hours = plan.condition.hour + (first + np.arange(len(table))) * plan.scan_h
    for name, points in state.profiles.items():
        known: Mapping[float, float] = dict(points)
        table[:, plan.model.inputs[name].start] = np.interp(hours, list(known), list(known.values()))
