"""The trainings and projects of a file of an outlook, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from envol.foresight.perimeter import Perimeter
from envol.foresight.situation import Project, Rate, Table
from envol.foresight.sizing import Plant, Size, size
from envol.gateways.outlooks_schema import EnteredEntry, OutlookFile, PlacesEntry, ProjectEntry, TrainingEntry
from envol.gateways.outlooks_words import TrainingRate, UsualRate, decimal_year, spread_of

RateName = Literal["fill", "success", "continuation", "insertion"]


def places_in(places: PlacesEntry, region: str, year: int, size: float) -> float:
    """Return the places of a region in a year: constant, or the nearest year that is said, then the latest change.

    Parameters
    ----------
    places : PlacesEntry
    region : str
    year : int
    size : float
        Share of the persons at work that the region has: its part of a total.
    """
    found = places.by_region.get(region, places.total * size)
    if region in places.by_year and places.since is not None:
        series = places.by_year[region]
        found = series[min(max(year - places.since, 0), len(series) - 1)]
    changes = [each for each in places.changes if each.region == region and each.since <= year]
    return max(changes, key=lambda each: each.since).places if changes else found


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTables:
    """The tables of the trainings of a file, which has been checked."""

    file: OutlookFile
    perimeter: Perimeter
    sizes: Mapping[str, float]
    """Share of the persons at work by region."""

    @property
    def trainings(self) -> tuple[TrainingEntry, ...]:
        """The trainings, in the order of the tables."""
        return self.file.trainings

    @property
    def places(self) -> Table:
        """Places by (training, region, past and projected year)."""
        past = max((each.length for each in self.trainings), default=1)
        years = range(self.perimeter.first_year + 1 - past, self.perimeter.last_year + 1)
        table = np.zeros((len(self.trainings), len(self.perimeter.regions), len(years)))
        for k, training in enumerate(self.trainings):
            for r, region in enumerate(self.perimeter.regions):
                table[k, r] = [places_in(training.places, region, year, self.sizes[region]) for year in years]
        return table

    @property
    def fill(self) -> Rate:
        """Share of places taken by (training, region): counted where cohorts are, else as stated."""
        stated = self.rate("fill")
        mean = stated.mean.copy()
        for k, training in enumerate(self.trainings):
            if training.entered is not None:
                for region, share in filled(training.entered, training.places, self.sizes).items():
                    mean[k, self.perimeter.regions.index(region)] = share
        return Rate(mean=mean, spread=stated.spread)

    def rate(self, name: RateName) -> Rate:
        """Return a rate by (training, region), with one spread from all the persons that its figures were seen on."""
        usual: UsualRate = getattr(self.file.rates, name)
        entries: list[TrainingRate | UsualRate] = [getattr(each, name) or usual for each in self.trainings]
        means = [self._value(entry, training) for entry, training in zip(entries, self.trainings, strict=True)]
        mean = np.repeat(np.array(means)[:, None], len(self.perimeter.regions), axis=1)
        # The usual rate was seen once, however many trainings follow it.
        persons = {id(entry): entry.persons for entry in entries}
        seen = sum(persons.values())
        typical = float(np.mean(means)) if means else 0.0
        return Rate(mean=mean, spread=spread_of(seen, typical))

    @property
    def field(self) -> Table:
        """Share of those who find work by (training, occupation)."""
        rows = [[each.field.shares.get(code, 0.0) for code in self.perimeter.occupations] for each in self.trainings]
        return np.array(rows).reshape(len(rows), len(self.perimeter.occupations))

    @property
    def route(self) -> Table:
        """Share of those who go on by (training left, training entered)."""
        names = [each.name for each in self.trainings]
        rows = [[each.route.shares.get(name, 0.0) if each.route else 0.0 for name in names] for each in self.trainings]
        return np.array(rows).reshape(len(rows), len(names))

    def _value(self, entry: TrainingRate | UsualRate, training: TrainingEntry) -> float:
        if isinstance(entry, UsualRate) and entry.by_level is not None:
            return entry.by_level[training.level]
        assert entry.value is not None
        return entry.value


def filled(entered: EnteredEntry, places: PlacesEntry, sizes: Mapping[str, float]) -> Mapping[str, float]:
    """Return the share of the places taken by region, from all cohorts that were counted there."""
    shares = {}
    for region in {each.region for each in entered.cohorts}:
        cohorts = [each for each in entered.cohorts if each.region == region]
        offered = sum(places_in(places, region, each.year, sizes[region]) for each in cohorts)
        if offered > 0:
            shares[region] = sum(each.persons for each in cohorts) / offered
    return shares


def projects_of(file: OutlookFile, perimeter: Perimeter) -> tuple[Project, ...]:
    """Return the industrial projects of a file, which has been checked."""
    return tuple(_project(each, file, perimeter) for each in file.projects)


def _project(entry: ProjectEntry, file: OutlookFile, perimeter: Perimeter) -> Project:
    jobs = jobs_of(entry)
    return Project(
        name=entry.name,
        region=perimeter.regions.index(entry.region),
        start=decimal_year(entry.start.when),
        probability=entry.probability.value,
        delay=entry.delay.value,
        delay_spread=entry.delay.spread,
        jobs=jobs.jobs,
        jobs_spread=jobs.spread,
        lead=entry.lead.value,
        ramp=entry.ramp.value,
        mix=mix_of(file, entry.mix, perimeter),
    )


def jobs_of(entry: ProjectEntry) -> Size:
    """Return the jobs of a project, announced or from its investment."""
    if entry.jobs is not None:
        return Size(jobs=entry.jobs.value, spread=entry.jobs.spread)
    assert entry.sizing is not None
    return size(Plant(entry.sizing.plant), entry.sizing.investment, entry.sizing.litres)


def mix_of(file: OutlookFile, name: str, perimeter: Perimeter) -> Table:
    """Return the share of a plant's jobs by (level, occupation), 1 in all."""
    entry = file.mixes[name]
    table = np.zeros((len(perimeter.levels), len(perimeter.occupations)))
    for o, occupation in enumerate(perimeter.occupations):
        levels = (entry.levels or {}).get(occupation) or levels_of_stock(file, occupation)
        table[:, o] = entry.occupations.get(occupation, 0.0) * np.array(
            [levels.get(code, 0.0) for code in perimeter.levels]
        )
    return table


def levels_of_stock(file: OutlookFile, occupation: str) -> Mapping[str, float]:
    """Return the levels of an occupation in the stock, as shares; nothing where it is empty or not said."""
    split = file.stock.by_level
    if split is not None:
        return split.shares if split.shares is not None else (split.of_occupation or {}).get(occupation, {})
    rows = file.stock.cells.rows if file.stock.cells else ()
    persons: dict[str, float] = {}
    for row in rows:
        if row.occupation == occupation:
            persons[row.level] = persons.get(row.level, 0.0) + row.persons
    everyone = sum(persons.values())
    return {level: each / everyone for level, each in persons.items()} if everyone else {}
