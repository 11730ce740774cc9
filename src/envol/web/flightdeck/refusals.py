"""What the deck itself refuses, beside what the flight does: messages that are none, too many of them, lost places."""

from __future__ import annotations

from collections.abc import Mapping

from envol.errors import Refusal

DECK_REFUSALS: Mapping[str, str] = {
    "flight-grounded": "the flight cannot be flown here: {why}",
    "flight-lost": "the flight is no longer flown here: the page comes back to it by itself",
    "not-json": "a message is one JSON object, this one is none",
    "not-stored": "it could not be stored, so it was not done: try again",
    "session-expired": "the session has expired: sign in again, the flight waits",
    "jump-frozen": "the flight does not move: resume it first",
    "too-fast": "more than {most} messages a second: the others were not taken",
    "too-long": "a message has at most {most} characters",
    "too-many-flights": "{most} flights are in the air already: end one first",
    "unknown-message": "this message is not understood: {what}",
    "no-such-flight": "there is no such flight among those that you may see",
    "not-confirmed": "something went wrong here: look whether it took effect",
    "too-many-screens": "{most} screens watch this flight for you already: close one",
    "no-such-state": "no state is called {name}",
}
"""The English sentence of each, by its key."""


def deck_refusal(key: str, **params: float | str) -> Refusal:
    """Return a refusal of the deck with its sentence."""
    return Refusal(key, DECK_REFUSALS[key].format_map(params), params)
