"""The home page, what Envol is, and what a page says when something went wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from envol.web.network.demonstration import players
from envol.web.people.models import Person
from envol.web.portal.now import now_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what to do now, or what Envol is to whoever has not signed in."""
    if isinstance(request.user, Person):
        return render(request, "portal/now.html", {"now": now_for(request.user)})
    return render(request, "portal/home.html", {"players": players() if settings.DEMONSTRATION else []})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what Envol is, and what it is not."""
    return render(request, "portal/about.html")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, and lead back to it."""
    page = request.get_full_path()
    return render(request, "portal/form_expired.html", {"page": page}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request made no sense."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this page is not for this person."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; nothing is asked of the database, which may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
