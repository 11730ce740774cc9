"""The daily export of France compétences: every sheet of the RNCP and the RS, in ten CSV files of one archive.

An archive ``export-fiches-csv-2026-08-30.zip`` holds ``export_fiches_CSV_Standard_2026_08_29.csv`` and its like: the
dates differ by a day, so files are known by their pattern. They are in UTF-8 with semicolons, a sheet's title may hold
line breaks, dates are 31/08/2026, levels ``NIV5``.

Names of files and columns as they are read by two public projects, no export being at hand here:
mission-apprentissage/api-apprentissage (``france_competence.importer.ts`` with its tests, and the models
``source.france_competence.*``), and cpesr/RFC (``Siren/RNCP.md``, the columns of the ten files on 28/10/2024).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.certification_cells import Record, day_of, records
from envol.gateways.imports.reading import read_table

KIND = "RNCP"
STANDARD, BLOCKS, ROME, NSF, FORMACODE, CERTIFIERS, SUCCESSIONS = (
    "standard",
    "blocks",
    "rome",
    "nsf",
    "formacode",
    "certifiers",
    "successions",
)
_NAMES = {
    STANDARD: r"Standard",
    # An archive may have lost the accent to an older encoding of names.
    BLOCKS: r"Blocs_De_Comp.{1,8}tences",
    ROME: r"Rome",
    NSF: r"Nsf",
    FORMACODE: r"Formacode",
    CERTIFIERS: r"Certificateurs",
    SUCCESSIONS: r"Ancienne_Nouvelle_Certification",
}
_DATED = re.compile(r"_(\d{4})_(\d{2})_(\d{2})\.csv$", re.IGNORECASE)

_STANDARD_COLUMNS = ("Numero_Fiche", "Intitule", "Nomenclature_Europe_Niveau", "Date_Fin_Enregistrement", "Actif")
_ACTIVE = {"ACTIVE": True, "INACTIVE": False}
_REGISTRATIONS = {"Enregistrement de droit": "of-right", "Enregistrement sur demande": "on-request", "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A sheet as the register prints it."""

    line: int
    number: str
    title: str
    level: int | None
    diploma: str
    registration: str
    decided_on: date | None
    first_day: date | None
    last_day: date | None
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """A block of skills of a sheet."""

    line: int
    number: str
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """That a sheet has a code, with the code's title: of a job, an NSF group, a Formacode; or a certifier's SIRET."""

    line: int
    number: str
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionRow:
    """That one sheet replaces another."""

    line: int
    old: str
    new: str


def tables_of(files: Mapping[str, Path]) -> dict[str, Path]:
    """Return the tables of an export by what they hold; files of other kinds are left out.

    Raises
    ------
    EnvolError
        If the table of the sheets is missing, or one is there twice.
    """
    found: dict[str, Path] = {}
    for name, path in files.items():
        shown = unicodedata.normalize("NFC", Path(name).name)
        for table, pattern in _NAMES.items():
            if re.fullmatch(rf"export_fiches_CSV_{pattern}_\d{{4}}_\d{{2}}_\d{{2}}\.csv", shown, re.IGNORECASE):
                if table in found:
                    raise EnvolError(f"{shown} and {found[table].name} hold the same table: leave the newer one")
                found[table] = path
    if STANDARD not in found:
        names = ", ".join(sorted(files)[:12]) or "nothing"
        raise EnvolError(f"export_fiches_CSV_Standard_<date>.csv is missing: there is {names}")
    return found


def export_date(files: Mapping[str, Path]) -> date | None:
    """Return the day that the table of the sheets bears in its name."""
    dated = _DATED.search(tables_of(files)[STANDARD].name)
    return day_of("-".join(dated.groups())) if dated else None


def read_sheets(path: Path, lost: set[str]) -> Iterator[SheetRow | Fault]:
    """Yield every sheet, and a fault for each cell that is wrong; `lost` takes the numbers of sheets at fault."""
    lines: dict[str, int] = {}
    for record in _records(path, _STANDARD_COLUMNS):
        if isinstance(record, Fault):
            yield record
            continue
        row = _sheet(record)
        if row.number in lines and not record.faults:
            found = f"{row.number} again, which is on line {lines[row.number]}"
            record.fault("Numero_Fiche", "a number for each sheet", found)
        if record.faults:
            yield from record.faults
            lost.add(row.number)
        else:
            lines[row.number] = row.line
            yield row


