"""Where the choices of language and look are kept: on the person, or in cookies of the device."""

from __future__ import annotations

from typing import TypeGuard

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from envol.web.people import services
from envol.web.people.models import Language, Person, Theme

THEME_COOKIE = "envol_theme"
YEAR_S = 365 * 24 * 3600


def keeps_choices(person: AbstractBaseUser | AnonymousUser) -> TypeGuard[Person]:
    """Return whether choices belong to this person: a fictional one is shared, so the device keeps them."""
    return isinstance(person, Person) and not person.is_fictional


def keep(
    person: AbstractBaseUser | AnonymousUser, response: HttpResponse, language: Language | None, theme: Theme | None
) -> None:
    """Keep what was chosen, on the person or as cookies of the response; what is None stays as it was."""
    if keeps_choices(person):
        services.choose(person=person, language=language, theme=theme)
        return
    if language:
        _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)
    if theme:
        _set_cookie(response, THEME_COOKIE, theme)


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=YEAR_S, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
