"""The language and the look that a person chose, on every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from envol.web.people.preferences import THEME_COOKIE, keeps_choices


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
