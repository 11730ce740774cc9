"""Forms that are carried out once: a page sent again does not make the same pupils twice."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

FIELD = "once"
_KEPT = "network.once"
_MOST = 20


def ticket(request: HttpRequest) -> str:
    """Return a ticket for a form, good for one sending in this session."""
    drawn = secrets.token_urlsafe(9)
    request.session[_KEPT] = [*request.session.get(_KEPT, []), drawn][-_MOST:]
    return drawn


def redeem(request: HttpRequest) -> bool:
    """Say whether a form came with a ticket that was not used, and use it."""
    tickets: list[str] = request.session.get(_KEPT, [])
    shown = request.POST.get(FIELD, "")
    if shown not in tickets:
        return False
    request.session[_KEPT] = [each for each in tickets if each != shown]
    return True
