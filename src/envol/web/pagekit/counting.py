"""How often something was done within a while, counted in Django's cache."""

from __future__ import annotations

from django.core.cache import cache


def counted(key: str, within_s: int) -> int:
    """Count one more; return how many there were since the first one, which is forgotten after so many seconds."""
    cache.add(key, 0, within_s)
    try:
        return int(cache.incr(key))
    except ValueError:
        # It expired since the line before, or a full cache let go of it.
        cache.set(key, 1, within_s)
        return 1
