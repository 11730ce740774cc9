"""The public pages of accountability: the register of processing, and the duties."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from envol.web.accountability.duties import chapters, law
from envol.web.accountability.processing import register


@require_safe
def register_of_processing(request: HttpRequest) -> HttpResponse:
    """Show why each table about people is kept, and for how long."""
    entries = sorted(register(), key=lambda entry: entry.model._meta.label)
    return render(request, "accountability/register.html", {"entries": entries})


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """Show what the law asks, where that comes from, and who must confirm it."""
    return render(request, "accountability/duties.html", {"chapters": chapters(), "checked_on": law().checked_on})
