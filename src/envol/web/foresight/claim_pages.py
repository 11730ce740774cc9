"""What the page of claims shows: the ledger, how far figures lie apart, and what a tenth of needs may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from django.utils.formats import number_format

from envol.foresight.claims import (
    EXITS,
    RETIREMENT,
    STOCK,
    Claim,
    Nature,
    Quantity,
    Replacement,
    Score,
    Spread,
    Standing,
    Unit,
    denominators,
    score,
    share_of_needs,
    spread,
)
from envol.gateways.geography import geography
from envol.web.foresight import claim_words as words
from envol.web.foresight.naming import in_words, printed
from envol.web.foresight.templatetags.foresight import counted, percent

WIDTH, RADIUS = 400.0, 7.0
"""Of the strip of a claim and its marks, in units of the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim in words.

    Parameters
    ----------
    claim : Claim
    who, said, perimeter, quantity, nature, years, figure : str
    standing : Standing
    standing_in_words : str
    fared : str
        The error of a claim that was scored, in percent with its sign; empty for others.
    """

    claim: Claim
    who: str
    said: str
    perimeter: str
    quantity: str
    nature: str
    years: str
    figure: str
    standing: Standing
    standing_in_words: str
    fared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A claim of the spread: its words, its figures, and where they stand on the common scale; numbers are texts."""

    told: Told
    published: str
    a_year: str
    at_published: str
    at_year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark of the scale."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The spread, drawn: the scale is logarithmic and common to all strips."""

    strips: list[Strip]
    marks: list[Mark]
    times: str
    times_a_year: str
    lowest: Told
    highest: Told
    differences: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """A denominator of needs: what it counts, how many a year, and what a tenth of it and those trained come to."""

    creation: Told
    replaced: str
    need: str
    tenth: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A share of needs that somebody claims, with every denominator that it may have."""

    claim: Told
    trained: Told
    trained_a_year: str
    rows: list[Tenth]
    stock: str
    retirement: str
    exits: str


def told(claim: Claim, today: date) -> Told:
    """Return a claim in words, as it stands on a day."""
    found = score(claim, decimal_year(today))
    place = words.PLACES.get(claim.place) or geography().region_name(claim.place) or claim.place
    return Told(
        claim=claim,
        who=printed(claim.who),
        said=in_words(claim.said),
        perimeter=f"{words.FIELDS[claim.field]}, {place}",
        quantity=str(words.QUANTITIES[claim.quantity]),
        nature=str(words.NATURES[claim.nature]),
        years=str(claim.horizon) if claim.since == claim.horizon else f"{claim.since}–{claim.horizon}",
        figure=_figure(claim),
        standing=found.standing,
        standing_in_words=str(words.STANDINGS[found.standing]),
        fared=_fared(found),
    )


def decimal_year(day: date) -> float:
    """Return a day as a year with decimals."""
    first, next_one = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (next_one - first).days


def drawn(claims: Sequence[Claim], today: date) -> Drawn | None:
    """Return the spread of the jobs that are said to be created in France; None where fewer than two say so."""
    found = spread(claims)
    if found is None:
        return None
    ends = [each.middle for each in found.claims] + [each.middle / each.years for each in found.claims]
    low, high = floor(log10(min(ends))), ceil(log10(max(ends)))

    def at(value: float) -> str:
        return f"{RADIUS + (WIDTH - 2 * RADIUS) * (log10(value) - low) / (high - low):.1f}"

    strips = [
        Strip(
            told=told(each, today),
            published=_open(each) + counted(each.middle),
            a_year=_open(each) + counted(each.middle / each.years),
            at_published=at(each.middle),
            at_year=at(each.middle / each.years),
        )
        for each in found.claims
    ]
    return Drawn(
        strips=strips,
        marks=[Mark(at=at(10**power), text=counted(10**power)) for power in range(low, high + 1)],
        times=_times(found.times),
        times_a_year=_times(found.times_a_year),
        lowest=told(found.lowest, today),
        highest=told(found.highest, today),
        differences=", ".join(str(words.DIFFERENCES[each]) for each in found.differences),
    )


def boxes(claims: Sequence[Claim], today: date) -> list[Box]:
    """Return each share of needs that is claimed, with the denominators that it may have."""
    found, named = spread(claims), {each.name: each for each in claims}
    shares = [each for each in claims if each.quantity is Quantity.SHARE_OF_NEEDS]
    pairs = [(each, named[cited]) for each in shares for cited in each.cites if cited in named]
    if found is None:
        return []
    return [_box(each, cited, found, today) for each, cited in pairs if cited.quantity is Quantity.GRADUATES]


def _box(claim: Claim, cited: Claim, found: Spread, today: date) -> Box:
    trained = cited.middle / cited.years
    needs = denominators(found, stock=STOCK, retirement=RETIREMENT, exits=EXITS)
    return Box(
        claim=told(claim, today),
        trained=told(cited, today),
        trained_a_year=counted(trained),
        rows=[
            Tenth(
                creation=told(each.denominator.creation, today),
                replaced=str(words.REPLACEMENTS[Replacement(each.denominator.replacement)]),
                need=counted(each.denominator.need),
                tenth=counted(each.tenth),
                share=percent(each.share),
            )
            for each in share_of_needs(trained, needs)
        ],
        stock=counted(STOCK),
        retirement=percent(RETIREMENT),
        exits=percent(EXITS),
    )


def in_order(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return what is foreseen or aimed at, the first to fall due first, and what was measured, the newest first."""
    ahead = [each for each in claims if each.nature is not Nature.MEASURE]
    behind = [each for each in claims if each.nature is Nature.MEASURE]
    return sorted(ahead, key=lambda each: (each.horizon, each.date)), sorted(
        behind, key=lambda each: (-each.horizon, each.name)
    )


def _open(claim: Claim) -> str:
    """Return what stands before a figure of which one end alone was said."""
    return "≥\u00a0" if claim.high is None else "≤\u00a0" if claim.low is None else ""


def _figure(claim: Claim) -> str:
    ends = [_number(end, claim.unit) for end in (claim.low, claim.high) if end is not None]
    figure = _open(claim) + "–".join(dict.fromkeys(ends))
    return figure if claim.unit in (Unit.SHARE, Unit.NUMBER) else f"{figure} {words.UNITS[claim.unit]}"


def _number(value: float, unit: Unit) -> str:
    if unit is Unit.SHARE:
        return percent(value)
    places = 0 if value == int(value) else 2
    return number_format(round(value, places), places, force_grouping=True)


def _fared(found: Score) -> str:
    return "" if found.error is None else f"{'+' if found.error > 0 else ''}{percent(found.error)}"


def _times(times: float) -> str:
    return number_format(round(times, 0 if times >= 10 else 1), 0 if times >= 10 else 1)
