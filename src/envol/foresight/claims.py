"""Published figures: scored once due, put side by side, and taken for the denominator of a share of needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from envol.foresight.claims_words import Claim, Nature, Outcome, Quantity, Unit

__all__ = [
    "EXITS",
    "RETIREMENT",
    "STOCK",
    "Claim",
    "Denominator",
    "Nature",
    "Outcome",
    "Quantity",
    "Replacement",
    "Score",
    "ShareOfNeed",
    "Spread",
    "Standing",
    "Unit",
    "denominators",
    "differences",
    "is_due",
    "score",
    "share_of_needs",
    "spread",
]

STOCK = 20_000
"""Jobs in biotechnology for health in France (persons): the ledger's `biotech-health-2005`; 22 287 were said of 2010,
and nobody publishes a newer figure of the same perimeter. Assumed to hold."""
RETIREMENT = 0.025
"""Share of them that retires a year: 2 to 3 %, the order of the shares of Dares' Portrait statistique des métiers
for the nearest occupations. Assumed."""
EXITS = 0.08
"""Share that leaves its employer a year: 7.5 to 8.5 % in the occupations E2Z and H0Z, Dares, 2007 to 2014."""


class Standing(StrEnum):
    """Where a claim stands."""

    MEASURE = "measure"
    NOT_DUE = "not due"
    OUTCOME_NOT_FOUND = "outcome not found"
    SCORED = "scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a claim fared.

    Parameters
    ----------
    standing : Standing
    error : float or None
        (claim - outcome) / outcome; above zero where too much was said. None unless scored.
    within : bool or None
        Whether the outcome lies in what was said, an open end included.
    """

    standing: Standing
    error: float | None = None
    within: bool | None = None


def is_due(claim: Claim, year: float) -> bool:
    """Return whether the last year of a forecast or target is over.

    Parameters
    ----------
    claim : Claim
    year : float
        Now, as a year with decimals.
    """
    return claim.nature is not Nature.MEASURE and year >= claim.horizon + 1


def score(claim: Claim, year: float) -> Score:
    """Return how a claim fared at a date, a year with decimals; nothing is scored early or without an outcome."""
    if claim.nature is Nature.MEASURE:
        return Score(standing=Standing.MEASURE)
    if not is_due(claim, year):
        return Score(standing=Standing.NOT_DUE)
    if claim.outcome is None or claim.outcome.value == 0:
        return Score(standing=Standing.OUTCOME_NOT_FOUND)
    value = claim.outcome.value
    above = claim.low is None or value >= claim.low
    below = claim.high is None or value <= claim.high
    error = (claim.middle - value) / value
    return Score(standing=Standing.SCORED, error=error, within=above and below)


def differences(one: Claim, other: Claim) -> tuple[str, ...]:
    """Return on what two claims differ, so that their figures do not compare; empty where they do."""
    keys = ("place", "field", "quantity", "unit", "since", "horizon")
    return tuple(key for key in keys if getattr(one, key) != getattr(other, key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far published figures lie apart, as they were published and a year.

    Parameters
    ----------
    claims : tuple of Claim
        From the least a year to the most.
    lowest, highest : Claim
        The least and the most as published.
    times : float
        How many times the least goes into the most, as published.
    lowest_a_year, highest_a_year : Claim
    times_a_year : float
    differences : tuple of str
        On what the lowest and the highest differ.
    """

    claims: tuple[Claim, ...]
    lowest: Claim
    highest: Claim
    times: float
    lowest_a_year: Claim
    highest_a_year: Claim
    times_a_year: float
    differences: tuple[str, ...]


def spread(
    claims: Iterable[Claim], *, place: str = "FR", fields: Sequence[str] = ("bioproduction", "biotech-health")
) -> Spread | None:
    """Return how far the jobs to be created lie apart among claims of a place; None where fewer than two speak of it.

    The claims are put side by side because they are quoted side by side; `differences` says on what they differ.

    Parameters
    ----------
    claims : iterable of Claim
    place : str
    fields : sequence of str
    """
    about = [
        each
        for each in claims
        if each.quantity is Quantity.NET_CREATION
        and each.unit is Unit.PERSONS
        and each.nature is not Nature.MEASURE
        and each.place == place
        and each.field in fields
    ]
    if len(about) < 2:
        return None
    published = sorted(about, key=lambda each: each.middle)
    yearly = sorted(about, key=lambda each: each.middle / each.years)
    low, high = yearly[0], yearly[-1]
    return Spread(
        claims=tuple(yearly),
        lowest=published[0],
        highest=published[-1],
        times=published[-1].middle / published[0].middle,
        lowest_a_year=low,
        highest_a_year=high,
        times_a_year=(high.middle / high.years) / (low.middle / low.years),
        differences=differences(published[0], published[-1]),
    )


class Replacement(StrEnum):
    """Whose departures a need counts."""

    NOBODY = "nobody"
    RETIREMENTS = "retirements"
    ALL_DEPARTURES = "all departures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """A yearly need, by what it counts.

    Parameters
    ----------
    creation : Claim
        The jobs to be created that it counts.
    replacement : Replacement
    need : float
        Persons a year.
    """

    creation: Claim
    replacement: Replacement
    need: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOfNeed:
    """What some trained people a year are of a need.

    Parameters
    ----------
    denominator : Denominator
    share : float
        0 or more.
    tenth : float
        The people a year who would be a tenth of that need.
    """

    denominator: Denominator
    share: float
    tenth: float


def denominators(found: Spread, *, stock: float, retirement: float, exits: float) -> tuple[Denominator, ...]:
    """Return the needs that the least and the most of a spread come to, with and without departures.

    Parameters
    ----------
    found : Spread
    stock : float
        Jobs that there are (persons).
    retirement, exits : float
        Share of them that retires, and that leaves its employer for whatever reason, a year.
    """
    shares = {Replacement.NOBODY: 0.0, Replacement.RETIREMENTS: retirement, Replacement.ALL_DEPARTURES: exits}
    pairs = product((found.lowest_a_year, found.highest_a_year), shares.items())
    return tuple(
        Denominator(creation=claim, replacement=kind, need=claim.middle / claim.years + share * stock)
        for claim, (kind, share) in pairs
    )


def share_of_needs(trained: float, needs: Iterable[Denominator]) -> tuple[ShareOfNeed, ...]:
    """Return what some people trained a year are of each need.

    Parameters
    ----------
    trained : float
        Persons a year.
    needs : iterable of Denominator
    """
    return tuple(ShareOfNeed(denominator=each, share=trained / each.need, tenth=each.need / 10) for each in needs)
