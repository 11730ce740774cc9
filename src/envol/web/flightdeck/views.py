"""The cockpit's page, and an instructor's list of the flights in the air."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from envol.errors import EnvolError
from envol.web.flightdeck import selectors
from envol.web.flightdeck.listing import entries_for, title_of
from envol.web.flightdeck.looks import write_down_look
from envol.web.flightdeck.meta import Meta
from envol.web.flightdeck.models import Flight, Role, Status
from envol.web.flightdeck.school import plan_of
from envol.web.flightdeck.words import cockpit_words
from envol.web.network.selectors import instructs
from envol.web.pagekit.keyset import keyset_page
from envol.web.pagekit.language import page_language

FLIGHTS_A_PAGE = 50


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


def grounded(request: HttpRequest, flight: Flight, error: EnvolError | None = None) -> HttpResponse:
    """Say that a flight can go no further, or why it cannot even be told here, and lead on."""
    context = {"flight": flight, "why": str(error or ""), "is_taught": title_of(flight.scenario) is not None}
    return render(request, "flightdeck/grounded.html", context, status=409)


@login_required
@require_GET
@never_cache
def cockpit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the cockpit of a flight in the air; one that is over shows its score."""
    flight = visible_flight(request, id)
    if flight.status == Status.LANDED:
        return redirect("flightdeck:score", id=flight.id)
    if flight.status == Status.GROUNDED:
        return grounded(request, flight)
    role = selectors.role_in(flight, request.user)  # type: ignore[arg-type]
    try:
        meta = cockpit_document(flight, role)
    except EnvolError as error:
        return grounded(request, flight, error)
    write_down_look(request, [flight], "cockpit")
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
    if not instructs(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    flights = selectors.flights_in_the_air(request.user)  # type: ignore[arg-type]
    after = request.GET.get("after", "")
    page = keyset_page(flights, order=selectors.NEWEST_FIRST, after=after, size=FLIGHTS_A_PAGE)
    write_down_look(request, page.items, "deck")
    entries = entries_for(request.user, page.items)  # type: ignore[arg-type]
    return render(request, "flightdeck/deck.html", {"page": page, "entries": entries})
