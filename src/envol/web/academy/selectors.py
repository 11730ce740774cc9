"""What is read of the scenarios, and of a person's own flights on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from django.db.models import Count, Max, Q

from envol.errors import UnknownNameError
from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.web.flightdeck.models import Flight, Status
from envol.web.flightdeck.school import library
from envol.web.flightdeck.selectors import flights_of
from envol.web.people.models import Person


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A scenario, and where the person stands on it."""

    scenario: Scenario
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the logbook: a flight and the title of its scenario, None where that is no longer taught."""

    flight: Flight
    title: Bilingual | None


def offers_for(person: Person) -> list[Offer]:
    """Return every scenario, the easiest and shortest first, with where the person stands."""
    standings = _standings(person)
    scenarios = sorted(library().catalogue.every(Scenario), key=_by_ease)
    return [Offer(scenario=each, standing=standings.get(each.name, Standing())) for each in scenarios]


def next_to_fly(person: Person) -> Offer | None:
    """Return the easiest scenario that the person has not passed; the one of their lowest best score if all are."""
    offers = offers_for(person)
    unpassed = [offer for offer in offers if not offer.standing.passed]
    return next(iter(unpassed), min(offers, key=lambda offer: offer.standing.best or 0.0, default=None))


def entries_of(flights: Iterable[Flight]) -> list[Entry]:
    """Return flights as lines of a logbook."""
    return [Entry(flight=flight, title=title_of(flight.scenario)) for flight in flights]


def title_of(scenario: str) -> Bilingual | None:
    """Return the title of a scenario, None where it is no longer taught."""
    try:
        return library().catalogue.scenario(scenario).title
    except UnknownNameError:
        return None


def _by_ease(scenario: Scenario) -> tuple[float, float, str]:
    return scenario.difficulty or inf, scenario.duration_h, scenario.name


def _standings(person: Person) -> dict[str, Standing]:
    """Return the standings on the scenarios that the person has landed, in one query."""
    landed = flights_of(person).filter(status=Status.LANDED).order_by().values("scenario")
    counted = landed.annotate(landed=Count("id"), succeeded=Count("id", filter=Q(passed=True)), best=Max("score"))
    return {
        row["scenario"]: Standing(landed=row["landed"], passed=row["succeeded"], best=row["best"]) for row in counted
    }
