"""Sessions: one that ends with the browser ends after some hours without a page as well."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends import db

IDLE_END = timedelta(hours=4)
"""Time after which somebody who left a shared computer is signed out; a half day at school without a page."""


class SessionStore(db.SessionStore):
    """Keeps sessions in the database."""

    def get_session_cookie_age(self) -> int:
        """Return how long a session without an end of its own lasts, in seconds."""
        # Asked for an end with the browser, Django keeps the session as long as any other: a copied cookie would open.
        ends_with_browser = self.get("_session_expiry") == 0
        return int(IDLE_END.total_seconds()) if ends_with_browser else super().get_session_cookie_age()