def _sheet(record: Record) -> SheetRow:
    registration, active = record.raw("Type_Enregistrement"), record.raw("Actif").upper()
    if registration not in _REGISTRATIONS:
        record.fault("Type_Enregistrement", " or ".join(filter(None, _REGISTRATIONS)), registration)
    if active not in _ACTIVE:
        record.fault("Actif", "ACTIVE or INACTIVE", active or "nothing")
    return SheetRow(
        line=record.line.number,
        number=_number(record),
        title=record.text("Intitule", needed=True),
        level=record.level("Nomenclature_Europe_Niveau"),
        diploma=record.text("Abrege_Libelle", most=60),
        registration=_REGISTRATIONS.get(registration, ""),
        decided_on=record.day("Date_Decision"),
        first_day=record.day("Date_Effet"),
        last_day=record.day("Date_Fin_Enregistrement"),
        is_active=_ACTIVE.get(active, False),
    )


def read_blocks(path: Path) -> Iterator[BlockRow | Fault]:
    """Yield every block of skills; a line that says the same as one before is passed over."""
    titles: dict[tuple[str, str], str] = {}
    for record in _records(path, ("Numero_Fiche", "Bloc_Competences_Code", "Bloc_Competences_Libelle")):
        if isinstance(record, Fault):
            yield record
            continue
        row = BlockRow(
            line=record.line.number,
            number=_number(record),
            code=record.code("Bloc_Competences_Code", r"[0-9A-Z]{3,20}", "a code such as RNCP38883BC01", needed=True),
            title=record.text("Bloc_Competences_Libelle", most=2000),
        )
        key = (row.number, row.code)
        if not record.faults and titles.get(key, row.title) != row.title:
            record.fault("Bloc_Competences_Code", "a code for each block", f"{row.code} again with another title")
        yield from record.faults
        if not record.faults and key not in titles:
            titles[key] = row.title
            yield row


_PAIRS = {
    ROME: ("Codes_Rome_Code", "Codes_Rome_Libelle", r"[A-Z][0-9]{4}", "a ROME code such as H2301"),
    NSF: ("Nsf_Code", "Nsf_Intitule", r"[0-9A-Z]{2,6}", "an NSF code such as 222"),
    FORMACODE: ("Formacode_Code", "Formacode_Libelle", r"[0-9]{5}", "a Formacode of five digits"),
    CERTIFIERS: ("Siret_Certificateur", "Nom_Certificateur", r"[0-9A-Z]{0,14}", "a SIRET of 14 digits, or nothing"),
}


def read_pairs(path: Path, table: str) -> Iterator[PairRow | Fault]:
    """Yield what one of the tables of pairs says; a line that says the same as one before is passed over."""
    code, title, pattern, expected = _PAIRS[table]
    seen: set[tuple[str, str, str]] = set()
    for record in _records(path, ("Numero_Fiche", code, title)):
        if isinstance(record, Fault):
            yield record
            continue
        needed = table != CERTIFIERS
        row = PairRow(
            line=record.line.number,
            number=_number(record),
            code=record.code(code, pattern, expected, needed=needed),
            title=_bare(record.text(title, needed=not needed)),
        )
        yield from record.faults
        key = (row.number, row.code, row.title)
        if not record.faults and key not in seen:
            seen.add(key)
            yield row


def read_successions(path: Path) -> Iterator[SuccessionRow | Fault]:
    """Yield which sheet replaces which; a line may name an old one, a new one, or both."""
    for record in _records(path, ("Numero_Fiche", "Ancienne_Certification", "Nouvelle_Certification")):
        if isinstance(record, Fault):
            yield record
            continue
        number = _number(record)
        pairs = [(old, number) for old in record.numbers("Ancienne_Certification")]
        pairs += [(number, new) for new in record.numbers("Nouvelle_Certification")]
        yield from record.faults
        if not record.faults:
            yield from (SuccessionRow(line=record.line.number, old=old, new=new) for old, new in pairs if old != new)


def _records(path: Path, columns: tuple[str, ...]) -> Iterator[Record | Fault]:
    return records(read_table(path, required=columns, kind=KIND, shown=path.name), path.name)


def _number(record: Record) -> str:
    number = record.number("Numero_Fiche")
    if not number and not record.faults:
        record.fault("Numero_Fiche", "a number such as RNCP38883 or RS5638", "nothing")
    return number


def _bare(title: str) -> str:
    """Return a title without the code that the export writes before it: ``335 : Animation sportive``."""
    return re.sub(r"^\d{2,3}[a-z]?\s*:\s*", "", title)
