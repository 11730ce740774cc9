"""The numbers of files of foresight, each with how it is known.

No number goes without its status: published (a source says it of this very thing), fitted (calculated from data), tuned
(set so that the whole fits) or assumed (chosen, and to be replaced as soon as somebody knows better).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import sqrt
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from envol.flight.content.schema import Choice, Entry, NotNegative, Number, Positive, Text, unmet

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MOST_LOST = 0.999
"""Of jobs in a year: nothing grows again from none."""
WIDEST = 5.0
"""Standard deviation, on a scale of logarithms, from which on nothing at all is known."""
MOST_PERSONS = 1e9
"""More is a slip of the pen, and no table of single precision would hold it."""


def _part(value: float) -> float:
    if not 0 <= value <= 1:
        hint = f"{value:g} % is written {value / 100:g}" if 1 < value <= 100 else ""
        raise unmet("a share from 0 to 1", f"{value:g}", hint)
    return value


def _dated(value: object) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not is_moment(text):
        raise unmet('a year, or a month or day in quotes, such as 2024 or "2024-07"', repr(value))
    return text


def is_moment(text: str) -> bool:
    """Return whether a text is a year, month or day of the calendar."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        return False
    return True


def spread_of(persons: float, share: float) -> float:
    """Return the standard deviation, on the logit scale, of a share seen on some persons; `WIDEST` at most."""
    seen = persons * share * (1 - share)
    return min(1 / sqrt(seen), WIDEST) if seen > 0 else 0.0


def decimal_year(text: str) -> float:
    """Return a date as a year with decimals: its beginning, by months of equal length.

    >>> decimal_year("2027-07")
    2027.5
    """
    found = _DATE.fullmatch(text)
    assert found is not None
    year, month, day = (int(part or 1) for part in found.groups())
    return year + (month - 1) / 12 + (day - 1) / 365


def _lost(value: float) -> float:
    if not 0 <= value <= MOST_LOST:
        raise unmet(f"a share from 0 to {MOST_LOST:g}", f"{value:g}")
    return value


def _sums_to_one(shares: Mapping[str, float]) -> Mapping[str, float]:
    if abs((total := sum(shares.values())) - 1) > 1e-6:
        raise unmet("shares that make 1 in all", f"{total:g}", f"{1 - total:+g} to place")
    return shares


def _one_at_most(shares: Mapping[str, float]) -> Mapping[str, float]:
    if (total := sum(shares.values())) > 1 + 1e-6:
        raise unmet("shares that make 1 at most", f"{total:g}")
    return shares


Code = Annotated[str, Field(strict=True, min_length=1, max_length=80)]
Part = Annotated[Number, AfterValidator(_part)]
Lost = Annotated[Number, AfterValidator(_lost)]
Persons = Annotated[NotNegative, Field(le=MOST_PERSONS)]
Wide = Annotated[NotNegative, Field(le=WIDEST)]
Moment = Annotated[str, BeforeValidator(_dated)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
Parts = Mapping[Code, Part]
Whole = Annotated[Parts, AfterValidator(_sums_to_one)]
Some = Annotated[Parts, AfterValidator(_one_at_most)]


class Stated(Entry):
    """Something that somebody has to answer for."""

    status: Literal["published", "fitted", "tuned", "assumed"]
    source: Text
    date: Moment


class Amount(Stated):
    """A number, not below zero."""

    value: Persons


class PartAmount(Stated):
    """A share, 0 to 1."""

    value: Part


class Correlation(Stated):
    """A correlation."""

    value: Annotated[Number, Field(ge=-1, le=1)]


class SpreadAmount(Stated):
    """A number, and how far from it the truth may lie."""

    value: Persons
    spread: Wide


class StartEntry(Stated):
    """When a plant starts up."""

    when: Moment


class RateEntry(Stated, Choice):
    """A share of persons a year: one, or by level or occupation; as sure as if seen on so many persons."""

    one_of: ClassVar = ("value", "by_level", "by_occupation")

    value: Part | None = None
    by_level: Parts | None = None
    by_occupation: Parts | None = None
    persons: Positive


class TrainingRate(Stated):
    """A share of the persons of a training."""

    value: Part
    persons: Positive


class UsualRate(Stated, Choice):
    """A share of the persons of all trainings that do not say otherwise."""

    one_of: ClassVar = ("value", "by_level")

    value: Part | None = None
    by_level: Parts | None = None
    persons: Positive


class Shares(Stated):
    """How a whole falls into parts."""

    shares: Whole


class Split(Stated, Choice):
    """How a whole falls into parts: the same way everywhere, or by occupation."""

    one_of: ClassVar = ("shares", "of_occupation")

    shares: Whole | None = None
    of_occupation: Mapping[Code, Whole] | None = None
