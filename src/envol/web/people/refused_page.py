"""The page that says why something may not be done with an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from envol.errors import Refusal
from envol.web.people.refusals import said


def refused_page(request: HttpRequest, refused: Refusal, status: int = 403) -> HttpResponse:
    """Return the page with the sentence of a refusal."""
    return render(request, "people/refused.html", {"sentence": said(refused)}, status=status)
