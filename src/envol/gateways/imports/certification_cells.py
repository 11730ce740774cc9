"""Cells of the State's registers of certifications: what may stand in one, what is a hole, what is a fault.

The registers write the same thing in several ways: ``RNCP38883`` or ``38883``, ``Niveau 5``, ``NIV5`` or ``5``, a date
as ``31/08/2026``, ``2026-08-31`` or as a spreadsheet counts days. Here they become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from envol.flight.content.fault import Fault
from envol.gateways.imports.days import YEARS
from envol.gateways.imports.reading import Line, fault_at

LONGEST_TITLE = 600
LEVELS = range(3, 9)
HOLES = frozenset({"", "NR", "-", ".", "NULL", "null", "en cours"})
"""What the registers write where they know nothing: NR (non rapproché) stands in the kit, `en cours` in a number."""

_NUMBER = re.compile(r"(RNCP|RS)?\s*0*([1-9][0-9]{0,5})", re.IGNORECASE)
_LEVEL = re.compile(r"(?:niveau|niv)?\s*([0-9])", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_SERIAL = re.compile(r"[2-6][0-9]{4}(?:\.0+)?")
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet, which counts 29 February 1900 though there was none."""


@dataclass(slots=True)
class Record:
    """A line of a register while it is read; asking for a cell's meaning notes a fault where it has none.

    Parameters
    ----------
    file : str
        As faults call it.
    line : Line
    faults : list of Fault
        Those found so far: a line that has one is refused whole.
    """

    file: str
    line: Line
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, expected: str, found: str, hint: str = "") -> None:
        """Note a fault of a cell."""
        self.faults.append(fault_at(self.file, self.line.number, column, expected, _short(found), hint))

    def raw(self, column: str) -> str:
        """Return a cell as it stands, empty where it is a hole or the file has no such column."""
        cell = self.line.cells.get(column, "")
        return "" if cell in HOLES else cell

    def text(self, column: str, *, most: int = LONGEST_TITLE, needed: bool = False) -> str:
        """Return a cell on one line."""
        text = unmangled(" ".join(self.raw(column).split()))
        if needed and not text:
            self.fault(column, "a text", "nothing")
        if len(text) > most:
            self.fault(column, f"at most {most} letters", f"{len(text)}")
        return text

    def code(self, column: str, pattern: str, expected: str, *, needed: bool = False) -> str:
        """Return a code of a given form, in capitals."""
        cell = self.raw(column).upper()
        if (cell or needed) and not re.fullmatch(pattern, cell):
            self.fault(column, expected, cell or "nothing")
        return cell

    def level(self, column: str) -> int | None:
        """Return a level of the French framework, 3 to 8; None where none is given."""
        if not (cell := self.raw(column)):
            return None
        found = _LEVEL.fullmatch(cell)
        if not found or int(found[1]) not in LEVELS:
            self.fault(column, "a level from 3 to 8", cell)
            return None
        return int(found[1])

    def year(self, column: str) -> int | None:
        """Return the year of a session; None where none is given."""
        if not (cell := self.raw(column).removesuffix(".0")):
            return None
        if not cell.isascii() or not cell.isdigit() or int(cell) not in YEARS:
            self.fault(column, "a year such as 2026", cell)
            return None
        return int(cell)

    def day(self, column: str) -> date | None:
        """Return a day; None where none is given."""
        if not (cell := self.raw(column)):
            return None
        if (day := day_of(cell)) is None:
            self.fault(column, "a date such as 31/08/2026", cell)
        return day

    def number(self, column: str, register: str = "RNCP") -> str:
        """Return the number of a sheet with the name of its register before it; empty where none is given."""
        if not (cell := self.raw(column)):
            return ""
        number = sheet_number(cell, register)
        if not number:
            self.fault(column, "a number such as RNCP38883 or RS5638", cell)
        return number

    def numbers(self, column: str) -> tuple[str, ...]:
        """Return the numbers of several sheets, apart by ``|``."""
        found = (sheet_number(part) for part in self.raw(column).split("|"))
        numbers = tuple(dict.fromkeys(found))
        if self.raw(column) and not all(numbers):
            self.fault(column, "numbers such as RNCP38883|RNCP38884", self.raw(column))
        return tuple(filter(None, numbers))


def sheet_number(text: str, register: str = "RNCP") -> str:
    """Return a number as the registers print it, ``RNCP38883``; empty where it is none.

    >>> sheet_number("38883"), sheet_number("rs 123"), sheet_number("38883bis")
    ('RNCP38883', 'RS123', '')
    """
    found = _NUMBER.fullmatch(text.strip())
    return f"{(found[1] or register).upper()}{found[2]}" if found else ""


def day_of(cell: str) -> date | None:
    """Return the day that a cell says in one of the registers' ways; None where it says none."""
    if _SERIAL.fullmatch(cell):
        return _SERIAL_ZERO + timedelta(days=int(float(cell)))
    if found := _DAY.fullmatch(cell):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(cell):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def unmangled(text: str) -> str:
    """Mend a text that was once read in the wrong encoding, as some titles of the kit were.

    >>> unmangled("LABORATOIRE DE CONTRÃ”LE (BTS)")
    'LABORATOIRE DE CONTRÔLE (BTS)'
    """
    if "Ã" not in text:
        return text
    try:
        return text.encode("cp1252").decode()
    except UnicodeError:
        return text


def records(lines: Iterable[Line | Fault], file: str) -> Iterator[Record | Fault]:
    """Yield each line of a table as a record; what is no line is handed on."""
    for line in lines:
        yield line if isinstance(line, Fault) else Record(file=file, line=line)


def fits(columns: Mapping[str, object] | Iterable[str], needed: Iterable[str]) -> bool:
    """Whether a header holds all columns of a kind; capitals do not matter."""
    held = {column.casefold() for column in columns}
    return all(column.casefold() in held for column in needed)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
