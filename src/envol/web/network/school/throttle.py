"""How many wrong codes one address may type: enough for a class behind one address, too few for guessing.

Wrong codes are refused after some; right ones long after, so that one pupil who plays with the form does not keep the
class from joining. Past that, somebody is guessing by a program, and whoever shares their address waits.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from envol.web.pagekit.counting import counted
from envol.web.pagekit.visitors import address_of

WINDOW_S = 15 * 60
MOST_WRONG = 40
"""In 15 minutes; further wrong ones are answered by a wait."""
ALL_SHUT = 400
"""In 15 minutes: at that pace one address finds one of 200 open codes in a month of trying day and night."""


def is_shut_out(request: HttpRequest) -> bool:
    """Say whether not even a right code is taken from this address."""
    return int(cache.get(_key(request), 0)) >= ALL_SHUT


def guessed_wrong(request: HttpRequest) -> bool:
    """Count a wrong code; say whether one more may be typed without a wait."""
    return counted(_key(request), WINDOW_S) <= MOST_WRONG


def _key(request: HttpRequest) -> str:
    return f"school-code:{address_of(request)}"
