"""Who looked at a pupil's flight: written down once a page and once a connection, in one insert."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.selectors import has_looked
from envol.web.accountability.services import looked
from envol.web.flightdeck.models import Flight
from envol.web.people.models import Person

SENTENCES = {
    "flightdeck.looked.cockpit": _("the cockpit of a flight"),
    "flightdeck.looked.deck": _("the list of flights in the air"),
    "flightdeck.looked.journal": _("the journal of a flight"),
    "flightdeck.looked.live": _("a flight in the air, live"),
    "flightdeck.looked.replay": _("the replay of a flight"),
    "flightdeck.looked.score": _("the score of a flight"),
    "flightdeck.looked.telemetry": _("the telemetry of a flight"),
}
LATELY = timedelta(minutes=10)
"""How long a look covers the data that its page asks for; a page that stays open longer is a further look."""
_READ_DATA = ("flightdeck.looked.replay", "flightdeck.looked.score")
"""The pages that ask for the course of a flight and for what moved it."""


def write_down_look(request: HttpRequest, flights: Iterable[Flight], page: str) -> None:
    """Write down that whoever asks is shown flights of pupils; their own, and those of adults, are nobody's business.

    Parameters
    ----------
    request : HttpRequest
    flights : iterable of Flight
        With their pilots.
    page : str
        The last word of one of `SENTENCES`.
    """
    if request.user.is_authenticated:
        _write_down(request.user, flights, page, request.path)


def write_down_data(request: HttpRequest, flight: Flight) -> None:
    """Write down that whoever asks is given data of a pupil's flight, unless the page that asks for them was lately."""
    reader, pilot = request.user, flight.pilot
    if pilot is None or not pilot.is_pupil or not reader.is_authenticated:
        return
    under = reverse("flightdeck:cockpit", args=[flight.pk])
    since = timezone.now() - LATELY
    if not has_looked(reader, at=pilot.pk, shown=_READ_DATA, under=under, since=since):
        _write_down(reader, [flight], "replay", request.path)


def write_down_watch(person: Person, flights: Iterable[Flight], place: str) -> None:
    """Write down that somebody watches flights of pupils live, once a connection."""
    _write_down(person, flights, "live", place)


def _write_down(reader: Person, flights: Iterable[Flight], page: str, place: str) -> None:
    pupils = {each.pilot.pk for each in flights if each.pilot is not None and each.pilot.is_pupil} - {reader.pk}
    if pupils:
        looked(by=reader, pupils=sorted(pupils), what=f"flightdeck.looked.{page}", place=place)
