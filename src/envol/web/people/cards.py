"""The words on a pupil's card: drawn, read back however they are typed, and kept as a digest only."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L and O, which are read as 1 and 0, and without U."""
LENGTH, WORD = 12, 4
"""Twelve signs of 32 are 60 bits: a thousand guesses a second at a million cards find one in some 36 years."""
_SALT = "envol.people.card"
_READ = str.maketrans("ILOilo", "110110")


def drawn() -> str:
    """Return a new card, in words of four signs."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[start : start + WORD] for start in range(0, LENGTH, WORD))


def signs_of(text: str) -> str | None:
    """Return the signs that were meant, whatever the case, spaces and hyphens, or O for 0; None where it is no card."""
    signs = "".join(text.split()).translate(_READ).upper()
    for hyphen in "-\u2010\u2011\u2012\u2013\u2014\u2212_.":
        signs = signs.replace(hyphen, "")
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def digest_of(card: str) -> str:
    """Return what is kept of a card: keyed, so that a copied database opens no account."""
    return digests_of(card)[0]


def digests_of(card: str) -> list[str]:
    """Return the digests of a card under the key of today, then under those before it."""
    signs = signs_of(card)
    if signs is None:
        raise ValueError("this is no card")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(_SALT, signs, secret=key, algorithm="sha256").hexdigest() for key in keys]
