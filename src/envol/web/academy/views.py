"""The list of scenarios, the briefing with its take-off, and the logbook."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from envol.errors import Refusal, UnknownNameError
from envol.web.academy.briefing import FAST, Briefing, briefing_of
from envol.web.academy.forms import TakeOffForm
from envol.web.academy.selectors import offers_for
from envol.web.flightdeck.listing import entries_of
from envol.web.flightdeck.selectors import NEWEST_FIRST, flights_of
from envol.web.flightdeck.services import take_off
from envol.web.pagekit.keyset import keyset_page
from envol.web.people.models import Person

FLIGHTS_A_PAGE = 25


@require_safe
@login_required
def scenarios(request: HttpRequest) -> HttpResponse:
    """Show everything that can be flown."""
    return render(request, "academy/scenarios.html", {"offers": offers_for(_person(request)), "fast": FAST})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def briefing(request: HttpRequest, name: str) -> HttpResponse:
    """Tell what a flight is about; a POST takes off."""
    try:
        told = briefing_of(name)
    except UnknownNameError as error:
        raise Http404(str(error)) from None
    if request.method == "POST":
        return _take_off(request, told)
    return _told(request, told, TakeOffForm())


@require_safe
@login_required
def logbook(request: HttpRequest) -> HttpResponse:
    """Show the person's own flights, newest first."""
    flights = flights_of(_person(request))
    page = keyset_page(flights, order=NEWEST_FIRST, after=request.GET.get("after", ""), size=FLIGHTS_A_PAGE)
    return render(request, "academy/logbook.html", {"page": page, "entries": entries_of(page.items)})


def _take_off(request: HttpRequest, told: Briefing) -> HttpResponse:
    form = TakeOffForm(request.POST)
    if not form.is_valid():
        return _told(request, told, form, status=422)
    try:
        flight = take_off(person=_person(request), scenario=told.scenario.name, seed=form.cleaned_data["seed"])
    except Refusal as refusal:
        messages.error(request, _refused(refusal))
        return redirect("academy:logbook")
    return redirect("flightdeck:cockpit", flight.id)


def _refused(refusal: Refusal) -> str:
    if refusal.key == "too-many-flights":
        return _("You have %(most)s flights in the air already: end one first.") % refusal.params
    return _("This flight cannot take off now: try again in a moment.")


def _told(request: HttpRequest, told: Briefing, form: TakeOffForm, status: int = 200) -> HttpResponse:
    return render(request, "academy/briefing.html", {"briefing": told, "form": form, "fast": FAST}, status=status)


def _person(request: HttpRequest) -> Person:
    """Return who is signed in; every view here asks for sign-in first."""
    assert isinstance(request.user, Person)
    return request.user
