"""Importing the national directory of schools: organisations of the network, each with a site.

A school is told by its UAI. What people of the campus entered themselves is only completed, never written over; a
school that the directory calls closed is retired, one that a file does not name is left alone: files are often cut to
an academy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.schools import SIRET, SchoolRow, read_schools
from envol.web.network.models import Organisation, Site
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.provenance.models import ImportRun
from envol.web.provenance.upsert import Tally, in_batches

AT_ONCE = 300
SOURCE = "Annuaire de l’éducation, data.education.gouv.fr"
ORGANISATION_FIELDS = ("kind", "name", "uai", "siret", "region", "academy", "website")
SITE_FIELDS = ("street", "postcode", "town", "department", "latitude", "longitude")


def describe(path: Path) -> Source:
    """Return what the file is: the directory says neither version nor day."""
    if not path.is_file():
        raise EnvolError(f"{path} is no file: the directory of schools is one CSV file")
    return Source(title=f"{SOURCE}, {path.name}")


def load(path: Path, intake: Intake) -> None:
    """Write every school of the file."""
    changed = False
    for batch in in_batches(_sound(path, intake), AT_ONCE):
        written = _Batch(path, batch, intake).write()
        changed = changed or written
    if changed:
        # Here, for what they read of the geography would weigh upon every other import.
        from envol.web.network.directory.services import index_organisations

        index_organisations()


def _sound(path: Path, intake: Intake) -> Iterator[SchoolRow]:
    told = 0
    for row in read_schools(path):
        if isinstance(row, SchoolRow):
            yield row
            continue
        intake.refuse(row, records=int(row.line != told))
        told = row.line


class _Batch:
    """Some schools on their way into the network."""

    def __init__(self, path: Path, rows: list[SchoolRow], intake: Intake) -> None:
        self._path, self._rows, self._intake = path, rows, intake
        self._by_uai: dict[str, Organisation] = {}
        self._by_siret: dict[str, Organisation] = {}
        self._fresh: list[Organisation] = []
        self._changed: list[Organisation] = []
        self._placed: list[tuple[Organisation, SchoolRow]] = []
        self._tally = Tally()

    def write(self) -> bool:
        """Write them, and say whether anything was new."""
        self._look_up()
        for row in self._rows:
            held = self._by_uai.get(row.uai)
            holder = self._by_siret.get(row.siret)
            if held is None and holder is not None and not holder.uai:
                held = holder
            if holder is not None and holder is not held:
                self._intake.refuse(self._taken(row, holder))
            elif row.is_open:
                self._place(held, row)
            elif held is not None:
                self._retire(held)
        Organisation.objects.bulk_create(self._fresh)
        Organisation.objects.bulk_update(self._changed, [*ORGANISATION_FIELDS, "provenance", "retired_on"])
        sites = _write_sites(self._placed)
        self._intake.count("organisations", self._tally)
        self._intake.count("sites", sites)
        return self._tally.has_changed or sites.has_changed

    def _look_up(self) -> None:
        uais = [row.uai for row in self._rows]
        sirets = [row.siret for row in self._rows if row.siret]
        for each in Organisation.objects.filter(Q(uai__in=uais) | Q(siret__in=sirets)).select_related("provenance"):
            self._by_uai |= {each.uai: each} if each.uai else {}
            self._by_siret |= {each.siret: each} if each.siret else {}

    def _place(self, held: Organisation | None, row: SchoolRow) -> None:
        run = self._intake.run
        if held is None:
            held = _new(row, run)
            self._fresh.append(held)
            self._tally.created += 1
        elif _fill(held, row, run):
            self._changed.append(held)
            self._tally.updated += 1
        else:
            self._tally.unchanged += 1
        self._placed.append((held, row))

    def _retire(self, held: Organisation) -> None:
        """Retire a school that this import once brought; one that people entered is theirs to end."""
        if not _is_ours(held) or held.retired_on is not None:
            return
        run = self._intake.run
        held.retired_on, held.provenance = run.dated or timezone.localdate(), run
        self._changed.append(held)
        self._tally.retired += 1

    def _taken(self, row: SchoolRow, holder: Organisation) -> Fault:
        found = f"{row.siret}, of {holder.name} ({holder.uai or 'without UAI'})"
        return fault_at(self._path, row.line, SIRET, "a SIRET that no other organisation bears", found)


def _is_ours(held: Organisation) -> bool:
    return held.provenance is not None and held.provenance.kind == "schools"


def _new(row: SchoolRow, run: ImportRun) -> Organisation:
    values = {name: getattr(row, name) for name in ORGANISATION_FIELDS}
    return Organisation(**{**values, "siret": row.siret or None}, source=SOURCE, provenance=run)


def _fill(held: Organisation, row: SchoolRow, run: ImportRun) -> bool:
    """Give an organisation what the directory says; one that people entered only what it lacks."""
    is_ours = _is_ours(held)
    before = [getattr(held, name) for name in (*ORGANISATION_FIELDS, "retired_on")]
    for name in ORGANISATION_FIELDS:
        said = getattr(row, name)
        if said and (is_ours or not getattr(held, name)):
            setattr(held, name, said)
    if is_ours:
        held.retired_on = None
    if before == [getattr(held, name) for name in (*ORGANISATION_FIELDS, "retired_on")]:
        return False
    if is_ours:
        held.provenance = run
    return True


def _write_sites(standing: list[tuple[Organisation, SchoolRow]]) -> Tally:
    """Give each organisation its site; those that people gave several, or one of another name, keep theirs."""
    tally = Tally()
    held: dict[object, list[Site]] = {}
    for site in Site.objects.filter(organisation__in=[organisation.pk for organisation, _row in standing]):
        held.setdefault(site.organisation_id, []).append(site)
    fresh, changed = [], []
    for organisation, row in standing:
        values = {name: getattr(row, name) for name in SITE_FIELDS}
        sites = held.get(organisation.pk, [])
        if not sites:
            fresh.append(Site(organisation=organisation, name=row.town, **values))
        elif len(sites) == 1 and sites[0].name == row.town and values != {n: getattr(sites[0], n) for n in values}:
            for name, value in values.items():
                setattr(sites[0], name, value)
            changed.append(sites[0])
        else:
            tally.unchanged += 1
    Site.objects.bulk_create(fresh)
    Site.objects.bulk_update(changed, SITE_FIELDS)
    tally.created, tally.updated = len(fresh), len(changed)
    return tally


IMPORTER = Importer(name="schools", title=_("the national directory of schools"), describe=describe, load=load)
