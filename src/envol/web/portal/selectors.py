"""What a person may want to do now."""

from __future__ import annotations

from dataclasses import dataclass

from envol.web.academy.selectors import Entry, Offer, entries_of, next_to_fly
from envol.web.flightdeck.models import Status
from envol.web.flightdeck.selectors import flights_in_the_air, flights_of
from envol.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """At most three things to do: a flight in the air, the next scenario, the last debrief.

    Parameters
    ----------
    airborne : Entry or None
        The person's newest flight that has not landed.
    in_the_air : int or None
        How many flights there are to watch, for an instructor.
    next : Offer or None
        The scenario to fly next.
    debrief : Entry or None
        The person's newest landed flight.
    """

    airborne: Entry | None
    in_the_air: int | None
    next: Offer | None
    debrief: Entry | None


def now_for(person: Person) -> Now:
    """Return what a person may want to do now."""
    return Now(
        airborne=_newest(person, Status.AIRBORNE),
        in_the_air=flights_in_the_air().count() if person.is_instructor else None,
        next=next_to_fly(person),
        debrief=_newest(person, Status.LANDED),
    )


def _newest(person: Person, status: Status) -> Entry | None:
    return next(iter(entries_of(flights_of(person).filter(status=status)[:1])), None)
