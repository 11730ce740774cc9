"""How many answers one address may ask for in a minute: enough for a class behind one address that plays with sliders.

An answer with changes costs a projection; those that were given before are kept, but who counts cannot know which.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from envol.web.pagekit.visitors import address_of

WINDOW_S = 60
MOST = 300


def has_room(request: HttpRequest) -> bool:
    """Count an answer; say whether it may still be given in this minute."""
    key = f"foresight-answer:{address_of(request)}"
    cache.add(key, 0, WINDOW_S)
    try:
        return cache.incr(key) <= MOST
    except ValueError:
        # It expired since the line before.
        cache.set(key, 1, WINDOW_S)
        return True
