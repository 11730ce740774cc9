"""Needless gestures: what was mended although nothing was broken. Trying everything is no diagnosis.

A gesture is needful where it answers or mends a malfunction that lasts. Some looking and some caution belong to the
trade, so a crew has an allowance; beyond it the response is worth the less, and far beyond it the flight is not passed.
"""

from __future__ import annotations

from envol.flight.engine import Flight
from envol.flight.scoring.answers import is_answer
from envol.flight.state import Active, Deed

ALLOWED = 4.0
ALLOWED_A_DAY = 4.0
GUESSWORK = 3.0
"""So many times the allowance, a crew has only guessed."""


def needless_gestures(flight: Flight) -> list[Deed]:
    """Return the interventions that answered nothing; those that ask a question or end the flight do not count."""
    return [deed for deed in flight.state.deeds if deed.verb == "intervention" and _is_needless(flight, deed)]


def allowance(flight: Flight) -> float:
    """Return how many needless gestures cost nothing in the time flown."""
    return ALLOWED + ALLOWED_A_DAY * flight.scan * flight.plan.scan_h / 24


def restraint(flight: Flight) -> float:
    """Return what a response is worth, from 0 to 1, by how many gestures came with it."""
    needless = len(needless_gestures(flight))
    return min(1.0, allowance(flight) / needless) if needless else 1.0


def is_guesswork(flight: Flight) -> bool:
    """Return whether there were so many needless gestures that the right ones prove nothing."""
    return len(needless_gestures(flight)) > GUESSWORK * allowance(flight)


def _is_needless(flight: Flight, deed: Deed) -> bool:
    gesture = flight.plan.interventions[deed.name]
    if gesture.ends or gesture.report:
        return False
    incidents = [*flight.state.past, *flight.state.active.items()]
    return not any(_serves(flight, deed, name, active) for name, active in incidents)


def _serves(flight: Flight, deed: Deed, name: str, active: Active) -> bool:
    malfunction = flight.plan.malfunctions[name]
    lasts = active.onset <= deed.scan and (active.cleared is None or deed.scan <= active.cleared)
    return lasts and (deed.name in malfunction.cleared_by or is_answer(deed, malfunction.response.any_of))
