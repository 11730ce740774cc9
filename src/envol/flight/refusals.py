"""Every reason for which a command may be refused: a key, and the English sentence that its parameters fill.

A screen looks the key up in its own language and fills in the same parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TypeAlias

from envol.errors import Refusal, UnknownNameError

Param: TypeAlias = float | str

REFUSALS: Mapping[str, str] = {
    "above-limit": "{name}: {value} {unit} is above the limit of {limit} {unit}",
    "amount-outside": "{name}: {value} {unit} is outside {low} to {high} {unit}",
    "below-limit": "{name}: {value} {unit} is below the limit of {limit} {unit}",
    "flight-frozen": "the flight is frozen ({why}): resume it first",
    "flight-over": "the flight is over ({ended}): no command is taken any more",
    "freeze-reason": "a flight is frozen for one of {known}, not for {why}",
    "interlock": "{why}",
    "lasts-already": "{name} lasts already: clear it first",
    "left-the-model": "the flight has left the region where the model is credible: go back to an earlier instant",
    "limits": "{name} goes from {low} to {high} {unit}",
    "mode": "{name} is 1 (automatic) or 0 (manual), not {value}",
    "name-of-nothing": "no {what} is called '{name}': there are none",
    "not-a-number": "{name} needs a number, not {value}",
    "not-frozen": "the flight is not frozen",
    "not-your-role": "{asked} is asked by {roles} only: {actor} may not",
    "note-hash": "a note enters the journal as the hash of its text, 64 hexadecimal digits",
    "nothing-to-acknowledge": "nothing to acknowledge: {alarm} is not waiting",
    "profile-hours": "the profile of {name} needs points at hours that increase, not {hours}",
    "profile-of-mode": "{name} is switched by hand: it follows no profile",
    "severity": "a severity lies above 0 and up to 1, not {value}",
    "speed": "a speed is a positive number, not {value}",
    "takes-no-amount": "{name} takes no amount",
    "unknown-name": "no {what} is called '{name}': did you mean {nearest}?",
    "unlike-any-name": "no {what} is called '{name}': the known ones are {known}",
}
"""The English sentence of each refusal, by its key; what stands in braces is a parameter."""


def refusal(key: str, **params: Param) -> Refusal:
    """Return a refusal with its sentence.

    Parameters
    ----------
    key : str
        One of `REFUSALS`.
    **params
        What its sentence names, and more where a screen can use it. What is no finite number becomes a text.
    """
    plain = {name: _plain(value) for name, value in params.items()}
    words = {name: value if isinstance(value, str) else f"{value:g}" for name, value in plain.items()}
    return Refusal(key, REFUSALS[key].format_map(words), plain)


def unknown_name(error: UnknownNameError) -> Refusal:
    """Return the refusal of a command that names what does not exist."""
    if error.nearest:
        return refusal("unknown-name", what=error.what, name=error.name, nearest=", ".join(error.nearest))
    if error.known:
        return refusal("unlike-any-name", what=error.what, name=error.name, known=", ".join(error.known))
    return refusal("name-of-nothing", what=error.what, name=error.name)


def _plain(value: Param) -> Param:
    return value if isinstance(value, str) or isfinite(value) else f"{value:g}"
