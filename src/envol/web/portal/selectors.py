"""What a person may want to do now."""

from __future__ import annotations

from dataclasses import dataclass

from envol.web.academy.selectors import Offer, next_to_fly
from envol.web.flightdeck.listing import Entry, entries_of
from envol.web.flightdeck.selectors import airborne_of, flights_in_the_air, landed_of
from envol.web.network.selectors import instructs
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
        airborne=next(iter(entries_of(airborne_of(person)[:1])), None),
        in_the_air=flights_in_the_air(person).count() if instructs(person) else None,
        next=next_to_fly(person),
        debrief=next(iter(entries_of(landed_of(person)[:1])), None),
    )
