"""Flights as lists show them: the title of their scenario, the hours flown, and whether somebody flies them now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from envol.errors import UnknownNameError
from envol.flight.content.schema import Bilingual
from envol.web.flightdeck.models import Flight, Status
from envol.web.flightdeck.school import library
from envol.web.network.school.selectors import known_as
from envol.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a list.

    Parameters
    ----------
    flight : Flight
    title : Bilingual or None
        Of its scenario, None where that is no longer taught.
    hours : float
        How long it was flown, in hours of the process.
    is_flown : bool
        Whether a runner holds it now.
    pilot : str
        How whoever reads the list knows its pilot; empty where nobody is left.
    """

    flight: Flight
    title: Bilingual | None
    hours: float
    is_flown: bool
    pilot: str = ""


def entries_of(flights: Iterable[Flight]) -> list[Entry]:
    """Return flights as lines of a list."""
    return [
        Entry(flight=each, title=title_of(each.scenario), hours=hours_flown(each), is_flown=is_flown(each))
        for each in flights
    ]


def entries_for(reader: Person, flights: Sequence[Flight]) -> list[Entry]:
    """Return flights as lines of a list of several people's: pupils by the number and nickname of their class."""
    names = known_as(reader, [flight.pilot_id for flight in flights if flight.pilot_id])
    return [replace(entry, pilot=_name(entry.flight, names)) for entry in entries_of(flights)]


def _name(flight: Flight, names: Mapping[UUID, str]) -> str:
    if flight.pilot is None or flight.pilot_id is None:
        return ""
    return names.get(flight.pilot_id, str(flight.pilot))


def title_of(scenario: str) -> Bilingual | None:
    """Return the title of a scenario, None where it is no longer taught."""
    try:
        return library().catalogue.scenario(scenario).title
    except UnknownNameError:
        return None


def hours_flown(flight: Flight) -> float:
    """Return how long a flight was flown, in hours of the process.

    A header has its hours once the flight has landed; before, they are counted from the scan written down last.
    """
    if flight.status == Status.LANDED:
        return flight.hours
    try:
        rhythms = library().catalogue.line(flight.line).timing
    except UnknownNameError:
        return flight.hours
    return flight.scan * rhythms.control_scan_s / 3600


def is_flown(flight: Flight) -> bool:
    """Return whether a runner holds a flight now; the name of one that died stays after its lease."""
    return bool(flight.runner and flight.runner_until and flight.runner_until > timezone.now())
