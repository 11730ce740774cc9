"""`envol import certifications`: Certif Info, and the ministries' list of professional diplomas with their sessions."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from envol.errors import EnvolError
from envol.gateways.imports import certif_info, diplomas
from envol.gateways.imports.archives import open_folder
from envol.gateways.imports.certif_info import ERRONEOUS, WAYS, CertificationRow, read_certif_info
from envol.gateways.imports.certification_cells import day_of, fits
from envol.gateways.imports.diplomas import DiplomaRow, read_diplomas
from envol.gateways.imports.reading import Line, read_table
from envol.web.provenance.importing import Importer, Intake, Source, latest_day
from envol.web.referentials.certification_writing import Row, Sieve, Table, settle, write_labels, write_successions
from envol.web.referentials.models import (
    Certification,
    CertificationJob,
    CertificationNumber,
    Formacode,
    ProfessionalDiploma,
    Teller,
)

FILES = {"certif_info.csv": certif_info.KIND, "diplomesprofessionnels.csv": diplomas.KIND}
"""How the two are called in a folder; a file that is given alone is told by its columns."""
_TITLES = {certif_info.KIND: "Carif-Oref et Onisep, Certif Info", diplomas.KIND: "Ministères, diplômes professionnels"}

_FIELDS = (
    *("title", "type", "type_code", "level", "state", "updated_on", "school_code", "nsf", "formacode"),
    *("validators", "certifiers", "first_session", "last_session"),
    *("former_code", "former_title", "former_number", "former_school_code", "former_state"),
)
_DIPLOMA_FIELDS = (
    *("title", "abbreviation", "level", "created_on"),
    *("first_session", "last_session", "extra_session", "remark"),
)


def describe(path: Path) -> Source:
    """Return what the files say of themselves: Certif Info is as new as its last change."""
    with _files(path) as files:
        dated = _last_change(files[certif_info.KIND]) if certif_info.KIND in files else None
        title = "; ".join(said for kind, said in _TITLES.items() if kind in files)
    return Source(title=title, dated=dated)


def load(path: Path, intake: Intake) -> None:
    """Write certifications, diplomas, and what replaces what; what the files name no more is retired."""
    with _files(path) as files:
        if certif_info.KIND in files:
            _CertifInfo(files[certif_info.KIND], intake).run()
        if diplomas.KIND in files:
            _load_diplomas(files[diplomas.KIND], intake)
    settle(intake)


IMPORTER = Importer(
    name="certifications",
    title=_("Certif Info (certif_info.csv), the ministries' diplomesProfessionnels.csv, or a folder with both"),
    describe=describe,
    load=load,
)


@contextmanager
def _files(path: Path) -> Iterator[Mapping[str, Path]]:
    if path.is_file() and path.suffix.lower() != ".zip":
        yield {_kind_of(path): path}
        return
    with open_folder(path, kind="certifications") as files:
        ours = [name for name in files if _is_one(name)]
        found = {FILES[Path(name).name.casefold()]: files[name] for name in ours}
        if len(found) < len(ours):
            raise EnvolError(f"{path} holds a list twice: {', '.join(ours)}; leave the newer one")
        if not found:
            raise EnvolError(f"{path} holds neither certif_info.csv nor diplomesProfessionnels.csv")
        yield found


def _is_one(name: str) -> bool:
    return Path(name).name.casefold() in FILES


def _kind_of(path: Path) -> str:
    """Tell a file by its columns; one that is neither is read as Certif Info, whose reader says what is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            header = next(csv.reader([opened.readline(1 << 16)], delimiter=";"), [])
    except UnicodeDecodeError:
        return certif_info.KIND
    return diplomas.KIND if fits(header, diplomas.COLUMNS) else certif_info.KIND


