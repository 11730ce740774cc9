"""How many wrong codes one address may type: enough for a class behind one address, too few for guessing."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_S = 15 * 60
MOST_WRONG = 40
"""In 15 minutes: at that pace one address finds one of 200 open codes in ten months of trying day and night."""


def may_guess(request: HttpRequest) -> bool:
    """Say whether this address may type one more code."""
    return int(cache.get(_key(request), 0)) < MOST_WRONG


def guessed_wrong(request: HttpRequest) -> None:
    """Count a wrong code."""
    key = _key(request)
    cache.add(key, 0, WINDOW_S)
    try:
        cache.incr(key)
    except ValueError:
        # It expired since the line before.
        cache.set(key, 1, WINDOW_S)


def _key(request: HttpRequest) -> str:
    return f"school-code:{get_adapter(request).get_client_ip(request)}"
