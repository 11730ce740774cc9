"""`envol import kit`: the apprenticeship kit, from which sheets have their expiry and their successors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from envol.gateways.imports.kit import KitRow, kit_date, read_kit
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.referentials.certification_writing import (
    Row,
    Sieve,
    Table,
    settle,
    write_sheets,
    write_successions,
)
from envol.web.referentials.models import SheetDiploma, Teller

_FIELDS = (
    *("title", "level", "diploma", "registration", "is_active"),
    *("published_on", "decided_on", "first_day", "last_day", "last_delivery_on"),
)


def describe(path: Path) -> Source:
    """Return the day that the kit bears."""
    return Source(title="Certif Info, kit apprentissage", dated=kit_date(path))


def load(path: Path, intake: Intake) -> None:
    """Write the sheets, the school codes that lead to them, and what replaces what."""
    sieve = Sieve(intake)
    rows = list(sieve.rows(read_kit(path)))
    write_sheets(intake, _sheets(rows), _FIELDS, sieve.has_all)
    pairs = Table(
        name="school codes of sheets",
        among=SheetDiploma.objects.all(),
        key=("school_code", "number"),
        fields=("title",),
    )
    pairs.write(intake, map(_pair, rows), sieve.has_all)
    write_successions(intake, _successions(rows), Teller.KIT, sieve.has_all)
    settle(intake)


IMPORTER = Importer(
    name="kit", title=_("the apprenticeship kit of Certif Info, as a workbook or CSV"), describe=describe, load=load
)


def _sheets(rows: Sequence[KitRow]) -> Iterator[Row]:
    """Yield each sheet once: the reader has seen to it that all its lines agree."""
    for number, row in {row.number: row for row in rows}.items():
        yield {"number": number, **{name: getattr(row, name) for name in _FIELDS}}


def _pair(row: KitRow) -> Row:
    return {"school_code": row.school_code, "number": row.number, "title": row.school_title}


def _successions(rows: Sequence[KitRow]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield from ((row.number, new) for new in row.followed_by)
        yield from ((old, row.number) for old in row.follows)
