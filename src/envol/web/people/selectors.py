"""What is read of people."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from envol.web.people.models import Person


def signed_in(sessions: Collection[str]) -> dict[str, Person]:
    """Return whose each session is, of those that still are somebody's.

    Left out are the sessions that have expired or were signed out, those of people who are no longer active, and those
    from before a password was changed.

    Parameters
    ----------
    sessions : collection of str
        Their keys.
    """
    stored = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    held = {session.session_key: session.get_decoded() for session in stored}
    named = {str(data.get(SESSION_KEY, "")) for data in held.values()} - {""}
    people = {str(person.pk): person for person in Person.objects.filter(pk__in=named, is_active=True)}
    found = {}
    for key, data in held.items():
        person = people.get(str(data.get(SESSION_KEY)))
        if person and constant_time_compare(data.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
            found[key] = person
    return found
