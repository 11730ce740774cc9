"""The figures that a page shows of a projection: never one number where there is an interval.

A figure is a median between its deciles (q10, q50, q90) over the draws. Parts are summed within each draw, before
quantiles are taken.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from envol.foresight.perimeter import Perimeter
from envol.foresight.projection import FEW, Drawn, Projection, quantiles, shortage

SHORT = 0.1
"""Share of the jobs from which on a gap is called a shortage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is looked at: codes of the perimeter, empty for all of them, and a year."""

    region: str = ""
    occupation: str = ""
    level: str = ""
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure: the median and the deciles between which 8 of 10 futures lie."""

    low: float
    middle: float
    high: float

    @property
    def is_few(self) -> bool:
        """Whether it counts fewer persons than are shown, too many or too few."""
        return abs(self.middle) < FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """What a year brings.

    Parameters
    ----------
    year : int
    supply, demand, gap : Spread
        Persons, jobs, and jobs without a person at its end (persons).
    need : Spread
        Persons who are to come from training in the year (persons/a).
    shortage : float
        Probability that more than `SHORT` of the jobs have nobody.
    is_few : bool
        Whether there are so few jobs and persons that none of it is shown.
    """

    year: int
    supply: Spread
    demand: Spread
    gap: Spread
    need: Spread
    shortage: float
    is_few: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigures:
    """A region in the year that is looked at; `change` is what the changes add to its gap."""

    code: str
    figures: YearFigures
    change: Spread | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is shown of a projection.

    Parameters
    ----------
    chosen : Chosen
    years : tuple of YearFigures
        One for each projected year.
    regions : tuple of RegionFigures
        All regions, in the year that is looked at.
    changes : tuple of Spread
        What is added to the gap of each year, draw by draw, by what was changed; empty where nothing was.
    draws : int
        How many futures it was counted over.
    """

    chosen: Chosen
    years: tuple[YearFigures, ...]
    regions: tuple[RegionFigures, ...]
    changes: tuple[Spread, ...]
    draws: int

    @property
    def now(self) -> YearFigures:
        """The year that is looked at."""
        return next(each for each in self.years if each.year == self.chosen.year)

    @property
    def change(self) -> Spread | None:
        """What is added to the gap of the year that is looked at."""
        return next(
            (change for each, change in zip(self.years, self.changes, strict=False) if each.year == self.chosen.year),
            None,
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain values; figures of too few persons are null."""
        return {
            "chosen": asdict(self.chosen),
            "draws": self.draws,
            "years": [_plain(each, change) for each, change in self._with_changes()],
            "regions": [{"code": each.code, **_plain(each.figures, each.change)} for each in self.regions],
        }

    def _with_changes(self) -> list[tuple[YearFigures, Spread | None]]:
        changes = self.changes or (None,) * len(self.years)
        return list(zip(self.years, changes, strict=True))


def summarised(projection: Projection, chosen: Chosen, base: Projection | None = None) -> Summary:
    """Return what is shown of a projection, with its difference to `base` in each draw."""
    seen, were = _Seen(projection, chosen), _Seen(base, chosen) if base else None
    return Summary(
        chosen=chosen,
        years=tuple(seen.years()),
        regions=tuple(seen.regions(were)),
        changes=tuple(_spreads(seen.gap - were.gap)) if were else (),
        draws=projection.supply.shape[-1],
    )


class _Seen:
    """The part of a projection that is looked at: all occupations and levels but the chosen ones are left out."""

    def __init__(self, projection: Projection, chosen: Chosen) -> None:
        self.perimeter, self.chosen = projection.perimeter, chosen
        tables = (projection.supply, projection.demand, projection.need)
        self._by_region = tuple(self._without(table) for table in tables)
        self.supply, self.demand, self.need = (self._in_region(table) for table in self._by_region)

    @property
    def gap(self) -> Drawn:
        """Jobs without a person by (year, draw)."""
        return self.demand - self.supply

    def years(self) -> list[YearFigures]:
        first = self.perimeter.first_year + 1
        return figures_of(np.arange(first, first + self.perimeter.years), self.supply, self.demand, self.need)

    def regions(self, were: _Seen | None) -> list[RegionFigures]:
        row = self.chosen.year - self.perimeter.first_year - 1
        supply, demand, need = (table[row] for table in self._by_region)
        years = np.full(len(supply), self.chosen.year)
        figures = figures_of(years, supply, demand, need)
        if were:
            changes: list[Spread | None] = [
                *_spreads(demand - supply - (were._by_region[1][row] - were._by_region[0][row]))
            ]
        else:
            changes = [None] * len(figures)
        return [
            RegionFigures(code=code, figures=each, change=change)
            for code, each, change in zip(self.perimeter.regions, figures, changes, strict=True)
        ]

    def _without(self, table: Drawn) -> Drawn:
        """Return a table by (year, region, draw)."""
        levels = places_of(self.perimeter.levels, self.chosen.level)
        occupations = places_of(self.perimeter.occupations, self.chosen.occupation)
        summed: Drawn = table[:, levels][:, :, :, occupations].sum(axis=(1, 3))
        return summed

    def _in_region(self, table: Drawn) -> Drawn:
        summed: Drawn = table[:, places_of(self.perimeter.regions, self.chosen.region)].sum(axis=1)
        return summed


def figures_of(years: NDArray[np.int64], supply: Drawn, demand: Drawn, need: Drawn) -> list[YearFigures]:
    """Return the figures of tables by (row, draw), a year for each row."""
    chances = shortage(supply, demand, SHORT)
    columns = [_spreads(table) for table in (supply, demand, demand - supply, need)]
    return [
        YearFigures(
            year=int(year),
            supply=supplied,
            demand=demanded,
            gap=gap,
            need=needed,
            shortage=float(chance),
            is_few=supplied.is_few and demanded.is_few,
        )
        for year, supplied, demanded, gap, needed, chance in zip(years, *columns, chances, strict=True)
    ]


def usual_year(perimeter: Perimeter) -> int:
    """Return the year that is looked at where none is chosen: the fifth, or the last of fewer."""
    return perimeter.first_year + min(5, perimeter.years)


def places_of(codes: tuple[str, ...], code: str) -> slice:
    """Return where a code stands, all places where it is empty."""
    return slice(codes.index(code), codes.index(code) + 1) if code else slice(None)


def _spreads(table: Drawn) -> list[Spread]:
    low, middle, high = quantiles(table)
    return [Spread(low=float(a), middle=float(b), high=float(c)) for a, b, c in zip(low, middle, high, strict=True)]


def _plain(figures: YearFigures, change: Spread | None) -> dict[str, Any]:
    said: dict[str, Any] = {"year": figures.year, "few": figures.is_few}
    persons = {"supply": figures.supply, "demand": figures.demand, "need": figures.need}
    for name, spread in persons.items():
        said[name] = None if figures.is_few or spread.is_few else asdict(spread)
    said["gap"] = None if figures.is_few else asdict(figures.gap)
    said["shortage"] = None if figures.is_few else figures.shortage
    said["change"] = None if figures.is_few or change is None else asdict(change)
    return said
