"""From a file of an outlook that holds together to the tables of a situation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from envol.foresight.perimeter import Perimeter
from envol.foresight.situation import Growth, Rate, Situation, Table, Trainings
from envol.gateways.outlooks_flows import TrainingTables, projects_of
from envol.gateways.outlooks_schema import (
    GrowthEntry,
    GrowthRate,
    MobilityEntry,
    OutlookFile,
    ProductivityRate,
    TableEntry,
)
from envol.gateways.outlooks_words import RateEntry, Split, spread_of


def situation_of(file: OutlookFile) -> Situation:
    """Return what a file says, as tables; the file has been checked.

    Parameters
    ----------
    file : OutlookFile
    """
    perimeter = perimeter_of(file)
    stock = table_of(file.stock, file, perimeter)
    situation = Situation(
        perimeter=perimeter,
        stock=stock,
        demand=table_of(file.jobs, file, perimeter),
        retirement=rate_of(file.retirement, perimeter, stock),
        quits=rate_of(file.quits, perimeter, stock),
        promotion=rate_of(file.promotion, perimeter, stock),
        arrivals=rate_of(file.arrivals, perimeter, stock).mean * stock,
        arrivals_spread=file.arrivals.spread,
        mobility=mobility_of(file.mobility, perimeter, stock),
        trainings=_trainings(file, perimeter, stock),
        growth=_growth(file.growth, perimeter),
        projects=projects_of(file, perimeter),
        hope=file.hope.value,
    )
    for table in (situation.stock, situation.demand, situation.arrivals, situation.mobility):
        table.flags.writeable = False
    return situation


def perimeter_of(file: OutlookFile) -> Perimeter:
    """Return the axes of a file."""
    return Perimeter(
        regions=file.regions,
        occupations=tuple(each.code for each in file.occupations),
        levels=tuple(each.code for each in file.levels),
        first_year=file.first_year,
        years=file.years,
    )


def row_of(shares: Mapping[str, float], codes: Iterable[str]) -> Table:
    """Return the values of some codes in their order, 0 where there is none."""
    return np.array([shares.get(code, 0.0) for code in codes])


def table_of(entry: TableEntry, file: OutlookFile, perimeter: Perimeter) -> Table:
    """Return persons by (level, region, occupation); a table takes from the stock the shares that it does not say."""
    if entry.cells is not None:
        return _cells(entry, perimeter)
    by_region, by_level = entry.by_region or file.stock.by_region, entry.by_level or file.stock.by_level
    by_occupation = entry.by_occupation or file.stock.by_occupation
    assert entry.total is not None
    assert by_region is not None
    assert by_level is not None
    assert by_occupation is not None
    occupations = row_of(by_occupation.shares, perimeter.occupations)
    regions = _rows(by_region, perimeter.occupations, perimeter.regions)
    levels = _rows(by_level, perimeter.occupations, perimeter.levels)
    return np.asarray(entry.total.value * np.einsum("ol,or,o->lro", levels, regions, occupations))


def rate_of(entry: RateEntry, perimeter: Perimeter, stock: Table) -> Rate:
    """Return a rate that broadcasts to (level, region, occupation), its spread from the persons it was seen on."""
    if entry.by_level is not None:
        mean = row_of(entry.by_level, perimeter.levels)[:, None, None]
    elif entry.by_occupation is not None:
        mean = row_of(entry.by_occupation, perimeter.occupations)[None, None, :]
    else:
        assert entry.value is not None
        mean = np.full((1, 1, 1), entry.value)
    everyone = stock.sum()
    typical = float((np.broadcast_to(mean, stock.shape) * stock).sum() / everyone) if everyone else float(mean.mean())
    return Rate(mean=mean, spread=spread_of(entry.persons, typical))


def mobility_of(entry: MobilityEntry, perimeter: Perimeter, stock: Table) -> Table:
    """Return (level, region of study, region of work): who does not stay goes where the jobs are, or leaves."""
    regions = len(perimeter.regions)
    if entry.stay_by_level is not None:
        stay = row_of(entry.stay_by_level, perimeter.levels)
    else:
        assert entry.stay is not None
        stay = np.full(len(perimeter.levels), entry.stay)
    sizes = np.tile(stock.sum(axis=(0, 2)), (regions, 1))
    np.fill_diagonal(sizes, 0.0)
    elsewhere = sizes.sum(axis=1, keepdims=True)
    pull = np.divide(sizes, elsewhere, out=np.zeros_like(sizes), where=elsewhere > 0)
    away = (1 - stay)[:, None, None] * (1 - entry.leave) * pull
    return np.asarray(away + stay[:, None, None] * np.eye(regions))


def _rows(split: Split, occupations: tuple[str, ...], codes: tuple[str, ...]) -> Table:
    if split.of_occupation is None:
        assert split.shares is not None
        return np.tile(row_of(split.shares, codes), (len(occupations), 1))
    return np.stack([row_of(split.of_occupation[occupation], codes) for occupation in occupations])


def _cells(entry: TableEntry, perimeter: Perimeter) -> Table:
    table = np.zeros(perimeter.shape)
    assert entry.cells is not None
    for row in entry.cells.rows:
        level, region = perimeter.levels.index(row.level), perimeter.regions.index(row.region)
        table[level, region, perimeter.occupations.index(row.occupation)] += row.persons
    return table


def sizes_of(stock: Table, perimeter: Perimeter) -> dict[str, float]:
    """Return the share of all persons at work by region."""
    persons = stock.sum(axis=(0, 2))
    return dict(zip(perimeter.regions, (persons / max(persons.sum(), 1e-9)).tolist(), strict=True))


def _trainings(file: OutlookFile, perimeter: Perimeter, stock: Table) -> Trainings:
    tables = TrainingTables(file=file, perimeter=perimeter, sizes=sizes_of(stock, perimeter))
    return Trainings(
        names=tuple(each.name for each in file.trainings),
        level=np.array([perimeter.levels.index(each.level) for each in file.trainings], dtype=np.int64),
        length=np.array([each.length for each in file.trainings], dtype=np.int64),
        places=tables.places,
        fill=tables.fill,
        success=tables.rate("success"),
        continuation=tables.rate("continuation"),
        insertion=tables.rate("insertion"),
        field=tables.field,
        route=tables.route,
    )


def _growth(entry: GrowthEntry, perimeter: Perimeter) -> Growth:
    def row(rate: GrowthRate | ProductivityRate) -> Table:
        if rate.by_occupation is not None:
            return row_of(rate.by_occupation, perimeter.occupations)
        return np.full(len(perimeter.occupations), rate.value)

    return Growth(
        mean=row(entry.mean),
        spread=entry.spread.value,
        together=entry.together.value,
        damping=entry.damping.value,
        productivity=row(entry.productivity),
    )
