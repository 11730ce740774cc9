"""Holders of a science degree in Australia, by field and single age, at the censuses of 2006 to 2021.

Source: Australian Bureau of Statistics, as tidied for Hyndman and Nguyen, Forecasting the age structure of the
scientific workforce (2026). The file stands beside the project and is read for a backtest only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault
from envol.foresight.backtest.census import CensusTable
from envol.gateways.imports.reading import Line, fault_at, read_table

FILE = "au_science_graduates_age_census_2006_2021.csv"
FOLDER = "census_au"
COLUMNS = ("field", "census", "age", "persons")
HIGHEST = {"census": (1900, 2200), "age": (0, 130), "persons": (0, 100_000_000)}
"""Between which a number can lie; beyond it is a slip."""
_Place: TypeAlias = tuple[str, int, int]


def read_census(folder: Path) -> CensusTable:
    """Read the censuses of a folder, or of its `census_au`.

    Raises
    ------
    EnvolError
        If the file is not there or is none of this kind.
    ContentError
        With every fault: a cell that is no such number, a count that stands twice or not at all, censuses that are not
        evenly apart.
    """
    path = next((each for each in (folder / FILE, folder / FOLDER / FILE) if each.is_file()), None)
    if path is None:
        raise EnvolError(f"{folder} holds no {FILE}, nor does its folder {FOLDER}: name the folder that does")
    reading = _Reading(name=path.name)
    for line in read_table(path, required=COLUMNS, kind="census", shown=path.name):
        reading.take(line)
    reading.check()
    if reading.faults:
        raise ContentError(reading.faults)
    return _table(reading.counts)


@dataclass(slots=True, kw_only=True)
class _Reading:
    name: str
    counts: dict[_Place, int] = field(default_factory=dict)
    lines: dict[_Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def take(self, line: Line | Fault) -> None:
        if isinstance(line, Fault):
            self.faults.append(line)
            return
        numbers = {column: self._number(line, column) for column in HIGHEST}
        census, age, persons = numbers.values()
        name = line.cells["field"]
        if not name:
            self._fault(line.number, "field", "the name of a field", "nothing")
        if not name or census is None or age is None or persons is None:
            return
        place = (name, census, age)
        if place in self.lines:
            found = f"{name}, {census}, age {age} again, which is on line {self.lines[place]}"
            self._fault(line.number, "persons", "one count for each field, census and age", found)
        else:
            self.counts[place], self.lines[place] = persons, line.number

    def check(self) -> None:
        """Look for what a whole table lacks, where each of its lines is sound."""
        if self.faults:
            return
        fields, censuses, ages = _axes(self.counts)
        if not fields:
            self._fault(0, "", "counts below the header", "none")
            return
        steps = {later - earlier for earlier, later in pairwise(censuses)}
        if len(steps) != 1:
            self._fault(0, "census", "two censuses or more, evenly apart", ", ".join(map(str, censuses)))
        for name in fields:
            for census in censuses:
                if missing := [age for age in ages if (name, census, age) not in self.counts]:
                    expected = f"a count at every age from {ages[0]} to {ages[-1]}"
                    found = f"none for {name}, {census}, at age {', '.join(map(str, missing))}"
                    self._fault(0, "persons", expected, found)

    def _number(self, line: Line, column: str) -> int | None:
        lowest, highest = HIGHEST[column]
        cell = line.cells[column]
        number = int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 12 else None
        if number is None or not lowest <= number <= highest:
            self._fault(line.number, column, f"a whole number from {lowest} to {highest}", repr(cell))
            return None
        return number

    def _fault(self, line: int, key: str, expected: str, found: str) -> None:
        self.faults.append(fault_at(self.name, line, key, expected, found))


def _axes(counts: Mapping[_Place, int]) -> tuple[list[str], list[int], list[int]]:
    fields = sorted({name for name, _, _ in counts})
    ages = sorted({age for _, _, age in counts})
    return fields, sorted({census for _, census, _ in counts}), list(range(ages[0], ages[-1] + 1)) if ages else []


def _table(counts: Mapping[_Place, int]) -> CensusTable:
    fields, censuses, ages = _axes(counts)
    rows = [[[counts[name, census, age] for age in ages] for census in censuses] for name in fields]
    return CensusTable(
        fields=tuple(fields), censuses=tuple(censuses), first_age=ages[0], persons=np.array(rows, dtype=np.int64)
    )
