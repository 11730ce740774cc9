"""What a file of an outlook says of itself: codes that are known, tables that fit, cohorts within their places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any

from envol.flight.content.catalogue import Document
from envol.flight.content.fault import Fault, KeyPath
from envol.flight.content.findings import Findings
from envol.gateways.geography import geography
from envol.gateways.outlooks_flows import levels_of_stock, places_in
from envol.gateways.outlooks_schema import OutlookFile, PlacesEntry, ProjectEntry, TableEntry, TrainingEntry
from envol.gateways.outlooks_words import decimal_year, is_moment


def check_outlook(document: Document) -> list[Fault]:
    """Return every disagreement within a file of an outlook, each at its key."""
    file = document.content
    assert isinstance(file, OutlookFile)
    check = _Check(file, Findings(document))
    for place, region in enumerate(file.regions):
        check.findings.known(("regions", place), "INSEE code of a region", region, geography().regions)
    for table in ("stock", "jobs"):
        check.table((table,), getattr(file, table))
    for rate in ("retirement", "quits", "promotion", "arrivals"):
        check.varying((rate,), getattr(file, rate))
    check.every(("mobility", "stay_by_level"), file.mobility.stay_by_level, check.levels, "level")
    for name in ("fill", "success", "continuation", "insertion"):
        check.varying(("rates", name), getattr(file.rates, name))
    for part in ("mean", "productivity"):
        check.varying(("growth", part), getattr(file.growth, part))
    for place, training in enumerate(file.trainings):
        check.training(("trainings", place), training)
    check.mixes()
    for place, project in enumerate(file.projects):
        check.project(("projects", place), project)
    return check.findings.faults


class _Check:
    """The checks of one file."""

    def __init__(self, file: OutlookFile, findings: Findings) -> None:
        self.file, self.findings = file, findings
        self.regions = file.regions
        self.levels = tuple(each.code for each in file.levels)
        self.occupations = tuple(each.code for each in file.occupations)

    def among(self, path: KeyPath, codes: Collection[str], known: Collection[str], what: str) -> None:
        """Note the codes that are none of the perimeter's."""
        for code in codes:
            self.known((*path, code), code, known, what)

    def known(self, path: KeyPath, code: str, known: Collection[str], what: str) -> bool:
        """Note a code that is none of the perimeter's; where one of those could not be read, it may be that."""
        return "" in known or self.findings.known(path, f"{what} of the perimeter", code, known)

    def every(self, path: KeyPath, values: Mapping[str, Any] | None, known: Collection[str], what: str) -> None:
        """Note the codes that are none of the perimeter's, and those of the perimeter that have no value."""
        if values is None:
            return
        self.among(path, values, known, what)
        for code in known:
            if code and code not in values:
                self.findings.add(path, f"a value for each {what} of the perimeter", f"none for {code!r}")

    def varying(self, path: KeyPath, entry: Any) -> None:
        """Check a rate that is one number, or one for each level or occupation."""
        self.every((*path, "by_level"), getattr(entry, "by_level", None), self.levels, "level")
        self.every((*path, "by_occupation"), getattr(entry, "by_occupation", None), self.occupations, "occupation")

    def table(self, path: KeyPath, entry: TableEntry) -> None:
        """Check a table of persons."""
        if entry.by_occupation is not None:
            self.among((*path, "by_occupation", "shares"), entry.by_occupation.shares, self.occupations, "occupation")
        for key, known, what in (("by_region", self.regions, "region"), ("by_level", self.levels, "level")):
            split = getattr(entry, key)
            if split is not None:
                self.among((*path, key, "shares"), split.shares or (), known, what)
                self.every((*path, key, "of_occupation"), split.of_occupation, self.occupations, "occupation")
                for occupation, shares in (split.of_occupation or {}).items():
                    self.among((*path, key, "of_occupation", occupation), shares, known, what)
        if entry.cells is None and entry is not self.file.stock:
            self._takes_from_stock(path, entry)
        self._cells(path, entry)

    def _takes_from_stock(self, path: KeyPath, entry: TableEntry) -> None:
        stated = ("by_region", "by_occupation", "by_level")
        for key in stated:
            if getattr(entry, key) is None and getattr(self.file.stock, key) is None:
                self.findings.add(path, f"{key}, for the stock says none", "nothing")

    def _cells(self, path: KeyPath, entry: TableEntry) -> None:
        seen: set[tuple[str, str, str]] = set()
        for place, row in enumerate(entry.cells.rows if entry.cells else ()):
            at = (*path, "cells", "rows", place)
            for key, known in (("level", self.levels), ("region", self.regions), ("occupation", self.occupations)):
                self.known((*at, key), getattr(row, key), known, key)
            cell = (row.level, row.region, row.occupation)
            if cell in seen:
                self.findings.add(at, "each cell once", f"{', '.join(cell)} again")
            seen.add(cell)

    def training(self, at: KeyPath, entry: TrainingEntry) -> None:
        """Check a training."""
        self.known((*at, "level"), entry.level, self.levels, "level")
        self.among((*at, "field", "shares"), entry.field.shares, self.occupations, "occupation")
        if entry.route is not None:
            names = [each.name for each in self.file.trainings]
            self.among((*at, "route", "shares"), entry.route.shares, names, "training")
        self._places((*at, "places"), entry.places)
        self._cohorts(at, entry)

    def _places(self, at: KeyPath, places: PlacesEntry) -> None:
        for key in ("by_region", "by_year"):
            self.among((*at, key), getattr(places, key), self.regions, "region")
        for region in places.by_region.keys() & places.by_year.keys():
            self.findings.add((*at, "by_year", region), "a region in by_region or in by_year", "it in both")
        last = self.file.first_year + self.file.years
        for region, series in places.by_year.items():
            if places.since is not None and isfinite(last) and not 1 <= len(series) <= last - places.since + 1:
                expected = f"1 to {max(last - places.since + 1, 1)} years, from {places.since} to {last} at most"
                self.findings.add((*at, "by_year", region), expected, f"{len(series)}")
        for place, change in enumerate(places.changes):
            self.known((*at, "changes", place, "region"), change.region, self.regions, "region")

    def _cohorts(self, at: KeyPath, entry: TrainingEntry) -> None:
        if entry.entered is not None and entry.places.total:
            self.findings.add((*at, "places"), "places by region or by year, for cohorts were counted", "a total")
            return
        for place, cohort in enumerate(entry.entered.cohorts if entry.entered else ()):
            path = (*at, "entered", "cohorts", place)
            if self.known((*path, "region"), cohort.region, self.regions, "region"):
                offered = places_in(entry.places, cohort.region, cohort.year, 0.0)
                if cohort.persons > offered:
                    expected = f"a cohort within the {offered:g} places of {cohort.year}"
                    hint = "mend the places or the cohort"
                    self.findings.add((*path, "persons"), expected, f"{cohort.persons:g}", hint)

    def mixes(self) -> None:
        """Check the mixes of jobs."""
        for name, mix in self.file.mixes.items():
            at: KeyPath = ("mixes", name)
            self.among((*at, "occupations"), mix.occupations, self.occupations, "occupation")
            self.among((*at, "levels"), mix.levels or (), self.occupations, "occupation")
            for occupation, shares in (mix.levels or {}).items():
                self.among((*at, "levels", occupation), shares, self.levels, "level")
            for occupation in mix.occupations:
                if occupation not in (mix.levels or {}) and not levels_of_stock(self.file, occupation):
                    self.findings.add((*at, "levels"), f"the levels of {occupation}, for the stock has none", "nothing")

    def project(self, at: KeyPath, entry: ProjectEntry) -> None:
        """Check an industrial project."""
        self.known((*at, "region"), entry.region, self.regions, "region")
        self.findings.known((*at, "mix"), "mix of jobs", entry.mix, self.file.mixes)
        when, first = entry.start.when, self.file.first_year
        if is_moment(when) and decimal_year(when) < first:
            expected = f"a date from {first} on, as jobs from before are among those of today"
            self.findings.add((*at, "start", "when"), expected, repr(when), "leave the project out")
