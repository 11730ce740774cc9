"""How often somebody may ask in a minute of the clock, counted in Django's cache.

`django-ninja` brings throttles of its own; they keep what they count on an object that all threads share, and believe
whatever address a visitor writes into `X-Forwarded-For`.
"""

from __future__ import annotations

import hashlib
import time

from ninja.throttling import BaseThrottle

from envol.web.api.asking import Asking
from envol.web.pagekit.counting import counted

A_MINUTE = 60
WITHOUT_TOKEN = 60
"""Questions in a minute from one address."""
WITH_TOKEN = 600
"""Questions in a minute with one token."""
now = time.time


class Limit(BaseThrottle):
    """Counts each question: by its token, else by the address that it comes from."""

    def allow_request(self, request: Asking) -> bool:  # type: ignore[override] # whoever asks is known by then
        """Count a question; say whether it may be answered."""
        caller = request.auth
        return has_room(caller.counted_by, WITH_TOKEN if caller.has_token else WITHOUT_TOKEN)

    def wait(self) -> float:
        """Return in how many seconds the next minute begins."""
        return A_MINUTE - now() % A_MINUTE


def has_room(whoever: str, most: int) -> bool:
    """Count a question of somebody; say whether they may ask it still in this minute."""
    digest = hashlib.sha256(whoever.encode()).hexdigest()
    return counted(f"api:{digest[:32]}:{int(now() // A_MINUTE)}", 2 * A_MINUTE) <= most
