"""How many answers one address may ask for in a minute: enough for a class behind one address that plays with sliders.

An answer with changes costs a projection; those that were given before are kept, but who counts cannot know which.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from envol.web.pagekit.counting import counted
from envol.web.pagekit.visitors import address_of

WINDOW_S = 60
MOST = 300


def wait(request: HttpRequest, changed: Iterable[object]) -> HttpResponse | None:
    """Count what is projected with changes; return the answer to whoever has to wait, None to whoever has not.

    Parameters
    ----------
    request : HttpRequest
    changed : iterable of object
        One for each projection, true where something is changed in it: the others cost nothing.
    """
    room = [has_room(request) for each in changed if each]
    if all(room):
        return None
    return HttpResponse(too_many(), status=429, content_type="text/plain; charset=utf-8")


def too_many() -> str:
    """Return what is told to whoever has to wait."""
    return _("So many answers were asked for within a minute that there is a wait: ask again in a minute.")


def has_room(request: HttpRequest) -> bool:
    """Count an answer; say whether it may still be given in this minute."""
    return counted(f"foresight-answer:{address_of(request)}", WINDOW_S) <= MOST
