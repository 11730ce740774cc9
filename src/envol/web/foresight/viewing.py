"""What the views of foresight share: who is signed in, the outlook that an address names, files to download."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from envol.errors import Refusal
from envol.gateways.outlooks import Outlook
from envol.web.foresight.refusals import said
from envol.web.foresight.versions import named_outlook
from envol.web.people.models import Person

_Response = TypeVar("_Response", bound=HttpResponse)

filled = require_http_methods(["GET", "HEAD", "POST"])
"""A page with a form: shown, and sent back filled in."""


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; the view asks for sign-in first."""
    assert isinstance(request.user, Person)
    return request.user


def known_outlook(name: str) -> Outlook:
    """Return the outlook of a name; no page where there is none."""
    try:
        return named_outlook(name)
    except Refusal as refused:
        raise Http404(said(refused)) from None


def as_file(response: _Response, file: str) -> _Response:
    """Return an answer that the browser keeps as a file."""
    response["Content-Disposition"] = f'attachment; filename="envol-{file}"'
    return response
