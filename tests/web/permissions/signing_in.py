"""By what somebody of the world signs in, made once: nobody goes through the page of sign-in for every address."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from envol.web.people.models import ApiToken, Person
from envol.web.people.token_services import make_token


def session_of(person: Person) -> str:
    """Return the key of a session of somebody's, in which a form that may be sent once was just shown."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["network.once"] = ["ticket"]
    session.create()
    assert session.session_key
    return session.session_key


def token_of(person: Person) -> tuple[ApiToken, str]:
    """Return a token of somebody's for the API, and its text."""
    return make_token(person=person, name="a program")
