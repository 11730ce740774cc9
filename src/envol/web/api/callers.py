"""Who asks: whoever's token is shown, else nobody in particular. The session of a browser counts for nothing here."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, Throttled
from ninja.security import HttpBearer

from envol.web.api import limits
from envol.web.api.asking import Caller
from envol.web.pagekit.visitors import address_of
from envol.web.people.models import Person
from envol.web.people.token_services import person_of_token

LIMIT = limits.Limit()


class TokenRefused(AuthenticationError):
    """A token was shown that opens nothing."""


class Token(HttpBearer):
    """A token that a person made on their account page."""

    openapi_description = "A token made on the account page, sent as `Authorization: Bearer envol_…`."

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return whoever shows a token, None where no token is shown.

        Raises
        ------
        TokenRefused
            If what is shown opens nothing: it is never taken for nobody.
        Throttled
            If the same address has shown too many of these.
        """
        if "Authorization" not in request.headers:
            return None
        caller: Caller | None = super().__call__(request)
        if caller is None:
            if not limits.has_room(address_of(request), limits.WITHOUT_TOKEN):
                raise Throttled(wait=LIMIT.wait())  # type: ignore[arg-type] # ninja rounds it up
            raise TokenRefused(message=_("This token is none, has ended or was revoked: make another one."))
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return whose token a text is."""
        text = token.strip()
        person = person_of_token(text)
        if person is None or not may_hold_tokens(person):
            return None
        return Caller(viewer=person, counted_by=text)


def may_hold_tokens(person: Person) -> bool:
    """Say whether a token of somebody's counts: no shared account has one, and no pupil."""
    return person.is_active and not person.is_fictional and not person.is_pupil


def anybody(request: HttpRequest) -> Caller:
    """Return a visitor without a token."""
    return Caller(viewer=AnonymousUser(), counted_by=address_of(request))


TOKEN = Token()
