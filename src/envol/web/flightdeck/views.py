"""The cockpit's page, and an instructor's list of the flights in the air."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from envol.web.flightdeck import selectors
from envol.web.flightdeck.meta import Meta
from envol.web.flightdeck.models import Flight, Role, Status
from envol.web.flightdeck.school import library, plan_of
from envol.web.flightdeck.words import cockpit_words


def visible_flight(request: HttpRequest, id: UUID) -> Flight:
    """Return a flight that whoever asks may see.

    Raises
    ------
    Http404
        If there is none.
    """
    try:
        return selectors.flight_for(request.user, id)  # type: ignore[arg-type]
    except selectors.NoSuchFlight as error:
        raise Http404(str(error)) from error


def page_language() -> str:
    """Return the language of the page, of the two that content is written in."""
    return "en" if (get_language() or "").startswith("en") else "fr"


@login_required
@require_GET
@never_cache
def cockpit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the cockpit of a flight in the air; one that is over shows its score."""
    flight = visible_flight(request, id)
    if flight.status == Status.LANDED:
        return redirect("flightdeck:score", id=flight.id)
    if flight.status == Status.GROUNDED:
        return render(request, "flightdeck/grounded.html", {"flight": flight}, status=409)
    meta = cockpit_document(flight, selectors.role_in(flight, request.user))  # type: ignore[arg-type]
    return render(request, "flightdeck/cockpit.html", {"flight": flight, "meta": meta, "words": cockpit_words()})


def cockpit_document(flight: Flight, role: Role) -> dict[str, Any]:
    """Return what the cockpit's page is built from."""
    return {
        "flight": str(flight.id),
        "role": role.value,
        "socket": f"/ws/flights/{flight.id}/",
        "scoreUrl": reverse("flightdeck:score", args=[flight.id]),
        "replayUrl": reverse("flightdeck:replay", args=[flight.id]),
        "homeUrl": reverse("portal:home"),
        "signInUrl": f"{reverse('account_login')}?next={reverse('flightdeck:cockpit', args=[flight.id])}",
        **Meta(plan_of(flight), page_language()).document(teaching=role == Role.INSTRUCTOR),
    }


@login_required
@require_GET
def deck(request: HttpRequest) -> HttpResponse:
    """Show an instructor the flights in the air."""
    if not request.user.is_instructor:  # type: ignore[union-attr]
        raise PermissionDenied
    flights = list(selectors.flights_in_the_air()[:200])
    catalogue = library().catalogue
    listed = [(flight, getattr(catalogue.scenario(flight.scenario).title, page_language())) for flight in flights]
    return render(request, "flightdeck/deck.html", {"flights": listed})
