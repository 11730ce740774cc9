"""Employment by occupation in France from 1983 on, as Dares publishes it: `effectifs_3niv.csv`.

The file gives thousands of jobs by year, each the mean of three years around it, for every column of the nomenclature
FAP 2009: domains (`A`), families of three letters (`A0Z`), detailed families (`A0Z00`), and the whole (`ENS`).
Source: Dares, Portraits statistiques des métiers 1982-2020. The file stands beside the project and is never copied.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault, did_you_mean
from envol.foresight.backtest.series import Series
from envol.gateways.imports.reading import Line, fault_at, read_table

FILE = "effectifs_3niv.csv"
TITLES_FILE = "age_2017_2019_3niv.csv"
FOLDER = "dares"
YEAR = "Annee"
_CODES = """
A0Z A1Z A2Z A3Z B0Z B1Z B2Z B3Z B4Z B5Z B6Z B7Z C0Z C1Z C2Z D0Z D1Z D2Z D3Z D4Z D6Z E0Z E1Z E2Z F0Z F1Z F2Z F3Z F4Z
F5Z G0A G0B G1Z H0Z J0Z J1Z J3Z J4Z J5Z J6Z K0Z L0Z L1Z L2Z L3Z L4Z L5Z L6Z M0Z M1Z M2Z N0Z P0Z P1Z P2Z P3Z P4Z Q0Z
Q1Z Q2Z R0Z R1Z R2Z R3Z R4Z S0Z S1Z S2Z S3Z T0Z T1Z T2Z T3Z T4Z T6Z U0Z U1Z V0Z V1Z V2Z V3Z V4Z V5Z W0Z W1Z X0Z
"""
OCCUPATIONS = tuple(_CODES.split())
"""The 86 families of FAP 2009 that are occupations and known in every year. Three columns of three letters are left
out: `ZZZ`, which holds who named no occupation, and `T2A` and `T2B`, the parts of `T2Z`, not told apart before 1995."""
NEAR = ("E0Z", "E1Z", "E2Z", "H0Z", "N0Z", "G0B", "G1Z", "V2Z")
"""Those nearest to bioproduction, as chosen for the prototype: kept so that its figures can be compared with."""
YEARS = (1900, 2200)
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,30})?")


def read_employment(folder: Path) -> Series:
    """Read the occupations of a folder, or of its `dares` (thousands of jobs).

    Raises
    ------
    EnvolError
        If the file is not there or is none of this kind.
    ContentError
        With every fault: an occupation without a column, a cell that is no number above zero, a year twice or not
        at all.
    """
    path = _file(folder, FILE)
    if path is None:
        raise EnvolError(f"{folder} holds no {FILE}, nor does its folder {FOLDER}: name the folder that does")
    reading = _Reading(name=path.name)
    for line in read_table(path, required=[YEAR], kind="Dares employment", shown=path.name):
        reading.take(line)
    reading.check()
    if reading.faults:
        raise ContentError(reading.in_order())
    years = tuple(sorted(reading.rows))
    values = np.array([reading.rows[year] for year in years])
    return Series(years=years, names=OCCUPATIONS, values=values)


def read_titles(folder: Path) -> Mapping[str, str]:
    """Return what the occupations are called in French; those that the folder does not name are left out."""
    path = _file(folder, TITLES_FILE)
    if path is None:
        return {}
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # As Dares saves it; every byte that this leaves open is no letter of French.
        text = data.decode("cp1252", errors="replace")
    try:
        rows = [
            (row.get("code_fap_agregee"), row.get("libelle_fap_agregee")) for row in csv.DictReader(text.split("\n"))
        ]
    except csv.Error:
        return {}
    return {code: title.replace("'", "’") for code, title in rows if code in OCCUPATIONS and title and title != code}


def _file(folder: Path, name: str) -> Path | None:
    return next((each for each in (folder / name, folder / FOLDER / name) if each.is_file()), None)


@dataclass(slots=True, kw_only=True)
class _Reading:
    name: str
    rows: dict[int, list[float]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    unread: bool = False
    """Whether a line's year is not known: it may be the one that is missing."""

    def take(self, line: Line | Fault) -> None:
        if isinstance(line, Fault):
            self.faults.append(line)
            self.unread = True
            return
        if not self.columns:
            self._begin(tuple(line.cells))
        year = self._year(line)
        values = [self._jobs(line, code) for code in OCCUPATIONS if code in line.cells]
        if year is None:
            self.unread = True
        elif year in self.lines:
            found = f"{year} again, which is on line {self.lines[year]}"
            self._fault(line.number, YEAR, "each year once", found)
        else:
            self.rows[year], self.lines[year] = values, line.number

    def check(self) -> None:
        """Look for years that no line is about."""
        if not self.lines:
            if not self.faults:
                self._fault(0, YEAR, "a line for each year below the header", "none")
            return
        missing = [year for year in range(min(self.lines), max(self.lines)) if year not in self.lines]
        if missing and not self.unread:
            after = min(year for year in self.lines if year > missing[0])
            found = f"none for {_listed([str(year) for year in missing])}"
            self._fault(self.lines[after], YEAR, "a line for every year from the first to the last", found)

    def in_order(self) -> list[Fault]:
        """Return the faults as they stand in the file."""
        return sorted(self.faults, key=lambda fault: fault.line)

    def _begin(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        missing = [code for code in OCCUPATIONS if code not in columns]
        if missing:
            expected = f"a column for each of {len(OCCUPATIONS)} occupations of FAP 2009"
            hint = did_you_mean(missing[0], set(columns) - set(OCCUPATIONS)) if len(missing) == 1 else ""
            self._fault(1, "", expected, f"none for {_listed(missing)}", hint)

    def _year(self, line: Line) -> int | None:
        cell = line.cells[YEAR]
        if cell.isascii() and cell.isdigit() and len(cell) < 6 and YEARS[0] <= int(cell) <= YEARS[1]:
            return int(cell)
        self._fault(line.number, YEAR, f"a year from {YEARS[0]} to {YEARS[1]}", repr(cell))
        return None

    def _jobs(self, line: Line, code: str) -> float:
        cell = line.cells[code]
        value = float(cell) if _NUMBER.fullmatch(cell) else 0.0
        if value <= 0:
            self._fault(line.number, code, "thousands of jobs, a number above zero with a point", repr(cell))
        return value

    def _fault(self, line: int, key: str, expected: str, found: str, hint: str = "") -> None:
        self.faults.append(fault_at(self.name, line, key, expected, found, hint))


def _listed(names: list[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
