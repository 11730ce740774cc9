"""The malfunctions of a flight, and which deeds count as an answer to one."""

from __future__ import annotations

from envol.flight.content.malfunctions import Answer
from envol.flight.engine import Flight
from envol.flight.roles import is_crew
from envol.flight.state import Active, Deed


def incidents(flight: Flight) -> list[tuple[str, Active]]:
    """Return the malfunctions that have set in so far, those that are over first."""
    every = [*flight.state.past, *flight.state.active.items()]
    return [(name, active) for name, active in every if active.onset <= flight.scan]


def answers_to(flight: Flight, name: str, active: Active) -> list[Deed]:
    """Return the expected gestures that were made while a malfunction lasted."""
    last = flight.scan if active.cleared is None else min(flight.scan, active.cleared)
    deeds = (deed for deed in flight.state.deeds if active.onset <= deed.scan <= last)
    return [deed for deed in deeds if is_answer(deed, flight.plan.malfunctions[name].response.any_of)]


def is_answer(deed: Deed, expected: tuple[Answer, ...]) -> bool:
    """Return whether a deed is one of the expected gestures, done by the crew: an instructor's answers nothing."""
    return is_crew(deed.actor) and any(_is(deed, answer) for answer in expected)


def _is(deed: Deed, answer: Answer) -> bool:
    if answer.intervention is not None:
        return deed.verb == "intervention" and deed.name == answer.intervention
    moved = deed.verb == "set" and deed.name == answer.set
    if not moved or answer.when is None:
        return moved
    return deed.value is not None and answer.when.is_true({"value": deed.value})
