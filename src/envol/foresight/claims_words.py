"""A published figure: who said what, when, of what and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """How a figure was meant."""

    FORECAST = "forecast"
    TARGET = "target"
    MEASURE = "measure"


class Quantity(StrEnum):
    """What a figure counts."""

    NET_CREATION = "net-creation"
    STOCK = "stock"
    HIRES = "hires"
    DEPARTURES = "departures"
    GRADUATES = "graduates"
    PUPILS = "pupils"
    PROJECTS = "projects"
    FUNDING = "funding"
    SHARE_OF_NEEDS = "share-of-needs"
    RATIO = "ratio"


class Unit(StrEnum):
    """The units that figures come in."""

    PERSONS = "persons"
    PERSONS_A_YEAR = "persons/a"
    MEUR = "MEUR"
    SHARE = "share"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a claim.

    Parameters
    ----------
    value : float
        In the unit of the claim.
    date : str
        When it was known.
    source : str
    """

    value: float
    date: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A published figure.

    Parameters
    ----------
    name, who : str
    said : mapping of str to str
        In our words, by language.
    date : str
        When: a year, month or day, as ISO 8601 has them.
    nature : Nature
    place : str
        `FR`, `EU` or the INSEE code of a region.
    field : str
        Of which trades: bioproduction, biotech-health, pharma, health-industries, microtechnics or all-trades.
    quantity : Quantity
    since, horizon : int
        The years between whose ends it holds; the same where it is of one year.
    horizon_stated : bool
        Whether the source says the horizon; otherwise it is ours.
    low, high : float or None
        In `unit`; None where the source leaves that end open.
    unit : Unit
    confidence : str
        A: read in a primary page or file; B: press or secondary page; C: general knowledge.
    source : str
    cites : tuple of str
        Names of the claims that it takes over.
    outcome : Outcome or None
    """

    name: str
    who: str
    said: Mapping[str, str]
    date: str
    nature: Nature
    place: str
    field: str
    quantity: Quantity
    since: int
    horizon: int
    horizon_stated: bool
    low: float | None
    high: float | None
    unit: Unit
    confidence: str
    source: str
    cites: tuple[str, ...] = ()
    outcome: Outcome | None = None

    @property
    def middle(self) -> float:
        """The middle of what was said, or the one end that was."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)

    @property
    def years(self) -> int:
        """Years that it covers, 1 or more."""
        return max(self.horizon - self.since, 1)

    @property
    def a_year(self) -> tuple[float, float] | None:
        """The least and the most persons a year that it comes to; None where it counts no persons."""
        if self.unit is Unit.PERSONS_A_YEAR:
            parts = 1
        elif self.unit is Unit.PERSONS and self.quantity is not Quantity.STOCK:
            parts = self.years
        else:
            return None
        low = self.low if self.low is not None else self.middle
        high = self.high if self.high is not None else self.middle
        return low / parts, high / parts
