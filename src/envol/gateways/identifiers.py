"""The numbers that identify organisations, SIRET and UAI: as they are typed, and whether they can be right."""

from __future__ import annotations

import re

LA_POSTE = "356000000"
"""The SIREN whose establishments are numbered without Luhn's check digit: their digits sum to a multiple of five."""

_SPACES = re.compile(r"[\s.\-\u00a0\u202f]+")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""Of a UAI: I, O and Q are left out, so that 23 are left."""


def plain(number: str) -> str:
    """Return a number as it is kept, without the spaces that people type."""
    return _SPACES.sub("", number).upper()


def is_siret(number: str) -> bool:
    """Say whether a plain number can be a SIRET: fourteen digits with Luhn's check.

    Source: Insee, definition of the SIRET; the exception of La Poste since 2013.
    """
    if not re.fullmatch(r"[0-9]{14}", number):
        return False
    if number.startswith(LA_POSTE) and sum(map(int, number)) % 5 == 0:
        return True
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def is_uai(number: str) -> bool:
    """Say whether a plain number can be a UAI: seven digits and the letter that their remainder by 23 names."""
    return bool(re.fullmatch(r"[0-9]{7}[A-Z]", number)) and _LETTERS[int(number[:7]) % 23] == number[7]
