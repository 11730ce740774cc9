"""The ministries' list of professional diplomas: their first and last sessions, and in a remark what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from envol.flight.content.fault import Fault
from envol.gateways.imports.certification_cells import Record, records
from envol.gateways.imports.reading import read_table

KIND = "professional diplomas"
COLUMNS = ("Niveau", "Code diplôme", "Diplôme", "Code RNCP", "Première session", "Dernière session")
TITLE = "Intitulé de la spécialité (et options)"

_CODE = re.compile(r"([0-9]{3})[- ]?([0-9]{5})\s?[A-Z]?")
_FOLLOWS = re.compile(r"rempla(?P<by>c[ée]s? par)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiplomaRow:
    """A diploma as the ministries list it.

    Parameters
    ----------
    school_code : str
        Eight digits, without the letter after them.
    number : str
        ``RNCP38883``; empty where it is under way.
    extra_session : int or None
        A further session for those who did not pass at the last one.
    replaces, replaced_by : tuple of str
        School codes named by the remark.
    """

    line: int
    school_code: str
    number: str
    title: str
    abbreviation: str
    level: int | None
    created_on: date | None
    first_session: int | None
    last_session: int | None
    extra_session: int | None
    remark: str
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]


def read_diplomas(path: Path) -> Iterator[DiplomaRow | Fault]:
    """Yield every diploma of the list, and a fault for each cell that is wrong.

    A school code may stand twice with two RNCP numbers: a diploma kept its code when it was made anew.

    Raises
    ------
    EnvolError
        If the file is no such list.
    """
    lines: dict[tuple[str, str], int] = {}
    for record in records(read_table(path, required=COLUMNS, kind=KIND, shown=path.name), path.name):
        if isinstance(record, Fault):
            yield record
            continue
        row = _row(record)
        key = (row.school_code, row.number)
        if not record.faults and key in lines:
            found = f"{' '.join(key)} again, which is on line {lines[key]}"
            record.fault("Code diplôme", "a code and RNCP number for each diploma", found)
        if record.faults:
            yield from record.faults
        else:
            lines[key] = row.line
            yield row


def _row(record: Record) -> DiplomaRow:
    first, last = record.year("Première session"), record.year("Dernière session")
    extra = record.year("Session supplémentaire")
    if first and last and last < first:
        record.fault("Dernière session", f"{first} or later, as its first session", str(last))
    if last and extra and extra < last:
        record.fault("Session supplémentaire", f"{last} or later, as its last session", str(extra))
    remark = record.text("Commentaire", most=500)
    by, old = _followed(remark)
    return DiplomaRow(
        line=record.line.number,
        school_code=_school_code(record),
        number=record.number("Code RNCP"),
        title=record.text(TITLE),
        abbreviation=record.text("Diplôme", most=60),
        level=record.level("Niveau"),
        created_on=record.day("Date de l'arrêté de création"),
        first_session=first,
        last_session=last,
        extra_session=extra,
        remark=remark,
        replaces=old,
        replaced_by=by,
    )


def _school_code(record: Record) -> str:
    cell = record.raw("Code diplôme")
    found = _CODE.fullmatch(cell)
    if not found:
        record.fault("Code diplôme", "a code such as 320-22210 R", cell or "nothing")
    return "".join(found.groups()) if found else cell


def _followed(remark: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes by which a remark says the diploma is replaced, and those that it replaces.

    A code without its five last digits (``4025513R``) is a slip of the pen and is left out.
    """
    said = _FOLLOWS.search(remark)
    codes = tuple("".join(found) for found in _CODE.findall(remark[said.end() :])) if said else ()
    return (codes, ()) if said and said["by"] else ((), codes)
