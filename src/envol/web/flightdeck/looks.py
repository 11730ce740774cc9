"""Who looked at a pupil's flight: written down once a page, in one insert."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.services import looked
from envol.web.flightdeck.models import Flight

SENTENCES = {
    "flightdeck.looked.cockpit": _("the cockpit of a flight"),
    "flightdeck.looked.deck": _("the list of flights in the air"),
    "flightdeck.looked.journal": _("the journal of a flight"),
    "flightdeck.looked.replay": _("the replay of a flight"),
    "flightdeck.looked.score": _("the score of a flight"),
    "flightdeck.looked.telemetry": _("the telemetry of a flight"),
}


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
    reader = request.user
    pupils = {each.pilot.pk for each in flights if each.pilot is not None and each.pilot.is_pupil} - {reader.pk}
    if pupils and reader.is_authenticated:
        looked(by=reader, pupils=sorted(pupils), what=f"flightdeck.looked.{page}", place=request.path)
