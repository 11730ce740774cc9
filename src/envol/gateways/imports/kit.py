"""The apprenticeship kit: which sheet of the RNCP each diploma code leads to, until when, and what follows it.

A workbook whose tables have their header anywhere among the first rows, or one of them saved as CSV. The kit tells a
sheet's facts again on the line of every diploma code that leads to it; they have to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.certification_cells import Record, day_of, fits, records
from envol.gateways.imports.reading import Line, read_table

KIND = "kit"
COLUMNS = ("Code Diplôme", "FicheRNCP", "Niveau fiche RNCP", "Fiche ACTIVE/INACTIVE")
HEADER_WITHIN = 20
"""Rows in which the header is looked for."""
MOST_BYTES = 1 << 24
"""A workbook is an archive: what it unpacks to is counted first. The kit unpacks to 5 MB."""
MOST_ROWS, MOST_COLUMNS = 200_000, 100
"""Of one table: thirty times the kit; a workbook may claim any number of empty ones."""

_ACTIVE = {"ACTIVE": True, "INACTIVE": False, "": None}
_BY_RIGHT, _ON_REQUEST = "of-right", "on-request"
REGISTRATIONS = {"Enregistrement de droit": _BY_RIGHT, "Enregistrement sur demande": _ON_REQUEST, "": ""}
_DATED_NAME = re.compile(r"(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_DATED_CELL = re.compile(r"mise à jour du kit\D*(\d{2}/\d{2}/\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRow:
    """A diploma code and the sheet that it leads to; texts are empty and others None where the kit says nothing."""

    line: int
    school_code: str
    school_title: str
    number: str
    title: str
    level: int | None
    diploma: str
    registration: str
    is_active: bool | None
    published_on: date | None
    decided_on: date | None
    first_day: date | None
    last_day: date | None
    last_delivery_on: date | None
    followed_by: tuple[str, ...]
    follows: tuple[str, ...]

    def tells_the_same(self, other: KitRow) -> bool:
        """Whether two lines agree on their sheet."""
        bare = {"line": 0, "school_code": "", "school_title": ""}
        return replace(self, **bare) == replace(other, **bare)  # type: ignore[arg-type]


def read_kit(path: Path) -> Iterator[KitRow | Fault]:
    """Yield each pair of a diploma code and a sheet, and a fault for each cell that is wrong.

    Codes that the kit could bring to no sheet (``NR``) are passed over.

    Raises
    ------
    EnvolError
        If the path is no workbook or CSV file, or holds no table of the kit.
    """
    if path.is_dir():
        raise EnvolError(f"{path} is a folder: the kit is one file, a workbook or a CSV file")
    pairs: dict[tuple[str, str], int] = {}
    sheets: dict[str, KitRow] = {}
    for record in records(_lines(path), path.name):
        if isinstance(record, Fault):
            yield record
        elif record.raw("FicheRNCP"):
            row = _row(record)
            if not record.faults:
                _compare(record, row, pairs, sheets)
            if record.faults:
                yield from record.faults
            else:
                yield row


def kit_date(path: Path) -> date | None:
    """Return the day that the kit says of itself on its first page, or in its name; None where neither does."""
    if _is_workbook(path):
        for _, row in _cells(path):
            if found := _DATED_CELL.search(" ".join(filter(None, row))):
                return day_of(found[1])
    named = _DATED_NAME.search(path.stem)
    return day_of("-".join(named.groups())) if named else None


def _compare(record: Record, row: KitRow, pairs: dict[tuple[str, str], int], sheets: dict[str, KitRow]) -> None:
    key = (row.school_code, row.number)
    if key in pairs:
        record.fault("Code Diplôme", "a code and sheet once", f"{' '.join(key)} again, which is on line {pairs[key]}")
    first = sheets.setdefault(row.number, row)
    if not first.tells_the_same(row):
        record.fault("FicheRNCP", f"of {row.number} what line {first.line} says", "something else")
    pairs.setdefault(key, row.line)


def _row(record: Record) -> KitRow:
    diploma = record.text("Abrégé de diplôme (RNCP)", most=60)
    first, last = record.day(_FIRST_DAY), record.day("Date d'échéance de la fiche RNCP")
    if first and last and last < first:
        record.fault("Date d'échéance de la fiche RNCP", f"{first} or later, as its beginning", str(last))
    return KitRow(
        line=record.line.number,
        school_code=_school_code(record),
        school_title=record.text("Intitulé diplôme (DEPP)"),
        number=record.number("FicheRNCP"),
        title=record.text("Intitulé certification (RNCP)").removeprefix(f"{diploma} - "),
        level=record.level("Niveau fiche RNCP"),
        diploma=diploma,
        registration=_among(record, "Type d'enregistrement", REGISTRATIONS) or "",
        is_active=_among(record, "Fiche ACTIVE/INACTIVE", _ACTIVE),
        published_on=record.day("Date de publication de la fiche (enregistrement de droit)"),
        decided_on=record.day("Date de décision (enregistrement sur demande)"),
        first_day=first,
        last_day=last,
        last_delivery_on=record.day("Date limite de la délivrance"),
        followed_by=record.numbers("Nouvelle Certification rempla (RNCP)"),
        follows=record.numbers("Ancienne Certification (RNCP)"),
    )


_FIRST_DAY = "Date de début des parcours certifiants (enregistrement de droit)"


def _school_code(record: Record) -> str:
    cell = record.raw("Code Diplôme").upper()
    # A spreadsheet that made a number of it dropped the 0 before it.
    code = f"0{cell}" if cell.isdigit() and len(cell) == 7 else cell
    if not re.fullmatch(r"[0-9A-Z]{8}", code):
        record.fault("Code Diplôme", "a school code of eight characters such as 32022210", cell or "nothing")
    return code


def _among(record: Record, column: str, meanings: dict[str, Any]) -> Any:
    cell = record.raw(column)
    if cell not in meanings:
        record.fault(column, " or ".join(filter(None, meanings)), cell)
    return meanings.get(cell)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _lines(path: Path) -> Iterator[Line | Fault]:
    if not _is_workbook(path):
        yield from read_table(path, required=COLUMNS, kind=KIND, shown=path.name)
        return
    header: list[str] = []
    for number, row in _cells(path):
        if number == 1:
            if header:
                return
            header = []
        if header and any(row):
            yield Line(number=number, cells=dict(zip(header, row, strict=False)))
        elif not header and number <= HEADER_WITHIN and fits(row, COLUMNS) and row[0] != "Date correction":
            header = row
    if not header:
        raise EnvolError(f"{path} is no {KIND}: none of its tables names the columns {', '.join(COLUMNS)}")


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of every table, with its number from 1 on; each cell as text."""
    try:
        # Opened here, for the library leaves a file open where it meets something broken.
        with path.open("rb") as opened:
            with ZipFile(opened) as archive:
                size = sum(member.file_size for member in archive.infolist())
            if size > MOST_BYTES:
                raise EnvolError(f"{path} unpacks to {size:_} bytes, and {MOST_BYTES:_} at most are read")
            for table in load_workbook(opened, read_only=True, data_only=True).worksheets:
                rows = table.iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
                for number, row in enumerate(rows, 1):
                    if number > MOST_ROWS:
                        raise EnvolError(f"{path} has a table of more than {MOST_ROWS} rows: delete the empty ones")
                    yield number, _texts(row)
    except EnvolError:
        raise
    except Exception as error:
        # The library reads a broken workbook until anything whatever fails in it, of any class.
        said = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise EnvolError(f"{path} cannot be read as a workbook: {said}; save it again as .xlsx or CSV") from error


def _texts(row: Sequence[object]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """Return a cell as the CSV of the kit would write it: a spreadsheet may have made a number or a date of it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
