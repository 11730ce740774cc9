"""Which deeds count as an answer to a malfunction."""

from __future__ import annotations

from envol.flight.content.malfunctions import Answer
from envol.flight.state import Deed


def is_answer(deed: Deed, expected: tuple[Answer, ...]) -> bool:
    """Return whether a deed is one of the expected gestures."""
    return any(_is(deed, answer) for answer in expected)


def _is(deed: Deed, answer: Answer) -> bool:
    if answer.intervention is not None:
        return deed.verb == "intervention" and deed.name == answer.intervention
    moved = deed.verb == "set" and deed.name == answer.set
    if not moved or answer.when is None:
        return moved
    return deed.value is not None and answer.when.is_true({"value": deed.value})
