"""The addresses of the campus, whose refusals are a status and no page: thousands are asked for, and one would do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from envol.web.config.urls import urlpatterns

__all__ = ["urlpatterns"]


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refuse."""
    return HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such thing."""
    return HttpResponse(status=404)
