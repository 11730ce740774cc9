"""Certif Info, the list of certifications of the Carif-Oref and Onisep: one line for each, and for each of its numbers.

A certification that stands on several lines has several RS numbers, or several numbers at Onisep: such lines say the
same otherwise, and become one. Lines of one code that say anything else differently are a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from envol.flight.content.fault import Fault
from envol.gateways.imports.certification_cells import Record, records
from envol.gateways.imports.reading import fault_at, read_table

KIND = "Certif Info"
COLUMNS = ("Code_Diplome", "Libelle_Diplome", "Libelle_Type_Diplome", "Code_Niveau_Europeen", "Code_RNCP", "Etat")
"""Those without which a file is none; the others may be missing."""

PUBLISHED, HABILITATION, ARCHIVED, NOT_CERTIFYING, ERRONEOUS = (
    "published",
    "habilitation",
    "archived",
    "not-certifying",
    "erroneous",
)
STATES = {
    "0": PUBLISHED,
    "2": ERRONEOUS,
    "3": ARCHIVED,
    "4": NOT_CERTIFYING,
    "11": HABILITATION,
    "12": NOT_CERTIFYING,
}
"""Etat, with the labels that stand beside it in the file; 4 and 12 are trainings that certify nothing."""
WAYS = {
    "by_initial": "accessibilite_fi",
    "by_apprenticeship": "accessibilite_ca",
    "by_continuing": "accessibilite_fc",
    "by_work_contract": "accessibilite_cp",
    "by_experience": "accessibilite_vae",
    "on_own_account": "accessibilite_ind",
}
"""How one may come to it: initial training, apprenticeship, continuing training, contrat de professionnalisation,
validation of experience, as an individual candidate."""
_SAID: Mapping[str, bool | None] = {"1": True, "0": False, "2": None, "": None}
"""2 stands in all six columns of trainings of which nothing is known, so it is read as not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationRow:
    """A certification as Certif Info tells of it; texts are empty and others None where it says nothing."""

    line: int
    code: str
    title: str
    type: str
    type_code: str
    level: int | None
    state: str
    updated_on: date | None
    numbers: tuple[str, ...]
    school_code: str
    nsf: str
    formacode: str
    formacode_title: str
    jobs: tuple[str, ...]
    validators: str
    certifiers: str
    first_session: int | None
    last_session: int | None
    former_code: str
    former_title: str
    former_number: str
    former_school_code: str
    former_state: str
    ways: tuple[bool | None, ...]
    """In the order of `WAYS`."""

    def says_the_same(self, other: CertificationRow) -> bool:
        """Whether two lines of one code differ in their numbers at most."""
        return replace(self, line=0, numbers=()) == replace(other, line=0, numbers=())


def read_certif_info(path: Path, *, today: date = date.max) -> Iterator[CertificationRow | Fault]:
    """Yield every certification of the list, and a fault for each cell that is wrong.

    The list is held until its end, as the lines of one certification need not follow each other. A line changed
    after `today` is a fault.

    Raises
    ------
    EnvolError
        If the file is none of Certif Info.
    """
    held: dict[str, CertificationRow] = {}
    for record in records(read_table(path, required=COLUMNS, kind=KIND, shown=path.name), path.name):
        if isinstance(record, Fault):
            yield record
            continue
        row = _row(record)
        if row.updated_on and row.updated_on > today:
            record.fault("Date_MaJ", f"{today} or before", str(row.updated_on))
        before = held.get(row.code)
        if not record.faults and before and not before.says_the_same(row):
            found = f"{row.code} again, which is on line {before.line} with other words"
            yield fault_at(path.name, row.line, "Code_Diplome", "a code for each certification", found)
        elif record.faults:
            yield from record.faults
        elif before:
            held[row.code] = replace(before, numbers=tuple(dict.fromkeys((*before.numbers, *row.numbers))))
        else:
            held[row.code] = row
    yield from held.values()


def _row(record: Record) -> CertificationRow:
    first, last = _sessions(record)
    return CertificationRow(
        line=record.line.number,
        code=record.code("Code_Diplome", r"[0-9]{1,8}", "digits", needed=True),
        title=record.text("Libelle_Diplome", needed=True),
        type=record.text("Libelle_Type_Diplome", most=120),
        type_code=record.text("code_type_diplome", most=8),
        level=record.level("Code_Niveau_Europeen"),
        state=_state(record, "Etat"),
        updated_on=record.day("Date_MaJ"),
        numbers=tuple(filter(None, (record.number("Code_RNCP"), record.number("Code_RS", "RS")))),
        school_code=_school_code(record, "Code_Scolarité"),
        nsf=record.code("Code_Nsf", r"[0-9]{2,3}[A-Z]?", "an NSF code such as 222"),
        formacode=record.code("Code_FormaCode", r"[0-9]{5}", "a Formacode of five digits"),
        formacode_title=record.text("Libelle_FormaCode", most=200),
        jobs=_jobs(record),
        validators=record.text("valideur", most=100_000),
        certifiers=record.text("certificateur", most=100_000),
        first_session=first,
        last_session=last,
        former_code=record.code("Code_Ancien_Diplome", r"[0-9]{1,8}", "digits"),
        former_title=record.text("Intitulé_Ancien_Diplome"),
        former_number=record.number("Code_Ancien_RNCP"),
        former_school_code=_school_code(record, "Code_Ancien_Scolarité"),
        former_state=_state(record, "Etat_Ancien_Diplome"),
        ways=tuple(_way(record, column) for column in WAYS.values()),
    )


def _sessions(record: Record) -> tuple[int | None, int | None]:
    first, last = record.year("Annee_Premiere_Session"), record.year("Annee_Derniere_Session")
    if first and last and last < first:
        record.fault("Annee_Derniere_Session", f"{first} or later, as its first session", str(last))
    return first, last


def _state(record: Record, column: str) -> str:
    cell = record.raw(column)
    if cell and cell not in STATES:
        record.fault(column, f"one of {', '.join(STATES)}", cell)
    return STATES.get(cell, "" if column != "Etat" else PUBLISHED)


def _school_code(record: Record, column: str) -> str:
    return record.code(column, r"[0-9A-Z]{8}", "a school code of eight characters such as 32022210")


def _jobs(record: Record) -> tuple[str, ...]:
    columns = (f"Code_Rome_{place}" for place in range(1, 6))
    codes = (record.code(column, r"[A-N][0-9]{4}", "a ROME code such as H2301") for column in columns)
    return tuple(dict.fromkeys(filter(None, codes)))


def _way(record: Record, column: str) -> bool | None:
    cell = record.raw(column)
    if cell not in _SAID:
        record.fault(column, "0, 1 or 2", cell)
    return _SAID.get(cell)
