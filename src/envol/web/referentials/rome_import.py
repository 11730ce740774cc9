"""`envol import rome`: the State's jobs, their titles and what they ask of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from envol.gateways.imports.archives import open_folder
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.rome import Broken, Record, Rome, records_of, rome_in
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.provenance.upsert import Tally, upsert
from envol.web.referentials.job_index import index_jobs
from envol.web.referentials.rome_records import (
    DOMAINS,
    JOBS,
    KNOWLEDGE,
    LINKS,
    NEAR,
    SKILLS,
    TITLES,
    Reference,
    Table,
    Values,
)
from envol.web.referentials.rome_strays import Strays


def describe(path: Path) -> Source:
    """Return the version of ROME that a folder or archive holds."""
    with open_folder(path, kind="ROME") as files:
        rome = rome_in(files, path)
    return Source(title=f"France Travail, ROME 4.0, version {rome.version}", dated=rome.dated)


def load(path: Path, intake: Intake) -> None:
    """Write a whole version of ROME; what it names no more is retired."""
    with open_folder(path, kind="ROME") as files:
        _Loading(rome_in(files, path), intake).run()


IMPORTER = Importer(
    name="rome", title=_("ROME 4.0: the folder or zip of France Travail's CSV files"), describe=describe, load=load
)


class _Loading:
    """One version of ROME on its way in."""

    def __init__(self, rome: Rome, intake: Intake) -> None:
        self.rome = rome
        self.intake = intake
        self.strays = Strays(intake)
        self.known: dict[str, set[Any]] = {}
        """By table, the keys that may be leaned on."""
        self.lost: dict[str, set[Any]] = {}
        """By table, the keys of records whose own line is at fault; where a table has faults, there is a set."""
        self.unread: Counter[str] = Counter()
        """By table, the lines at fault of which even the key could not be read."""

    def run(self) -> None:
        written = [self._write(DOMAINS)]
        interests = self._aside("referentiel_code_rome_riasec", "code")
        written.append(self._write(JOBS, lambda values: _job(values, interests)))
        written.append(self._write(TITLES))
        self._write(SKILLS)
        self._write(KNOWLEDGE)
        core = self._aside("coherence_item", "job_id", "ogr", says="core")
        self._write(LINKS, lambda values: _link(values, core))
        self._refuse_core_of_nothing(core)
        self._write(NEAR)
        self.strays.tell()
        if any(tally.has_changed for tally in written):
            index_jobs()

    def _write(self, table: Table, shaped: Callable[[Values], Values] = lambda values: values) -> Tally:
        tally = upsert(
            self._rows(table, shaped),
            table.model._default_manager.all(),
            key=table.key,
            fields=table.fields,
            run=self.intake.run,
            # A line at fault may be the one that names a record: nothing is taken for gone then.
            retiring=lambda: table.name not in self.lost,
        )
        self.intake.count(table.name, tally)
        if tally.spared:
            self._keep_what_stands(table)
        return tally

    def _keep_what_stands(self, table: Table) -> None:
        """Let others lean on what stands, too, where some of a table's own lines may be missing."""
        self.lost.setdefault(table.name, set())
        self.known[table.name].update(table.model._default_manager.values_list("pk", flat=True))

    def _rows(self, table: Table, shaped: Callable[[Values], Values]) -> Iterator[Values]:
        lines: dict[Any, int] = {}
        single = table.key[0] if len(table.key) == 1 else None
        for record in self._records(table):
            values = shaped(record.values)
            key = values[single] if single else tuple([values[name] for name in table.key])
            if key in lines:
                self._refuse_double(table, record, key, lines[key])
            elif self._stands(table, record, values):
                lines[key] = record.line
                yield values
        self.known[table.name] = set(lines)
        if table.name in self.lost:
            self._keep_what_stands(table)

    def _records(self, table: Table) -> Iterator[Record]:
        for source in table.sources:
            for record in records_of(self.rome, source):
                if isinstance(record, Record):
                    yield record
                else:
                    self._refuse(record, table.name)
                    self._lose(table, record)

    def _lose(self, table: Table, broken: Broken) -> None:
        lost = self.lost.setdefault(table.name, set())
        if table.key[0] in broken.values:
            lost.add(broken.values[table.key[0]])
        else:
            self.unread[table.name] += 1

    def _stands(self, table: Table, record: Record, values: Values) -> bool:
        for reference in table.leans_on(values):
            value = values[reference.value]
            if value in self.known[reference.to]:
                continue
            if reference.to in self.lost and reference.value == "ogr":
                continue
            if self._is_echo(reference, value):
                self.intake.refuse(None, table=table.name)
            else:
                self._miss(record, reference, value, table)
            self.lost.setdefault(table.name, set()).add(values[table.key[0]])
            return False
        return True

    def _is_echo(self, reference: Reference, value: Any) -> bool:
        """Return whether a record is missing because its own line is at fault, which was told already.

        Each line whose key could not be read is taken for that of one missing record.
        """
        lost = self.lost.get(reference.to, set())
        if value not in lost and self.unread[reference.to]:
            self.unread[reference.to] -= 1
            lost.add(value)
        return value in lost

    def _miss(self, record: Record, reference: Reference, value: Any, table: Table) -> None:
        self.strays.add(
            record.file,
            record.line,
            reference.column,
            expected=reference.what,
            found=repr(value),
            table=table.name,
        )

    def _refuse(self, broken: Broken, table: str) -> None:
        for place, fault in enumerate(broken.faults):
            self.intake.refuse(fault, records=0 if place else 1, table=table)

    def _refuse_double(self, table: Table, record: Record, key: Any, first: int) -> None:
        said = " and ".join(map(str, key)) if isinstance(key, tuple) else str(key)
        expected = f"{said} once among the {table.name}"
        fault = fault_at(record.file, record.line, "", expected, "it again", f"line {first} has said it")
        self.intake.refuse(fault, table=table.name)

    def _aside(self, source: str, *key: str, says: str = "") -> dict[Any, Record]:
        """Return a table whose lines are no records of their own but say more of others', where they say anything."""
        found: dict[Any, Record] = {}
        for record in records_of(self.rome, source):
            if isinstance(record, Broken):
                self._refuse(record, "")
            elif not says or record.values[says]:
                found[tuple([record.values[name] for name in key])] = record
        return found

    def _refuse_core_of_nothing(self, left: Mapping[Any, Record]) -> None:
        """Refuse what says that something is of the core of a job whose sheet does not name it."""
        if LINKS.name in self.lost:
            return
        for (job, ogr), record in left.items():
            expected = f"a line of liens_rome_referentiels with {job} and {ogr}"
            self.intake.refuse(fault_at(record.file, record.line, "code_ogr", expected, "none"))


def _job(values: Values, interests: Mapping[Any, Record]) -> Values:
    """Return a job with its domain, which its code begins with, and its interests."""
    code = values["code"]
    said = interests.get((code,))
    return {
        **values,
        "domain_id": code[:3],
        "riasec_major": said.values["riasec_major"] if said else "",
        "riasec_minor": said.values["riasec_minor"] if said else "",
    }


def _link(values: Values, core: dict[Any, Record]) -> Values:
    """Return a link with its part, ``5.1``, and whether it is of the core of the job."""
    job, ogr, rubric = values["job_id"], values["ogr"], values["rubric"]
    said = core.pop((job, ogr), None)
    return {
        "job_id": job,
        "ogr": ogr,
        "part": f"{values['block']}.{rubric}" if rubric else str(values["block"]),
        "core": said.values["core"] if said else "",
    }
