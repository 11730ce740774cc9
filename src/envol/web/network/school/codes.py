"""Codes by which a class is joined: short, read aloud, typed on a phone."""

from __future__ import annotations

import secrets

LETTERS = "BCDFGHJKLMNPQRTVWXYZ34679"
"""No vowel, so that no word is spelled; none of O and 0, I and 1, S and 5, 2, 8 and U, which are taken for others."""
LENGTH = 6


def new_code() -> str:
    """Return a code drawn anew; whoever keeps it sees to it that no other class has it."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def code_as_typed(text: str) -> str:
    """Return what was typed as codes are kept: capitals, without spaces and dashes."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
