"""Needless gestures: what was mended although nothing was broken. Trying everything is no diagnosis.

A gesture is needful where it answers or mends a malfunction that lasts. Some looking and some caution belong to the
trade, so a crew has an allowance; beyond it the criterion of restraint gives less, and far beyond it the flight is not
passed, whatever it was worth.
"""

from __future__ import annotations

from collections.abc import Mapping

from envol.flight.engine import Flight
from envol.flight.roles import is_crew
from envol.flight.scoring.answers import incidents, is_answer
from envol.flight.scoring.criterion import Argument, arguments_of
from envol.flight.state import Active, Deed

ARGUMENTS: Mapping[str, Argument] = {
    "allowed": Argument(default=4.0),
    "allowed_a_day": Argument(default=4.0),
    "guesswork": Argument(default=3.0, low=1.0),
}
"""Needless gestures that cost nothing, and that many more each day flown; so many times that, a crew only guessed."""

CRITERION = "restraint"
"""Under which a scenario gives these arguments, whether it weighs the criterion or not."""


def needless_gestures(flight: Flight) -> list[Deed]:
    """Return the crew's interventions that answered nothing; those that ask or that end the flight do not count."""
    gestures = (deed for deed in flight.state.deeds if deed.verb == "intervention" and is_crew(deed.actor))
    return [deed for deed in gestures if _is_needless(flight, deed)]


def allowance(flight: Flight) -> float:
    """Return how many needless gestures cost nothing in the time flown."""
    given = arguments_of(flight.plan.scenario, CRITERION, ARGUMENTS)
    return given["allowed"] + given["allowed_a_day"] * flight.scan * flight.plan.scan_h / 24


def is_guesswork(flight: Flight) -> bool:
    """Return whether there were so many needless gestures that the right ones prove nothing."""
    excess = arguments_of(flight.plan.scenario, CRITERION, ARGUMENTS)["guesswork"]
    return len(needless_gestures(flight)) > excess * allowance(flight)


def _is_needless(flight: Flight, deed: Deed) -> bool:
    gesture = flight.plan.interventions[deed.name]
    if gesture.ends or gesture.report:
        return False
    return not any(_serves(flight, deed, name, active) for name, active in incidents(flight))


def _serves(flight: Flight, deed: Deed, name: str, active: Active) -> bool:
    malfunction = flight.plan.malfunctions[name]
    lasts = active.onset <= deed.scan and (active.cleared is None or deed.scan <= active.cleared)
    return lasts and (deed.name in malfunction.cleared_by or is_answer(deed, malfunction.response.any_of))
