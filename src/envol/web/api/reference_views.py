"""The page about the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from envol.web.api import limits
from envol.web.api.reference import chapters, records


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show what can be read by program, and how."""
    context = {
        "chapters": chapters(),
        "records": records(),
        "schema": reverse("api:v1:openapi-json"),
        "base": request.build_absolute_uri(reverse("api:v1:api-root")).rstrip("/"),
        "without_token": limits.WITHOUT_TOKEN,
        "with_token": limits.WITH_TOKEN,
    }
    return render(request, "api/reference.html", context)
