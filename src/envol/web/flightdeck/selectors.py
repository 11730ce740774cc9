"""What is read of flights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from envol.errors import EnvolError
from envol.web.flightdeck.models import Flight, Note, Role, Status
from envol.web.network.selectors import instructs, learners_of, was_theirs_on
from envol.web.people.models import Person

NEWEST_FIRST = ("-created_at", "-id")
"""The order of every list of flights; the second tells flights of one instant apart."""


FEW_LEARNERS = 500
"""So many are named one by one in a question; more are read by the database as a set."""


class NoSuchFlight(EnvolError):
    """There is no such flight, or it is somebody else's: the two are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a person stands on a scenario.

    Parameters
    ----------
    landed : int
        How many flights of it they have landed.
    passed : int
        How many of these were passed.
    best : float or None
        The best score, of 100.
    """

    landed: int = 0
    passed: int = 0
    best: float | None = None


def visible_to(person: Person) -> QuerySet[Flight]:
    """Return the flights that a person may see: their own, and those of whom they teach or instruct.

    Of a learner, those that began since the learner came to them; by the local day, for that is how both are counted.
    """
    flights = Flight.objects.select_related("pilot")
    if not instructs(person):
        return flights.filter(pilot=person)
    learners = learners_of(person).values_list("pk", flat=True)
    few = list(learners[: FEW_LEARNERS + 1])
    # A class is named pilot by pilot, so that the index of pilots is used; or-ed with a set, every flight in the air
    # of the campus would be tried.
    pilots = [*few, person.pk] if len(few) <= FEW_LEARNERS else learners.union(_oneself(person))
    theirs = was_theirs_on(person, learner="pilot", on="created_at")
    return flights.filter(pilot__in=pilots).filter(Q(pilot=person) | theirs)


def _oneself(person: Person) -> QuerySet[Person, UUID]:
    return Person.objects.filter(pk=person.pk).values_list("pk", flat=True)


def may_see(person: Person, flight: Flight) -> bool:
    """Say whether a flight is among those of `visible_to`; one's own is known without asking the database."""
    return flight.pilot_id == person.pk or visible_to(person).filter(id=flight.id).exists()


def flights_by_id(ids: Collection[UUID]) -> dict[UUID, Flight]:
    """Return flights with their pilots, whoever may see them."""
    return Flight.objects.select_related("pilot").in_bulk(ids)


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
    return Flight.objects.filter(pilot=person).order_by(*NEWEST_FIRST)


def airborne_of(person: Person) -> QuerySet[Flight]:
    """Return those of a person's own flights that have not landed, newest first."""
    return flights_of(person).filter(status=Status.AIRBORNE)


def landed_of(person: Person) -> QuerySet[Flight]:
    """Return those of a person's own flights that have landed, newest first."""
    return flights_of(person).filter(status=Status.LANDED)


def standings_of(person: Person) -> dict[str, Standing]:
    """Return where a person stands on each scenario that they have landed, in one query."""
    landed = landed_of(person).order_by().values("scenario")
    counted = landed.annotate(landed=Count("id"), succeeded=Count("id", filter=Q(passed=True)), best=Max("score"))
    return {
        row["scenario"]: Standing(landed=row["landed"], passed=row["succeeded"], best=row["best"]) for row in counted
    }


def flights_in_the_air(person: Person) -> QuerySet[Flight]:
    """Return the flights that have not landed, of those that a person may see, newest first."""
    return visible_to(person).filter(status=Status.AIRBORNE).order_by(*NEWEST_FIRST)


def role_in(flight: Flight, person: Person) -> Role:
    """Return in what quality a person acts on a flight that they may see.

    Raises
    ------
    NoSuchFlight
        If they neither fly it nor teach.
    """
    if flight.pilot_id == person.id:
        return Role.PERSON
    if not may_see(person, flight):
        raise NoSuchFlight("this flight is another person's, and only its pilot and an instructor act on it")
    return Role.INSTRUCTOR


def notes_of(flight: Flight) -> dict[int, str]:
    """Return the words written in a flight, by the number of their event."""
    return dict(Note.objects.filter(flight=flight).values_list("seq", "text"))
