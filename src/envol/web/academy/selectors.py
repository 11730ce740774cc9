"""What is read of the scenarios, and of a person's own flights on them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from envol.flight.content.scenario import Scenario
from envol.web.flightdeck.school import library
from envol.web.flightdeck.selectors import Standing, standings_of
from envol.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A scenario, and where the person stands on it."""

    scenario: Scenario
    standing: Standing


def offers_for(person: Person) -> list[Offer]:
    """Return every scenario, the easiest and shortest first, with where the person stands."""
    standings = standings_of(person)
    scenarios = sorted(library().catalogue.every(Scenario), key=_by_ease)
    return [Offer(scenario=each, standing=standings.get(each.name, Standing())) for each in scenarios]


def next_to_fly(person: Person) -> Offer | None:
    """Return the easiest scenario that the person has not passed; the one of their lowest best score if all are."""
    offers = offers_for(person)
    unpassed = [offer for offer in offers if not offer.standing.passed]
    return next(iter(unpassed), min(offers, key=lambda offer: offer.standing.best or 0.0, default=None))


def _by_ease(scenario: Scenario) -> tuple[float, float, str]:
    return scenario.difficulty or inf, scenario.duration_h, scenario.name
