"""What is read of flights."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from envol.errors import EnvolError
from envol.web.flightdeck.models import Flight, Note, Role, Status
from envol.web.people.models import Person


class NoSuchFlight(EnvolError):
    """There is no such flight, or it is somebody else's: the two are not told apart."""


def visible_to(person: Person) -> QuerySet[Flight]:
    """Return the flights that a person may see: their own, and every one for an instructor."""
    flights = Flight.objects.select_related("pilot")
    return flights if person.is_instructor else flights.filter(pilot=person)


def flight_for(person: Person, id: UUID) -> Flight:
    """Return a flight that a person may see.

    Raises
    ------
    NoSuchFlight
        If there is none.
    """
    found = visible_to(person).filter(id=id).first()
    if found is None:
        raise NoSuchFlight("there is no such flight among those that you may see")
    return found


def flights_of(person: Person) -> QuerySet[Flight]:
    """Return a person's own flights, newest first."""
    return Flight.objects.filter(pilot=person).order_by("-created_at")


def flights_in_the_air() -> QuerySet[Flight]:
    """Return the flights that have not landed, newest first."""
    return Flight.objects.filter(status=Status.AIRBORNE).select_related("pilot").order_by("-created_at")


def role_in(flight: Flight, person: Person) -> Role:
    """Return in what quality a person acts on a flight that they may see."""
    return Role.PERSON if flight.pilot_id == person.id else Role.INSTRUCTOR


def notes_of(flight: Flight) -> dict[int, str]:
    """Return the words written in a flight, by the number of their event."""
    return dict(Note.objects.filter(flight=flight).values_list("seq", "text"))
