"""Scenarios of one outlook side by side: each met the same luck, so that a difference is not of chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from envol.gateways.outlooks import Outlook
from envol.web.foresight.counting import answer, projected
from envol.web.foresight.figures import Chosen, RegionFigures, Spread, Summary, YearFigures, summarised, usual_year
from envol.web.foresight.what_if import Changes

AT_LEAST, AT_MOST = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A region in one scenario: its gap, and what it differs from the first scenario by (persons)."""

    figures: YearFigures
    change: Spread | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A row of the table."""

    code: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two or three scenarios say of the regions in a year.

    Parameters
    ----------
    year, draws : int
    whole : tuple of Cell
        All regions together, by scenario.
    regions : tuple of Region
    """

    year: int
    draws: int
    whole: tuple[Cell, ...]
    regions: tuple[Region, ...]


def year_of(outlook: Outlook) -> int:
    """Return the year that is compared."""
    return usual_year(outlook.situation.perimeter)


def single(outlook: Outlook, changes: Changes) -> Summary:
    """Return what one scenario says, with its difference to the outlook as it is.

    Raises
    ------
    WrongChanges
        If it changes what the outlook no longer has.
    """
    return answer(outlook, changes, Chosen(year=year_of(outlook)))


@lru_cache(maxsize=64)
def compared(outlook: Outlook, scenarios: tuple[Changes, ...]) -> Comparison:
    """Compare scenarios with the first of them.

    Raises
    ------
    WrongChanges
        If one changes what the outlook no longer has.
    """
    chosen = Chosen(year=year_of(outlook))
    first = projected(outlook, scenarios[0])
    told = [summarised(first, chosen)]
    told += [summarised(projected(outlook, each), chosen, first) for each in scenarios[1:]]
    return Comparison(
        year=chosen.year,
        draws=told[0].draws,
        whole=tuple(Cell(figures=each.now, change=each.change) for each in told),
        regions=tuple(_row(row) for row in zip(*(each.regions for each in told), strict=True)),
    )


def _row(row: tuple[RegionFigures, ...]) -> Region:
    return Region(code=row[0].code, cells=tuple(Cell(figures=each.figures, change=each.change) for each in row))
