"""The language and the look that a person chose, on every page, and which pages are none of theirs."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from envol.errors import Refusal
from envol.web.people.models import Person
from envol.web.people.preferences import THEME_COOKIE, keeps_choices
from envol.web.people.refused_page import refused_page
from envol.web.people.services import refuse_what_is_not_theirs

OWN = frozenset(
    {
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "socialaccount_connections",
    }
)
"""Pages on which somebody gives an e-mail, a password or a provider, by their names."""
SEEN = "pupil_seen"
"""When a pupil's session last noted that they came, in seconds."""
SEEN_EVERY_S = 300
OWN_KEYS = "mfa_"
KEYS_OF_ENTRY = frozenset({"mfa_authenticate", "mfa_login_webauthn", "mfa_trust"})


class DressedRequest(HttpRequest):
    """A request whose look is known."""

    theme: str


class PreferencesMiddleware(MiddlewareMixin):
    """Applies what is kept on the person, else what the cookies of the device say.

    It comes after sign-in is known, and after Django has chosen a language from cookie and browser.
    """

    def process_request(self, request: DressedRequest) -> None:
        """Choose the language of the page and note its look as `request.theme`."""
        theme = request.COOKIES.get(THEME_COOKIE, "")
        person = request.user
        if keeps_choices(person):
            theme = person.theme
            if person.language:
                translation.activate(person.language)
                request.LANGUAGE_CODE = translation.get_language()
        request.theme = theme


class SharedComputerMiddleware(MiddlewareMixin):
    """Leaves nothing on a computer that others use after: neither pages, nor the session of a pupil.

    Pupils sit at the computers of a school. Their session ends with the browser, and after some hours without a page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Let no page of somebody signed in be kept, and a pupil's session go on while they come."""
        person = getattr(request, "user", None)
        if not isinstance(person, Person):
            return response
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        if person.is_pupil:
            _go_on(request.session)
        return response


def _go_on(session: SessionBase) -> None:
    """Begin a pupil's session, or put its end off; not at each page, for each writes to the database."""
    now = int(time())
    if now - session.get(SEEN, 0) >= SEEN_EVERY_S:
        session[SEEN] = now
        session.set_expiry(0)


class OwnAccountMiddleware(MiddlewareMixin):
    """Closes the pages of e-mail, password and keys to shared accounts and to pupils', who have none of these."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer with the sentence where the page is none of theirs."""
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        if not is_for_owners(name) or not isinstance(request.user, Person):
            return None
        try:
            refuse_what_is_not_theirs(request.user)
        except Refusal as refused:
            return refused_page(request, refused)
        return None


def is_for_owners(name: str) -> bool:
    """Say whether a page, by its name, is for those who own their account alone and sign in by e-mail."""
    return name in OWN or (name.startswith(OWN_KEYS) and name not in KEYS_OF_ENTRY)
