"""`envol import rncp`: the daily export of France compétences, sheets with their blocks, jobs and certifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from envol.flight.content.fault import Fault
from envol.gateways.imports import rncp
from envol.gateways.imports.archives import open_folder
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.rncp import BlockRow, PairRow, SheetRow
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.referentials.certification_writing import (
    Row,
    Sieve,
    Table,
    settle,
    standing_sheets,
    write_labels,
    write_sheets,
    write_successions,
)
from envol.web.referentials.models import Block, Formacode, Nsf, Sheet, SheetJob, Teller

_FIELDS = ("title", "level", "diploma", "registration", "is_active", "decided_on", "first_day", "last_day")
_GATHERED = {rncp.CERTIFIERS: "certifiers", rncp.NSF: "nsf_codes", rncp.FORMACODE: "formacodes"}
_ORDER = re.compile(r"BC0*(\d{1,3})$")
_Pairs = dict[str, list[PairRow]]
_T = TypeVar("_T", BlockRow, PairRow)


def describe(path: Path) -> Source:
    """Return the day that the export bears in the names of its files."""
    with open_folder(path, kind=rncp.KIND) as files:
        dated = rncp.export_date(files)
    return Source(title="France compétences, RNCP et répertoire spécifique", dated=dated)


def load(path: Path, intake: Intake) -> None:
    """Write sheets and what belongs to them; a table that the export lacks stays as it was."""
    with open_folder(path, kind=rncp.KIND) as files:
        _Export(rncp.tables_of(files), intake).run()
    settle(intake)


IMPORTER = Importer(
    name="rncp",
    title=_("RNCP and RS: the zip or folder of France compétences' daily CSV export"),
    describe=describe,
    load=load,
)


class _Export:
    """One day's export on its way in."""

    def __init__(self, tables: Mapping[str, Path], intake: Intake) -> None:
        self.tables = tables
        self.intake = intake
        self.keys: dict[str, int] = {}
        self.lost: set[str] = set()
        """Sheets whose own line is at fault: what belongs to them is refused with them, without a further word."""
        self.unread = 0
        """Lines at fault of which even the number could not be read: each is taken for that of one missing sheet."""
        self.named: set[str] = set()

    def run(self) -> None:
        """Write it."""
        self._sheets()
        self.keys = dict(Sheet.objects.values_list("number", "pk"))
        if rncp.BLOCKS in self.tables:
            self._blocks(self.tables[rncp.BLOCKS])
        if rncp.ROME in self.tables:
            self._jobs(self.tables[rncp.ROME])
        if rncp.SUCCESSIONS in self.tables:
            sieve = Sieve(self.intake)
            read = sieve.rows(rncp.read_successions(self.tables[rncp.SUCCESSIONS]))
            write_successions(self.intake, ((row.old, row.new) for row in read), Teller.RNCP, sieve.has_all)

    def _sheets(self) -> None:
        gathered = {field: self._pairs(table) for table, field in _GATHERED.items() if table in self.tables}
        sieve = Sieve(self.intake)
        rows = self._counted(sieve.rows(rncp.read_sheets(self.tables[rncp.STANDARD], self.lost)))
        fields = (*_FIELDS, *gathered)
        write_sheets(self.intake, (_sheet(row, gathered) for row in rows), fields, sieve.has_all)
        # Such a line tells of a sheet that stands from an export before, and nothing then misses it; or of a new one.
        unnamed = set(standing_sheets(self.intake).values_list("number", flat=True)) - self.named - self.lost
        unread = sieve.refused - len(self.lost - self.named - {""})
        self.unread = max(0, unread - len(unnamed))
        if "nsf_codes" in gathered:
            write_labels(self.intake, Nsf, _titles(gathered["nsf_codes"]))
        if "formacodes" in gathered:
            write_labels(self.intake, Formacode, _titles(gathered["formacodes"]))

    def _counted(self, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
        for row in rows:
            self.named.add(row.number)
            yield row

    def _pairs(self, table: str) -> _Pairs:
        found: _Pairs = defaultdict(list)
        for row in Sieve(self.intake).rows(rncp.read_pairs(self.tables[table], table)):
            found[row.number].append(row)
        return found

    def _blocks(self, path: Path) -> None:
        sieve = Sieve(self.intake)
        table = Table(name="blocks", among=Block.objects.all(), key=("sheet_id", "code"), fields=("title", "order"))
        rows = sieve.rows(self._known(rncp.read_blocks(path), path))
        table.write(self.intake, map(self._block, rows), lambda: sieve.has_all() and not self.lost)

    def _jobs(self, path: Path) -> None:
        sieve = Sieve(self.intake)
        table = Table(name="jobs of sheets", among=SheetJob.objects.all(), key=("sheet_id", "job"))
        codes = {(row.number, row.code) for row in sieve.rows(self._known(rncp.read_pairs(path, rncp.ROME), path))}
        rows = ({"sheet_id": self.keys[number], "job": code} for number, code in sorted(codes))
        table.write(self.intake, rows, lambda: sieve.has_all() and not self.lost)

    def _block(self, row: BlockRow) -> Row:
        order = _ORDER.search(row.code)
        said = int(order[1]) if order else row.line % 1000
        return {"sheet_id": self.keys[row.number], "code": row.code, "title": row.title, "order": said}

    def _known(self, rows: Iterator[_T | Fault], path: Path) -> Iterator[_T | Fault]:
        for row in rows:
            if isinstance(row, Fault) or row.number in self.keys:
                yield row
            elif self._is_echo(row.number):
                self.intake.refuse(None)
            else:
                expected = "a sheet of the table Standard"
                yield fault_at(path.name, row.line, "Numero_Fiche", expected, row.number)

    def _is_echo(self, number: str) -> bool:
        """Say whether a sheet is missing because its own line is at fault, which was told already."""
        if number not in self.lost and self.unread:
            self.unread -= 1
            self.lost.add(number)
        return number in self.lost


def _sheet(row: SheetRow, gathered: Mapping[str, _Pairs]) -> Row:
    fields: dict[str, object] = {name: getattr(row, name) for name in ("number", *_FIELDS)}
    for field, pairs in gathered.items():
        said = pairs.get(row.number, [])
        if field == "certifiers":
            fields[field] = "; ".join(dict.fromkeys(pair.title for pair in said))
        else:
            fields[field] = list(dict.fromkeys(pair.code for pair in said))
    return fields


def _titles(pairs: _Pairs) -> dict[str, str]:
    return {pair.code: pair.title for said in pairs.values() for pair in said}