def _last_change(path: Path) -> date | None:
    lines = read_table(path, required=certif_info.COLUMNS, kind=certif_info.KIND, shown=path.name)
    cells = {line.cells.get("Date_MaJ", "") for line in lines if isinstance(line, Line)}
    latest = latest_day()
    return max((day for cell in cells if (day := day_of(cell)) and day <= latest), default=None)


class _CertifInfo:
    """One list of Certif Info on its way in."""

    def __init__(self, path: Path, intake: Intake) -> None:
        self.intake = intake
        self.sieve = Sieve(intake)
        self.rows: Sequence[CertificationRow] = list(self.sieve.rows(read_certif_info(path, today=latest_day())))

    def run(self) -> None:
        """Write it."""
        self._write("certifications", Certification, ("code",), map(_certification, self.rows), (*_FIELDS, *WAYS))
        keys: dict[str, int] = dict(Certification.objects.values_list("code", "pk"))
        self._write("numbers of certifications", CertificationNumber, _PAIR_NUMBER, _numbers(self.rows, keys))
        self._write("jobs of certifications", CertificationJob, _PAIR_JOB, _jobs(self.rows, keys), ("order",))
        titles = {row.formacode: row.formacode_title for row in self.rows if row.formacode}
        write_labels(self.intake, Formacode, titles)
        write_successions(self.intake, _successions(self.rows), Teller.CERTIF_INFO, self.sieve.has_all)

    def _write(
        self, name: str, model: type[Any], key: tuple[str, ...], rows: Iterator[Row], fields: tuple[str, ...] = ()
    ) -> None:
        table = Table(name=name, among=model.objects.all(), key=key, fields=fields)
        table.write(self.intake, rows, self.sieve.has_all)


_PAIR_NUMBER, _PAIR_JOB = ("certification_id", "number"), ("certification_id", "job")


def _certification(row: CertificationRow) -> Row:
    fields = {name: getattr(row, name) for name in ("code", *_FIELDS)}
    return fields | dict(zip(WAYS, row.ways, strict=True))


def _numbers(rows: Sequence[CertificationRow], keys: Mapping[str, int]) -> Iterator[Row]:
    for row in rows:
        for number in row.numbers:
            yield {"certification_id": keys[row.code], "number": number}


def _jobs(rows: Sequence[CertificationRow], keys: Mapping[str, int]) -> Iterator[Row]:
    for row in rows:
        for order, job in enumerate(row.jobs, 1):
            yield {"certification_id": keys[row.code], "job": job, "order": order}


def _successions(rows: Sequence[CertificationRow]) -> Iterator[tuple[str, str]]:
    """Yield pairs of sheets; a certification that was entered by mistake was not replaced but mended."""
    for row in rows:
        if row.former_number and row.former_state != ERRONEOUS:
            yield from ((row.former_number, number) for number in row.numbers if number.startswith("RNCP"))


def _load_diplomas(path: Path, intake: Intake) -> None:
    sieve = Sieve(intake)
    rows = list(sieve.rows(read_diplomas(path)))
    table = Table(
        name="professional diplomas",
        among=ProfessionalDiploma.objects.all(),
        key=("school_code", "number"),
        fields=_DIPLOMA_FIELDS,
    )
    table.write(intake, map(_diploma, rows), sieve.has_all)
    write_successions(intake, _replaced(rows), Teller.MINISTRIES, sieve.has_all)


def _diploma(row: DiplomaRow) -> Row:
    return {name: getattr(row, name) for name in ("school_code", "number", *_DIPLOMA_FIELDS)}


def _replaced(rows: Sequence[DiplomaRow]) -> Iterator[tuple[str, str]]:
    """Yield pairs of sheets out of remarks that name school codes; a code with two sheets does not say which."""
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.number:
            numbers[row.school_code].add(row.number)
    for row in rows:
        codes = [(row.school_code, new) for new in row.replaced_by] + [(old, row.school_code) for old in row.replaces]
        for old, new in codes:
            if len(numbers[old]) == len(numbers[new]) == 1:
                yield min(numbers[old]), min(numbers[new])
