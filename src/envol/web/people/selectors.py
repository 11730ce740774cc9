"""What is read of people."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare

from envol.web.people.models import Person


def is_signed_in(person: UUID, session: str | None) -> bool:
    """Say whether a session is still a person's: not expired, not signed out, its password not changed since.

    Parameters
    ----------
    person : UUID
    session : str or None
        The key of the session, as the socket came with it.
    """
    stored = SessionStore(session)
    found = Person.objects.filter(pk=person, is_active=True).first()
    if found is None or stored.get(SESSION_KEY) != str(person):
        return False
    return constant_time_compare(stored.get(HASH_SESSION_KEY, ""), found.get_session_auth_hash())
